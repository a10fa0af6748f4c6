"""Matching beside what others would use, on the same people and postings, in one run.

``python -m benchmarks.matching_peers [--people 20000] [--postings 2000] [--seed 1]`` prints people
per second for each, and how often the choices are right (nDCG@3, ``benchmarks.matching_quality``).

- ours: feed built, everybody scored, prices and assignment, finalists checked;
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
from collections.abc import Callable
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
from matching.feed import Feed, possible
from matching.model import Person

_CORES = 2
_CHECKED = 100
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what ``work`` gives and how many seconds it took."""
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


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


def print_rate(name: str, people: int, seconds: float, ours: float, note: str = "") -> None:
    """Print people a second and how many times as fast ours is."""
    rate = people / seconds
    print(f"{name:<34}{rate:>12,.0f} people/s   ours {ours / rate:>8.2f} x   {note}", flush=True)


def of_text(case: Case, scorer: Any, people: int) -> float:
    """Return the seconds of a cdist of the first ``people``."""
    said, offered = case.said[:people], case.offered
    given: dict[str, Any] = {"scorer": scorer, "dtype": np.uint8, "workers": _CORES}
    _, seconds = timed(lambda: process.cdist(said, offered, **given))
    return seconds


def of_choices(case: Case, picks: Callable[[int], list[Any]], people: int) -> float:
    """Return nDCG@3 of somebody's choices."""
    return float(np.mean(judge(case.market, case.truth, picks, people).plain))


def run_texts(case: Case, ours: float) -> None:
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


def run_tables(case: Case, ours: float) -> None:
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
    feed, building = timed(lambda: Feed(vacancies, toolkit.scorer, DAY))
    choices, choosing = timed(lambda: engine.match(feed, persons, toolkit.weights))
    case = Case(market, persons, feed, Truth(occupations(), market.openings))
    ours = people / (building + choosing)
    print_rate("ours, feed and assignment", people, building + choosing, ours)
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
    again, repeated = timed(
        lambda: engine.match(Feed(vacancies, toolkit.scorer, DAY), persons, toolkit.weights)
    )
    print_rate("ours once more, at the end", len(again), repeated, ours)


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
