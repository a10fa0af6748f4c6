"""Matching a county: from the database through the engine to stored matches and shortfalls."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from jobs_feed.tables import Posting
from labourers.tables import Labourer
from matching import engine
from matching.crowd import Crowd
from matching.engine import MINIMUM_POSTINGS, Choices
from matching.exposure import weights_of
from matching.feed import Feed
from matching.finalists import BrokenMatchError
from matching.history import History
from matching.latest import latest_run
from matching.load import VacancyReader
from matching.memory import Memory, file_of
from matching.roster import listed, seekers_of
from matching.rows import changes, shortfall_rows
from matching.standing import Standing, Work, brought_up, found_anew
from matching.store import (
    LostRowsError,
    is_stored,
    lock,
    read_rows,
    replace_shortfalls,
    write,
)
from matching.tables import Match, MatchRun, Shortfall
from matching.toolkit import Toolkit
from matching.weights import Weights
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
    tools = toolkit or Toolkit.load(gazetteer)
    stage = watch or _unwatched
    path = None if memory is None else file_of(memory, county)
    run = CountyRun(db, clock, tools, county, on, wanted, stage)
    with ThreadPoolExecutor(1) as beside, collector_paused():
        remember = beside.submit(Memory.load, path).result if path is not None else Memory
        for _ in range(_TRIES):
            try:
                done = run.attempt(remember, path)
            except LostRowsError as problem:
                _log.warning("%s; what is stored is read again", problem)
                remember = partial(replace, remember(), rows=None)
                continue
            if done is not None:
                stage("done")
                return done
    raise RuntimeError(f"other runs of {county} stored their results {_TRIES} times meanwhile")


def _unwatched(_: str) -> None:
    pass


class CountyRun:
    """One matching of one county; ``stage`` is told when a stage begins."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        tools: Toolkit,
        county: str,
        on: date,
        wanted: int = MINIMUM_POSTINGS,
        stage: Callable[[str], None] = _unwatched,
    ) -> None:
        self._db, self._clock, self._tools = db, clock, tools
        self._county, self._on, self._wanted = county, on, wanted
        self._stage = stage

    def attempt(self, remember: Callable[[], Memory], path: Path | None) -> MatchRunResult | None:
        """Match and store; returns None when another run stored something meanwhile.

        ``remember`` returns what is known from the day before, once it is read; what is known now
        is kept in ``path``. Raises LostRowsError when rows that should be stored are not there.
        """
        stage, tools, county, on = self._stage, self._tools, self._county, self._on
        stage("read")
        run = MatchRun(county_code=county, day=on, started_at=self._clock.now())
        with self._db.read() as session:
            lines = listed(session, county, on)
            known = remember()
            reader = VacancyReader(tools, known.vacancies)
            former = _latest(session, county)
            kept = known.rows if known.run is not None and known.run == former else None
            if kept is not None and not is_stored(session, county, kept):
                kept = None
            rows = read_rows(session, county) if kept is None else kept
            history = History.read(session, county)
            vacancies = reader.vacancies(session, county, on)
            weights = weights_of(session, county, tools.weights)
        crowd, people = seekers_of(tools, lines, on, history, known.people).crowd()
        feed = Feed(vacancies, tools.scorer, on, county=county)
        chosen = self._chosen(known, feed, crowd, weights, history.shown())
        standing, work, choices = chosen
        stage("words")
        same = work if kept is not None else None
        turnover = changes(rows, choices, feed, crowd, tools.reasons, same)
        arrived = () if kept is None else set(crowd.ids).difference(kept.people)
        shortfalls = list(shortfall_rows(run.id, feed, choices, self._wanted))
        run.people, run.postings = len(crowd), len(feed)
        run.matches, run.shortfalls = len(turnover.after), len(shortfalls)
        run.finished_at = self._clock.now()
        stage("store")
        open_ids = {vacancy.id for vacancy in vacancies}
        texts = {key: found for key, found in reader.known.items() if key in open_ids}
        learnt = Memory(run.id, standing, people, texts, turnover.after)
        with learnt.written_beside(path) as keep:
            with self._db.write() as session:
                lock(session, county)
                if _latest(session, county) != former:
                    return None
                session.add(run)
                session.flush()
                write(session, run, turnover, arrived)
                replace_shortfalls(session, county, shortfalls)
            keep()
        counts = (run.people, run.postings, run.matches, run.shortfalls)
        return MatchRunResult(run.id, county, on, *counts)

    def _chosen(
        self,
        known: Memory,
        feed: Feed,
        crowd: Crowd,
        weights: Weights,
        shown: Mapping[UUID, int],
    ) -> tuple[Standing, Work, Choices]:
        """Return today's standing and choices; what was kept is doubted, not believed."""

        def choices(of: Standing) -> Choices:
            self._stage("choose")
            lists = of.chosen_from
            return engine.choose(feed, crowd, lists, weights, wanted=self._wanted, shown=shown)

        self._stage("bring up")
        if known.standing is not None:
            standing, work = brought_up(known.standing, feed, crowd)
            try:
                return standing, work, choices(standing)
            except BrokenMatchError as problem:
                _log.warning("what was kept does not hold (%s); all is found anew", problem)
        standing, work = found_anew(feed, crowd)
        return standing, work, choices(standing)


def _latest(session: Session, county: str) -> UUID | None:
    run = latest_run(session, county)
    return None if run is None else run.id


def stored_matches(session: Session, gazetteer: Gazetteer, county: str) -> Iterator[PersonMatches]:
    """Yield what the latest run of a county stored, person by person in the order of their ids."""
    run = _latest(session, county)
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
        for row in session.exec(select(Shortfall).where(Shortfall.run_id == run))
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
