"""Whether a ranked question is for us at all: the last gate before a card is told; pure.

Likeness alone lets a question through that shares words with our field and is about something
else: a deposit on a water card is worded like one at a factory.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import Final

from policy_faq.elsewhere import (
    at_home,
    elsewhere,
    money_elsewhere,
    speaks_of_work,
    surely_elsewhere,
)
from policy_faq.ranking import OTHER, Hit, Ranking
from policy_faq.sureness import CALM, DOUBTFUL, SEVERAL, SURE, UNDOUBTED
from policy_faq.urgent import GRAVEST_FIRST, Danger, dangers_in
from policy_faq.urgent_victims import likely_wrong_in, wrongs_in

_ABOUT_MONEY: Final = frozenset({Danger.WAGES.topic, Danger.FRAUD.topic})
"""Topics whose words anybody uses who was cheated or is owed something, at work or elsewhere."""

_FEW: Final = 14
"""Characters of a question that can hardly be like a topic in part only: it has one matter."""
_CHANCE: Final = 0.3
"""Score below which so short a question shares only words of middling weight with a topic."""
_SURE_OF_FEW: Final = 0.6
"""Confidence from which it is told even so."""
_LIKENESS: Final = 0.4
"""The same for one of any length that tells of no work."""
_GUESSED: Final = 0.3
"""Confidence in such a topic: its question is offered, it is not told."""

_DANGERS: Final = frozenset(danger.topic for danger in Danger)


def led_elsewhere(text: str, ranking: Ranking) -> Ranking:
    """Return the ranking of a cleaned question, led by another office's domain where it is theirs.

    A topic that fits beyond doubt stays: some of ours are about things that are others' too.
    """
    best = ranking.best
    if best is None:
        return ranking
    wrongs = wrongs_in(text)
    if wrongs:
        return _led_to_help(ranking, best.target, wrongs | dangers_in(text))
    money = best.target in _ABOUT_MONEY
    domain = money_elsewhere(text) if money else elsewhere(text)
    unsure = ranking.confidence < SEVERAL
    if best.target.startswith(OTHER) or domain is not None or unsure:
        topic = None if surely_elsewhere(text) else at_home(text)
        if topic is not None:
            return _led(ranking, topic, SEVERAL)
    refused = domain is not None or best.target.startswith(OTHER) or ranking.confidence < SURE
    wrong = likely_wrong_in(text) if refused else None
    if wrong is not None:
        return _led(ranking, wrong.topic, SEVERAL)
    if domain is None:
        return _doubted(text, ranking)
    if best.target == OTHER + domain:
        return ranking
    undoubted = ranking.in_scope and ranking.confidence >= UNDOUBTED
    ours = undoubted and not money and not best.target.startswith(OTHER)
    if ours and not surely_elsewhere(text):
        return ranking
    return _led(ranking, OTHER + domain, max(ranking.confidence, CALM))


def _doubted(text: str, ranking: Ranking) -> Ranking:
    """Return the ranking of a question on which no list speaks, doubted where it is no likeness.

    A question that shares a word or two of middling weight with a topic (补贴, 证, 厂) is as likely
    about something that nobody wrote down. Where an alarm stands, it is told all the same.
    """
    score, sure = ranking.hits[0].score, ranking.confidence
    by_chance = score < _CHANCE and sure < _SURE_OF_FEW and len(text) <= _FEW and not text.isascii()
    faint = score < _LIKENESS and sure < DOUBTFUL
    if sure <= _GUESSED or not (by_chance or (faint and not speaks_of_work(text))):
        return ranking
    return replace(ranking, confidence=_GUESSED)


def _led_to_help(ranking: Ranking, best: str, wrongs: Set[Danger]) -> Ranking:
    """Return the ranking of a victim's message: never another office's, and fraud is fraud."""
    cheated = Danger.FRAUD in wrongs and not best.startswith(Danger.FRAUD.topic)
    another = best in _DANGERS and best not in wrongs
    if not (best.startswith(OTHER) or (cheated and len(wrongs) == 1) or another):
        return ranking
    gravest = next(danger for danger in GRAVEST_FIRST if danger in wrongs)
    return _led(ranking, gravest.topic, max(ranking.confidence, SEVERAL))


def _led(ranking: Ranking, target: str, sure: float) -> Ranking:
    others = (hit for hit in ranking.hits if hit.target != target)
    hits = (Hit(target, ranking.hits[0].score), *others)
    return replace(ranking, hits=hits, confidence=sure)
