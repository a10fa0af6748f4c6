"""What works lose with people who do not know them: trades, hard sides, work of a home.

Pure. It tells apart what somebody asked for, what is akin to that, and what is neither; and who
does heavy work anyway or has a trade from who has not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.catalogue import Catalogue, Skill, Term
from matching.weights import Weights
from matching.work_column import WorkColumn

Said: TypeAlias = tuple[tuple[Term, ...], tuple[Term, ...], tuple[Term, ...]]
"""What somebody wants, can do and does not want."""

_Losses = npt.NDArray[np.int16]
_Flags = npt.NDArray[np.bool_]


class Strangeness:
    """Losses for one catalogue and one set of weights."""

    def __init__(self, catalogue: Catalogue, weights: Weights) -> None:
        self._catalogue = catalogue
        self._text, self._burden = weights.text, weights.burden

    def losses(
        self, said: Sequence[Said], works: WorkColumn, asked: _Flags, akin: _Flags
    ) -> _Losses:
        """Return what each work loses with each of ``said``, people × works.

        ``asked`` and ``akin`` tell which works somebody asked for and which resemble what they want
        or know.
        """
        unasked, wanted = self._of_skill(works)
        strange, alike = self._of_burden(works, less=0)
        milder, mild = self._of_burden(works, less=self._burden.hardy)
        hardy = self._any(said, self._catalogue.is_heavy)
        lost = np.where(asked, wanted, unasked)
        lost += np.where(hardy, np.where(akin, mild, milder), np.where(akin, alike, strange))
        trained = hardy | self._any(said, self._catalogue.is_trade)
        spoke = np.array([bool(wants or skills) for wants, skills, _ in said], dtype=bool)[:, None]
        homely = np.array([self._text.homely, self._text.homely_trained], dtype=np.int16)
        odd = homely[trained.astype(np.intp)] * spoke
        lost += odd * (works.homely & ~akin)
        return lost

    def _of_skill(self, works: WorkColumn) -> tuple[_Losses, _Losses]:
        """Return what works lose that take a trade: not asked for, and asked for."""
        text, burden = self._text, self._burden
        is_trade, is_quick = works.levels == Skill.TRADE, works.levels == Skill.QUICK
        unasked = is_trade * text.trade_strange + is_quick * text.quick_strange
        unasked += works.experts_only * burden.closed_strange
        wanted = is_trade * text.trade_unskilled + works.experts_only * burden.closed_wanted
        return unasked.astype(np.int16), wanted.astype(np.int16)

    def _of_burden(self, works: WorkColumn, *, less: int) -> tuple[_Losses, _Losses]:
        """Return what works lose by their hard sides, of which ``less`` count for nothing.

        First what is neither wanted nor known, then what is akin to that.
        """
        sides = np.maximum(self._burden.sides(works.sides, works.heavy) - less, 0)
        strange, alike = (
            np.array(each)[sides] for each in (self._burden.strange, self._burden.akin)
        )
        return strange.astype(np.int16), alike.astype(np.int16)

    @staticmethod
    def _any(said: Sequence[Said], holds: Callable[[Term], bool]) -> _Flags:
        """Tell of whom ``holds`` is true for something they want or can do, as a column."""
        flags = [any(map(holds, (*wants, *skills))) for wants, skills, _ in said]
        return np.array(flags, dtype=bool)[:, None]
