"""Reading and writing, counting, Mandarin and a smart phone: who lacks them, and who asks. Pure.

Data: ``data/literacy.toml``; what is lacking is kept as bits of ``reading.limits``. A person tells
it by what they cannot do (名字都写不来, 找钱老找错), a posting by the work it takes (在登记簿上写,
按配方算). What others do there (账由会计记), what is of the wages (按斤算钱) and what an employer
waves aside (不识字也行) asks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from matching.reading.phrases import phrases
from matching.reading.speaker import OF_OTHERS

_TOLD = phrases("told", "literacy")
_WAIVED = phrases("waived", "literacy")
_ASKED = phrases("asked", "literacy")
_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")
_SKILLS = ("letters", "counting", "dialect", "phone", "computer")
_NAMED_BEFORE = {
    "phone": ("on_device", "phone_behind"),
    "dialect": ("on_mandarin", "dialect_behind"),
}
_OF_MONEY = ("counting", "letters")
"""Skills that words on wages would seem to ask."""


class Literacy:
    """Reads what people lack of these skills, and what postings ask, as masks."""

    def __init__(self, mask: Callable[[str], int]) -> None:
        self._masks = {key: mask(key) for key in _SKILLS}
        self._of_numbers = self._masks["letters"] | self._masks["counting"]

    def may_tell(self, text: str) -> bool:
        """Tell whether somebody's cleaned text may tell of these skills at all; quick."""
        return _TOLD["hint"].search(text) is not None

    def told(self, clauses: Sequence[str], text: str, found: int) -> int:
        """Return what somebody's text was found to tell, with what it tells of these skills.

        ``clauses`` are those that tell of the person; who has learnt to read since can.
        """
        if not self.may_tell(text):
            return found
        for key, mask in self._masks.items():
            if any(_tells(key, clause, text) for clause in clauses) or _goes_on(key, clauses):
                found |= mask
        return found & ~self._of_numbers if _TOLD["not_any_more"].search(text) else found

    def asked(self, text: str, found: int) -> int:
        """Return what a posting was found to rule out, with those who lack what it asks.

        ``text`` is cleaned, title first. What the employer waves aside, or has others do, rules out
        nobody.
        """
        title = text.partition("。")[0]
        clauses = _CLAUSE.split(text)
        asked = waived = 0
        for key, mask in self._masks.items():
            if _ASKED[key].search(text) and any(_asks(key, each, title) for each in clauses):
                asked |= mask
            if key in _WAIVED and _WAIVED[key].search(text):
                waived |= mask
        if _ASKED["letters_title"].search(title):
            asked |= self._masks["letters"]
        if _ASKED["others_write"].search(text):
            found &= ~self._of_numbers
        return (found | asked) & ~waived


def _tells(key: str, clause: str, text: str) -> bool:
    for found in _TOLD[key].finditer(clause):
        before, after = clause[: found.start()], clause[found.end() :]
        if OF_OTHERS.search(before) or _TOLD["others"].search(f"{before}{found.group()}"):
            continue
        was_so = _TOLD["past"].search(before) and _TOLD["now_able"].search(text)
        if not was_so and not _TOLD["who_sees"].match(after):
            return True
    return False


def _goes_on(key: str, clauses: Sequence[str]) -> bool:
    """Tell whether a clause names a thing, a phone or Mandarin, and the next not managing it."""
    if key not in _NAMED_BEFORE:
        return False
    thing, behind = _NAMED_BEFORE[key]
    named = False
    for clause in clauses:
        if named and _TOLD[behind].search(clause):
            return True
        # "教过三回" is still of it.
        named = _TOLD[thing].search(clause) is not None or (named and "教" in clause)
    return False


def _asks(key: str, clause: str, title: str) -> bool:
    if key in _OF_MONEY and _ASKED["pay"].search(clause):
        return False
    if key == "phone" and _ASKED["contact"].search(clause):
        return False
    for found in _ASKED[key].finditer(clause):
        before, after = clause[: found.start()], clause[found.end() :]
        other = _ASKED["another"].search(before)
        if other is not None and other.group()[:2] not in title:
            continue
        if not _ASKED["no_must"].match(after):
            return True
    return False
