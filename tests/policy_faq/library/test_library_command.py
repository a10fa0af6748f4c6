"""``gangxin policy import`` and ``gangxin policy documents``, run as an office would."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest
from sqlmodel import col

from app.cli.output import Problem
from app.cli.policy_library import documents, import_document, withdraw
from messaging.staff_notices import open_notices
from messaging.tables_staff import StaffNotice
from policy_faq.knowledge import Knowledge
from policy_faq.library.store import clause_text, versions
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from tests.policy_faq.library.conftest import TEXT
from tests.policy_faq.library.files import pdf, word

TEXTS = Path(__file__).parents[4] / "shared" / "policy"


@dataclass
class Office:
    county: str = "530326"


@dataclass
class Context:
    db: Database
    clock: SetClock
    gazetteer: Gazetteer
    settings: Office = field(default_factory=Office)


@pytest.fixture
def context(db: Database, clock: SetClock, gazetteer: Gazetteer) -> Context:
    return Context(db, clock, gazetteer)


def call(context: Context, command: click.Command, *arguments: str) -> Any:
    return command.main(list(arguments), obj=context, standalone_mode=False)


def bring(context: Context, file: Path, **stated: str) -> None:
    given = {
        "number": "某政发〔2026〕1号",
        "title": "关于稳就业的意见",
        "issuer": "某某县人民政府",
        "place": "530326",
        "issued": "2026-03-01",
    } | stated
    options = [part for name, value in given.items() for part in (f"--{name}", value)]
    call(context, import_document, str(file), *options, "--json")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "20号文.txt"
    path.write_text(TEXT, "utf-8")
    return path


def printed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    document: dict[str, Any] = json.loads(out)
    return document


def test_import(
    context: Context, db: Database, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(context, file, until="2027")
    told = printed(capsys)
    assert (told["key"], told["version"], told["outcome"]) == ("某政发〔2026〕1号", 1, "added")
    assert told["valid_until"] == "2027-12-31"
    assert told["clauses"][2] == {"path": "一(一)", "heading": "交通补助", "characters": 28}
    assert told["cautions"] == []
    with db.read() as session:
        assert "500元" in (clause_text(session, told["key"], "一(一)") or "")


def test_again_and_changed(
    context: Context, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(context, file)
    bring(context, file)
    file.write_text(TEXT.replace("500", "600"), "utf-8")
    bring(context, file)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    told = [(line["version"], line["outcome"]) for line in lines]
    assert told == [(1, "added"), (1, "unchanged"), (2, "replaced")]


def test_dry_run(
    context: Context, db: Database, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stated = ["--number", "甲", "--title", "乙", "--issuer", "丙", "--place", "530326"]
    call(context, import_document, str(file), *stated, "--issued", "2026", "--dry-run", "--json")
    told = printed(capsys)
    assert (told["dry_run"], told["outcome"], told["version"]) == (True, "added", 1)
    with db.read() as session:
        assert versions(session, "甲") == []


def test_for_people(context: Context, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stated = ["--number", "甲", "--title", "乙", "--issuer", "丙", "--place", "530326"]
    call(context, import_document, str(file), *stated, "--issued", "2026")
    out = capsys.readouterr().out
    assert "导入完成：新增。" in out
    assert "  一(一)  交通补助（28 字）" in out


@pytest.mark.parametrize("make", [word, pdf])
def test_word_and_pdf(
    context: Context, tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Any
) -> None:
    bring(context, make(tmp_path / "20号文"))
    paths = [clause["path"] for clause in printed(capsys)["clauses"]]
    assert paths == ["文首", "一", "一(一)", "一(二)", "二"]


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"place": "123456"}, "没有代码为“123456”的地区"),
        ({"until": "2020-01-01"}, "早于印发日期"),
        ({"issued": "2026-02-31"}, "不是一个真的日子"),
        ({"title": ""}, "标题不能是空的"),
    ],
)
def test_bad_details(context: Context, file: Path, stated: dict[str, str], said: str) -> None:
    with pytest.raises(Problem) as caught:
        bring(context, file, **stated)
    assert said in caught.value.message
    assert caught.value.exit_code == 2


def test_bad_file(context: Context, tmp_path: Path) -> None:
    empty = tmp_path / "a.txt"
    empty.touch()
    for path in (empty, tmp_path / "none.docx", pdf(tmp_path / "scan.pdf", ((),))):
        with pytest.raises(Problem) as caught:
            bring(context, path)
        assert caught.value.exit_code == 2


def test_list(context: Context, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(context, file, until="2026-12-20", number="会政发〔2018〕20号")
    bring(context, file, key="HUNAN", place="430000")
    bring(context, file, key="NATION", place="000000")
    capsys.readouterr()
    call(context, documents, "--county", "530326", "--json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["key"] for line in lines} == {"HZ20", "NATION"}
    (county,) = [line for line in lines if line["key"] == "HZ20"]
    assert (county["standing"], county["days_left"], county["clauses"]) == ("in_force", 27, 5)
    assert "hz20-4" in county["cards"]
    call(context, documents, "--ending", "--json")
    assert printed(capsys)["key"] == "HZ20"
    call(context, documents)
    out = capsys.readouterr().out
    assert "全国" in out
    assert "没写期限" in out
    with pytest.raises(Problem, match="没有代码"):
        call(context, documents, "--county", "999999")


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the official texts are not at hand")
def test_the_county_text(
    context: Context, db: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(
        context,
        TEXTS / "huize-2018-20.txt",
        number="会政发〔2018〕20号",
        title="会泽县人民政府关于进一步做好就业创业工作的实施意见",
        issued="2018",
    )
    told = printed(capsys)
    assert (told["key"], told["cautions"]) == ("HZ20", [])
    with db.read() as session:
        wording = clause_text(session, "HZ20", "三(四)16") or ""
    assert "到县外省内务工的补助标准最高不超过300元" in wording
    assert "17.加强" not in wording


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the official texts are not at hand")
def test_an_end_that_was_not_given_is_told(
    context: Context, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(context, TEXTS / "yunnan-2018-68.txt", place="530000", issued="2018")
    assert "2020-12-31" in printed(capsys)["cautions"][0]


def test_a_new_version_names_what_changed(
    context: Context, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = Knowledge.load().cards_by_id["hz20-16-transport"]
    given = {"number": "会政发〔2018〕20号", "issued": "2018"}
    text = "三、措施\n（四）转移\n16.交通补助最高500元。\n17.其他"
    assert card.clause == "三(四)16"
    file.write_text(text, "utf-8")
    bring(context, file, **given)
    assert printed(capsys)["changes"] == []
    file.write_text(text.replace("500", "600"), "utf-8")
    bring(context, file, **given)
    told = printed(capsys)
    assert [(each["path"], each["kind"]) for each in told["changes"]] == [("三(四)16", "changed")]
    assert card.id in told["review"]
    with context.db.read() as session:
        notice = open_notices(session, col(StaffNotice.county_code) == "530326")[0]
    assert card.title in notice.text


def test_an_end_that_is_known_is_kept(
    context: Context, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(context, file, until="2027-12-31")
    assert printed(capsys)["valid_until"] == "2027-12-31"
    file.write_text(f"{TEXT}\n三、附则", "utf-8")
    bring(context, file)
    told = printed(capsys)
    assert told["valid_until"] == "2027-12-31"
    assert "没有写截止日期" in told["cautions"][0]
    bring(context, file, until="长期")
    assert printed(capsys)["valid_until"] is None


def test_withdraw(context: Context, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(context, file)
    bring(context, file, until="2026-12-31")
    capsys.readouterr()
    name = ("某政发(2026)1号", "--place", "530326")
    call(context, withdraw, *name, "--why", "导错了", "--json")
    assert printed(capsys) == {"key": "某政发〔2026〕1号", "withdrawn": 2, "version": 1}
    call(context, withdraw, *name)
    assert "现在没有导入的原文" in capsys.readouterr().out
    with pytest.raises(Problem, match="没有导入过"):
        call(context, withdraw, *name)
    with context.db.read() as session:
        kept = versions(session, "某政发〔2026〕1号")
    assert [(each.version, each.withdrawn_why) for each in kept] == [(2, "导错了"), (1, "")]
    assert all(each.withdrawn_by == "命令行" for each in kept)
