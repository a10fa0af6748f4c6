"""Splits an official text into its numbered clauses without losing a character.

A mark numbers a clause when it carries on a count: 16 after 15, （一） under a new 三、. That tells
marks from references, and it finds clauses whose line break was lost ("…配合）17.加强…"): when 18
opens a line and 17 has not been seen, 17 is looked for inside the lines between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policy_faq.library.headings import heading_of
from policy_faq.library.numbering import Mark, Stand, Style, marks

OPENING, CLOSING, WHOLE = "文首", "文末", "全文"
"""Paths of what stands before the first clause and after the last, and of a text without any."""
_WIDEST_GAP = 6
"""Missing numbers that are looked for inside the lines; beyond it the count has another cause."""
_LOOK_AHEAD = 200
_LOOK_BACK = 500
_MOST_REPAIRS = 100
_TITLES_ONLY = frozenset({Style.ANNEX, Style.CHAPTER, Style.SECTION})
_LISTS = frozenset({Style.ANNEX_LIST, Style.CLOSING})
_SMALL = frozenset({Style.ITEM, Style.POINT, Style.CIRCLED})
_JOINT = "·"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its own words without those of the clauses below it.

    ``path`` is unique in the text and written as cards write it (``三(四)16``, ``第27条``,
    ``附件2·一``); a count that begins again below the same clause gets ``#2``. ``depth`` is 0 for
    clauses that stand below none. ``start`` is the offset in the text.
    """

    path: str
    heading: str
    text: str
    depth: int
    start: int


@dataclass(frozen=True, slots=True)
class Split:
    """The clauses of a text in their order, and the paths after which a number is missing."""

    clauses: tuple[Clause, ...]
    gaps: tuple[str, ...]


@dataclass(slots=True)
class _Open:
    """A clause that is still open, with how far each style of mark has counted below it."""

    rank: int
    style: Style | None
    path: str
    depth: int
    start: int
    end: int
    counted: dict[Style, Mark] = field(default_factory=dict)


def split(text: str) -> Split:
    """Return the clauses of ``text``; joined they are ``text`` itself, but for whitespace."""
    walk = _Walk(marks(text))
    opened = walk.opened()
    if not opened:
        return Split((Clause(WHOLE, heading_of(text), text.strip(), 0, 0),), ())
    found = []
    if text[: opened[0].start].strip():
        opening = text[: opened[0].start].strip()
        found.append(Clause(OPENING, "", opening, 0, 0))
    ends = [*(each.start for each in opened[1:]), len(text)]
    for each, end in zip(opened, ends, strict=True):
        heading = "" if each.style in _LISTS else heading_of(text[each.end : end])
        found.append(
            Clause(each.path, heading, text[each.start : end].strip(), each.depth, each.start)
        )
    return Split(tuple(found), tuple(walk.gaps))


