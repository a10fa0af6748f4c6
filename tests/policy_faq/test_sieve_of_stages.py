"""The sieve of the reading stages: with it and without it every message is answered alike."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from benchmarks.policy_questions import read
from policy_faq import elsewhere, sieve, text, urgent, urgent_victims
from policy_faq.answer import Answer
from policy_faq.service import PolicyService
from policy_faq.sieve import Sighting

ON = date(2026, 11, 21)
_KEPT = (
    elsewhere.domain_of,
    elsewhere.money_elsewhere,
    text.in_digits,
    urgent.danger_in,
    urgent_victims.likely_wrong_in,
    urgent_victims.wrongs_told,
)


def messages(many: int, seed: int) -> list[tuple[str, str]]:
    """Counties and questions of our own set, some of them damaged or put together."""
    dice, asked = random.Random(seed), read()
    found = []
    for _ in range(many):
        one, other = dice.choice(asked), dice.choice(asked)
        at = dice.randrange(len(one.question))
        found.append(
            (
                one.county,
                dice.choice(
                    (
                        one.question,
                        one.question[:at] + one.question[at + 1 :],
                        one.question[at:] + one.question[:at],
                        f"{one.question},{other.question}",
                        one.question[: at + 1] + other.question[at:],
                    )
                ),
            )
        )
    return found


def test_no_stage_misses_a_match(policy: PolicyService) -> None:
    del policy  # whose data files hold some of the expressions
    known = [sifted for sifted, _ in sieve._SIEVE._patterns.values()]
    for _, written in messages(300, seed=3):
        cleaned = text.clean(written)
        matching = sieve.bits(each for each in known if each.pattern.search(cleaned))
        assert matching & ~sieve.sight(cleaned).may == 0


@pytest.mark.parametrize("seed", range(3))
def test_answers_are_the_same_without_the_sieve(policy: PolicyService, seed: int) -> None:
    asked = messages(50, seed=seed)
    with _unsieved():
        expected = [_told(policy, *each) for each in asked]
    _forget()
    assert [_told(policy, *each) for each in asked] == expected


def _told(policy: PolicyService, county: str, question: str) -> Answer:
    return policy._answer(question, county, ON, None)


@contextmanager
def _unsieved() -> Iterator[None]:
    """Try every expression on every text."""
    sieve.sight("")
    index = sieve._SIEVE._index
    assert index is not None
    every = -1  # all bits

    class Open:
        def sight(self, text: str) -> Sighting:
            return index.sight(text)._replace(may=every)

    _forget()
    sieve._SIEVE._index = Open()  # type: ignore[assignment]
    try:
        yield
    finally:
        sieve._SIEVE._index = index


def _forget() -> None:
    sieve.sight.cache_clear()
    for each in _KEPT:
        each.cache_clear()
