"""Working hours and rest days, as far as the text states them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jobs_feed.normalise.text import with_arabic_figures

_SINGLE = str.maketrans("一二两三四五六七八九", "1223456789")
_NOT_WORK = re.compile(
    r"\d+\s*小时(?:热水|上网|恒温|内|电话|在线|客服|之外|不间断|全天|便利|营业|保安|值班室|供)"
)
_HOURS = re.compile(r"(?<!\d)(\d{1,2}(?:\.5)?)\s*(?:个)?(?:小时|h\b)")
_MONTHLY_REST = re.compile(r"月休(?:息)?\s*(\d)\s*(?:天|日)?")
_TWO_DAYS = re.compile(r"双休(?!日(?:上班|加班|有))|周末休|做五休二|5天8小时|5天工作制|五天")
_ONE_DAY = re.compile(r"单休|做六休一|6天8小时|周休一|周休1|六天")
_NIGHT = re.compile(r"夜班|倒班|[两三23]班[倒制]|两班|三班|通宵|晚班")
_DAY_ONLY = re.compile(
    r"长白班|常白班|常日班|只上白班|无夜班|不上夜班|不倒班|没有夜班|无需夜班|小时白班"
)


@dataclass(frozen=True, slots=True)
class Shift:
    """``rest_days`` a month, ``hours`` a day, ``night`` work; ``None`` means not stated."""

    rest_days: int | None = None
    hours: float | None = None
    night: bool | None = None


def read_shift(text: str) -> Shift:
    """Read rest days a month (双休 8, 单休 4, 月休N天), hours a day and night work."""
    plain = _NOT_WORK.sub("", with_arabic_figures(text))
    figures = plain.translate(_SINGLE)
    rest: int | None = None
    if found := _MONTHLY_REST.search(figures):
        rest = int(found[1])
    elif _TWO_DAYS.search(plain):
        rest = 8
    elif _ONE_DAY.search(plain):
        rest = 4
    hours = next((float(h[1]) for h in _HOURS.finditer(figures) if 2 <= float(h[1]) <= 14), None)
    night = False if _DAY_ONLY.search(plain) else True if _NIGHT.search(plain) else None
    return Shift(rest, hours, night)