class _Walk:
    """Goes through the candidates and decides which of them open a clause."""

    def __init__(self, candidates: Sequence[Mark]) -> None:
        self._marks = candidates
        self._inside: dict[Style, list[Mark]] = {}
        """Marks that stand inside a line, by style."""
        first: dict[Style, int] = {}
        for mark in candidates:
            first.setdefault(mark.style, mark.start)
            if mark.stand is not Stand.LINE_START:
                self._inside.setdefault(mark.style, []).append(mark)
        self._found: set[int] = set()
        """Starts of marks inside a line that fill a gap in a count."""
        self._parts_over_articles = (
            Style.ARTICLE in first
            and first.get(Style.PART, first[Style.ARTICLE]) < first[Style.ARTICLE]
        )
        self.gaps: list[str] = []

    def opened(self) -> list[_Open]:
        """Return the clauses in their order; goes again from the start after each repair."""
        for _ in range(_MOST_REPAIRS):
            known = len(self._found)
            clauses = list(self._pass())
            if len(self._found) == known:
                return clauses
        return list(self._pass())

    def _pass(self) -> Iterator[_Open]:
        self.gaps = []
        root = _Open(-1, None, "", -1, 0, 0)
        self._stack = [root]
        self._counted: dict[Style, Mark] = {}
        self._paths: dict[str, int] = {}
        self._any = False
        for place, mark in enumerate(self._marks):
            if self._accepts(place, mark):
                yield self._open(mark)

    def _rank(self, style: Style) -> int:
        if style in _LISTS:
            return Style.ANNEX
        if style is Style.PART and self._parts_over_articles:
            return Style.CHAPTER
        return style

    def _parent(self, mark: Mark) -> _Open:
        rank = self._rank(mark.style)
        return next(
            each for each in reversed(self._stack) if each.rank < rank and each.style not in _LISTS
        )

    def _open(self, mark: Mark) -> _Open:
        parent = self._parent(mark)
        del self._stack[self._stack.index(parent) + 1 :]
        if mark.style is Style.ANNEX:
            self._counted = {}
        annex = next((each.path for each in self._stack if each.style is Style.ANNEX), "")
        above = annex if mark.style is Style.ARTICLE else parent.path
        joint = _JOINT if above and above == annex else ""
        path = f"{above}{joint}{mark.label}"
        seen = self._paths[path] = self._paths.get(path, 0) + 1
        if seen > 1:
            path = f"{path}#{seen}"
        clause = _Open(
            self._rank(mark.style), mark.style, path, parent.depth + 1, mark.start, mark.end
        )
        parent.counted[mark.style] = self._counted[mark.style] = mark
        self._stack.append(clause)
        self._any = True
        return clause

    def _accepts(self, place: int, mark: Mark) -> bool:
        top = self._stack[-1]
        if mark.style in _LISTS or mark.style is Style.ANNEX:
            return self._accepts_frame(mark, top)
        if top.style in _LISTS and (mark.style in _SMALL or mark.stand is not Stand.LINE_START):
            return False
        if mark.start in self._found:
            return True
        parent = self._parent(mark)
        before = parent.counted.get(mark.style)
        if mark.stand is Stand.LINE_START:
            return self._accepts_line(place, mark, parent, before)
        if mark.stand is not Stand.AFTER_SENTENCE:
            return False
        if before is not None and mark.number == before.number + 1:
            return True
        if before is None and self._continues(mark):
            return True
        return mark.number == 1 and self._goes_on(place, mark)

    def _accepts_frame(self, mark: Mark, top: _Open) -> bool:
        inside_annex = any(each.style is Style.ANNEX for each in self._stack)
        if mark.style is Style.ANNEX:
            return True
        return self._any and not inside_annex and top.style not in {mark.style, Style.ANNEX_LIST}

    def _accepts_line(self, place: int, mark: Mark, parent: _Open, before: Mark | None) -> bool:
        last = before or (self._counted.get(mark.style) if mark.style in _COUNTED_ON else None)
        if last is not None and mark.number == last.number + 1:
            return True
        if mark.number == 1:
            return before is None or self._goes_on(place, mark)
        if mark.style in _TITLES_ONLY:
            return before is None or mark.number > before.number
        if last is not None and mark.number <= last.number and before is not None:
            return mark.style is Style.ARTICLE and mark.number == last.number and "之" in mark.label
        return self._after_gap(place, mark, parent, before, last)

    def _after_gap(
        self, place: int, mark: Mark, parent: _Open, before: Mark | None, last: Mark | None
    ) -> bool:
        """Decide on a number that skips some: find them inside the lines, or take it as it is."""
        since = before.end if before else parent.end
        firsts = [before.number + 1] if before else [1]
        if before is None and last is not None and last.number < mark.number:
            firsts.insert(0, last.number + 1)
        for first in firsts:
            if mark.number - first <= _WIDEST_GAP and self._find(mark, first, since):
                return False  # the next pass meets the found ones first
        if last is None and mark.style is Style.ITEM and not self._goes_on(place, mark):
            return False
        if before is None and last is None:
            return True  # an excerpt begins where it begins
        reached = (before or last or mark).number
        if mark.number <= reached:
            return False
        if mark.style in _SMALL and mark.number - reached > _WIDEST_GAP:
            return False
        if mark.style is not Style.ARTICLE:  # laws are often quoted by a few articles
            self.gaps.append(f"{parent.path}{(before or last or mark).label}")
        return True

    def _find(self, mark: Mark, first: int, since: int) -> bool:
        """Look for the numbers from ``first`` up to that of ``mark`` inside the lines between."""
        found = []
        for number in range(first, mark.number):
            candidates = [
                each
                for each in self._between(mark.style, since, mark.start)
                if each.number == number
            ]
            if not candidates:
                return False
            best = max(candidates, key=lambda each: (each.stand, -each.start))
            found.append(best.start)
            since = best.end
        known = len(self._found)
        self._found.update(found)
        return len(self._found) > known

    def _between(self, style: Style, start: int, end: int) -> Sequence[Mark]:
        inside = self._inside.get(style, [])
        low = bisect_left(inside, start, key=lambda each: each.start)
        high = bisect_left(inside, end, key=lambda each: each.start)
        return inside[max(low, high - _LOOK_BACK) : high]

    def _continues(self, mark: Mark) -> bool:
        last = self._counted.get(mark.style) if mark.style in _COUNTED_ON else None
        return last is not None and mark.number == last.number + 1

    def _goes_on(self, place: int, mark: Mark) -> bool:
        """Tell whether the next number of this style follows before a higher mark does."""
        rank = self._rank(mark.style)
        for each in self._marks[place + 1 : place + 1 + _LOOK_AHEAD]:
            if each.style is mark.style and each.stand is not Stand.INSIDE:
                if each.number == mark.number + 1:
                    return True
                if each.number == mark.number:
                    return False
            elif each.stand is Stand.LINE_START and self._rank(each.style) < rank:
                return False
        return False


_COUNTED_ON = frozenset({Style.ITEM, Style.ARTICLE})
"""Styles whose numbers may run on through the clauses above them."""
