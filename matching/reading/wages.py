"""What a person asks to earn, read from free text, in whole yuan per month.

Daily and hourly pay is converted as postings are: 21.75 paid days of 8 hours a month
(劳社部发〔2008〕3号 clause 2), so that "200一天" finds the posting that pays 200 a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from matching.reading.phrases import phrases

PAID_DAYS = 21.75
"""Paid days of a month (劳社部发〔2008〕3号 clause 2)."""
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_CHINESE = re.compile(
    r"(?!三七(?![十百千万分]))(?:[零〇一二两三四五六七八九十百千万]{2,}?(?=一(?:天|日|晚|个月|工|小时))"
    r"|[零〇一二两三四五六七八九十百千万]{2,})"
)
_TWO_GUESSES = re.compile(r"([一二两三四五六七八])[二三四五六七八九](?=[千百万十])")
_TEN_THOUSAND = re.compile(r"(?<=[过上])万(?!\d)|(?<![\d一-九])万(?=以上|元以上|块以上|把块|多块)")
_SCALE = {None: 1, "百": 100, "千": 1000, "K": 1000, "万": 10_000, "W": 10_000}

_AMOUNT = re.compile(
    r"(?:(?P<before>一?天|每天|日薪|日工资|一日|一(?:个)?小时|每小时|时薪|一?年|年薪|每年|一?个?月|每月|月薪|月工资)"
    r"[^\d,。;，岁]{0,5})?"
    r"(?<![\d.])(?P<n1>\d+(?:\.\d+)?)(?P<u1>[千K万W百])?(?P<half>(?<=[千K万W百])\d(?!\d))?\s*(?:块|元)?"
    r"(?:\s*(?:-|~|—|到|至|、)\s*(?P<n2>\d+(?:\.\d+)?)(?P<u2>[千K万W百])?)?"
    r"\s*(?:多|来|左右|以上|往上|起|保底|\+)?\s*(?:块钱?|元|RMB|圆)?(?:钱)?(?:以上|往上|左右)?"
    r"\s*(?P<after>(?:/|一|每|1)?\s*(?:个)?(?:天|日|小时|钟头|H|年|月))?"
)
_NOT_MONEY = re.compile(
    r"\s*(?<![多来])点|\s*多?(?:周?岁|人|公里|里路|米|CM|厘米|斤|公斤|KG|号|后|分钟|天班|班|楼|届|级|周|名|位|口|平|台|次"
    r"|个(?!月)|年(?:生|出生|的)|度)"
)
_TIME = re.compile(
    r"\d+(?:\.\d+)?个?(?:小时|钟头)(?:制|工作|班|以内)?|\d+[号日](?!薪)|\d+月\d+|\d+点"
)
_HIGH = re.compile(
    r"(?:工资|钱|薪水|待遇|收入|薪资|报酬)[^,。;不]{0,2}(?:高|多|好)|(?:高|多)(?:工资|薪|挣钱|赚钱)"
    r"|挣钱多|赚钱多|来钱快|[挣赚]得?多|挣大钱"
)
_MONEY_SAID = re.compile(r"元|块|以上|往上|起|左右|保底")
_LEAST_A_MONTH = 600
_NEAR = 3
"""Characters around an amount in which a word tells how it is meant."""
_PER: tuple[tuple[re.Pattern[str], Fraction, int, int], ...] = (
    (re.compile(r"小时|钟头|时薪|H"), Fraction(174), 8, 150),
    (re.compile(r"天|日"), Fraction(2175, 100), 50, 1_500),
    (re.compile(r"年"), Fraction(1, 12), 10_000, 720_000),
    (re.compile(r"月"), Fraction(1), 800, 999_999),
    (re.compile(r"^$"), Fraction(1), 800, 60_000),
    (re.compile(r"^$"), Fraction(1, 12), 60_001, 720_000),
)


@dataclass(frozen=True, slots=True)
class WageWish:
    """The least a person asks for (yuan per month, None when not said), whether more counts most.

    ``rest`` is the text with the amount blanked. ``floor`` says that it is what the least paid
    should have, ``around`` that somewhat less will do, ``no_less`` that less was refused outright.
    """

    least: int | None
    high: bool
    rest: str
    floor: bool = False
    around: bool = False
    no_less: bool = False


def arabic(text: str) -> str:
    """Return ``text`` with Chinese figures of two or more characters as digits ("三千五" 3500).

    Of two guesses the lower counts ("四五千" is 4000).
    """
    lower = _TWO_GUESSES.sub(lambda pair: pair[1], text)
    return _CHINESE.sub(lambda found: _figure(found.group()), lower)


def read_wage(text: str, *, by_day: bool = False) -> WageWish:
    """Read a wage wish from cleaned text; ``by_day`` says that pay by the day is asked for."""
    says = phrases("more_wishes", "talks")
    high = _HIGH.search(text) is not None
    plain = arabic(_TEN_THOUSAND.sub("10000", text))
    searched = _TIME.sub(lambda found: "，" * len(found.group()), plain)
    given_up = None
    for found in _AMOUNT.finditer(searched):
        least = None if _NOT_MONEY.match(searched, found.end()) else _monthly(found, by_day=by_day)
        if least is None:
            continue
        around = searched[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        wish = WageWish(
            least,
            high,
            plain[: found.start()] + "，" + plain[found.end() :],
            floor=says["floor"].search(around) is not None,
            around=says["around"].search(around) is not None,
            no_less=_refuses_less(searched[: found.start("n1")], searched[found.end() :]),
        )
        if not says["no_sum"].search(searched[: found.start()]):
            return wish
        given_up = given_up or wish
    return given_up or WageWish(None, high, plain)


def _refuses_less(before: str, after: str) -> bool:
    """Tell whether what stands around an amount refuses whatever pays less ("低于4000的不要")."""
    says = phrases("more_wishes", "talks")
    below = says["less_after"].match(after)
    if (below or says["less_before"].search(before)) is None or says["no_more_so"].search(before):
        return False
    return says["refused_so"].match(after, 0 if below is None else below.end()) is not None


def _monthly(found: re.Match[str], *, by_day: bool) -> int | None:
    scale = found["u1"]
    if scale is None and found["u2"] is not None and Fraction(found["n1"]) < 100:
        scale = found["u2"]
    amount = Fraction(found["n1"]) * _SCALE[scale]
    if found["half"]:
        amount += Fraction(int(found["half"]) * _SCALE[scale], 10)
    per = (found["after"] or found["before"] or "").strip()
    if not per and (by_day or _MONEY_SAID.search(found.group())) and amount < _LEAST_A_MONTH:
        per = "天"  # nobody asks for two hundred a month
    for pattern, factor, lowest, highest in _PER:
        if pattern.search(per) and lowest <= amount <= highest:
            return int(amount * factor)
    return None


def _figure(word: str) -> str:
    total = section = digit = 0
    last_unit = 1
    for char in word:
        if char in _DIGITS:
            digit = _DIGITS[char]
            continue
        unit = _UNITS[char]
        if unit == 10_000:
            total += ((section + digit) or 1) * unit
            section = 0
        else:
            section += (digit or 1) * unit
        digit, last_unit = 0, unit
    if digit and last_unit >= 100 and "零" not in word and "〇" not in word:
        digit = digit * last_unit // 10
    return str(total + section + digit)
