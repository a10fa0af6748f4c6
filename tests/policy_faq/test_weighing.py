"""The loop that weighs a question's evidence, against the same in plain Python."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from math import exp, log
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_faq import weighing
from policy_faq.cues import SCOPE, Cue, Cues
from policy_faq.evidence import Evidence, evidence_of, row_of
from policy_faq.grounds import Field, weighed_with
from policy_faq.ranking import Calibration
from policy_faq.weighing import best, weigh

CONCEPTS = ("one", "two", "three")
TARGETS = tuple("abcdefghijklmnopqrstuvwxyz")
OTHERS_FROM = 20
SIZES = [1 + number % 3 for number in range(len(TARGETS))]
FIRST = [0, *itertools.accumulate(SIZES)]
CARDS = [number // 2 for number in range(30)]
SAID_SHARE, TOPIC_SHARE = 0.4, 0.25
CUES = Cues(
    {name: [] for name in CONCEPTS} | {SCOPE: []},
    {"a": ["one"], "c": ["two", "three"]},
    {"a": ["three"], "d": ["two"]},
    [["a", "b"], ["c", "x"]],
    [
        Cue("b", frozenset({"one"}), frozenset({"two"})),
        Cue("e", frozenset({"two", "three"}), frozenset()),
    ],
)
EVIDENCE = evidence_of(CUES, TARGETS)
COMMON = np.random.default_rng(4).integers(0, 10, (FIRST[-1], 3), np.uint16)
FIELD = Field(
    np.array(FIRST),
    np.full(len(TARGETS), TOPIC_SHARE),
    np.array(CARDS, np.int16),
    COMMON,
    SAID_SHARE,
    OTHERS_FROM,
)
BIAS = -2.0
WEIGHTS = (2.0, 1.5, 1.0, -0.5, 0.3, 0.2, -0.4, 0.6, 0.7, 0.8)
BLOCK = weighed_with(Calibration(BIAS, WEIGHTS), FIELD, EVIDENCE)
SILENCE = np.zeros(0, np.int16)


@dataclass
class Asked:
    """What is known of a question before it is weighed."""

    said: Any
    told: Any
    common: Any
    concepts: frozenset[str]
    speaks: Any
    beside: Any
    sound_only: bool
    sounds: int = 9

    @property
    def prior(self) -> Any:
        return np.where(self.speaks, 1.0, 0.88)

    def weighed(self, limit: int = 8) -> Any:
        return weigh(
            np.concatenate((self.said, self.told, self.common)),
            SILENCE,
            self.sounds,
            self.sound_only,
            row_of(CUES.bits(self.concepts), CUES),
            np.concatenate((self.prior, np.full(len(CARDS), 0.1))),
            np.stack((self.beside, self.beside / 2)),
            limit,
            BLOCK,
        )

    def plainly(self, limit: int = 8) -> tuple[list[int], list[float], list[float], float]:
        said, told = self.said.tolist(), self.told.tolist()
        count = len(TARGETS)
        places = [
            max(range(start, stop), key=said.__getitem__)
            for start, stop in itertools.pairwise(FIRST)
        ]
        whole = 1.0 if self.sound_only else SAID_SHARE
        scores = [said[place] * whole for place in places]
        if not self.sound_only:
            for target in range(count):
                answers = [told[count + n] * 0.1 for n, t in enumerate(CARDS) if t == target]
                scores[target] += told[target] * TOPIC_SHARE + max([0.0, *answers])
        prior = self.prior.tolist()
        scores = [score * likely for score, likely in zip(scores, prior, strict=True)]
        points = {
            TARGETS.index(cue.topic)
            for cue in CUES.cues
            if cue.all <= self.concepts and not cue.none & self.concepts
        }
        points = {target for target in points if prior[target] == 1.0}
        for target in points:
            scores[target] += weighing.POINTED
        order = sorted(range(count), key=lambda target: -scores[target])
        for target in order[: weighing.COMPLETED]:
            more = float(COMMON[places[target]] @ self.common)
            scores[target] += whole * more * prior[target]
        for target in order[: weighing.CANDIDATES]:
            if self.forbidden(target):
                scores[target] *= weighing.FORBIDDEN
            elif self.needs(target) and not self.met(target):
                scores[target] *= weighing.LACKING
        other = max(scores[OTHERS_FROM:])
        scores += self.beside.tolist()
        order = sorted(range(len(scores)), key=lambda target: -scores[target])
        first, top = order[0], scores[order[0]]
        rivals = [
            scores[target]
            for target in order[1 : weighing.CANDIDATES]
            if (target < count) == (first < count) and not self.kin(first, target)
        ]
        length = log(1 + min(self.sounds, weighing.LONG))
        own = first < count
        features = [
            top,
            (top - (rivals or [0.0])[0]) / top,
            told[first] if own else self.beside[first - count] / 2,
            other / top,
            length,
            top * length,
            float(self.sound_only),
            float(first in points),
            self.backing(first) if own else 0.0,
            float(SCOPE in self.concepts),
        ]
        total = BIAS + float(np.dot(WEIGHTS, features))
        ours = SCOPE in self.concepts or OTHERS_FROM <= first < count
        faint = weighing.FAINT if ours else weighing.FAINT_OF_OTHERS
        sure = 1 / (1 + exp(-total)) * min(1.0, top / faint)
        hits = [target for target in order[:limit] if scores[target] > 0]
        return hits, [scores[target] for target in hits], features, sure

    def needs(self, target: int) -> bool:
        return TARGETS[target] in CUES.needs

    def met(self, target: int) -> bool:
        return not self.concepts.isdisjoint(CUES.needs[TARGETS[target]])

    def forbidden(self, target: int) -> bool:
        return not self.concepts.isdisjoint(CUES.never.get(TARGETS[target], ()))

    def kin(self, one: int, other: int) -> bool:
        if max(one, other) >= len(TARGETS):
            return False
        return TARGETS[other] in CUES.kin.get(TARGETS[one], ())

    def backing(self, target: int) -> float:
        if not self.needs(target):
            return 0.0
        if not self.met(target):
            return -1.0
        return 0.0 if self.forbidden(target) else 1.0


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    dice = np.random.default_rng(draw(st.integers(0, 10_000)))
    return Asked(
        dice.random(FIRST[-1]).astype(np.float32),
        dice.random(len(TARGETS) + len(CARDS)).astype(np.float32),
        dice.random(3).astype(np.float32) * np.float32(0.01),
        frozenset(draw(st.sets(st.sampled_from((*CONCEPTS, SCOPE))))),
        dice.random(len(TARGETS)) < 0.7,
        dice.random(draw(st.sampled_from([0, 0, 1, 3]))),
        draw(st.booleans()),
        draw(st.integers(1, 40)),
    )


@settings(max_examples=60)
@given(questions())
def test_the_loop_weighs_as_plain_python_does(asked: Asked) -> None:
    hits, scores, features, sure = asked.plainly()
    numbers, figures = asked.weighed()
    assert numbers.tolist() == hits
    assert figures.tolist() == pytest.approx([*features, sure, *scores], abs=1e-6)


def test_the_parts_of_the_block_are_in_its_order() -> None:
    names = ("bias", "weights", *Field._fields, *Evidence._fields)
    places = [getattr(weighing, f"_{name.upper()}") for name in names]
    assert places == list(range(len(names)))


def test_a_question_that_fits_nothing_has_no_targets() -> None:
    nothing = np.zeros(FIRST[-1], np.float32)
    told = np.zeros(len(TARGETS) + len(CARDS), np.float32)
    speaks, beside = np.ones(len(TARGETS), np.bool_), np.zeros(0)
    asked = Asked(nothing, told, np.zeros(3, np.float32), frozenset(), speaks, beside, False)
    assert [len(each) for each in asked.weighed()] == [0, 0]


@given(st.lists(st.sampled_from([0.0, 0.5, 0.25, 1.0]), max_size=12), st.integers(0, 6))
def test_the_best_are_in_order_and_the_first_of_equals_comes_first(
    scores: list[float], many: int
) -> None:
    order = sorted(range(len(scores)), key=lambda number: -scores[number])
    assert best(np.array(scores), many).tolist() == order[:many]
