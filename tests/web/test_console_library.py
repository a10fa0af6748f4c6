"""The official texts in the console: the list, one text, the way from a source to its clause."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from messaging.staff_notices import notify
from policy_faq.library.details import Details
from policy_faq.library.reading import Source
from policy_faq.library.store import import_document, prepare, versions
from policy_faq.tables import PolicyDocument
from storage.clock import SetClock
from storage.database import Database
from tests.web.conftest import post, words_of

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


def test_what_a_new_version_changed(console: FlaskClient, bring: Bring) -> None:
    bring()
    new = bring(amount=600)
    text = words_of(console.get(f"/console/library/{new.id}").text)
    assert "和上一版比" in text
    assert re.search(r"改动 一\(一\)", text)
    assert "500元" in text
    assert "600元" in text
    assert re.search(r"第 2 版 .*第 1 版", text)


def test_a_card_whose_clause_changed_is_named(console: FlaskClient, bring: Bring) -> None:
    bring()
    new = bring(amount=600)
    page = console.get(f"/console/library/{new.id}").text
    assert "请核对这" not in page
    assert "条不一样" in page


def test_a_wrong_import_is_taken_back(console: FlaskClient, db: Database, bring: Bring) -> None:
    old, wrong = bring(), bring(amount=600)
    page = console.get(f"/console/library/{wrong.id}")
    assert "撤回这一版" in page.text
    assert "撤回这一版" not in console.get(f"/console/library/{old.id}").text
    path = f"/console/library/{wrong.id}/withdraw"
    assert post(console, path, {"why": "导错了文件"}).status_code == 302
    shown = words_of(console.get(f"/console/library/{wrong.id}").text)
    assert "第 2 版由 li.gz" in shown
    assert "导错了文件" in shown
    assert "已撤回" in shown
    assert str(old.id) in console.get("/console/library").text
    assert "已撤回" in words_of(console.get("/console/notices").text)
    post(console, path, {})
    with db.read() as rows:
        assert [each.version for each in versions(rows, "HZ20") if each.withdrawn_at] == [2]


def test_what_is_above_the_county_is_not_its_to_take_back(
    console: FlaskClient, bring: Bring
) -> None:
    document = bring(place="530000")
    page = console.get(f"/console/library/{document.id}")
    assert "撤回这一版" not in page.text
    assert post(console, f"/console/library/{document.id}/withdraw", {}).status_code == 404


def test_from_a_card_to_its_clause(console: FlaskClient, bring: Bring) -> None:
    missing = console.get("/console/library/open?card=hz20-18", follow_redirects=True)
    assert "依据的原文还没有导入" in missing.text
    document = bring()
    answer = console.get("/console/library/open?card=hz20-18")
    assert answer.location == f"/console/library/{document.id}"


def test_notices(console: FlaskClient, sign_in: SignIn, db: Database, clock: SetClock) -> None:
    with db.write() as rows:
        for county in ("530326", "430121"):
            stated = {"kind": "policy-ending", "subject": f"{county}到期", "text": "靠它的卡片"}
            notify(rows, clock, key="k", county_code=county, link="/console/library", **stated)
    first = console.get("/console").text
    assert "530326到期" in first
    assert "1 条要处理" in first
    assert "430121到期" not in first
    notice = re.search(r"/console/notices/[0-9a-f-]+/acknowledge", first)
    assert notice is not None
    assert post(console, notice.group(), {}).status_code == 302
    assert "530326到期" not in console.get("/console").text
    done = words_of(console.get("/console/notices?show=done").text)
    assert "530326到期" in done
    assert "li.gz 处理于" in done
    again = post(console, notice.group(), {}, follow_redirects=True)
    assert "刚才已经有人处理了" in again.text
    assert sign_in("wang.gz").get("/console/notices").status_code == 404
