"""What a person says about themselves in a search: age, sex, schooling, strength, food and bed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from jobs_feed.tables import PostingKind
from labourers.tables import Education, Sex
from matching.catalogue import Demand, Term, TermKind
from matching.reading.negation import is_negated
from matching.reading.phrases import phrases

_SAYS = phrases("search")
_KINDS = {PostingKind(name): pattern for name, pattern in phrases("kind").items()}
_EDUCATION = {Education(name): pattern for name, pattern in phrases("education").items()}
_ASSUMED_AGE = 55
"""What "年纪大了" is taken for where no figure is given."""


def read_kinds(text: str) -> tuple[tuple[PostingKind, ...], tuple[Term, ...]]:
    """Return the kinds of posting that cleaned text asks for, and what a refused kind means."""
    asked: list[PostingKind] = []
    refused: list[Term] = []
    for kind, pattern in _KINDS.items():
        for found in pattern.finditer(text):
            if not is_negated(text, [(found.start(), found.end())])[0]:
                asked.append(kind)
            elif kind is PostingKind.PUBLIC_WELFARE:
                refused.append(Term(TermKind.FAMILY, "public"))
    return tuple(dict.fromkeys(asked)), tuple(dict.fromkeys(refused))


@dataclass(frozen=True, slots=True)
class Board:
    """Whether food and lodging are asked for, and the text without the asking."""

    food: bool
    lodging: bool
    rest: str


def read_age(text: str, on: date) -> tuple[int | None, str]:
    """Return the age in years that cleaned text gives, and the text without it.

    A year of birth counts from the year of ``on``; "70后" is the middle of the decade.
    """
    if found := _SAYS["born"].search(text):
        if found["year"]:
            return on.year - int(found["year"]), _cut(text, found)
        return on.year - (1900 + int(found["short"])) - 5, _cut(text, found)
    if found := _SAYS["age"].search(text):
        age = next(int(group) for group in found.groups() if group)
        return age, _cut(text, found)
    return (_ASSUMED_AGE if _SAYS["aged"].search(text) else None), text


def read_board(text: str) -> Board:
    """Return whether cleaned text asks for food and lodging."""
    if refused := _SAYS["not_board"].search(text):
        text = _cut(text, refused)
    both, food, lodging = (
        _SAYS[name].search(text) is not None for name in ("board", "food", "lodging")
    )
    for name in ("board", "food", "lodging"):
        text = _SAYS[name].sub("，", text)
    return Board(both or food, both or lodging, text)


def wants_board(text: str) -> bool:
    """Tell whether cleaned text asks for food or lodging."""
    board = read_board(text)
    return board.food or board.lodging


def read_sex(text: str) -> Sex | None:
    """Return the sex a person gives; None when none or both are named."""
    woman, man = (_SAYS[name].search(text) is not None for name in ("woman", "man"))
    if woman == man:
        return None
    return Sex.FEMALE if woman else Sex.MALE


def read_education(text: str) -> Education | None:
    """Return the schooling a person gives."""
    text = _SAYS["child_learns"].sub("，", text)
    return next((level for level, said in _EDUCATION.items() if said.search(text)), None)


def read_bearable(text: str) -> Demand:
    """Return the hardest work somebody can bear who asks for light work."""
    return Demand.LIGHT if _SAYS["light_only"].search(text) else Demand.MODERATE


def _cut(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + "，" + text[found.end() :]
