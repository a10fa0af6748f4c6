"""Matching beside what others would use, on the same people and postings, in one run.

``python -m benchmarks.matching_peers [--people 20000] [--postings 2000] [--seed 1]`` prints people
per second for each, and how often the choices are right (nDCG@3, ``benchmarks.matching_quality``).
Beside the ratio of the clock stands that of the processor's time over all threads, which other
programs on the machine disturb less.

- ours: feed built, everybody scored, prices and assignment, finalists checked: the first run of a
  process, the median of four more, and the median of five with what people have in common given
  in columns and the cycle collector paused, as the daily run has it; with this the others are
  compared, which get their texts and tables ready-made too;
- rapidfuzz ``cdist`` of what people and postings say, ``ratio`` and ``partial_ratio``, two workers;
- TF-IDF of characters and pairs, the best 64 by sparse_dot_topn (two threads) within the postings
  a person's willingness reaches, then the hard requirements and a second ranking with the wage;
- the same full score and requirements as SQL in DuckDB and as Polars expressions, two threads, the
  best three of each person; their scores are compared with ours first.

What is slow runs on the first people only and is scaled linearly, which the line says.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

os.environ.setdefault("POLARS_MAX_THREADS", "2")

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks import matching_data
from benchmarks.matching_places import DAY
from benchmarks.matching_quality import judge
from benchmarks.matching_sql import Duck, Polars
from benchmarks.matching_tables import Tables, tables
from benchmarks.matching_tfidf import best_by_text
from benchmarks.matching_truth import Truth
from benchmarks.matching_words import occupations
from matching import engine
from matching.crowd import Crowd
from matching.feed import Feed, possible
from matching.model import Person
from matching.shortlist import shortlists
from storage.collector import collector_paused

_CORES, _RUNS = 2, 5
_CHECKED = 100
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock and of the processor, all threads of this process together."""

    clock: float
    processor: float

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.clock + other.clock, self.processor + other.processor)


def timed(work: Callable[[], T]) -> tuple[T, Spent]:
    """Return what ``work`` gives and what it took."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    return result, Spent(time.perf_counter() - clock, time.process_time() - processor)


@dataclass(frozen=True, slots=True)
class Case:
    """A market as everybody needs it."""

    market: matching_data.Market
    people: list[Person]
    feed: Feed
    truth: Truth

    @property
    def said(self) -> list[str]:
        """What the people said."""
        return [matching_data.said_by(seeker) for seeker in self.market.seekers]

    @property
    def offered(self) -> list[str]:
        """What the postings say."""
        return [matching_data.said_of(opening) for opening in self.market.openings]


def same_scores(case: Case, pairs: Any) -> bool:
    """Tell whether a peer's pairs of the first people are ours, score by score."""
    ours = case.feed.scores(case.people[:_CHECKED])
    theirs = np.full(ours.shape, -32_000, dtype=np.int32)
    places = pairs["person"].to_numpy(), pairs["posting"].to_numpy()
    theirs[places] = pairs["score"].to_numpy()
    allowed = possible(ours)
    return bool((allowed == (theirs > -32_000)).all() and (ours == theirs)[allowed].all())


def print_rate(name: str, people: int, spent: Spent, ours: Spent, note: str = "") -> None:
    """Print people a second, and how many times as fast ours is; ``ours`` is for one person."""
    clock = spent.clock / people / ours.clock
    processor = spent.processor / people / ours.processor
    rate = people / spent.clock
    print(
        f"{name:<34}{rate:>10,.0f} people/s   ours {clock:>7.2f} x"
        f" (processor {processor:>7.2f} x)   {note}",
        flush=True,
    )


def of_text(case: Case, scorer: Any, people: int) -> Spent:
    """Return the time of a cdist of the first ``people``."""
    said, offered = case.said[:people], case.offered
    given: dict[str, Any] = {"scorer": scorer, "dtype": np.uint8, "workers": _CORES}
    _, seconds = timed(lambda: process.cdist(said, offered, **given))
    return seconds


