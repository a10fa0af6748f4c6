"""The works of a feed as a column, with the likeness of every term met so far to all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from matching.catalogue import Catalogue, Demand, Skill, Term, TermKind, Work
from matching.reading.burden import Burden

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


class WorkSorts(NamedTuple):
    """Distinct sorts of work, as columns: all that a work's losses with somebody depend on.

    ``levels`` are places in ``Skill``; ``sides`` count what is hard beside heavy work.
    """

    levels: npt.NDArray[np.intp]
    heavy: npt.NDArray[np.intp]
    sides: npt.NDArray[np.intp]
    experts_only: npt.NDArray[np.intp]
    homely: npt.NDArray[np.intp]
    seldom: npt.NDArray[np.intp]
    on_request: npt.NDArray[np.intp]


class Told(NamedTuple):
    """Lists of terms that people told: the distinct ones, and which of them is whose.

    ``terms`` are places of terms in a column, lists × longest; 0 is no term.
    """

    terms: npt.NDArray[np.intp]
    number: npt.NDArray[np.intp]


class WorkColumn:
    """The works of a feed, and the likeness of every term met so far to all of them.

    ``sorts`` are the distinct sorts of its works, ``sort_of`` which of them each work is.
    ``is_heavy`` and ``is_trade`` tell of every term met so far, by its place, what it names.
    """

    def __init__(
        self, alike: Likenesses, keys: Sequence[tuple[Work, Skill, Demand, Burden]]
    ) -> None:
        self._alike = alike
        works = [work for work, *_ in keys]
        traits = alike.catalogue.homely, alike.catalogue.seldom, alike.catalogue.on_request
        told = (
            (skill, demand is Demand.HEAVY, *burden, *(has(work) for has in traits))
            for work, skill, demand, burden in keys
        )
        sorts: dict[tuple[int, ...], int] = {}
        self.sort_of = np.array([sorts.setdefault(each, len(sorts)) for each in told], np.intp)
        self.sorts = WorkSorts(*np.array(list(sorts), dtype=np.intp).reshape(-1, 7).T)
        numbers: dict[_Trade, int] = {}
        self._number = np.array(
            [numbers.setdefault((each.jobs, each.sector), len(numbers)) for each in works], np.intp
        )
        self._trades = list(numbers)
        self._surely: dict[tuple[TermKind, str], _Row] = {}
        self._places: dict[Term, int] = {}
        # The first row is nobody's, so that it can fill up shorter lists of terms.
        self._likeness = np.zeros((1, len(keys)), dtype=np.int16)
        self.is_heavy = self.is_trade = np.zeros(1, dtype=bool)

    def told(self, said: Sequence[tuple[Term, ...]]) -> Told:
        """Return what was ``said`` by the places of its terms."""
        lists: dict[tuple[Term, ...], int] = {}
        number = np.array([lists.setdefault(terms, len(lists)) for terms in said], dtype=np.intp)
        self._learn({term for terms in lists for term in terms} - self._places.keys())
        longest = max(map(len, lists), default=0)
        padded = np.zeros((len(lists), max(longest, 1)), dtype=np.intp)
        for place, terms in enumerate(lists):
            padded[place, : len(terms)] = [self._places[term] for term in terms]
        return Told(padded, number)

    def best(self, told: Told) -> _Row:
        """Return the likeness (0 to 100) of the best term of each distinct list to every work."""
        best: _Row = self._likeness[told.terms].max(axis=1)
        return best

    def _learn(self, terms: Collection[Term]) -> None:
        if not terms:
            return
        rows, new = [self._likeness], sorted(terms)
        for term in new:
            self._places[term] = len(self._places) + 1
            rows.append((self._to_all(term) * term.sure // _SURE)[None])
        self._likeness = np.concatenate(rows)
        catalogue = self._alike.catalogue
        self.is_heavy = np.append(self.is_heavy, [catalogue.is_heavy(term) for term in new])
        self.is_trade = np.append(self.is_trade, [catalogue.is_trade(term) for term in new])

    def _to_all(self, term: Term) -> _Row:
        """Return the likeness of every work to what ``term`` surely means."""
        row = self._surely.get((term.kind, term.key))
        if row is None:
            values = np.array(self._alike.of(term, self._trades), dtype=np.int16)
            row = self._surely[term.kind, term.key] = values[self._number]
        return row
