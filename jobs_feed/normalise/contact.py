"""联系电话: the numbers in a cell, mobile, landline or 400."""

from __future__ import annotations

import re

from jobs_feed.normalise.reading import Reading
from jobs_feed.normalise.text import is_blank

_NUMBER = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)"
    r"|(?<!\d)\(?(0\d{2,3})\)?[- ]?([2-9]\d{6,7})(?!\d)(?:(?:-|转)(\d{1,5}))?"
    r"|(?<!\d)(400[- ]?\d{3,4}[- ]?\d{3,4})(?!\d)"
    r"|(?<![\d-])([2-9]\d{6,7})(?!\d)"
)
_FROM_A_SPREADSHEET = re.compile(r"^(1[3-9]\d{9})\.0$")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")


def read_phone(text: str) -> Reading[str]:
    """Read the first telephone number of a 联系电话 cell (tidied text), digits and hyphens only.

    A landline keeps its area code and extension (0874-5120155-8). A number that is none gives
    "not stated" with a warning that does not repeat it, because telephone numbers are personal.
    """
    if is_blank(text):
        return Reading()
    if _SCIENTIFIC.search(text):
        return Reading(None, "联系电话被表格软件改成了科学计数，请把这一列设为文本后重新填写")
    plain = text.replace("—", "-").replace("–", "-")
    if whole := _FROM_A_SPREADSHEET.match(plain):
        return Reading(whole[1])
    found = _NUMBER.search(plain)
    if found is None:
        return Reading(None, "联系电话的位数不对")
    if found[1]:
        return Reading(re.sub(r"\D", "", found[1]))
    if found[2]:
        extension = f"-{found[4]}" if found[4] else ""
        return Reading(f"{found[2]}-{found[3]}{extension}")
    if found[5]:
        return Reading(re.sub(r"\D", "", found[5]))
    return Reading(found[6], "联系电话没有写区号")
