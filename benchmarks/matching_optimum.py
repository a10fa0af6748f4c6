"""The exact optimum of the choosing, by a min-cost flow, and how near the choices made come to it.

The objective is the engine's: the sum of the scores of what is shown, less the price of every look.
A posting's n-th look costs more than the one before (``matching.market.prices_of``), so its looks
are parallel arcs of rising cost and the flow is exact. The rule of variety (not three of one
employer or occupation) is nothing a flow can hold: where it has something to do, the optimum here
is higher than anything that keeps the rule.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]

from matching.engine import MINIMUM_POSTINGS, Choice
from matching.feed import Feed, possible
from matching.market import prices_of
from matching.model import Person
from matching.weights import Weights

_SCALE = 100
"""Costs of a flow are whole numbers: hundredths of a score."""


def objective(feed: Feed, choices: Sequence[Choice], weights: Weights) -> int:
    """Return the sum of scores less prices of what was chosen, in hundredths."""
    looks = _costs_of_looks(feed, weights, len(choices))
    seen = np.zeros(len(feed), dtype=int)
    total = 0
    for choice in choices:
        for pick in choice.picks:
            place = feed.place_of[pick.vacancy.id]
            total += _SCALE * pick.score - looks[place][int(seen[place])]
            seen[place] += 1
    return total


def optimum(feed: Feed, people: Sequence[Person], weights: Weights) -> int:
    """Return the highest objective there is when everybody gets three, or all they can have."""
    scores: npt.NDArray[np.int16] = feed.scores(people)
    wanted = np.minimum(MINIMUM_POSTINGS, possible(scores).sum(axis=1))
    flow = min_cost_flow.SimpleMinCostFlow()
    sink = len(people) + len(feed)
    for person in range(len(people)):
        row = scores[person]
        flow.set_node_supply(person, int(wanted[person]))
        for posting in np.flatnonzero(possible(row)):
            flow.add_arc_with_capacity_and_unit_cost(
                person, len(people) + int(posting), 1, -_SCALE * int(row[posting])
            )
    for offered, costs in enumerate(_costs_of_looks(feed, weights, len(people))):
        for cost in costs:
            flow.add_arc_with_capacity_and_unit_cost(len(people) + offered, sink, 1, cost)
    flow.set_node_supply(sink, -int(wanted.sum()))
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the flow has no solution")
    return -int(flow.optimal_cost())


def _costs_of_looks(feed: Feed, weights: Weights, people: int) -> list[list[int]]:
    """Return what the first, second … look of each posting costs."""
    size = np.sqrt(feed.open_places.astype(float))
    fair = size / size.sum() * people * MINIMUM_POSTINGS
    by_look = [
        prices_of(np.full(len(feed), seen), fair, feed.open_places, weights)
        for seen in range(people)
    ]
    costs = np.rint(_SCALE * np.array(by_look)).astype(np.int64)
    return costs.T.tolist()  # type: ignore[no-any-return]
