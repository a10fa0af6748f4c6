"""The loops of matching as machine code: what an installation compiles is all that is ever run."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from matching.__main__ import run_every_loop
from matching.catalogue import Catalogue
from matching.crowd import Crowd
from matching.engine import choose
from matching.feed import Feed
from matching.market import IMPOSSIBLE
from matching.score import Scorer
from matching.shortlist import places_of, ranks_of
from matching.standing import brought_up, found_anew
from matching.toolkit import Toolkit
from tests.matching import invented
from tests.matching.conftest import TODAY

LOOPS = (
    ("summing", "keep_best"),
    ("choosing", "choose"),
    ("choosing", "choose_last"),
    ("choosing", "surface"),
    ("renewing", "move"),
    ("renewing", "merge"),
    ("renewing", "above"),
)


def kinds_of_arguments() -> list[int]:
    """Return for each loop how many kinds of arguments it was compiled for."""
    loops: list[Any] = [
        getattr(import_module(f"matching.{module}"), name) for module, name in LOOPS
    ]
    return [len(loop.signatures) for loop in loops]


def test_no_run_meets_a_loop_that_was_not_compiled_at_installation(
    toolkit: Toolkit, scorer: Scorer, catalogue: Catalogue
) -> None:
    run_every_loop(toolkit)
    assert kinds_of_arguments() == [1] * len(LOOPS)
    people = invented.people(20, 1)
    vacancies = invented.postings(catalogue, 100, 1)
    before, _ = found_anew(Feed(vacancies[:80], scorer, TODAY), Crowd(people))
    feed, crowd = Feed(vacancies, scorer, TODAY), Crowd(people[2:])
    standing, _ = brought_up(before, feed, crowd)
    choose(feed, crowd, standing.chosen_from, toolkit.weights)
    choose(feed, crowd, standing.lists, toolkit.weights)
    assert kinds_of_arguments() == [1] * len(LOOPS)


def test_loops_and_their_callers_mean_the_same_by_nothing() -> None:
    """A compiled loop keeps its constants: it may not borrow another module's."""
    assert import_module("matching.choosing").IMPOSSIBLE == IMPOSSIBLE
    renewing = import_module("matching.renewing")
    packed = np.array([(7 << 51) + (5 << 20) + 3], dtype=np.uint64)
    assert ((packed & renewing._PLACE) == places_of(packed)).all()
    assert ((packed >> renewing._TIE_SHIFT) == ranks_of(packed)).all()
    assert np.uint64(2**64 - 1) == renewing._RANK ^ renewing._PLACE
