"""What works lose with people who do not know them: trades, hard sides, work of a home.

Pure. It tells apart what somebody asked for, what is akin to that, and what is neither; and who
does heavy work anyway or has a trade from who has not. All of these are few, so the losses are one
small table that is looked up for every pair.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matching.catalogue import Skill
from matching.weights import Weights
from matching.work_column import Told, WorkColumn, WorkSorts

ASKED, AKIN, KNOWN = 1, 2, 4
"""What a work can be to somebody: asked for, akin to what they want or know, surely known."""
STANDINGS = 8
"""How many different sums of these there are."""
_HARDY, _TRAINED, _TOLD = 1, 2, 4
_TEMPERS = 8

_Losses = npt.NDArray[np.int16]
Flags = npt.NDArray[np.bool_]


class Strangeness:
    """Losses for one set of weights."""

    def __init__(self, weights: Weights) -> None:
        self._text, self._burden = weights.text, weights.burden

    @staticmethod
    def tempers(works: WorkColumn, wants: Told, skills: Told) -> npt.NDArray[np.intp]:
        """Return for each who told ``wants`` and ``skills`` which row of ``losses`` is theirs."""
        hardy = _any(works.is_heavy, wants) | _any(works.is_heavy, skills)
        trained = hardy | _any(works.is_trade, wants) | _any(works.is_trade, skills)
        told = anything(wants) | anything(skills)
        tempers: npt.NDArray[np.intp] = hardy * _HARDY + trained * _TRAINED + told * _TOLD
        return tempers

    def losses(self, sorts: WorkSorts) -> _Losses:
        """Return what each sort of work loses: tempers × ``STANDINGS`` × sorts.

        With who told nothing, what such work is worth to them is counted against it.
        """
        temper = np.arange(_TEMPERS)[:, None, None]
        standing = np.arange(STANDINGS)[None, :, None]
        hardy, trained, told = (temper & flag > 0 for flag in (_HARDY, _TRAINED, _TOLD))
        asked, akin, known = (standing & flag > 0 for flag in (ASKED, AKIN, KNOWN))
        unasked, wanted = self._of_skill(sorts)
        strange, alike = self._of_burden(sorts, less=0)
        milder, mild = self._of_burden(sorts, less=self._burden.hardy)
        burdens = np.where(hardy, np.where(akin, mild, milder), np.where(akin, alike, strange))
        lost = burdens + np.where(asked, wanted, unasked)
        homely = np.where(trained, self._text.homely_trained, self._text.homely)
        lost += homely * told * (sorts.homely & ~akin)
        lost += self._text.seldom * told * (sorts.seldom & ~akin)
        lost *= ~known
        lost += self._text.not_requested * (sorts.on_request & ~akin)
        lost += np.array(self._text.unknown)[sorts.levels] * ~told
        return lost.astype(np.int16)

    def _of_skill(self, sorts: WorkSorts) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Return what works lose that take a trade: not asked for, and asked for."""
        text, burden = self._text, self._burden
        is_trade, is_quick = sorts.levels == Skill.TRADE, sorts.levels == Skill.QUICK
        unasked = is_trade * text.trade_strange + is_quick * text.quick_strange
        unasked += sorts.experts_only * burden.closed_strange
        wanted = is_trade * text.trade_unskilled + sorts.experts_only * burden.closed_wanted
        return unasked, wanted

    def _of_burden(
        self, sorts: WorkSorts, *, less: int
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Return what works lose by their hard sides, of which ``less`` count for nothing.

        First what is neither wanted nor known, then what is akin to that.
        """
        sides = np.maximum(self._burden.sides(sorts.sides, sorts.heavy) - less, 0)
        strange, alike = (
            np.array(each)[sides] for each in (self._burden.strange, self._burden.akin)
        )
        return strange, alike


def anything(told: Told) -> Flags:
    """Tell whose list names something at all."""
    return _any(np.arange(told.terms.max(initial=0) + 1) > 0, told)


def _any(flags: Flags, told: Told) -> Flags:
    """Tell whose list names a term that one of ``flags``, by the places of terms, is true of."""
    of_list: Flags = np.any(flags[told.terms], axis=1)
    return of_list[told.number]
