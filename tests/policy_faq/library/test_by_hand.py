"""The whole way by the commands: import, ask, the day after, take back; and the unit of work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlmodel import col

from app import work
from app.cli import run
from app.context import AppContext
from app.settings import Settings
from messaging.staff_notices import open_notices
from messaging.tables_staff import StaffNotice
from storage.clock import parse_moment
from tests.policy_faq.library.conftest import TEXT

ASKED = "村里公益性岗位一个月多少钱"
TODAY, TOMORROW = "2026-11-23T09:00:00+08:00", "2026-11-24T00:00:00+08:00"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/office.db"


def test_import_ask_and_take_back(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "20.txt"
    file.write_text(TEXT, "utf-8")

    def ask(now: str) -> str:
        asked = ["ask", ASKED, "--county", "530326", "--json", "--db", url, "--now", now]
        assert run(asked) == 0
        return str(json.loads(capsys.readouterr().out)["answer"])

    assert ask(TODAY).startswith("每人每月补500元")
    assert not (tmp_path / "office.db").exists()
    stated = {
        "number": "会政发〔2018〕20号", "title": "意见", "issuer": "会泽县人民政府",
        "place": "530326", "issued": "2018", "until": "2026-11-23", "db": url, "now": TODAY,
    }  # fmt: skip
    options = [part for name, value in stated.items() for part in (f"--{name}", value)]
    assert run(["policy", "import", str(file), *options]) == 0
    capsys.readouterr()
    assert ask(TODAY).startswith("每人每月补500元")
    assert ask(TOMORROW).startswith("这项规定已于2026年11月23日到期")
    back = ["policy", "withdraw", "会政发〔2018〕20号", "--place", "530326"]
    assert run([*back, "--db", url, "--now", TOMORROW]) == 0
    capsys.readouterr()
    assert ask(TOMORROW).startswith("每人每月补500元")


def test_the_unit_of_work_tells_once(url: str, tmp_path: Path) -> None:
    file = tmp_path / "20.txt"
    file.write_text(TEXT, "utf-8")
    options = "--number 某政发1号 --title 意见 --issuer 县 --place 530326 --issued 2026".split()
    imported = ["policy", "import", str(file), *options, "--until", "2026-12-20", "--db", url]
    assert run([*imported, "--now", TODAY]) == 0
    settings = Settings(data_dir=tmp_path)
    context = AppContext(settings, database_url=url, now=parse_moment(TODAY))
    try:
        assert [work.watch_documents(context) for _ in range(3)] == [1, 0, 0]
        with context.db.read() as rows:
            notice = open_notices(rows, col(StaffNotice.county_code) == "530326")[0]
        assert "2026年12月20日" in notice.subject
    finally:
        context.close()
