"""Words that stand for other words, replaced in one pass over a text; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ahocorasick


class Folding:
    """Replaces the words of a list: at every place the longest, and none inside another."""

    def __init__(self, listed: Mapping[str, str]) -> None:
        self._automaton: Any = ahocorasick.Automaton()
        for word, to in listed.items():
            self._automaton.add_word(word, (len(word), to))
        if listed:
            self._automaton.make_automaton()
        self._empty = not listed

    def fold(self, text: str) -> str:
        """Return the text with every word replaced by what it stands for."""
        if self._empty:
            return text
        # The longest by where they begin; iter_long would lose 车费 in 坐车费 to 坐车费用.
        longest: dict[int, tuple[int, str]] = {}
        for last, (length, to) in self._automaton.iter(text):
            longest[last + 1 - length] = last + 1, to
        parts: list[str] = []
        done = 0
        for start in sorted(longest):
            if start >= done:
                end, to = longest[start]
                parts += (text[done:start], to)
                done = end
        return "".join((*parts, text[done:])) if parts else text
