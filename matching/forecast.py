"""What other prices of exposure would do, worked out before anybody sets one.

A web request never waits for it: the work that follows every matching lets everybody choose once
more at a few prices (the shortlists stay, only the choice is made anew), and the page shows what is
stored. All rows of a county come from the same market, so they can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlmodel import Session, col, select

from matching.crowd import Crowd
from matching.engine import MINIMUM_POSTINGS, Choices, choose
from matching.exposure import DEAREST, weights_of
from matching.feed import Feed
from matching.freed import give_back
from matching.history import History
from matching.load import VacancyReader
from matching.market import IMPOSSIBLE
from matching.memory import Memory, file_of
from matching.roster import listed, seekers_of
from matching.standing import Standing, brought_up, found_anew
from matching.tables_guidance import ExposureForecast
from matching.toolkit import Toolkit
from matching.weights import ExposureWeights, Weights
from storage.clock import Clock
from storage.database import Database
from storage.gazetteer import Gazetteer

STEPS = (0, 10, 20, 40, 60, 80, 120, DEAREST)
"""The prices that are tried besides the one that holds."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a price comes to, as ``ExposureForecast`` has it."""

    price: int
    people: int
    postings: int
    looks: int
    unseen: int
    most: int
    short: int
    gini: int
    mean_score: int


def forecast_prices(
    db: Database,
    clock: Clock,
    gazetteer: Gazetteer,
    county: str,
    on: date,
    *,
    toolkit: Toolkit | None = None,
    memory: Path | None = None,
) -> list[Forecast]:
    """Work out what each price would do in a county, store it instead of what was known, return it.

    ``memory`` is the folder that ``match_county`` has: what it found is not found again.
    """
    tools = toolkit or Toolkit.load(gazetteer)
    path = None if memory is None else file_of(memory, county)
    market = _read(db, tools, county, on, path)
    feed, crowd, before = market.feed, market.crowd, market.before
    give_back()
    standing, _ = found_anew(feed, crowd) if before is None else brought_up(before, feed, crowd)
    found = []
    for price in sorted({*STEPS, market.weights.exposure.price}):
        give_back()
        tried = market.weights.model_copy(update={"exposure": ExposureWeights(price=price)})
        # Whole lists, though no more than ``CHOSEN_FROM`` count: those alone would be a copy.
        choices = choose(feed, crowd, standing.lists[:], tried, shown=market.shown)
        found.append(_told(price, choices, len(feed)))
    with db.write() as session:
        _keep(session, clock, county, on, found)
    return found


def forecasts(session: Session, county: str) -> Sequence[ExposureForecast]:
    """Return what is stored of a county, the lowest price first; empty before the first."""
    return session.exec(
        select(ExposureForecast)
        .where(ExposureForecast.county_code == county)
        .order_by(col(ExposureForecast.price))
    ).all()


def gini(looks: npt.NDArray[Any]) -> float:
    """Return how unevenly looks fall on postings: 0 when alike, near 1 when one has them all."""
    total = float(looks.sum())
    if not total:
        return 0.0
    rising = np.sort(looks.astype(np.float64))
    ranks = np.arange(1, len(rising) + 1)
    return float((2 * ranks - len(rising) - 1) @ rising / (len(rising) * total))


@dataclass(frozen=True, slots=True)
class _Market:
    """Who chooses from what, the shortlists of ``before`` and how often each posting was sent."""

    feed: Feed
    crowd: Crowd
    before: Standing | None
    weights: Weights
    shown: Mapping[UUID, int]


def _read(db: Database, tools: Toolkit, county: str, on: date, path: Path | None) -> _Market:
    known = Memory() if path is None else Memory.load(path)
    with db.read() as session:
        lines, history = listed(session, county, on), History.read(session, county)
        vacancies = VacancyReader(tools, known.vacancies).vacancies(session, county, on)
        weights = weights_of(session, county, tools.weights)
    crowd, _ = seekers_of(tools, lines, on, history, known.people).crowd()
    feed = Feed(vacancies, tools.scorer, on, county=county)
    return _Market(feed, crowd, known.standing, weights, history.shown())


def _told(price: int, choices: Choices, postings: int) -> Forecast:
    given = choices.scores > IMPOSSIBLE
    looks = np.bincount(choices.places[given], minlength=postings)
    scores = choices.scores[given]
    return Forecast(
        price,
        people=len(choices),
        postings=postings,
        looks=int(looks.sum()),
        unseen=int(np.count_nonzero(looks == 0)),
        most=int(looks.max(initial=0)),
        short=int(np.count_nonzero(choices.found < MINIMUM_POSTINGS)),
        gini=round(1000 * gini(looks)),
        mean_score=round(float(scores.mean())) if len(scores) else 0,
    )


def _keep(session: Session, clock: Clock, county: str, on: date, found: Iterable[Forecast]) -> None:
    session.connection().execute(
        sa.delete(ExposureForecast).where(col(ExposureForecast.county_code) == county)
    )
    for each in found:
        values = {name: getattr(each, name) for name in Forecast.__slots__}
        session.add(ExposureForecast(county_code=county, day=on, made_at=clock.now(), **values))
