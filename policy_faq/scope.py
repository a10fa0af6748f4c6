"""Whether a ranked question is for us at all: the last gate before a card is told; pure.

Likeness alone lets a question through that shares words with our field and is about something
else: a deposit on a water card is worded like one at a factory.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from policy_faq.elsewhere import elsewhere, money_elsewhere
from policy_faq.ranking import OTHER, Hit, Ranking
from policy_faq.sureness import CALM, UNDOUBTED
from policy_faq.urgent import Danger

_ABOUT_MONEY: Final = frozenset({Danger.WAGES.topic, Danger.FRAUD.topic})
"""Topics whose words anybody uses who was cheated or is owed something, at work or elsewhere."""


def led_elsewhere(text: str, ranking: Ranking) -> Ranking:
    """Return the ranking of a cleaned question, led by another office's domain where it is theirs.

    A topic that fits beyond doubt stays: some of ours are about things that are others' too.
    """
    best = ranking.best
    if best is None:
        return ranking
    money = best.target in _ABOUT_MONEY
    domain = money_elsewhere(text) if money else elsewhere(text)
    if domain is None or best.target == OTHER + domain:
        return ranking
    if not money and not best.target.startswith(OTHER) and ranking.confidence >= UNDOUBTED:
        return ranking
    led = (Hit(OTHER + domain, best.score), *ranking.hits)
    return replace(ranking, hits=led, confidence=max(ranking.confidence, CALM))