def _median(runs: Sequence[Spent]) -> Spent:
    """Return the run of median time by the clock."""
    return sorted(runs, key=lambda spent: spent.clock)[len(runs) // 2]


def of_choices(case: Case, picks: Callable[[int], list[Any]], people: int) -> float:
    """Return nDCG@3 of somebody's choices."""
    return float(np.mean(judge(case.market, case.truth, picks, people).plain))


def run_texts(case: Case, ours: Spent) -> None:
    """Print rapidfuzz's two lines."""
    pairs = len(case.people) * len(case.feed)
    for name, scorer, most in (
        ("rapidfuzz cdist ratio", fuzz.ratio, 40_000_000),
        ("rapidfuzz cdist partial_ratio", fuzz.partial_ratio, 2_000_000),
    ):
        people = min(len(case.people), max(50, most // len(case.feed)))
        seconds = of_text(case, scorer, people)
        note = "" if pairs <= most else f"first {people} people"
        print_rate(name, people, seconds, ours, note)


def run_tables(case: Case, ours: Spent) -> None:
    """Print DuckDB's and Polars' lines."""
    toolkit = matching_data.toolkit()
    given: Tables = tables(case.people, case.feed.vacancies, toolkit.scorer)
    peers = (
        ("DuckDB, the same score", Duck(given, toolkit.weights, _CORES)),
        ("Polars, the same score", Polars(given, toolkit.weights)),
    )
    people = min(len(case.people), max(200, 4_000_000 // len(case.feed)))
    for name, peer in peers:
        equal = same_scores(case, peer.all_pairs(_CHECKED))
        _, seconds = timed(lambda peer=peer: peer.best(people))  # type: ignore[misc]
        note = f"first {people} people; scores {'equal' if equal else 'DIFFER'}"
        print_rate(name, people, seconds, ours, note)


def run(people: int, postings: int, seed: int) -> None:
    """Measure one size and print."""
    toolkit = matching_data.toolkit()
    market = matching_data.market(people, postings, seed)
    if not market.real:
        print("../shared/data/posting_shapes.json is absent: a short list of ours stands in")
    persons, vacancies = market.people(toolkit), market.vacancies(toolkit)
    load = os.getloadavg()[0]
    print(f"{people} people, {postings} postings, seed {seed}; load before {load:.1f}")
    feed = Feed(vacancies, toolkit.scorer, DAY)

    def from_people() -> engine.Choices:
        made = Feed(vacancies, toolkit.scorer, DAY)
        return engine.match(made, persons, toolkit.weights)

    def from_columns(crowd: Crowd) -> engine.Choices:
        with collector_paused():
            made = Feed(vacancies, toolkit.scorer, DAY)
            lists = shortlists(made, crowd, engine.CHOSEN_FROM)
            return engine.choose(made, crowd, lists, toolkit.weights)

    (choices, first), *again = (timed(from_people) for _ in range(_RUNS))
    crowd = Crowd(persons)
    kept = [timed(lambda: from_columns(crowd))[1] for _ in range(_RUNS)]
    case = Case(market, persons, feed, Truth(occupations(), market.openings))
    warm, anew = (_median(spent) for spent in (kept, [spent for _, spent in again]))
    ours = Spent(warm.clock / people, warm.processor / people)
    print_rate("ours, the first run of a process", people, first, ours)
    print_rate("ours, people looked at one by one", people, anew, ours)
    print_rate("ours, people in kept columns", people, warm, ours)
    run_texts(case, ours)

    ranked, seconds = timed(lambda: best_by_text(market, _CORES))
    print_rate("TF-IDF, sparse_dot_topn, re-ranked", people, seconds, ours)
    judged = min(people, 5_000)
    mine = of_choices(case, lambda at: [pick.vacancy.id for pick in choices[at].picks], judged)
    theirs = of_choices(
        case, lambda at: [market.openings[place].id for place in ranked[at]], judged
    )
    print(f"nDCG@3: ours {mine:.3f}, TF-IDF {theirs:.3f}, difference {mine - theirs:.3f}")
    run_tables(case, ours)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--postings", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    run(given.people, given.postings, given.seed)


if __name__ == "__main__":
    main()
