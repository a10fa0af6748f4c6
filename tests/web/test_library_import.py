"""An official text is imported on a page, and what is wrong with it is said there."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from messaging.tables_staff import StaffNotice
from policy_faq.library import store
from policy_faq.library.reading import Limits
from policy_faq.tables import PolicyDocument
from storage.database import Database
from tests.policy_faq.library.files import word
from tests.web.conftest import post, words_of
from web.caseworker import library_import

SignIn = Callable[..., FlaskClient]
PAGE = "/console/library/import"
TEXT = """会泽县外出务工交通补助实施细则
一、补助标准
（一）到省外务工的，每人每年最高补助{amount}元。
（二）到县外务工的，每人每年最高补助400元。
二、申领材料
身份证、务工证明。"""
FIELDS = {
    "number": "会人社发〔2026〕5号",
    "title": "会泽县外出务工交通补助实施细则",
    "issuer": "会泽县人社局",
    "place": "530326",
    "issued": "2026-03-01",
    "until": "2028-12-31",
}


def hand_in(
    client: FlaskClient,
    content: bytes | None = TEXT.format(amount=800).encode(),
    name: str = "实施细则.txt",
    **fields: str,
) -> TestResponse:
    given: dict[str, Any] = {**FIELDS, **fields}
    if content is not None:
        given["file"] = (io.BytesIO(content), name)
    return post(client, PAGE, given, content_type="multipart/form-data")


def documents(db: Database) -> list[PolicyDocument]:
    with db.read() as rows:
        return list(rows.exec(select(PolicyDocument).order_by(PolicyDocument.id)))  # type: ignore[arg-type]


def test_a_text_is_taken_in(console: FlaskClient, db: Database) -> None:
    assert PAGE in console.get("/console/library").text
    assert 'enctype="multipart/form-data"' in console.get(PAGE).text
    answer = hand_in(console)
    (document,) = documents(db)
    assert answer.status_code == 302
    assert answer.location == f"/console/library/{document.id}"
    assert (document.number, document.place_code) == ("会人社发〔2026〕5号", "530326")
    assert (document.imported_by, document.file_name) == ("li.gz", "实施细则.txt")
    assert str(document.valid_until) == "2028-12-31"
    page = words_of(console.get(answer.location).text)
    assert "分成 5 条" in page
    assert "最高补助800元" in page


def test_word_files_too(console: FlaskClient, db: Database, tmp_path: Any) -> None:
    path = word(tmp_path / "a.docx")
    assert hand_in(console, path.read_bytes(), "桌面/二十号文.docx").status_code == 302
    assert documents(db)[0].file_name == "二十号文.docx"


def test_a_second_import_shows_what_changed(console: FlaskClient, db: Database) -> None:
    hand_in(console)
    same = hand_in(console)
    assert "没有变化" in console.get(same.location).text
    assert len(documents(db)) == 1
    changed = hand_in(console, TEXT.format(amount=900).encode(), until="2029-12-31")
    old, new = documents(db)
    assert changed.location == f"/console/library/{new.id}"
    assert (old.superseded_by, new.version) == (new.id, 2)
    page = words_of(console.get(changed.location).text)
    assert "和上一版比" in page
    assert re.search(r"800元.*900元", page)
    assert "2028-12-31 改为 2029-12-31" in page
    with db.read() as rows:
        notices = rows.exec(select(StaffNotice).where(StaffNotice.kind == "policy-changed")).all()
        assert [each.county_code for each in notices] == ["530326"]


def test_cards_to_review_are_named(console: FlaskClient, db: Database) -> None:
    stated = {"number": "会政发〔2018〕20号", "title": "意见", "issued": "2018", "until": "长期"}
    text = "意见\n一、要求\n二、任务\n三、措施\n（一）培训\n1.对象。\n2.创业培训，补{}元。"
    hand_in(console, text.format(500).encode(), **stated)
    answer = hand_in(console, text.format(600).encode(), **stated)
    assert [each.key for each in documents(db)] == ["HZ20", "HZ20"]
    page = words_of(console.get(answer.location).text)
    assert "请核对这 1 张卡片" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"content": None}, "请选一个文件"),
        ({"content": b""}, "文件是空的"),
        ({"content": b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "name": "a.png"}, "这是图片"),
        ({"content": b"%PDF-1.7 broken", "name": "a.pdf"}, "打不开"),
        ({"content": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "name": "a.doc"}, "旧版 .doc"),
        ({"title": " "}, "标题不能是空的"),
        ({"issuer": ""}, "发文单位不能是空的"),
        ({"issued": "上个月"}, "看不懂"),
        ({"issued": "2026-02-30"}, "不是一个真的日子"),
        ({"until": "2020-01-01"}, "早于印发日期"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(
    console: FlaskClient, db: Database, wrong: Mapping[str, Any], said: str
) -> None:
    answer = hand_in(console, **wrong)
    assert answer.status_code == 422
    assert "没有导入" in answer.text
    assert said in answer.text
    if "title" not in wrong:
        assert FIELDS["title"] in answer.text
    assert documents(db) == []


def test_a_file_that_is_too_large(
    console: FlaskClient, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_import, "_LIMITS", Limits(file_bytes=50))
    answer = hand_in(console)
    assert answer.status_code == 422
    assert "文件太大" in answer.text
    assert documents(db) == []


def test_a_form_that_is_far_too_large(console: FlaskClient, db: Database) -> None:
    console.application.config["MAX_CONTENT_LENGTH"] = 3000
    answer = hand_in(console, b"a" * 4000)
    assert answer.status_code == 413
    assert documents(db) == []


def test_without_a_token_nothing_is_taken(console: FlaskClient, db: Database) -> None:
    given = {**FIELDS, "file": (io.BytesIO(TEXT.encode()), "a.txt")}
    assert console.post(PAGE, data=given, content_type="multipart/form-data").status_code == 400
    assert documents(db) == []


@pytest.mark.parametrize(
    ("user", "place", "status"),
    [
        ("li.gz", "530326", 302),
        ("li.gz", "530328", 404),
        ("li.gz", "530000", 404),
        ("li.gz", "000000", 404),
        ("li.gz", "", 404),
        ("sheng.gz", "530326", 302),
        ("sheng.gz", "530000", 302),
        ("sheng.gz", "430000", 404),
        ("wang.gz", "530326", 404),
        ("factory", "530326", 403),
    ],
)
def test_who_may_import_for_which_place(
    sign_in: SignIn, db: Database, user: str, place: str, status: int
) -> None:
    client = sign_in(user)
    assert hand_in(client, place=place).status_code == status
    assert len(documents(db)) == (status == 302)
    if user == "wang.gz":
        assert client.get(PAGE).status_code == 404
        assert PAGE not in client.get("/console/library").text


def test_what_the_page_took_in_can_be_withdrawn_there(console: FlaskClient, db: Database) -> None:
    hand_in(console)
    (document,) = documents(db)
    post(console, f"/console/library/{document.id}/withdraw", {"why": "导错了"})
    with db.read() as rows:
        assert store.current_document(rows, document.key) is None


def test_in_english(console: FlaskClient) -> None:
    text = words_of(console.get(f"{PAGE}?lang=en").text)
    assert "Import an official text" in text
    assert not re.search(
        r"[\u3400-\u9fff]",
        text.replace("会政发〔2018〕20号", "").split("File")[1].split("Place")[0],
    )
