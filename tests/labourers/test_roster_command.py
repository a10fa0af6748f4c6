"""``gangxin roster``: JSON on stdout and nothing else, problems in Chinese."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli.roster import roster
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.labourers.files import COUNTY, id_number, person, write_xlsx


@pytest.fixture
def context(db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer) -> SimpleNamespace:
    return SimpleNamespace(db=db, vault=vault, clock=clock, gazetteer=gazetteer)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "in.xlsx", [person(1), person(2, 证件号码=id_number(2)[:-1])])


def run(context: SimpleNamespace, *arguments: Any) -> Result:
    return CliRunner().invoke(roster, [str(each) for each in arguments], obj=context)


def test_import_tells_every_row(context: SimpleNamespace, file: Path) -> None:
    done = run(context, "import", file, "--county", COUNTY, "--json")
    assert done.exit_code == 0
    result = json.loads(done.stdout)
    assert result == {
        "rows": 2,
        "accepted": 1,
        "unchanged": 0,
        "rejected": [
            {
                "row": 3,
                "column": "证件号码",
                "value_masked": "5303***********02",
                "problem": "号码有 17 位，应为 18 位，少了 1 位",
                "mend": "请对照身份证核对，改正后重新上传。",
            }
        ],
    }
    again = json.loads(run(context, "import", file, "--county", COUNTY, "--json").stdout)
    assert (again["accepted"], again["unchanged"]) == (0, 1)


def test_a_doubt_is_told_to_people(context: SimpleNamespace, tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "towns.xlsx", [person(1), person(2, 乡镇="者每镇")])
    done = run(context, "import", file, "--county", COUNTY)
    assert done.exit_code == 0
    assert "要核对 1" in done.stdout
    assert "第 3 行 乡镇“者每镇”" in done.stdout


def test_dry_run_for_people(context: SimpleNamespace, file: Path) -> None:
    done = run(context, "import", file, "--county", COUNTY, "--dry-run")
    assert "没有写入" in done.stdout
    assert "第 3 行 证件号码" in done.stdout
    assert id_number(2)[:-1] not in done.stdout
    again = run(context, "import", file, "--county", COUNTY, "--json")
    assert json.loads(again.stdout)["accepted"] == 1


@pytest.mark.parametrize(
    ("name", "county", "message"),
    [
        ("in.xlsx", "530399", "没有代码"),
        ("in.xlsx", "530000", "没有代码"),
        ("missing.xlsx", COUNTY, "找不到文件"),
        ("empty.csv", COUNTY, "空的"),
    ],
)
def test_bad_input_ends_with_2_and_an_empty_stdout(
    context: SimpleNamespace, file: Path, name: str, county: str, message: str
) -> None:
    (file.parent / "empty.csv").touch()
    done = run(context, "import", file.parent / name, "--county", county, "--json")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert message in done.stderr


def test_export_and_back(context: SimpleNamespace, file: Path, tmp_path: Path) -> None:
    run(context, "import", file, "--county", COUNTY)
    out = tmp_path / "out.xlsx"
    done = run(context, "export", "-o", out, "--full-numbers", "--json")
    assert json.loads(done.stdout)["rows"] == 1
    back = json.loads(run(context, "import", out, "--county", COUNTY, "--json").stdout)
    assert (back["rows"], back["unchanged"]) == (1, 1)
    assert "已遮盖" in run(context, "export", "-o", out, "--county", COUNTY).stdout


def test_export_needs_a_county_a_folder_and_a_kind(
    context: SimpleNamespace, file: Path, tmp_path: Path
) -> None:
    nobody = run(context, "export", "-o", tmp_path / "a.csv")
    assert (nobody.exit_code, "还没有名单" in nobody.stderr) == (2, True)
    run(context, "import", file, "--county", COUNTY)
    assert "写不了" in run(context, "export", "-o", tmp_path / "no" / "a.csv").stderr
    assert "写不了" in run(context, "export", "-o", tmp_path / "no" / "a.xlsx").stderr
    assert ".xlsx" in run(context, "export", "-o", tmp_path / "a.pdf").stderr
