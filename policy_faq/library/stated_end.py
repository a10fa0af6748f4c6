"""Until when a text says that it holds, to be compared with what the office stated."""

from __future__ import annotations

import re
from datetime import date

from storage.numerals import number

_UNTIL = re.compile(
    r"(?:有效期|有效期限|执行期|实施期限|施行期限)[^。\n]{0,12}?(?:至|到|截至|截止)"
    r"\s*(\d{4})\s*年(?:\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日曰号]|底|末)"
)
_TO = re.compile(
    r"自[^。\n]{1,24}?(?:施行|实施|执行|起)[^。\n]{0,16}?(?:至|到)"
    r"\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日曰号]\s*(?:止|截止|废止|停止)"
)
_YEARS = re.compile(
    r"(?:有效期|有效期限|试行期|暂定)\s*(?:为|是|限)?\s*(\d{1,2}|[一二两三四五六七八九十]{1,2})\s*年"
)


def stated_end(text: str, valid_from: date) -> date | None:
    """Return the last day in force that the text names, None when it names none.

    A number of years counts from ``valid_from``. A misread 日 (曰) is understood.

    >>> stated_end("本通知自发文之日起实施，有效期至2020年12月31日。", date(2018, 5, 1))
    datetime.date(2020, 12, 31)
    """
    for pattern in (_UNTIL, _TO):
        for match in pattern.finditer(text):
            year, month, day = match.groups()
            try:
                return date(int(year), int(month or 12), int(day or 31))
            except ValueError:
                continue
    lasting = _YEARS.search(text)
    years = number(lasting[1]) if lasting else None
    if years is not None:
        year = valid_from.year + int(years)
        last = date(year, valid_from.month, min(valid_from.day, 28))
        return date.fromordinal(last.toordinal() + valid_from.day - last.day - 1)
    return None
