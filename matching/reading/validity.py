"""Until when somebody holds what they hold: 证已过期, 叉车证2024年到期, 有效期至2025-06. Pure.

A licence that has expired is not held on that day, though the trade was learnt: it takes a 复审 or
换证, not a training.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date

from matching.reading.licences import DRIVING, classes_in, read_licences

LAPSED = date(1, 1, 1)
"""The end of what somebody says has expired, without telling when."""
SPEAKS_OF_IT = (
    "过期",
    "过了期",
    "到期",
    "有效",
    "失效",
    "截止",
    "截至",
    "复审",
    "年审",
    "换证",
    "审验",
    "逾期",
    "超期",
    "审期",
)
"""Without one of these words a text says nothing of how long anything is valid."""

_PARTS = re.compile(r"[,，。;；!！?？\n]|(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_PIECES = re.compile(r"[()（）]|但是?|不过|只是|而")
_OTHER_PAPERS = re.compile(r"身份证|居住证|健康证|合同|社保|医保|残疾证|户口")
_DAY = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)|(?P<short>[012]\d)(?=年))"
    r"(?:\s*[年./-]\s*(?:(?P<month>1[0-2]|0?[1-9])(?!\d)(?:\s*[月./-]\s*(?P<day>[0-3]?\d)(?!\d))?)?)?"
)
_YEAR = re.compile("二[〇零○O0]二[一二三四五六七八九](?=年)")
_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
_ENDS = re.compile(
    r"到期|过期|失效|截止|截至|有效(?:期|至|到|期限)?|期满|届满"
    r"|(?:应|要|需|该|下一?次|等)[^,，。]{0,4}复审|复审(?:日期|时间|期限|到|至)"
)
_VALID = re.compile(
    r"(?:没|未|不|尚未|还没有?)(?:有)?(?:过期|到期|失效)|(?:怕|担心|防)[^,，。]{0,4}(?:过期|到期)|有效期内|在有效期|长期有效?"
    r"|(?:快|将|即将|马上|就要|快要)(?:要)?(?:过期|到期)|(?:已|刚|才|都)(?:经)?(?:复审|年审|换证|换了?新?证|续)"
    r"|复审过|年审过|换过证|(?:明|后|下|大后)(?:年|个?月)[^,，。]{0,4}(?:过期|到期)|年底(?:才)?(?:过期|到期)"
    r"|(?:过期|到期)(?:后|前|了?再|可以?|自动)|还有[^,，。]{0,6}(?:过期|到期)"
)
_HAS_NONE = re.compile(r"(?:没有?得?|无|未)(?:考|办|拿|取得)?[^,，。;有过到复年换]{0,6}[证照本]")
_LAPSED = re.compile(
    r"过期|过了期|超(?:了)?(?:审)?期|过了?审期|到期(?:后|了)?[^,，。;过]{0,6}?(?:没|未|忘)(?:有|得|来得及|记)?(?:去)?(?:换|审|复|年检|续)|(?:去年|前年|上个?月|上半年|前几年|早)[^,，。]{0,4}到期|已(?:经)?到期|到期了|失效|(?:没|未|忘记?|逾期)(?:有|了)?(?:参加)?(?:复审|年审|换证|审验|年检)|逾期"
    r"|复审(?:没|未|不)(?:有)?(?:通过|过|合格)"
    r"|不在有效期|(?:过|超)了?有效期|早(?:就)?到期"
)


def may_end(text: str) -> bool:
    """Tell whether ``text`` may say how long something is valid; quick, and never wrong with no."""
    # Asked of everybody every day: most texts have none of the characters in question.
    some = "期" in text or "效" in text or "审" in text or "截" in text or "换证" in text
    return some and any(word in text for word in SPEAKS_OF_IT)


def ends_in(text: str) -> Mapping[str, date]:
    """Return until when (that day included) licences named in a cleaned text are valid.

    Only those that the text tells an end of; ``LAPSED`` where it only says that it has passed. A
    year or month alone means its last day. What is said without a name is said of the licences
    named just before.
    """
    if not may_end(text):
        return {}
    ends: dict[str, date] = {}
    named: frozenset[str] = frozenset()
    driving: frozenset[str] = frozenset()
    ahead: date | None = None
    for piece in _pieces(_YEAR.sub(lambda year: year[0].translate(_DIGITS), text)):
        here = frozenset() if _HAS_NONE.search(piece) else read_licences(piece)
        if here & DRIVING and not classes_in(piece) and driving:
            # "驾驶证" without a class is the one told of before.
            here = here - DRIVING | driving
        driving = here & DRIVING or driving
        if here and not named and ahead is not None:
            ends.update(dict.fromkeys(here, ahead))
        named = here or named
        end = _end(piece)
        if end is None and _VALID.search(piece):
            for key in named:
                ends.pop(key, None)
        elif end is not None and named:
            ends.update(dict.fromkeys(_about(piece, here) or named, end))
        elif end is not None and not _OTHER_PAPERS.search(piece):
            ahead = end
    return ends


def still_held(held: Iterable[str], ends: Mapping[str, date], on: date) -> frozenset[str]:
    """Return which of the licences held have not expired on a day."""
    return frozenset(key for key in held if ends.get(key, on) >= on)


def _pieces(text: str) -> Iterable[str]:
    for part in _PARTS.split(text):
        for words in _PIECES.split(part):
            # "叉车证、电工证2024年到期" is said of both, "叉车证有效、电工证过期" of each.
            piece = ""
            for item in words.split("、"):
                piece = f"{piece}、{item}" if piece else item
                if may_end(item):
                    yield piece
                    piece = ""
            if piece.strip():
                yield piece


def _about(piece: str, named: frozenset[str]) -> frozenset[str]:
    """Return the licences of a piece that its end is about: the one said last before it."""
    found = _ENDS.search(piece) or _LAPSED.search(piece)
    if found is None or len(named) < 2:
        return named
    before = [key for key in named if key in read_licences(piece[: found.start()])]
    return frozenset(before) or named


def _end(piece: str) -> date | None:
    if _VALID.search(piece) and not _DAY.search(piece):
        return None
    days = [_last_day(found) for found in _DAY.finditer(piece)] if _ENDS.search(piece) else []
    if days:
        # "有效期2019年到2025年" ends with the later one.
        return max(days)
    return LAPSED if _LAPSED.search(piece) else None


def _last_day(found: re.Match[str]) -> date:
    year = int(found["year"]) if found["year"] else 2000 + int(found["short"])
    month = int(found["month"]) if found["month"] else 12
    most = monthrange(year, month)[1]
    day = int(found["day"]) if found["day"] else most
    return date(year, month, min(max(day, 1), most))
