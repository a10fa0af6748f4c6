"""The works of a feed as a column, with the likeness of every term met so far to all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.burden import Burden
from matching.catalogue import Catalogue, Demand, Skill, Term, TermKind, Work

_Row = npt.NDArray[np.int16]
_Trade: TypeAlias = tuple[tuple[str, ...], str | None]
"""The occupations of a work and the employer's trade: all that likeness looks at."""
_SURE = 100
_MOST_TRADES = 1_000


class Likenesses:
    """How alike terms and works are, remembered for all feeds: a catalogue never changes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._known: dict[tuple[TermKind, str], dict[_Trade, int]] = {}

    def of(self, term: Term, trades: Sequence[_Trade]) -> list[int]:
        """Return the likeness (0 to 100) of what ``term`` names to each of ``trades``."""
        meaning = term.kind, term.key
        known = self._known.get(meaning)
        if known is None or len(known) > _MOST_TRADES:
            known = self._known[meaning] = {}
        for trade in trades:
            if trade not in known:
                known[trade] = self.catalogue.likeness(Term(*meaning, _SURE), Work(*trade))
        return [known[trade] for trade in trades]


class WorkColumn:
    """The works of a feed, and the likeness of every term met so far to all of them."""

    def __init__(
        self, alike: Likenesses, keys: Sequence[tuple[Work, Skill, Demand, Burden]]
    ) -> None:
        self._alike = alike
        works = [work for work, *_ in keys]
        self.levels = np.array([skill for _, skill, *_ in keys], dtype=np.int16)
        self.heavy = np.array([demand is Demand.HEAVY for *_, demand, _ in keys], dtype=bool)
        self.sides = np.array([burden.sides for *_, burden in keys], dtype=np.intp)
        self.experts_only = np.array([burden.experts_only for *_, burden in keys], dtype=bool)
        self.homely = np.array([alike.catalogue.homely(work) for work in works], dtype=bool)
        self.on_request = np.array([alike.catalogue.on_request(work) for work in works], dtype=bool)
        numbers: dict[_Trade, int] = {}
        self._number = np.array(
            [numbers.setdefault((each.jobs, each.sector), len(numbers)) for each in works], np.intp
        )
        self._trades = list(numbers)
        self._surely: dict[tuple[TermKind, str], _Row] = {}
        self._places: dict[Term, int] = {}
        # The first row is nobody's, so that it can fill up shorter lists of terms.
        self._likeness = np.zeros((1, len(keys)), dtype=np.int16)

    def best(self, said: Sequence[tuple[Term, ...]]) -> tuple[_Row, npt.NDArray[np.intp]]:
        """Return the likeness (0 to 100) of the best term of each distinct list to every work.

        And for each of ``said`` which of these rows is its own.
        """
        lists: dict[tuple[Term, ...], int] = {}
        number = np.array([lists.setdefault(terms, len(lists)) for terms in said], dtype=np.intp)
        self._learn({term for terms in lists for term in terms} - self._places.keys())
        longest = max(map(len, lists), default=0)
        padded = np.zeros((len(lists), max(longest, 1)), dtype=np.intp)
        for place, terms in enumerate(lists):
            padded[place, : len(terms)] = [self._places[term] for term in terms]
        best: _Row = self._likeness[padded].max(axis=1)
        return best, number

    def _learn(self, terms: Collection[Term]) -> None:
        if not terms:
            return
        rows = [self._likeness]
        for term in sorted(terms):
            self._places[term] = len(self._places) + 1
            rows.append((self._to_all(term) * term.sure // _SURE)[None])
        self._likeness = np.concatenate(rows)

    def _to_all(self, term: Term) -> _Row:
        """Return the likeness of every work to what ``term`` surely means."""
        row = self._surely.get((term.kind, term.key))
        if row is None:
            values = np.array(self._alike.of(term, self._trades), dtype=np.int16)
            row = self._surely[term.kind, term.key] = values[self._number]
        return row
