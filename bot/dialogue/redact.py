"""Takes numbers that identify people out of text before it is kept."""

from __future__ import annotations

import re
from typing import Final

MARK: Final = "[号码]"
HIDDEN: Final = "****"
"""Stands before the last four characters of a number that was cut."""
_GAP: Final = r"[ \-—·.]?"
_LONG: Final = re.compile(rf"(?<!\d)(?:\d{_GAP}){{14,18}}[\dxX](?!\d)")
"""ID numbers of 15 and 18 characters, bank cards of 16 to 19."""
_MOBILE: Final = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)")
_UNBROKEN: Final = re.compile(r"\d{15,}[xXｘＸ]?")
_WRITTEN_APART: Final = re.compile(
    r"\d(?:[\s\-–—_·.,，、/]{0,2}\d){16}[\s\-–—_·.,，、/]{0,2}[\dxXｘＸ]"
)
_CARD_APART: Final = re.compile(r"(?<!\d)\d{4}(?:[ \-]\d{4}){3}(?:[ \-]?\d{1,3})?(?!\d)")
_ID_NUMBER: Final = re.compile(r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}.")
_LAST: Final = 4


def redacted(text: str) -> str:
    """Return ``text`` with ID numbers, bank cards and mobile numbers replaced by ``MARK``.

    >>> redacted("卡号 6222 0212 3456 7890 电话 138 0000 1234")
    '卡号 [号码] 电话 [号码]'
    """
    return _MOBILE.sub(MARK, _LONG.sub(MARK, text))


def shortened(text: str) -> str:
    """Return ``text`` with only the last four characters of ID numbers and bank cards.

    With the name they still say who somebody is. Fifteen digits or more in a row are such a
    number; written apart, only what has a birth date where an ID number has one, or fours of a
    card.

    >>> shortened("张三 530326 19900101 123X")
    '张三 ****123X'
    """
    unbroken = _UNBROKEN.sub(lambda found: _end(found[0]), text)
    return _CARD_APART.sub(lambda found: _end(found[0]), without_id_numbers(unbroken))


def without_id_numbers(text: str) -> str:
    """Return ``text`` with only the last four characters of what is surely an ID number.

    For what machines wrote, whose own numbers are as long.
    """
    kept, at = [], 0
    while (found := _WRITTEN_APART.search(text, at)) is not None:
        if _ID_NUMBER.fullmatch(_bare(found[0])):
            kept += [text[at : found.start()], _end(found[0])]
            at = found.end()
        else:
            kept.append(text[at : found.start() + 1])
            at = found.start() + 1
    return "".join((*kept, text[at:]))


def _end(number: str) -> str:
    return HIDDEN + _bare(number)[-_LAST:]


def _bare(number: str) -> str:
    return re.sub(r"[^\dxXｘＸ]", "", number)
