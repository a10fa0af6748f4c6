"""What happens after the matching counts when it is pushed, to the last moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from jobs_feed.tables import Application, Posting, PostingState
from labourers.profiles import record_willingness
from labourers.tables import Labourer, Source, Willingness
from matching.push_plan import Planner, PushPlan
from matching.tables import Match, PostingRefusal, Push
from matching.toolkit import Toolkit
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.conftest import COUNTY
from tests.matching.office import Office


@pytest.fixture
def office(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
) -> Office:
    return Office(db, vault, clock, gazetteer, toolkit)


@pytest.mark.parametrize(
    "how",
    [
        *("refused", "applied", "pushed", "full", "late", "withdrawn", "edited", "corrected"),
        *("asks more at that moment", "stays at home from today"),
    ],
)
def test_what_happens_between_the_matching_and_the_push_counts(office: Office, how: str) -> None:
    person = office.labourer()
    office.postings(3, place_code="441900")
    office.match()
    today, now = office.clock.today(), office.clock.now() + timedelta(minutes=1)
    with office.db.write() as session:
        (match, *_) = session.exec(select(Match))
        posting = session.get_one(Posting, match.posting_id)
        both = {"labourer_id": person.id, "posting_id": posting.id}
        match how:
            case "refused":
                session.add(PostingRefusal(**both, refused_at=now))
            case "applied":
                session.add(
                    Application(
                        **both, county_code=COUNTY, channel="sms", applied_at=now, state_at=now
                    )
                )
            case "full":
                posting.headcount_left = 0
            case "late":
                posting.deadline = today - timedelta(days=1)
            case "withdrawn":
                posting.state = PostingState.CLOSED
            case "edited":
                posting.age_high, posting.updated_at = 18, now
            case "corrected":
                session.get_one(Labourer, person.id).updated_at = now
            case "asks more at that moment":
                posting.age_low = 50
            case "stays at home from today":
                told: dict[str, Any] = {"source": Source.LABOURER, "by": "test"}
                home = Willingness.IN_COUNTY
                record_willingness(session, office.clock, person.id, home, **told)
    if how == "pushed":
        assert office.push().queued == 1
        office.clock.advance(timedelta(days=30))  # and nobody matched again
    result = office.push()
    assert (result.queued, dict(result.skipped)) == (0, {"shortfall": 1})


def test_who_is_too_old_by_the_day_of_the_push_is_pushed_nothing(office: Office) -> None:
    tomorrow = office.clock.today() + timedelta(days=1)
    office.labourer(birth_date=tomorrow.replace(year=tomorrow.year - 46))
    office.postings(3, age_high=45)
    office.match()
    assert office.push(dry_run=True).queued == 1
    office.clock.advance(timedelta(days=1))
    assert dict(office.push().skipped) == {"shortfall": 1}


@pytest.mark.parametrize("what", ["posting", "person"])
def test_what_happens_while_the_push_is_written_counts(
    office: Office, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    person = office.labourer()
    office.postings(3)
    office.match()
    plan = Planner.plan

    def planned(self: Planner, *of: Any, **given: Any) -> PushPlan:
        made = plan(self, *of, **given)
        with office.db.write() as session:
            if what == "posting":
                session.exec(select(Posting)).all()[0].state = PostingState.FILLED
            else:
                told: dict[str, Any] = {"source": Source.LABOURER, "by": "test"}
                no = Willingness.NOT_NOW
                record_willingness(session, office.clock, person.id, no, **told)
        return made

    monkeypatch.setattr(Planner, "plan", planned)
    assert dict(office.push().skipped) == {"changed": 1}
    assert office.messages() == []


def test_who_moved_here_is_not_pushed_to_again_too_soon(office: Office) -> None:
    office.labourer()
    office.postings(6)
    office.match()
    assert office.push().queued == 1
    with office.db.write() as session:
        for push in session.exec(select(Push)):
            push.county_code = "530325"
    office.clock.advance(timedelta(days=1))
    office.match()
    assert dict(office.push().skipped) == {"recently_pushed": 1}
