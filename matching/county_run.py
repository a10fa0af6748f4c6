"""One matching of a county in three steps: read, compute, write; what is done with is let go of.

A county of 100,000 people with 10,000 postings takes some 150 MB on top of the program, most of it
shortlists, rows of values over the postings and the postings themselves. So nothing is there twice,
and nothing for longer than it is needed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import numpy as np
from sqlmodel import Session

from matching import engine
from matching.crowd import Crowd
from matching.engine import Choices
from matching.exposure import weights_of
from matching.feed import Feed
from matching.finalists import BrokenMatchError
from matching.freed import give_back
from matching.history import History
from matching.id_column import Ids
from matching.known_people import KnownPeople
from matching.latest import latest_run
from matching.load import Known, VacancyReader
from matching.memory import Keeping, KeptRows, Memory, keeping
from matching.roster import listed, seekers_of
from matching.rows import Shortage, changes, shortfalls_of
from matching.standing import Standing, Work, brought_up, found_anew
from matching.store import (
    LostRowsError,
    is_stored,
    lock,
    read_rows,
    replace_shortfalls,
    write,
)
from matching.tables import MatchRun
from matching.toolkit import Toolkit
from matching.turnover import Rows, Turnover
from matching.weights import Weights
from storage.clock import Clock
from storage.database import Database

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a matching is made from.

    ``former`` is the county's latest run, ``rows`` what it stored, None where that is not known
    from the day before. ``texts`` are the postings by id as they are kept, ``shown`` says how often
    each was sent to somebody.
    """

    former: UUID | None
    rows: Rows | KeptRows | None
    standing: Standing | None
    crowd: Crowd
    people: KnownPeople
    feed: Feed
    texts: Known
    weights: Weights
    shown: Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a matching found, as it is stored; who ``arrived`` comes from elsewhere."""

    turnover: Turnover
    arrived: Ids
    shortages: Sequence[Shortage]


class CountyRun:
    """One matching of one county; ``stage`` is told when a stage begins."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        tools: Toolkit,
        county: str,
        on: date,
        wanted: int,
        stage: Callable[[str], None],
    ) -> None:
        self._db, self._clock, self._tools = db, clock, tools
        self._county, self._on, self._wanted = county, on, wanted
        self._stage = stage

    def attempt(self, path: Path | None, *, believed: bool = True) -> MatchRun | None:
        """Match and store; return the run, None when another one stored something meanwhile.

        What is known from the day before is read from ``path``, and what is known now kept there;
        whether the rows are stored that it tells of is looked up where that is not ``believed``.
        Raises LostRowsError when rows that should be stored are not there.
        """
        self._stage("read")
        run = MatchRun(county_code=self._county, day=self._on, started_at=self._clock.now())
        given = self._given(path, believed=believed)
        former = given.former
        with keeping(path) as kept:
            found = self._found(run, given, kept)
            # What the engine needed is most of all there is.
            del given
            give_back()
            self._stage("store")
            with self._db.write() as session:
                lock(session, self._county)
                if _latest(session, self._county) != former:
                    return None
                session.add(run)
                session.flush()
                write(session, run, found.turnover, found.arrived)
                replace_shortfalls(session, self._county, run.id, found.shortages)
            kept.keep()
        return run

    def _given(self, path: Path | None, *, believed: bool) -> _Given:
        """Read what a matching is made from."""
        tools, county, on = self._tools, self._county, self._on
        with ThreadPoolExecutor(1) as beside, self._db.read() as session:
            loading = None if path is None else beside.submit(Memory.load, path)
            pages = listed(session, county, on)
            known = Memory() if loading is None else loading.result()
            reader = VacancyReader(tools, known.vacancies)
            former = _latest(session, county)
            latest = believed and known.run is not None and known.run == former
            kept = known.rows if latest else None
            if kept is not None and not is_stored(session, county, len(kept)):
                kept = None
            history = History.read(session, county)
            vacancies = reader.vacancies(session, county, on)
            weights = weights_of(session, county, tools.weights)
        crowd, people = seekers_of(tools, pages, on, history, known.people).crowd()
        feed = Feed(vacancies, tools.scorer, on, county=county)
        texts = {each.id: (reader.known[each.id][0], each) for each in vacancies}
        return _Given(
            *(former, kept, known.standing, crowd, people, feed, texts),
            *(weights, history.shown()),
        )

    def _found(self, run: MatchRun, given: _Given, kept: Keeping) -> _Found:
        """Match and complete the ``run``; what the next one starts from is ``kept``."""
        give_back()
        standing, work, choices = self._chosen(given)
        self._stage("words")
        # The shortlists were chosen from: a third of all there is may go.
        kept.add(standing)
        del standing
        kept.wait()
        give_back()
        feed, crowd, rows = given.feed, given.crowd, self._rows(given)
        same = None if given.rows is None else work
        turnover = changes(rows, choices, feed, crowd, self._tools.reasons, same)
        arrived = np.flatnonzero(Ids.of(rows.people).places_of(Ids.of(crowd.ids)) < 0)
        shortages = shortfalls_of(feed, choices, self._wanted)
        run.people, run.postings = len(crowd), len(feed)
        run.matches, run.shortfalls = len(turnover.after), len(shortages)
        run.finished_at = self._clock.now()
        kept.add(Memory(run.id, None, given.people, given.texts, turnover.after))
        came = Ids() if given.rows is None else Ids.of(crowd.ids).take(arrived)
        return _Found(turnover, came, shortages)

    def _rows(self, given: _Given) -> Rows:
        """Return what is stored; raises LostRowsError when what was kept of it cannot be read.

        Not before all are matched: until then there is no room for it.
        """
        if given.rows is None:
            with self._db.read() as session:
                return read_rows(session, self._county)
        try:
            return given.rows.read()
        except OSError as problem:
            raise LostRowsError(
                f"the matching state cannot be read: {problem.strerror}"
            ) from problem

    def _chosen(self, given: _Given) -> tuple[Standing, Work, Choices]:
        """Return today's standing and choices; what was kept is doubted, not believed."""
        feed, crowd = given.feed, given.crowd

        def choices(of: Standing) -> Choices:
            give_back()
            self._stage("choose")
            # Whole lists, though no more than ``chosen_from`` counts: that alone would be a copy.
            return engine.choose(
                *(feed, crowd, of.lists[:], given.weights), wanted=self._wanted, shown=given.shown
            )

        self._stage("bring up")
        if given.standing is not None:
            try:
                standing, work = brought_up(given.standing, feed, crowd)
                return standing, work, choices(standing)
            except (BrokenMatchError, OSError) as problem:
                _log.warning("what was kept does not hold (%s); all is found anew", problem)
        standing, work = found_anew(feed, crowd)
        return standing, work, choices(standing)


def _latest(session: Session, county: str) -> UUID | None:
    run = latest_run(session, county)
    return None if run is None else run.id
