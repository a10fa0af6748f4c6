"""招聘人数: how many people a posting wants."""

from __future__ import annotations

import re

from jobs_feed.normalise.ended import find_ended
from jobs_feed.normalise.reading import Reading
from jobs_feed.normalise.text import is_blank, with_arabic_figures, with_plain_ranges

_ANY_NUMBER = re.compile(
    r"若干|招[满够齐]|额满|满员|不限|多名|多人|数名|数人|大量|长期招|几[名人个]|^\d*余|面议"
)
_SINGLE = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SINGLE_DIGIT = re.compile(r"^\D*?([一二两三四五六七八九])(?=[名人个位]|$)")
_FIGURE = re.compile(r"(?<![\d.])(\d{1,6})(?:\.0+)?(?![\d.])")
_BY_SEX = re.compile(
    r"男[^\d]{0,3}(\d+)[^\d]*女[^\d]{0,3}(\d+)|女[^\d]{0,3}(\d+)[^\d]*男[^\d]{0,3}(\d+)"
)
_NOBODY = re.compile(r"(?:0+(?:\.0+)?|零)\s*[人名个位]?|满|停招|暂停|不缺人?|已?停")
_STILL = re.compile(r"(?:还|尚|仍)(?:差|缺|招|要|需)\s*(\d{1,4})")
_MOST = 20_000


def read_headcount(text: str) -> Reading[int]:
    """Read a 招聘人数 cell (tidied text).

    若干 is "not stated"; 0 and 已招满 are 0: nobody is wanted any more. Of a range (10-20) the
    lower end counts: that many places are certain.
    """
    plain = with_plain_ranges(with_arabic_figures(text))
    if is_blank(text):
        return Reading()
    if still := _STILL.search(plain):
        return Reading(int(still[1]))
    if _NOBODY.fullmatch(plain) or find_ended(text) is not None:
        return Reading(0)
    if by_sex := _BY_SEX.search(plain):
        return Reading(sum(int(number) for number in by_sex.groups() if number))
    if found := _FIGURE.search(plain):
        number = int(found[1])
        if 0 < number <= _MOST:
            return Reading(number)
        return Reading(None, f"招聘人数“{text}”不像人数，按没有写处理")
    if single := _SINGLE_DIGIT.search(plain):
        return Reading(_SINGLE[single[1]])
    if _ANY_NUMBER.search(plain):
        return Reading()
    return Reading(None, f"招聘人数“{text}”没有看懂，按没有写处理")
