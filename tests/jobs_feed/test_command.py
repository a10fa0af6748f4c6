"""``gangxin jobs``: JSON on stdout and nothing else, problems in Chinese."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli.jobs import jobs
from matching.job_search import JobSearch
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.jobs_feed.forms import row, write_csv
from tests.jobs_feed.people import add_labourer


@pytest.fixture
def context(db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer) -> SimpleNamespace:
    settings = SimpleNamespace(county="530326")
    return SimpleNamespace(
        db=db,
        vault=vault,
        clock=clock,
        gazetteer=gazetteer,
        settings=settings,
        job_search=JobSearch.load(gazetteer),
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [row(1), row(2, 岗位描述="押金200元"), row(3, 用人单位=""), row(4, 薪资="3000~500")]
    return write_csv(tmp_path / "in.csv", rows)


def run(context: SimpleNamespace, *arguments: Any) -> Result:
    return CliRunner().invoke(jobs, [str(each) for each in arguments], obj=context)


def test_import_accounts_for_every_row(context: SimpleNamespace, file: Path) -> None:
    done = run(context, "import", file, "--source", "春风行动", "--vouch", "--json")
    assert done.exit_code == 0
    result = json.loads(done.stdout)
    assert {key: result[key] for key in ("rows", "accepted", "updated", "unchanged")} == {
        "rows": 4,
        "accepted": 2,
        "updated": 0,
        "unchanged": 0,
    }
    assert result["held"] == [
        {
            "row": 3,
            "external_id": "J002",
            "title": "缝纫工2",
            "employer": "会泽县测试服装厂2",
            "reasons": [
                {
                    "code": "worker_pays",
                    "text": "押金200元",
                    "field": "岗位描述",
                    "label": "向求职者收费",
                }
            ],
        }
    ]
    assert result["rejected"] == [
        {
            "row": 4,
            "column": "用人单位",
            "value_masked": "",
            "problem": "没有用人单位",
            "mend": "请填写用人单位的全称。",
        }
    ]


def test_import_for_people(context: SimpleNamespace, file: Path) -> None:
    done = run(context, "import", file, "--source", "春风行动", "--dry-run")
    assert "没有写入" in done.stdout
    assert "第 3 行 缝纫工2: 待审" in done.stdout
    assert "第 4 行 用人单位: 没有用人单位" in done.stdout


def test_search(context: SimpleNamespace, file: Path) -> None:
    run(context, "import", file, "--source", "春风行动", "--vouch")
    done = run(context, "search", "想找包吃住的缝纫工", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert {posting["external_id"] for posting in found["postings"]} == {"J001", "J004"}
    assert found["total"] == 2
    shown = run(context, "search", "想找包吃住的缝纫工").stdout
    assert shown.startswith("1. 缝纫工")
    assert (
        run(context, "search", "缝纫工", "--limit", "1", "--json").stdout.count("external_id") == 1
    )


def test_export(context: SimpleNamespace, file: Path, tmp_path: Path) -> None:
    run(context, "import", file, "--source", "春风行动", "--vouch")
    done = run(context, "export", "-o", tmp_path / "out.xlsx", "--json")
    assert json.loads(done.stdout)["rows"] == 2
    assert (
        json.loads(run(context, "export", "-o", tmp_path / "a.csv", "--all", "--json").stdout)[
            "rows"
        ]
        == 3
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "none.csv", "--source", "x"), "找不到文件"),
        (("import", "FILE", "--source", "x", "--county", "999999"), "999999"),
        (("import", "FILE", "--source", "x", "--map", "none.toml"), "列对照文件"),
        (("export", "-o", "out.pdf"), ".xlsx"),
        (("export", "-o", "/nowhere/at/all/out.csv"), "写不了文件"),
    ],
)
def test_problems_are_told_in_chinese(
    context: SimpleNamespace, file: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = run(context, *(file if part == "FILE" else part for part in arguments))
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stdout == ""


def test_the_county_is_the_only_one_there_can_be(
    context: SimpleNamespace, file: Path, vault: Vault, clock: SetClock
) -> None:
    context.settings.county = "530381"
    with context.db.write() as session:
        add_labourer(session, vault, clock)
    run(context, "import", file, "--source", "春风行动", "--vouch")
    assert json.loads(run(context, "search", "缝纫工", "--json").stdout)["total"] == 2
    with context.db.write() as session:
        add_labourer(session, vault, clock, 2).county_code = "530322"
    done = run(context, "import", file, "--source", "春风行动")
    assert done.exit_code == 2
    assert "530322、530326" in done.stderr
