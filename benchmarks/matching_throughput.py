"""How fast matching is, beside comparing texts with rapidfuzz on the same people and postings.

``python -m benchmarks.matching_throughput [--people 20000] [--postings 2000]`` prints one line per
measurement. The people and postings are seeded; the machine's speed shows in the rapidfuzz line,
so the ratio is what to compare between machines.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks import matching_data
from matching import engine
from matching.engine import Choice
from matching.feed import Feed
from matching.model import Person
from matching.weights import Weights

DAY = date(2026, 11, 23)
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what ``work`` gives and how many seconds it took."""
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def gini(values: np.ndarray) -> float:
    """Return the Gini coefficient: 0 when all are alike, near 1 when one has everything."""
    ordered = np.sort(values)
    ranks = 2 * np.arange(1, len(ordered) + 1) - len(ordered) - 1
    return float(ranks @ ordered / (len(ordered) * ordered.sum()))


def fairness(feed: Feed, choices: list[Choice]) -> tuple[float, float, float]:
    """Return Gini of views, share of postings nobody sees, most views per open place."""
    views = np.zeros(len(feed))
    for choice in choices:
        for pick in choice.picks:
            views[feed.place_of[pick.vacancy.id]] += 1
    return gini(views), float((views == 0).mean()), float((views / feed.open_places).max())


def least_for(feed: Feed, people: list[Person], choices: list[Choice]) -> float:
    """Return the share of people with three possible postings who got three."""
    able = served = 0
    for person, choice in zip(people, choices, strict=True):
        possible = int((feed.allowed(person) & ~feed.met(person)).sum())
        if possible >= engine.MINIMUM_POSTINGS:
            able += 1
            served += len(choice.picks) >= engine.MINIMUM_POSTINGS
    return served / able if able else 1.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--postings", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    toolkit, weights = matching_data.toolkit(), Weights.load()
    scorer, reasons = toolkit.scorer, toolkit.reasons
    market = matching_data.market(given.people, given.postings, given.seed)
    people, vacancies = market.people(toolkit), market.vacancies(toolkit)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    feed, building = timed(lambda: Feed(vacancies, scorer, DAY))
    choices, matching = timed(lambda: engine.match(feed, people, weights))
    _, explaining = timed(
        lambda: [reasons.why(c.person, pick.vacancy) for c in choices for pick in c.picks]
    )
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    wishes = [matching_data.said_by(seeker) for seeker in market.seekers]
    texts = [matching_data.said_of(opening) for opening in market.openings]
    _, comparing = timed(
        lambda: process.cdist(wishes, texts, scorer=fuzz.ratio, dtype=np.uint8, workers=-1)
    )
    shown, unseen, most = fairness(feed, choices)
    count = len(people)
    print(f"{count} people, {len(feed)} postings, seed {given.seed}")
    print(f"feed built in                {building:9.3f} s")
    print(f"matched                      {count / matching:9.0f} people/s")
    print(f"reasons                      {count / explaining:9.0f} people/s")
    print(f"rapidfuzz cdist ratio        {count / comparing:9.0f} people/s")
    print(f"matching to cdist            {comparing / matching:9.2f} x")
    print(f"memory above the start       {memory:9.0f} MB")
    print(f"three where possible         {100 * least_for(feed, people, choices):9.2f} %")
    print(f"exposure: Gini {shown:.3f}, unseen {100 * unseen:.1f} %, most per place {most:.1f}")


if __name__ == "__main__":
    main()
