"""The official texts in the console: the list, one text, the way from a source to its clause."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from policy_faq.library.details import Details
from policy_faq.library.reading import Source
from policy_faq.library.store import import_document, prepare
from policy_faq.tables import PolicyDocument
from storage.clock import SetClock
from storage.database import Database
from tests.web.conftest import words_of

SignIn = Callable[..., FlaskClient]
TEXT = """某某县意见
一、发放补贴
（一）交通补助。到省外务工的，每人每年最高补助{amount}元。
（二）用工补贴。稳定就业一年以上的，每人补贴2000元。
二、组织保障
各乡镇要抓好落实。"""


@pytest.fixture
def bring(db: Database, clock: SetClock) -> Callable[..., PolicyDocument]:
    """Return a function that imports a text and returns the stored version."""

    def importer(
        key: str = "HZ20",
        *,
        place: str = "530326",
        until: date | None = None,
        amount: int = 500,
        start: date = date(2018, 1, 1),
    ) -> PolicyDocument:
        stated = Details(
            key, f"{key}号", f"{key}意见", "某某县人民政府", place, start.isoformat(), start, until
        )
        source = Source(TEXT.format(amount=amount), str(amount), "意见.docx")
        with db.write() as session:
            return import_document(session, clock, prepare(source, stated), by="li.gz").document

    return importer


Bring = Callable[..., PolicyDocument]


def test_no_text_yet(console: FlaskClient) -> None:
    assert "还没有导入过政策原文" in console.get("/console/library").text


def test_the_list(console: FlaskClient, bring: Bring, clock: SetClock) -> None:
    bring()
    bring("OLD", until=date(2020, 12, 31))
    bring("NEXT", start=clock.today() + timedelta(days=40))
    bring("NATION", place="000000", until=date(2030, 1, 1))
    text = words_of(console.get("/console/library").text)
    assert re.search(r"NATION意见 NATION号 全国 在用", text)
    assert re.search(r"HZ20意见 HZ20号 会泽县 没写期限 2018-01-01 — 5 \d{2}", text)
    assert re.search(r"NEXT意见 NEXT号 会泽县 还没生效", text)
    assert re.search(r"OLD意见 OLD号 会泽县 已到期 2018-01-01 2020-12-31 5 0", text)
    assert "30 天内到期" not in text


@pytest.mark.parametrize(
    ("days", "said"), [(0, "今天是最后一天"), (30, "还有 30 天"), (31, None), (-1, None)]
)
def test_texts_that_end_soon_name_their_cards(
    console: FlaskClient, bring: Bring, clock: SetClock, days: int, said: str | None
) -> None:
    bring(until=clock.today() + timedelta(days=days))
    text = words_of(console.get("/console/library").text)
    assert ("30 天内到期" in text) is (said is not None)
    if said is not None:
        assert said in text
        assert "张卡片靠它" in text
        assert "灵活就业人员参加社保" in text


def test_search(console: FlaskClient, bring: Bring) -> None:
    document = bring()
    bring("HUNAN", place="430000")
    answer = console.get("/console/library?q=省外务工交通补助").text
    assert f"/console/library/{document.id}#c-2" in answer
    assert "HUNAN" not in answer
    assert "没有找到“qqq”" in console.get("/console/library?q=qqq").text
    assert console.get("/console/library?q=%00%F0").status_code == 200


def test_one_text(console: FlaskClient, bring: Bring) -> None:
    document = bring()
    page = console.get(f"/console/library/{document.id}")
    assert 'id="c-2"' in page.text
    text = words_of(page.text)
    assert "（一）交通补助。到省外务工的，每人每年最高补助500元。" in text
    assert "某某县人民政府" in text
    assert "第 1 版" in text


def test_an_old_version_leads_to_the_present_one(console: FlaskClient, bring: Bring) -> None:
    old, new = bring(), bring(amount=600)
    page = console.get(f"/console/library/{old.id}")
    assert "这是旧的第 1 版。" in page.text
    assert "没写期限" not in page.text
    assert f"/console/library/{new.id}" in page.text
    assert "500元" in page.text
    assert "这是旧的" not in console.get(f"/console/library/{new.id}").text
    listed = console.get("/console/library").text
    assert str(new.id) in listed
    assert str(old.id) not in listed


@pytest.mark.parametrize(
    ("query", "anchor"),
    [
        ("number=HZ20号&clause=一(一)", "#c-2"),
        ("number=无文号&title=HZ20意见&clause=二", "#c-4"),
        ("key=HZ20&clause=一（二）", "#c-3"),
        ("key=HZ20&clause=九", ""),
        ("key=HZ20", ""),
    ],
)
def test_from_a_source_to_its_clause(
    console: FlaskClient, bring: Bring, query: str, anchor: str
) -> None:
    document = bring()
    answer = console.get(f"/console/library/open?{query}")
    assert answer.status_code == 302
    assert answer.location == f"/console/library/{document.id}{anchor}"


def test_what_is_not_there(console: FlaskClient, bring: Bring) -> None:
    bring()
    assert console.get("/console/library/open?key=NONE").status_code == 404
    assert console.get("/console/library/open").status_code == 404
    missing = "00000000-0000-7000-8000-000000000000"
    assert console.get(f"/console/library/{missing}").status_code == 404


@pytest.mark.parametrize(
    ("user", "place", "seen"),
    [
        ("li.gz", "530326", True),
        ("li.gz", "530000", True),
        ("li.gz", "000000", True),
        ("li.gz", "430000", False),
        ("li.gz", "530328", False),
        ("wang.gz", "530326", True),
        ("wang.gz", "430000", False),
        ("sheng.gz", "530326", True),
    ],
)
def test_whose_texts_an_account_sees(
    sign_in: SignIn, bring: Bring, user: str, place: str, seen: bool
) -> None:
    document = bring(place=place)
    client = sign_in(user)
    assert (str(document.id) in client.get("/console/library").text) is seen
    assert (client.get(f"/console/library/{document.id}").status_code == 200) is seen
    assert (client.get("/console/library/open?key=HZ20").status_code == 302) is seen


def test_only_caseworkers(sign_in: SignIn, browser: FlaskClient, bring: Bring) -> None:
    document = bring()
    employer = sign_in("factory")
    for path in ("/console/library", f"/console/library/{document.id}", "/console/library/open"):
        assert employer.get(path).status_code == 403
        assert browser.get(path).status_code == 302


def test_in_english(console: FlaskClient, bring: Bring) -> None:
    document = bring()
    text = words_of(console.get("/console/library?lang=en").text)
    assert "Policy documents" in text
    assert "No end stated" in text
    assert "Issuer" in console.get(f"/console/library/{document.id}?lang=en").text
