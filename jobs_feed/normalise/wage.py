"""薪资: what a posting pays, in fen per month.

A month is 21.75 paid days of 8 hours, the figures by which the ministry converts wages
(劳社部发〔2008〕3号 clause 2, kept by 人社部发〔2025〕2号). Many day labourers work 26 days, but
the lower figure never promises more than the posting does; what the employer wrote is kept and
shown beside it. A yearly wage is divided by 12.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from jobs_feed.normalise.figures import BARE_LOWEST, Fault, Figure, Role, find_figures
from jobs_feed.normalise.reading import Reading
from jobs_feed.normalise.text import is_blank, with_arabic_figures, with_plain_ranges
from jobs_feed.tables import WageBasis
from storage.money import to_fen

PAID_DAYS_A_MONTH = Decimal("21.75")
PAID_HOURS_A_DAY = 8
PER_MONTH = {
    WageBasis.MONTHLY: Decimal(1),
    WageBasis.DAILY: PAID_DAYS_A_MONTH,
    WageBasis.HOURLY: PAID_DAYS_A_MONTH * PAID_HOURS_A_DAY,
    WageBasis.YEARLY: Decimal(1) / 12,
}
"""What one unit of a basis counts for a month."""
_WELFARE_LOWEST = Decimal(300)
_GRANT = re.compile(r"补贴|补助|津贴")
_NEGOTIABLE = re.compile(r"面议|面谈|电议|详谈|另议|协商|商议|面试(?:时)?[定谈]")
_CLAUSE = re.compile(r"[,;。|\n]")
_SUM = r"\d+(?:\.\d+)?"
_ALONE = re.compile(
    rf"(?:(?:[一每](?:天|日|个?月|小时)|月入|月结|日收入|日入|提成)\s*)?{_SUM}\s*[kKwW千万]?\s*"
    rf"(?:元|块)?(?:-\s*{_SUM})?\s*[kKwW千万]?\s*(?:元|块钱?)?\s*[/每一]\s*(?:个?月|天|日|小时)"
    r"(?:以上|起|左右)?(?:包吃住|包吃|包住)?"
    rf"|(?:[一每](?:天|日|个?月|小时)|月入|日收入|日入)\s*{_SUM}(?:-{_SUM})?\s*(?:元|块钱?)?(?:以上|起|左右)?"
    rf"|{_SUM}(?:-{_SUM})?\s*[kK千]|\d{{4,5}}(?:-\d{{4,5}})?\s*(?:元|块钱?)(?:以上|起|左右)?"
    r"|\d{4,5}(?:-\d{4,5})?\s*(?:元|块)?\s*(?:包吃住|包吃|包住)"
    r"|(?:月均|计件|综合)\s*\d{4,5}(?:-\d{4,5})?\s*(?:元|块)?(?:以上|起|左右|\+)?"
    r"|\d{4,5}\s*(?:\+|以上|起|左右)|\d(?:\.\d)?万?-\d(?:\.\d)?万"
)
_RANGE = re.compile(r"(\d{4,5})-(\d{4,5})")
_LOWEST_RANGE, _HIGHEST_RANGE = 2_100, 50_000
"""Yuan per month between which a bare range is a wage and no stretch of years."""
_A_NIGHT, _EACH = re.compile(r"[/每一]\s*晚"), re.compile(r"每人|每个人|人均")
_PIECE = re.compile(r"计件|按件|件工|多劳多得|计量|包工")
_FOR_TWO = re.compile(
    r"(?:夫妻|夫妇|[两俩]口子|[两二俩]个?人|一对|每对)[^,;。每房]{0,6}?(?:合计|合共|共计|一共|总共|共|总)"
    r"|(?:合计|合共|共计|一共|总共)[^,;。]{0,4}(?:夫妻|夫妇|[两俩]口子|[两二俩]个?人)"
    r"|(?:夫妻|夫妇|[两俩]口子)(?:[两二俩]个?人|俩|工)?一起|(?:每|一)对(?:夫妻|夫妇)?"
)
_FOR_A_COUPLE = re.compile(r"^\s*(?:夫妻|夫妇|[两俩]口子)(?:工|档|岗|俩|[两二]人)?")
_TWO_EARN = 700_000
"""Fen per month from which what stands behind "夫妻" alone is the pay of both."""


@dataclass(frozen=True, slots=True)
class Wage:
    """A wage as stated: fen per month (an end that is not stated is ``None``) and its basis."""

    low_fen: int | None
    high_fen: int | None
    basis: WageBasis


def read_wage(text: str, *, welfare_post: bool = False) -> Reading[Wage]:
    """Read a 薪资 cell (tidied text).

    A figure is used only when its unit is written or beyond doubt; an upper end below the lower
    one is no range. Both give "not stated" with a warning. A ``welfare_post`` (公益性岗位) is paid
    by the month, a few hundred yuan (500 in HZ20 clause 18 and YN68 clause 9), and its pay is often
    called a 补贴.
    """
    if is_blank(text):
        return Reading()
    each = _EACH.search(text) is not None
    text = _EACH.sub("", _A_NIGHT.sub("/天", text))
    lowest = _WELFARE_LOWEST if welfare_post else BARE_LOWEST
    figures, faults = find_figures(text, labelled_only=False, bare_lowest=lowest)
    if welfare_post and not figures:
        figures, faults = find_figures(
            _GRANT.sub("工资", text), labelled_only=False, bare_lowest=lowest
        )
    piece = bool(_PIECE.search(text))
    wage = _combine(figures, piece=piece)
    if wage is not None:
        return Reading(wage if each else _of_one(wage, text))
    if Fault.BROKEN_RANGE in faults:
        return Reading(None, f"薪资“{text}”的上限比下限低，按没有写处理")
    if Fault.NO_UNIT in faults:
        return Reading(None, f"薪资“{text}”看不出按月、按天还是按小时，按没有写处理")
    if piece:
        return Reading(Wage(None, None, WageBasis.PIECE))
    if _NEGOTIABLE.search(text):
        return Reading(Wage(None, None, WageBasis.NEGOTIABLE))
    return Reading(None, f"薪资“{text}”没有看懂，按没有写处理")


def _of_one(wage: Wage, text: str) -> Wage:
    """Return what one of two earns where a text states the pay of a couple (夫妻合计8000)."""
    low, high = wage.low_fen, wage.high_fen
    ends = [each for each in (low, high) if each is not None]
    both = _FOR_TWO.search(text) is not None
    both = both or (_FOR_A_COUPLE.match(text) is not None and min(ends, default=0) >= _TWO_EARN)
    if not ends or not both:
        return wage
    return Wage(_half(low), _half(high), wage.basis)


def _half(fen: int | None) -> int | None:
    return None if fen is None else fen // 2


def find_wage(text: str) -> Wage | None:
    """Return the wage that running text states in so many words (月薪…, 底薪…, …元/天), if any."""
    figures, _ = find_figures(text, labelled_only=True)
    if not figures:
        plain = with_plain_ranges(with_arabic_figures(text))
        alone = [clause for clause in _CLAUSE.split(plain) if _is_wage(clause.strip())]
        figures = [
            each for clause in alone for each in find_figures(clause, labelled_only=False)[0]
        ]
    return _combine(figures, piece=bool(_PIECE.search(text)))


def _is_wage(clause: str) -> bool:
    """Tell whether a clause is nothing but an amount with its unit, or a range of usual wages."""
    if _ALONE.fullmatch(clause):
        return True
    found = _RANGE.fullmatch(clause)
    return found is not None and _LOWEST_RANGE <= int(found[1]) < int(found[2]) <= _HIGHEST_RANGE


def _combine(figures: list[Figure], *, piece: bool) -> Wage | None:
    timed = [figure for figure in figures if figure.basis is not WageBasis.PIECE]
    if not timed:
        return Wage(None, None, WageBasis.PIECE) if figures else None
    lasting = [figure for figure in timed if figure.role is not Role.TRIAL]
    # A monthly figure beside a daily one says more than our conversion of the daily one.
    used = [figure for figure in lasting if figure.basis is WageBasis.MONTHLY] or lasting
    lows = [_per_month(figure.low, figure.basis) for figure in used or timed if figure.low]
    highs = [_per_month(figure.high, figure.basis) for figure in used if figure.high]
    totals = [figure for figure in used if figure.role is Role.TOTAL] or used
    open_above = all(figure.high is None for figure in totals)
    low = min(lows, default=None)
    high = None if open_above else max(highs, default=None)
    if low is not None and high is not None and high < low:
        return None
    basis = (lasting or timed)[0].basis
    return Wage(low, high, WageBasis.PIECE if piece and basis is WageBasis.MONTHLY else basis)


def _per_month(amount: Decimal, basis: WageBasis) -> int:
    return to_fen(amount * PER_MONTH[basis])
