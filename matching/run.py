"""Matching a county: from the database through the engine to stored matches and shortfalls."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from jobs_feed.tables import Posting
from labourers.tables import Labourer
from matching.county_run import CountyRun
from matching.engine import MINIMUM_POSTINGS
from matching.freed import give_back, keep_large_apart
from matching.latest import latest_run
from matching.memory import file_of
from matching.store import LostRowsError
from matching.tables import Match, Shortfall
from matching.toolkit import Toolkit
from storage.clock import Clock
from storage.collector import collector_paused
from storage.database import Database
from storage.gazetteer import Gazetteer

_TRIES = 10
_log = logging.getLogger(__name__)


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
    memory: Path | None = None,
    watch: Callable[[str], None] | None = None,
) -> MatchRunResult:
    """Match everybody of a county who is unemployed and willing on ``on``, and store the result.

    The new result replaces the county's former one in one transaction, so running it twice, late
    or on two machines leaves one whole result. Reads, computes and writes in three steps: no
    transaction is open while the engine works; when another run stored something meanwhile, this
    one begins again. ``memory`` is the folder where each county's file of what was found before is
    kept, so that the next day's run starts warm; without it everything is found anew. ``watch`` is
    told when a stage begins: read, bring up, choose, words, store, done.
    """
    keep_large_apart()
    tools = toolkit or Toolkit.load(gazetteer)
    stage = watch or _unwatched
    path = None if memory is None else file_of(memory, county)
    run = CountyRun(db, clock, tools, county, on, wanted, stage)
    believed = True
    with collector_paused():
        for _ in range(_TRIES):
            try:
                done = run.attempt(path, believed=believed)
            except LostRowsError as problem:
                _log.warning("%s; what is stored is read again", problem)
                believed = False
                continue
            if done is not None:
                # Whoever lives on after a matching, as a worker does, needs none of it.
                give_back()
                stage("done")
                counts = (done.people, done.postings, done.matches, done.shortfalls)
                return MatchRunResult(done.id, county, on, *counts)
    raise RuntimeError(f"other runs of {county} stored their results {_TRIES} times meanwhile")


def _unwatched(_: str) -> None:
    pass


def stored_matches(session: Session, gazetteer: Gazetteer, county: str) -> Iterator[PersonMatches]:
    """Yield what the latest run of a county stored, person by person in the order of their ids."""
    run = latest_run(session, county)
    if run is None:
        return
    found: dict[UUID, list[StoredMatch]] = {}
    rows = session.exec(
        select(Match, Posting)
        .join(Posting, col(Posting.id) == col(Match.posting_id))
        .where(Posting.county_code == county)
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
