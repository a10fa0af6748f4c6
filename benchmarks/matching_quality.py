"""How good matching is, on an invented market whose truth the generator knows.

``python -m benchmarks.matching_quality [--people 20000] [--postings 2000]`` prints one line per
measure with its goal. The truth (``benchmarks.matching_truth``) looks at nothing of ``matching``.
nDCG@3 compares the three shown, in their order, with the best three the person could have been
shown that day under the same rule of variety (not three of one occupation). The gain of a grade is
the grade (Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002); a line
with the gain 2^grade - 1 stands beside it.
"""

from __future__ import annotations

import argparse
import dataclasses
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

import numpy as np
import numpy.typing as npt

from benchmarks import matching_data
from benchmarks.matching_optimum import objective, optimum
from benchmarks.matching_places import DAY
from benchmarks.matching_truth import Truth
from benchmarks.matching_words import occupations
from matching import engine
from matching.engine import Choice
from matching.feed import Feed
from matching.model import Person
from matching.weights import Weights

Gains = npt.NDArray[np.float64]
_DISCOUNT = 1 / np.log2(np.arange(2, 5))
_WANTED = 3
_JUDGED = 5_000
"""People whose choices are graded; more change the third decimal."""


@dataclass
class Judged:
    """Sums over the judged people; ``ndcg`` by kind of gain."""

    plain: list[float] = field(default_factory=list)
    steep: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    listed: list[float] = field(default_factory=list)
    silent: list[float] = field(default_factory=list)
    feasible: int = 0
    served: int = 0
    violations: int = 0


def ideal_three(grades: npt.NDArray[np.int8], works: npt.NDArray[np.intp]) -> npt.NDArray[np.int8]:
    """Return the best grades three postings can have that are not all of one occupation.

    The three may be alike only where there is nothing else, so they may in the ideal, too.
    """
    order = np.argsort(-grades, kind="stable")[:3]
    best = grades[order]
    others = grades[works != works[order[0]]]
    if len(best) == 3 and len(others) and others.max() < best[2]:
        best = np.array([best[0], best[1], others.max()], dtype=np.int8)
    return best


def ndcg(shown: npt.NDArray[np.int8], ideal: npt.NDArray[np.int8], *, steep: bool = False) -> float:
    """Return nDCG@3 of the grades shown beside those of the ideal three.

    People for whom nothing has a grade above 0 count as fully served.
    """
    best = _gain(ideal, steep) @ _DISCOUNT[: len(ideal)]
    got = _gain(shown, steep) @ _DISCOUNT[: len(shown)]
    return float(got / best) if best else 1.0


def _gain(grades: npt.NDArray[np.int8], steep: bool) -> Gains:
    wide = grades.astype(np.float64)
    return np.exp2(wide) - 1 if steep else wide


def judge(
    market: matching_data.Market,
    truth: Truth,
    picks: Callable[[int], Sequence[UUID]],
    count: int = _JUDGED,
) -> Judged:
    """Grade what ``picks`` shows to the first ``count`` people of the market."""
    place = {opening.id: at for at, opening in enumerate(market.openings)}
    result = Judged()
    for at, seeker in enumerate(market.seekers[:count]):
        allowed = truth.allowed(seeker)
        shown = np.array([place[each] for each in picks(at)], dtype=np.intp)
        result.violations += int((~allowed[shown]).sum())
        if allowed.sum() >= _WANTED:
            result.feasible += 1
            result.served += len(shown) >= _WANTED
        if not allowed.any():
            continue
        grades = truth.grades(seeker)
        ideal = ideal_three(grades[allowed], truth.work[allowed])
        value = ndcg(grades[shown], ideal)
        result.plain.append(value)
        result.steep.append(ndcg(grades[shown], ideal, steep=True))
        if seeker.held:
            result.held.append(value)
        elif seeker.wants or seeker.knows:
            result.listed.append(value)
        else:
            result.silent.append(value)
    return result


def gini(values: npt.NDArray[np.float64]) -> float:
    """Return the Gini coefficient: 0 when all are alike, near 1 when one has everything."""
    ordered = np.sort(values)
    ranks = 2 * np.arange(1, len(ordered) + 1) - len(ordered) - 1
    return float(ranks @ ordered / (len(ordered) * ordered.sum()))


