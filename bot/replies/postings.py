"""Postings in words: one line in a list, or everything about one.

Pure: a ``PostingView`` has what a person may read, already in words of places; how it is phrased
stands in the templates. What is not stated is left out, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from bot.replies.wording import Wording
from jobs_feed.pay import as_stated
from jobs_feed.tables import PostingKind, WageBasis
from labourers.tables import Education, Sex
from storage.money import yuan_text

TITLE_LENGTH: Final = {False: 24, True: 10}
PLACE_LENGTH: Final = {False: 16, True: 8}
WAGE_LENGTH: Final = 14
PROSE_LENGTH: Final = {False: 160, True: 40}


@dataclass(frozen=True, slots=True)
class PostingView:
    """What a labourer may see of a posting. Wages are fen per month; ``None`` means not stated."""

    id: UUID
    title: str
    employer: str
    place: str
    kind: PostingKind = PostingKind.ORDINARY
    wage_low_fen: int | None = None
    wage_high_fen: int | None = None
    wage_basis: WageBasis | None = None
    wage_text: str | None = None
    food: bool | None = None
    lodging: bool | None = None
    headcount: int | None = None
    sex: Sex | None = None
    age_low: int | None = None
    age_high: int | None = None
    education: Education | None = None
    skills: str = ""
    licences: Sequence[str] = ()
    benefits: str = ""
    description: str = ""
    deadline: date | None = None
    phone: str = ""
    warnings: Sequence[str] = field(default=())
    is_open: bool = True


def clipped(text: str, length: int) -> str:
    """Return ``text`` on one line, at most ``length`` characters, cut with "…"."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def short_title(view: PostingView, wording: Wording) -> str:
    """Return the title as it fits into a line."""
    return clipped(view.title, TITLE_LENGTH[wording.is_sms])


def in_one_line(number: int, view: PostingView, wording: Wording) -> str:
    """Return number, title, place, wage, board of a posting in one line."""
    parts = (
        f"{number} {short_title(view, wording)}",
        clipped(view.place, PLACE_LENGTH[wording.is_sms]),
        wage(view, wording),
        board(view, wording),
    )
    return " ".join(part for part in parts if part)


def in_full(view: PostingView, wording: Wording) -> str:
    """Return everything a person needs to decide, one fact a line."""
    return "\n".join(line for line in _lines(view, wording) if line)


def wage(view: PostingView, wording: Wording) -> str:
    """Return the wage in a few characters: as the employer put it, by the day, hour or piece."""
    if view.wage_basis is WageBasis.NEGOTIABLE:
        return wording.word("wage", "open")
    pay = as_stated(view.wage_low_fen, view.wage_high_fen, view.wage_basis)
    is_open = pay.low is None and pay.high is None
    written = view.wage_text or ""
    by_month = view.wage_basis is None or view.wage_basis is WageBasis.MONTHLY
    if written and (is_open or (not by_month and len(written) <= WAGE_LENGTH)):
        return clipped(written, WAGE_LENGTH)
    piece = wording.word("wage", "piece") if view.wage_basis is WageBasis.PIECE else ""
    if is_open:
        return piece or wording.word("wage", "unsaid")
    low, high = ("" if fen is None else yuan_text(fen) for fen in (pay.low, pay.high))
    name = "upto" if not low else "from" if not high else "exact" if low == high else "range"
    unit = wording.word("wage", f"per_{pay.per}")
    figures = wording.word("wage", name).format(low=low, high=high, unit=unit)
    return wording.word("form", "join").join(part for part in (piece, figures) if part)


def board(view: PostingView, wording: Wording) -> str:
    """Return 包吃住, 包吃, 包住 or nothing."""
    if view.food and view.lodging:
        return wording.word("board", "both")
    if view.food:
        return wording.word("board", "food")
    return wording.word("board", "lodging") if view.lodging else ""


def needs(view: PostingView, wording: Wording) -> str:
    """Return what the employer asks for: sex, age, schooling, licences, skills."""
    return wording.word("form", "join").join(_needs(view, wording))


def _needs(view: PostingView, wording: Wording) -> Iterator[str]:
    if view.sex is not None:
        yield wording.word("needs", view.sex.value)
    if view.age_low is not None and view.age_high is not None:
        yield wording.word("needs", "age_between").format(low=view.age_low, high=view.age_high)
    elif view.age_low is not None:
        yield wording.word("needs", "age_from").format(low=view.age_low)
    elif view.age_high is not None:
        yield wording.word("needs", "age_upto").format(high=view.age_high)
    if view.education not in (None, Education.NONE):
        yield wording.word("education", view.education.value)
    if view.licences:
        names = wording.word("form", "join").join(view.licences)
        yield wording.word("needs", "licences").format(value=clipped(names, 40))
    if view.skills and view.skills not in view.licences:
        yield clipped(view.skills, 30)


def _lines(view: PostingView, wording: Wording) -> Iterator[str]:
    long = PROSE_LENGTH[wording.is_sms]
    join = wording.word("form", "join")
    facts = (
        ("title", clipped(view.title, 40)),
        ("employer", clipped(view.employer, 40)),
        ("place", clipped(view.place, 40)),
        ("wage", wage(view, wording)),
        ("board", board(view, wording)),
        ("headcount", "" if view.headcount is None else str(view.headcount)),
        ("needs", needs(view, wording)),
        ("kind", wording.word("posting_kind", view.kind.value)),
        ("benefits", clipped(_other_benefits(view, wording), long // 2)),
        ("description", "" if wording.is_sms else clipped(view.description, long)),
        ("deadline", day(view.deadline, wording) if view.deadline else ""),
        ("phone", view.phone),
        ("warning", clipped(join.join(view.warnings), long)),
    )
    for name, value in facts:
        if value:
            key = "title" if name == "title" else "value"
            yield wording.word("detail", name).format(**{key: value})


def _other_benefits(view: PostingView, wording: Wording) -> str:
    """Return the benefits without board and lodging alone, which have a line of their own."""
    return "" if view.benefits.strip() == board(view, wording) else view.benefits


def day(on: date, wording: Wording) -> str:
    """Return a day as people say it: 11月23日."""
    return wording.word("form", "day").format(year=on.year, month=on.month, day=on.day)
