"""One day of an office on real peers: files in, a day of work, SMS through Kannel, coverage out.

The demo's files stand for the office's; here nothing is marked as demo, so the messages really go
to the gateway.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner
from sqlmodel import col, func, select

from app import work
from app.cli import cli
from app.context import AppContext
from app.demo.people import COLUMNS as ROSTER
from app.demo.people import COUNTY, Share, demo_people
from app.demo.postings import COLUMNS as POSTINGS
from app.demo.postings import demo_postings
from messaging.tables import MessageKind, MessageState, OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from tests.journeys.office import serving, through_kannel
from tests.peers import free_port, until
from tests.peers.kannel import KannelPeer

pytestmark = [pytest.mark.peer("kannel"), pytest.mark.timeout(300)]
SHARE = Share(unemployed_willing=30, not_now=4, unable=2, employed=8)


@dataclass
class Office:
    """The service on a database, with its real gateway."""

    context: AppContext
    peer: KannelPeer

    def gangxin(self, *words: str) -> Any:
        """Run a command on the office's database and return its JSON."""
        result = CliRunner().invoke(cli, [*words, "--json"], obj=self.context)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def coverage(self) -> Any:
        """Return the coverage of the county."""
        return self.gangxin("coverage", "--county", COUNTY, "--year", "2026")

    def count(self, state: MessageState) -> int:
        """Return how many pushes are in ``state``."""
        query = select(func.count()).where(
            OutboxMessage.kind == MessageKind.JOB_PUSH, col(OutboxMessage.state) == state
        )
        with self.context.db.read() as session:
            return session.exec(query).one()


@pytest.fixture
def office(
    any_db: Database,
    clock: SetClock,
    tmp_path: Path,
    kannel_peer: Callable[[str], KannelPeer],
) -> Iterator[Office]:
    port = free_port()
    settings, peer = through_kannel(tmp_path, port, kannel_peer)
    context = AppContext(settings)
    context.__dict__ |= {"db": any_db, "clock": clock}
    with serving(context, port):
        yield Office(context, peer)


def sheet(path: Path, columns: list[str], rows: list[dict[str, str]]) -> str:
    """Write a file as an office would hand it over and return its name."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as workbook:
        page = workbook.add_worksheet()
        page.write_row(0, 0, columns)
        for number, row in enumerate(rows, start=1):
            page.write_row(number, 0, [row[column] for column in columns])
    return str(path)


def test_a_day_of_the_office(office: Office, clock: SetClock, tmp_path: Path) -> None:
    today = clock.today()
    people = demo_people(7, today, SHARE)
    roster = sheet(tmp_path / "roster.xlsx", ROSTER, people)
    postings = sheet(tmp_path / "postings.xlsx", POSTINGS, demo_postings(7, today))

    imported = office.gangxin("roster", "import", roster, "--county", COUNTY)
    assert (imported["rows"], imported["accepted"]) == (SHARE.people, SHARE.people)
    again = office.gangxin("roster", "import", roster, "--county", COUNTY)
    assert again["unchanged"] == SHARE.people
    jobs = office.gangxin(
        "jobs", "import", postings, "--source", "fair", "--county", COUNTY, "--vouch"
    )
    assert jobs["rows"] == 200
    assert jobs["accepted"] + len(jobs["held"]) == 200
    assert jobs["held"]

    before = office.coverage()
    assert before["people"] == SHARE.unemployed_willing
    assert before["by_kind"]["job_info"]["entries"] == 0

    [day] = work.match_and_push(office.context)
    assert (day.queued, day.shortfalls) == (SHARE.unemployed_willing, 0)
    assert office.coverage()["by_kind"]["job_info"]["entries"] == 0, "queued is not delivered"

    assert work.deliver(office.context) == SHARE.unemployed_willing
    until(
        "all delivery reports",
        lambda: office.count(MessageState.DELIVERED) == SHARE.unemployed_willing,
        60,
    )
    after = office.coverage()
    assert after["by_kind"]["job_info"]["entries"] == SHARE.unemployed_willing
    assert after["met"] == 0, "one service of three is not the standard"
    assert office.gangxin("ledger", "verify")["ok"]

    work.match_and_push(office.context)
    assert work.deliver(office.context) == 0, "the same day again sends nothing"
    assert office.coverage()["by_kind"] == after["by_kind"]

    got = office.peer.delivered()
    phones = {row["联系方式"] for row in people}
    assert {message.to for message in got} <= phones
    numbers = {row["证件号码"] for row in people}
    assert not any(number in message.text for number in numbers for message in got)


def test_a_push_that_is_not_delivered_is_not_counted(
    office: Office, clock: SetClock, tmp_path: Path
) -> None:
    today = clock.today()
    roster = sheet(tmp_path / "roster.xlsx", ROSTER, demo_people(8, today, SHARE))
    postings = sheet(tmp_path / "postings.xlsx", POSTINGS, demo_postings(8, today))
    office.gangxin("roster", "import", roster, "--county", COUNTY)
    office.gangxin("jobs", "import", postings, "--source", "f", "--county", COUNTY, "--vouch")
    work.match_and_push(office.context)
    office.peer.stop_smsbox()
    tried = work.deliver(office.context)
    assert tried > 0
    assert office.count(MessageState.DELIVERED) == 0
    assert office.coverage()["by_kind"]["job_info"]["entries"] == 0


def test_a_person_answers_the_push_and_applies(
    office: Office, clock: SetClock, tmp_path: Path
) -> None:
    today = clock.today()
    people = demo_people(9, today, SHARE)
    roster = sheet(tmp_path / "roster.xlsx", ROSTER, people)
    postings = sheet(tmp_path / "postings.xlsx", POSTINGS, demo_postings(9, today))
    office.gangxin("roster", "import", roster, "--county", COUNTY)
    office.gangxin("jobs", "import", postings, "--source", "f", "--county", COUNTY, "--vouch")
    work.match_and_push(office.context)
    work.deliver(office.context)
    until("the pushes", lambda: office.count(MessageState.DELIVERED) == SHARE.unemployed_willing)

    shared = [row["联系方式"] for row in people]
    phone = next(
        row["联系方式"]
        for row in people
        if row["就业意向"] not in ("", "暂不就业") and shared.count(row["联系方式"]) == 1
    )
    office.peer.write(phone, "报名1")
    until("the message", lambda: work.answer_waiting(office.context))
    applications = until("the application", lambda: applied(office.context))
    assert applications == 1
    work.deliver(office.context)
    until(
        "the answer on the phone",
        lambda: any(
            message.to == phone and "报名" in message.text and "报名1报名" not in message.text
            for message in office.peer.delivered()
        ),
    )


def applied(context: AppContext) -> int:
    """Return how many applications there are."""
    from jobs_feed.tables import Application

    with context.db.read() as session:
        return session.exec(select(func.count()).select_from(Application)).one()
