"""Which of several documents is meant when a question names a level or a number; pure.

Goals, duties and budgets stand in the texts of the county, the province and the nation alike, each
with figures of its own. The most local one answers, unless another is named: 全省目标, 119号文目标.
"""

from __future__ import annotations

import re
from dataclasses import replace

from policy_faq.knowledge import Knowledge, Speaking
from policy_faq.models import Card
from policy_faq.places import rank

TOPICS = frozenset({"goals", "office-duties", "assessment", "funds"})
"""On these the texts of every level have something of their own to say."""
_LEVELS = (
    (re.compile(r"全国|国家|中央|(?<!社)部里|人社部(?!门|们)|十三五"), 3),
    (re.compile(r"全省|省里|省级|省厅|云南|湖南"), 2),
)
_TAIL = re.compile(r"\d+号$")


def meant(knowledge: Knowledge, topic: str, text: str, speaking: Speaking) -> Speaking:
    """Return the cards with those of the named document or level first."""
    if topic not in TOPICS:
        return speaking
    level = next((each for pattern, each in _LEVELS if pattern.search(text)), None)

    def is_other(card: Card) -> bool:
        tail = _TAIL.search(knowledge.documents[card.document].number)
        if tail and tail.group() in text:
            return False
        return rank(knowledge.place_of(card)) != level

    if all(map(is_other, speaking.holding)):
        return speaking
    return replace(speaking, holding=tuple(sorted(speaking.holding, key=is_other)))
