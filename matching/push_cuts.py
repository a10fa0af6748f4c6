"""What a push leaves out to fit into the fewest SMS, in the order of least harm. Pure.

Every message costs the office money and a long one is not read, but people decide by what a job is,
where it is and what it pays. So food and lodging go first, then titles get shorter, then places;
number and wage of a posting are never touched, and nothing is cut that does not save a message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from messaging import sms_text

_BRACKETED = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")
_LOOSE_ENDS = " 、，,；;。.（(【[/-—"


@dataclass(frozen=True, slots=True)
class Line:
    """One posting as a push tells it: what, where, how much, board, and why it suits."""

    title: str
    place: str
    wage: str
    board: str = ""
    reason: str = ""


class Part(StrEnum):
    """A part of a posting that may be cut."""

    BOARD = "board"
    TITLE = "title"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Cut:
    """One thing to leave out of posting ``number`` (from 0): all of ``part`` beyond ``length``."""

    number: int
    part: Part
    length: int


LADDER: tuple[tuple[Part, int], ...] = (
    (Part.BOARD, 0),
    (Part.TITLE, 12),
    (Part.TITLE, 8),
    (Part.PLACE, 8),
    (Part.PLACE, 6),
    (Part.TITLE, 6),
    (Part.PLACE, 4),
    (Part.TITLE, 4),
    (Part.PLACE, 3),
)
"""What may be cut to how many characters, the least harmful first."""


def fewest(lines: Sequence[Line], billed: Callable[[Sequence[str]], int]) -> tuple[Cut, ...]:
    """Return the cuts that bring the message to the fewest billed messages cutting can reach.

    ``billed`` counts the messages for the rows of all postings. The cuts are few: taking any one of
    them back would cost another message.
    """
    every = tuple(Cut(number, *step) for step in LADDER for number in range(len(lines)))
    least = billed(rows(lines, every))
    cuts: list[Cut] = []
    for part, length in LADDER:
        if billed(rows(lines, cuts)) == least:
            break
        step = [Cut(number, part, length) for number in range(len(lines))]
        for cut in sorted(step, key=lambda each: -_saved(lines, cuts, each)):
            if billed(rows(lines, cuts)) > least:
                cuts.append(cut)
    for cut in reversed(cuts.copy()):
        without = [each for each in cuts if each != cut]
        if billed(rows(lines, without)) == least:
            cuts = without
    return tuple(cuts)


def rows(lines: Sequence[Line], cuts: Iterable[Cut] = ()) -> list[str]:
    """Return what is said of each posting, without its number."""
    made = tuple(cuts)
    return [_row(line, [cut for cut in made if cut.number == n]) for n, line in enumerate(lines)]


def described(lines: Sequence[Line], cuts: Iterable[Cut]) -> tuple[str, ...]:
    """Return one Chinese sentence for each part of a posting that was cut, for staff."""
    return tuple(
        _told(lines[cut.number], cut)
        for cut in sorted(cuts, key=lambda each: (each.number, list(Part).index(each.part)))
    )


def within(line: Line, length: int) -> str:
    """Return the row of one posting, cut as far as it takes to have at most ``length`` characters.

    What cannot be cut may still be longer.
    """
    cuts: list[Cut] = []
    for part, most in LADDER:
        if len(_row(line, cuts)) <= length:
            break
        cuts.append(Cut(0, part, most))
    return _row(line, cuts)


def shortened(text: str, length: int) -> str:
    """Return ``text`` in at most ``length`` characters, what stands in brackets going first."""
    if len(text) <= length:
        return text
    bare = _BRACKETED.sub("", text).strip(_LOOSE_ENDS) or text
    return bare[:length].rstrip(_LOOSE_ENDS) or bare[:length]


def _row(line: Line, cuts: Sequence[Cut]) -> str:
    def left(part: Part, text: str) -> str:
        lengths = [cut.length for cut in cuts if cut.part is part]
        return shortened(text, min(lengths)) if lengths else text

    facts = (
        left(Part.TITLE, line.title),
        left(Part.PLACE, line.place),
        line.wage,
        left(Part.BOARD, line.board),
    )
    return "，".join(fact for fact in facts if fact)


def _told(line: Line, cut: Cut) -> str:
    number = cut.number + 1
    match cut.part:
        case Part.BOARD:
            return f"岗位{number}没写“{line.board}”"
        case Part.TITLE:
            return f"岗位{number}名称“{line.title}”写成“{shortened(line.title, cut.length)}”"
        case Part.PLACE:
            return f"岗位{number}地点“{line.place}”写成“{shortened(line.place, cut.length)}”"


def _saved(lines: Sequence[Line], cuts: Sequence[Cut], cut: Cut) -> int:
    """Return how many UTF-16 units one more cut saves."""
    line, before = lines[cut.number], [each for each in cuts if each.number == cut.number]
    return sms_text.units(_row(line, before)) - sms_text.units(_row(line, [*before, cut]))