def views(feed: Feed, choices: Sequence[Choice]) -> npt.NDArray[np.float64]:
    """Return how often each posting of the feed was chosen."""
    seen = np.zeros(len(feed))
    for choice in choices:
        for pick in choice.picks:
            seen[feed.place_of[pick.vacancy.id]] += 1
    return seen


def repeats(feed: Feed, people: Sequence[Person], weights: Weights, days: int) -> tuple[int, int]:
    """Match the same people on several days; return repeated postings and the choices made."""
    shown: dict[UUID, int] = {}
    again = made = 0
    for _ in range(days):
        choices = engine.match(feed, people, weights, shown=shown)
        following = []
        for person, choice in zip(people, choices, strict=True):
            chosen = {pick.vacancy.id for pick in choice.picks}
            again += len(chosen & person.seen) + len(choice.picks) - len(chosen)
            made += len(choice.picks)
            for posting in chosen:
                shown[posting] = shown.get(posting, 0) + 1
            following.append(dataclasses.replace(person, seen=person.seen | chosen))
        people = following
    return again, made


def of_optimum(weights: Weights, seed: int) -> float:
    """Return the share of the exact optimum that the choosing reaches on a small market.

    Every posting counts as of its own employer and occupation, for a flow knows no variety.
    """
    toolkit = matching_data.toolkit()
    market = matching_data.market(1_000, 300, seed)
    people, feed = market.people(toolkit), Feed(market.vacancies(toolkit), toolkit.scorer, DAY)
    feed.employers = feed.jobs = np.arange(len(feed), dtype=np.int32)
    chosen = engine.match(feed, people, weights)
    return objective(feed, chosen, weights) / optimum(feed, people, weights)


def row(name: str, value: float, goal: str = "", scale: str = "{:10.3f}") -> None:
    """Print one measure."""
    print(f"{name:<44}{scale.format(value)}   {goal}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--postings", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=4)
    given = parser.parse_args()
    toolkit, weights = matching_data.toolkit(), Weights.load()
    market = matching_data.market(given.people, given.postings, given.seed)
    if not market.real:
        print("../shared/data/posting_shapes.json is absent: a short list of ours stands in")
    truth = Truth(occupations(), market.openings)
    people, vacancies = market.people(toolkit), market.vacancies(toolkit)
    feed = Feed(vacancies, toolkit.scorer, DAY)
    started = time.perf_counter()
    choices = engine.match(feed, people, weights)
    seconds = time.perf_counter() - started
    print(f"{len(people)} people, {len(feed)} postings, seed {given.seed}, {seconds:.1f} s")

    judged = judge(market, truth, lambda at: [pick.vacancy.id for pick in choices[at].picks])
    row("nDCG@3 after exposure pricing", float(np.mean(judged.plain)), "goal 0.93")
    row("  with gain 2^grade - 1", float(np.mean(judged.steep)))
    row("  people who used held-out wordings", float(np.mean(judged.held)), "goal 0.85")
    row("  people who used listed wordings", float(np.mean(judged.listed)))
    row("  people who named no work", float(np.mean(judged.silent)))
    row("three or more, share of the feasible", judged.served / judged.feasible, "goal 1.000")
    row("hard requirements broken", judged.violations, "goal 0", "{:10.0f}")

    unpriced = weights.model_copy(
        update={"exposure": weights.exposure.model_copy(update={"price": 0})}
    )
    free = engine.match(feed, people, unpriced)
    dear, cheap = views(feed, choices), views(feed, free)
    row("Gini of views, priced / unpriced", gini(dear) / gini(cheap), "goal at most 0.75")
    row("  Gini priced", gini(dear))
    row("  Gini unpriced", gini(cheap))
    row("most views per open place", float((dear / feed.open_places).max()), "goal at most 25")
    row("postings nobody sees, per cent", 100 * float((dear == 0).mean()), "goal at most 5")
    unjudged = judge(market, truth, lambda at: [pick.vacancy.id for pick in free[at].picks])
    row("nDCG@3 without prices", float(np.mean(unjudged.plain)))
    row("share of the min-cost-flow optimum", of_optimum(weights, given.seed), "goal 0.990")
    some = Random(given.seed).sample(people, min(5_000, len(people)))
    again, made = repeats(feed, some, weights, given.days)
    row(f"repeats over {given.days} days ({made} choices)", again, "goal 0", "{:10.0f}")


if __name__ == "__main__":
    main()
