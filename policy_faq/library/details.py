"""What the office states about a document it imports, checked before anything is stored."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from policy_faq.library.reading import DocumentError
from policy_faq.models import Document
from policy_faq.places import NATION
from storage.gazetteer import Gazetteer

NO_NUMBER = "无文号"
_OPEN = frozenset({"长期", "长期有效", "无"})
"""What says that a document has no end."""
_LONGEST = {"文号": 200, "标题": 400, "发文单位": 400, "文件代号": 200}
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Details:
    """Number, title and issuer as cited; ``place`` is an adcode, ``000000`` for the nation.

    ``issued`` is what is known of the day of issue: ``2018``, ``2018-06`` or ``2018-06-22``.
    ``valid_until`` is the last day in force, None when the text states no end; ``end_assumed``
    when the office did not say so and it is what is known from elsewhere.
    """

    key: str
    number: str
    title: str
    issuer: str
    place: str
    issued: str
    valid_from: date
    valid_until: date | None
    end_assumed: bool = False

    def with_end(self, stated: date | None) -> Details:
        """Return the details with the end that the text itself states, where none is known."""
        if stated is None or not self.end_assumed or self.valid_until is not None:
            return self
        return self if stated < self.valid_from else replace(self, valid_until=stated)


@dataclass(frozen=True, slots=True)
class Known:
    """A document that is known already: shipped with cards, or in the library."""

    key: str
    number: str
    title: str
    place: str
    valid_until: date | None

    @classmethod
    def shipped(cls, document: Document) -> Known:
        """Return what is known of a document of the card files."""
        return cls(
            document.key, document.number, document.title, document.place, document.valid_until
        )


def check_details(
    *,
    number: str,
    title: str,
    issuer: str,
    place: str,
    issued: str,
    until: str | None,
    key: str | None,
    gazetteer: Gazetteer,
    known: Iterable[Known] = (),
) -> Details:
    """Return the details of a document; ``known`` are those that cards rest on or were imported.

    Without a ``key`` it is that of the known document with this number (or title) and place, else
    the number, else the title. Without ``until`` the end that is known stays, so that a text which
    is imported again does not outlive itself; ``长期`` says that there is none. Raises
    DocumentError with a message in Chinese.
    """
    known = list(known)
    number = _worded("文号", number or NO_NUMBER)
    title, issuer = _worded("标题", title), _worded("发文单位", issuer)
    if place != NATION and not (len(place) == 6 and place.isascii() and gazetteer.exists(place)):
        raise DocumentError(
            f"没有代码为“{place[:12]}”的地区。请用 6 位行政区划代码，例如会泽县 530326，"
            f"云南省 530000，全国 {NATION}。"
        )
    start = _first_day("印发日期", issued)
    end = _last_day("截止日期", until) if until and until not in _OPEN else None
    if end is not None and end < start:
        raise DocumentError(
            f"截止日期（{end.isoformat()}）早于印发日期（{start.isoformat()}），请核对。"
        )
    found = _worded("文件代号", key) if key else _key_of(number, title, place, known)
    same = next((each for each in known if each.key == found), None)
    if same is not None and same.place != place:
        raise DocumentError(
            f"代号 {found} 是《{same.title}》，适用地区 {same.place}，和 {place} 不是同一份。"
        )
    if not until and same is not None and same.valid_until is not None:
        end = same.valid_until if same.valid_until >= start else None
    known_as = _as_known(issued)
    return Details(found, number, title, issuer, place, known_as, start, end, not until)


def _worded(what: str, text: str) -> str:
    text = " ".join(_CONTROL.sub(" ", text).split())
    if not text:
        raise DocumentError(f"{what}不能是空的。")
    if len(text) > _LONGEST[what]:
        raise DocumentError(f"{what}太长，最多 {_LONGEST[what]} 个字。")
    return text


def _key_of(number: str, title: str, place: str, known: Iterable[Known]) -> str:
    by_number = number != NO_NUMBER
    wanted = folded(number if by_number else title)
    for document in known:
        cited = document.number if by_number else document.title
        if document.place == place and folded(cited) == wanted:
            return document.key
    return number if by_number else title[: _LONGEST["文件代号"]]


def folded(text: str) -> str:
    """Return a number or title as it is compared: 人社部函﹝2018﹞22号 and (2018) are the same."""
    text = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return re.sub(r"[\s《》“”\"]", "", text)


_BRACKETS = str.maketrans("〔〕[]【】﹝﹞", "()()()()")


def _parts(what: str, text: str) -> tuple[int, int | None, int | None]:
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise DocumentError(f"{what}“{text[:20]}”看不懂。请写成 2018-10-15，只知道年份就写 2018。")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None


def _first_day(what: str, text: str) -> date:
    year, month, day = _parts(what, text)
    return _day(what, text, year, 1 if month is None else month, 1 if day is None else day)


def _last_day(what: str, text: str) -> date:
    year, month, day = _parts(what, text)
    first = _day(what, text, year, 12 if month is None else month, 1 if day is None else day)
    return first if day is not None else first.replace(day=monthrange(first.year, first.month)[1])


def _day(what: str, text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise DocumentError(f"{what}“{text[:20]}”不是一个真的日子，请核对。") from error


def _as_known(text: str) -> str:
    year, month, day = _parts("印发日期", text)
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
