"""Matching a county: from the database through the engine to stored matches and shortfalls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from jobs_feed.tables import Posting
from labourers.tables import Labourer
from matching import engine
from matching.engine import MINIMUM_POSTINGS, Choice
from matching.exposure import weights_of
from matching.feed import Feed
from matching.load import VacancyReader, load_people, times_shown
from matching.reasons import lack
from matching.score import FULL_SCORE
from matching.tables import Match, MatchRun, Shortfall
from matching.toolkit import Toolkit
from storage.clock import Clock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.ids import new_id

_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class MatchRunResult:
    """What one matching of a county came to; counts of people, open postings and stored rows."""

    run_id: UUID
    county: str
    day: date
    people: int
    postings: int
    matches: int
    shortfalls: int


@dataclass(frozen=True, slots=True)
class StoredMatch:
    """One posting stored for a person, as commands and pages show it."""

    posting_id: UUID
    external_id: str | None
    title: str
    place: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonMatches:
    """What the latest run stored for one person; ``lack`` is None for who has enough."""

    labourer_id: UUID
    external_id: str | None
    postings: tuple[StoredMatch, ...]
    shortfall: Shortfall | None


def match_county(
    db: Database,
    clock: Clock,
    gazetteer: Gazetteer,
    county: str,
    on: date,
    *,
    wanted: int = MINIMUM_POSTINGS,
    toolkit: Toolkit | None = None,
) -> MatchRunResult:
    """Match everybody of a county who is unemployed and willing on ``on``, and store the result.

    The new result replaces the county's former one in one transaction, so running it twice, late
    or on two machines leaves one whole result. Reads, computes and writes in three steps: no
    transaction is open while the engine works.
    """
    tools = toolkit or Toolkit.load(gazetteer)
    started = clock.now()
    with db.read() as session:
        people = load_people(session, tools, county, on)
        vacancies = VacancyReader(tools).vacancies(session, county, on)
        shown = times_shown(session, county)
        weights = weights_of(session, county, tools.weights)
    feed = Feed(vacancies, tools.scorer, on)
    choices = engine.match(feed, people, weights, wanted=wanted, shown=shown)
    run = MatchRun(
        county_code=county,
        day=on,
        started_at=started,
        people=len(people),
        postings=len(feed),
    )
    matches = list(_match_rows(run.id, choices, tools))
    shortfalls = list(_shortfall_rows(run.id, feed, choices, wanted))
    run.matches, run.shortfalls, run.finished_at = len(matches), len(shortfalls), clock.now()
    with db.write() as session:
        _lock(session, county)
        _forget_former(session, county)
        session.add(run)
        session.flush()
        _insert(session, Match, matches)
        _insert(session, Shortfall, shortfalls)
    return MatchRunResult(run.id, county, on, run.people, run.postings, run.matches, run.shortfalls)


def stored_matches(session: Session, gazetteer: Gazetteer, county: str) -> Iterator[PersonMatches]:
    """Yield what the latest run of a county stored, person by person in the order of their ids."""
    run = session.exec(
        select(MatchRun)
        .where(MatchRun.county_code == county)
        .order_by(col(MatchRun.started_at).desc(), col(MatchRun.id).desc())
    ).first()
    if run is None:
        return
    found: dict[UUID, list[StoredMatch]] = {}
    rows = session.exec(
        select(Match, Posting)
        .join(Posting, col(Posting.id) == col(Match.posting_id))
        .where(Match.run_id == run.id)
        .order_by(col(Match.place))
    )
    for match, posting in rows:
        found.setdefault(match.labourer_id, []).append(
            StoredMatch(
                posting.id,
                posting.external_id,
                posting.title,
                _place(gazetteer, posting),
                match.score,
                tuple(match.reasons),
            )
        )
    lacks = {
        row.labourer_id: row
        for row in session.exec(select(Shortfall).where(Shortfall.run_id == run.id))
    }
    wanted = sorted(found.keys() | lacks.keys())
    names = dict(
        session.exec(
            select(Labourer.id, Labourer.external_id).where(Labourer.county_code == county)
        ).all()
    )
    for labourer in wanted:
        yield PersonMatches(
            labourer,
            names.get(labourer),
            tuple(found.get(labourer, ())),
            lacks.get(labourer),
        )


def _place(gazetteer: Gazetteer, posting: Posting) -> str:
    code = posting.place_code
    if code is not None and gazetteer.exists(code):
        return gazetteer.full_name(code)
    return posting.place_text or ""


def _match_rows(
    run_id: UUID, choices: Sequence[Choice], tools: Toolkit
) -> Iterator[dict[str, object]]:
    for choice in choices:
        for place, pick in enumerate(choice.picks, start=1):
            yield {
                "id": new_id(),
                "run_id": run_id,
                "labourer_id": choice.person.id,
                "posting_id": pick.vacancy.id,
                "place": place,
                "score": min(max(pick.score, 0), FULL_SCORE),
                "reasons": list(tools.reasons.why(choice.person, pick.vacancy)),
            }


def _shortfall_rows(
    run_id: UUID, feed: Feed, choices: Sequence[Choice], wanted: int
) -> Iterator[dict[str, object]]:
    for choice in choices:
        if len(choice.picks) < wanted:
            found = lack(feed, choice.person)
            yield {
                "id": new_id(),
                "run_id": run_id,
                "labourer_id": choice.person.id,
                "found": len(choice.picks),
                "reasons": list(found.reasons),
                "helps": list(found.helps),
            }


def _lock(session: Session, county: str) -> None:
    # SQLite has one writer at a time; on PostgreSQL two runs of one county must not interleave.
    if session.get_bind().dialect.name == "postgresql":
        key = sa.text("SELECT pg_advisory_xact_lock(hashtext(:county))")
        session.execute(key, {"county": f"match:{county}"})


def _forget_former(session: Session, county: str) -> None:
    runs = select(MatchRun.id).where(MatchRun.county_code == county)
    for table in (Match, Shortfall):
        session.execute(sa.delete(table).where(col(table.run_id).in_(runs)))
    # A person who moved counties may still hold a match of the former one.
    people = select(Labourer.id).where(Labourer.county_code == county)
    session.execute(sa.delete(Match).where(col(Match.labourer_id).in_(people)))


def _insert(
    session: Session, table: type[Match] | type[Shortfall], rows: Sequence[dict[str, object]]
) -> None:
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        session.execute(sa.insert(table), list(rows[start : start + _ROWS_AT_ONCE]))
