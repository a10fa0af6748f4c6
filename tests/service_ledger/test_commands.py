"""The commands of the ledger, as an operator types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
import pytest

from app.cli.ledger import coverage, ledger
from app.cli.output import Problem
from app.context import AppContext
from app.settings import Settings
from service_ledger.entries import Ledger, record_delivery
from storage.clock import SetClock
from storage.database import Database
from tests.service_ledger.conftest import COUNTY, People


@pytest.fixture
def context(
    db: Database, clock: SetClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AppContext:
    """Return the parts of the service on the test's database, whose people have other keys."""
    context = AppContext(Settings(data_dir=tmp_path), now=clock.now())
    monkeypatch.setitem(context.__dict__, "db", db)
    monkeypatch.setitem(context.__dict__, "ledger", Ledger(context.keys.ledger))
    return context


class Shell:
    """Runs a command and keeps what it printed."""

    def __init__(self, context: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
        self.context = context
        self.capsys = capsys

    def run(self, command: click.Command, *arguments: str) -> tuple[int, str]:
        """Return the exit code and what stands on stdout; raises Problem as the command does."""
        code = command.main(list(arguments), obj=self.context, standalone_mode=False)
        return code or 0, self.capsys.readouterr().out

    def json(self, command: click.Command, *arguments: str) -> Any:
        """Return the one document that the command prints with --json."""
        _, out = self.run(command, *arguments, "--json")
        return json.loads(out)


@pytest.fixture
def shell(context: AppContext, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(context, capsys)


@pytest.fixture
def person(db: Database, people: People) -> str:
    """Put one person on the roster and return the 外部编号."""
    with db.write() as session:
        people.add(session, external_id="HZ-1", town="530326001")
    return "HZ-1"


RECORD = ("record", "--on", "2026-11-20", "--by", "zhang")
LATE = ("record", "--on", "2026-09-01", "--by", "zhang")


def test_coverage_moves_with_what_was_delivered(
    shell: Shell, context: AppContext, db: Database, people: People, clock: SetClock
) -> None:
    with db.write() as session:
        labourer = people.add(session)
    before = shell.json(coverage, "--county", COUNTY, "--year", "2026")
    assert (before["people"], before["by_kind"]["job_info"]["entries"]) == (1, 0)
    for _ in range(2):
        with db.write() as session:
            record_delivery(
                session,
                context.ledger,
                clock,
                county_code=COUNTY,
                person_ref=labourer.ledger_ref,
                proves={"kind": "job_info", "postings": ["a", "b", "c"]},
                delivered_on=clock.today(),
                message_id=uuid4(),
            )
    after = shell.json(coverage, "--county", COUNTY, "--year", "2026")
    assert after["by_kind"]["job_info"]["entries"] == 2
    assert after["standard"] == "HN-311"


def test_coverage_for_people(shell: Shell, person: str) -> None:
    _, out = shell.run(coverage)
    assert "会泽县 2026 年 “311”就业服务(2026-01-01 至 2026-11-23)" in out
    assert "关于开展防止返贫就业攻坚行动的通知" in out
    assert "岗位信息" in out
    assert "期初至今一直应服务的：1 人，达标 0 人" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--county", "999999"), "没有代码"),
        (("--year", "2027"), "2027 年还没有到"),
        (("--year", "2020"), "没有适用的服务标准"),
        (("--standard", "BJ-2016"), "可用的有: HN-311"),
    ],
)
def test_coverage_that_cannot_be_told(
    shell: Shell, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(Problem, match=message) as problem:
        shell.run(coverage, *arguments)
    assert problem.value.exit_code == 2


def test_an_own_entry_is_recorded_once_and_taken_back(shell: Shell, person: str) -> None:
    given = (*RECORD, "--person", person, "--kind", "职业指导", "--evidence", "登记表第12号")
    entry = shell.json(ledger, *given)
    assert (entry["sequence"], entry["kind"], entry["occurred_on"]) == (
        1,
        "career_guidance",
        "2026-11-20",
    )
    assert shell.json(ledger, *given) == {"recorded": False}
    assert "没有重复登记" in shell.run(ledger, *given)[1]
    assert shell.json(coverage)["by_kind"]["career_guidance"]["entries"] == 1
    _, out = shell.run(ledger, "reverse", "--number", "1", "--reason", "登错了人", "--by", "li")
    assert out == f"已冲销第 1 条: {COUNTY} 台账第 2 条\n"
    assert shell.json(coverage)["by_kind"]["career_guidance"]["entries"] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            (*RECORD, "--person", "none", "--kind", "职业指导", "--evidence", "x"),
            "没有编号为“none”",
        ),
        ((*RECORD, "--person", "HZ-1", "--kind", "岗位信息", "--evidence", "x"), "几个岗位"),
        ((*RECORD, "--person", "HZ-1", "--kind", "职业指导", "--evidence", " "), "证据"),
        (
            (*LATE, "--person", "HZ-1", "--kind", "职业指导", "--evidence", "x"),
            "另一个人",
        ),
        (("reverse", "--number", "7", "--reason", "错", "--by", "li"), "没有第 7 条"),
        (("reverse", "--number", "7", "--reason", "13987654321", "--by", "li"), "手机号"),
    ],
)
def test_entries_that_are_refused(
    shell: Shell, person: str, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(Problem, match=message) as problem:
        shell.run(ledger, *arguments)
    assert problem.value.exit_code == 2


def test_verification_tells_and_fails(shell: Shell, person: str, db: Database) -> None:
    assert shell.json(ledger, "verify")["ok"] is True
    given = (*RECORD, "--person", person, "--kind", "职业培训信息", "--evidence", "通知单")
    shell.run(ledger, *given)
    code, out = shell.run(ledger, "verify")
    assert code == 0
    assert "请运行 gangxin ledger checkpoint" in out
    assert shell.json(ledger, "checkpoint")["written"] == 1
    assert "新增检查点 0 个" in shell.run(ledger, "checkpoint")[1]
    assert shell.run(ledger, "verify") == (0, "台账完好：共 1 条，对照检查点 1 个\n")
    with db.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER service_entry_no_delete")
        session.connection().exec_driver_sql("DELETE FROM service_entry")
    code, out = shell.run(ledger, "verify", "--county", COUNTY)
    assert code == 1
    assert f"{COUNTY}: 检查点记有第 1 条,台账里没有了" in out
    assert shell.json(ledger, "verify")["problems"][0]["kind"] == "cut_off"
