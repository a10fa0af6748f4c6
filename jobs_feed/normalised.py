"""One posting with all its values read (pure): what validation, screening and the plan work on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from jobs_feed.credit_code import tidy_credit_code
from jobs_feed.normalise.age import find_age, find_ages_by_sex, read_age, relaxed
from jobs_feed.normalise.board import read_board
from jobs_feed.normalise.born import with_ages
from jobs_feed.normalise.contact import read_phone
from jobs_feed.normalise.deadline import (
    find_deadline,
    find_only_day,
    find_put_off,
    read_deadline,
)
from jobs_feed.normalise.demands import read_demands
from jobs_feed.normalise.ended import find_ended
from jobs_feed.normalise.headcount import read_headcount
from jobs_feed.normalise.kind import kind_in_title, read_kind
from jobs_feed.normalise.licences import read_licences
from jobs_feed.normalise.person import read_sex
from jobs_feed.normalise.place import WorkPlace, read_place
from jobs_feed.normalise.reading import Reading, Span, T
from jobs_feed.normalise.schooling import (
    eases_education,
    find_education,
    find_education_in_title,
    read_education,
)
from jobs_feed.normalise.text import is_blank, tidy
from jobs_feed.normalise.wage import Wage, find_wage, read_wage
from jobs_feed.posting_form import PostingColumn as C
from jobs_feed.posting_form import PostingDraft, texts_of
from jobs_feed.screening.canonical import canonical
from jobs_feed.screening.fairness import demanded_sex
from jobs_feed.tables import PostingKind, WageBasis
from labourers.tables import Education, Sex
from storage.gazetteer import ABROAD, Gazetteer

_WAY_OF_STUDY = re.compile(r"(?<!非)全日制|统招")
_NO_MATTER = re.compile(r"或非|不限|优先|均可|不要求")
_SPACED_OUT = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class NormalPosting:
    """The values of a posting; ``None`` and empty mean not stated.

    ``women_age`` is asked of women where it differs from ``age``, which then is asked of men.
    ``warnings`` are pairs of column and Chinese text about cells that could not be used.
    """

    draft: PostingDraft
    title: str
    employer: str
    credit_code: str | None
    kind: PostingKind
    place: WorkPlace | None
    headcount: int | None
    wage: Wage | None
    sex: Sex | None
    age: Span
    women_age: Span | None
    education: Education | None
    licences: tuple[str, ...]
    heavy_work: bool | None
    food: bool | None
    lodging: bool | None
    contact: str | None
    phone: str | None = field(repr=False)
    deadline: date | None
    external_id: str | None
    warnings: tuple[tuple[C, str], ...]

    @property
    def is_abroad(self) -> bool:
        """Tell whether the work is outside the country."""
        return self.place is not None and self.place.code == ABROAD


class _Warnings:
    def __init__(self) -> None:
        self.all: list[tuple[C, str]] = []

    def value(self, column: C, reading: Reading[T]) -> T | None:
        if reading.warning:
            self.all.append((column, reading.warning))
        return reading.value


def normalise(
    draft: PostingDraft,
    *,
    home: str,
    gazetteer: Gazetteer,
    today: date,
    towns: Mapping[str, str] | None = None,
) -> NormalPosting:
    """Read all values of ``draft`` for the office of county ``home`` (adcode).

    Food, lodging, licences and heavy work are looked for in every text; an age, a wage, a level of
    schooling that its own column does not state, or a sex, is taken from the description only
    where that says it in so many words (年龄18-45岁, 月薪4000元, 高中以上, 限女性). So are a last
    day to apply (报名到11月15日止) and that nobody is wanted any more (名额已满: 0 people).
    ``towns`` are codes of the county's towns by name, beside those that the gazetteer knows.
    """
    notes = _Warnings()
    draft = _with_way_of_study(draft)
    cells = {column: tidy(text) for column, text in texts_of(draft)}

    def cell(column: C, read: Callable[[str], Reading[T]]) -> T | None:
        return notes.value(column, read(cells[column]))

    prose = "\n".join(filter(None, (cells[C.SKILLS], cells[C.DESCRIPTION])))
    kind = cell(C.KIND, read_kind) or PostingKind.ORDINARY
    if is_blank(cells[C.KIND]):
        kind = kind_in_title(cells[C.TITLE]) or kind
    is_welfare = kind is PostingKind.PUBLIC_WELFARE
    wage = cell(C.WAGE, lambda text: read_wage(text, welfare_post=is_welfare))
    if wage is None or wage.basis is WageBasis.NEGOTIABLE:
        wage = find_wage("\n".join((cells[C.DESCRIPTION], cells[C.BENEFITS]))) or wage
    sex = cell(C.SEX, read_sex)
    if sex is None and is_blank(cells[C.SEX]):
        sex = demanded_sex(canonical(draft.title), canonical(prose))
    board = read_board("\n".join((cells[C.BENEFITS], cells[C.WAGE], cells[C.DESCRIPTION])))
    title = cells[C.TITLE]
    stated = with_ages(cells[C.AGE], today, cell=True)
    told = with_ages("\n".join((title, prose, cells[C.BENEFITS])), today)
    by_sex = find_ages_by_sex(stated) or find_ages_by_sex(told)
    if by_sex and by_sex[0]:
        age: Span | None = by_sex[0]
    else:
        age = relaxed(notes.value(C.AGE, read_age(stated)) or find_age(told), stated, told)
    put_off = find_put_off(prose, today)
    only_day = None if put_off else find_only_day(prose, today)
    # Who was not there on the one day is not taken on any more, whatever the cell says.
    over = only_day is not None and only_day < today
    ended = over or any(find_ended(text) for text in (title, prose, cells[C.BENEFITS]))
    return NormalPosting(
        draft=draft,
        title=_SPACED_OUT.sub("", _stated(draft.title)),
        employer=_stated(draft.employer),
        credit_code=tidy_credit_code(_stated(draft.credit_code)) or None,
        kind=kind,
        place=cell(
            C.PLACE,
            lambda text: read_place(
                text, home, gazetteer, towns, prose=prose, employer=cells[C.EMPLOYER]
            ),
        ),
        headcount=0 if ended else cell(C.HEADCOUNT, read_headcount),
        wage=wage,
        sex=sex,
        age=age or Span(),
        women_age=by_sex[1] if by_sex else None,
        education=None
        if eases_education(prose)
        else cell(C.EDUCATION, read_education)
        or (_told_education(cells) if is_blank(cells[C.EDUCATION]) else None),
        licences=tuple(read_licences(f"{title}\n{prose}")),
        heavy_work=read_demands(title, cells[C.SKILLS], cells[C.DESCRIPTION]).heavy,
        food=board.food,
        lodging=board.lodging,
        contact=_stated(draft.contact) or None,
        phone=cell(C.PHONE, read_phone),
        deadline=_earlier(
            put_off
            or cell(C.DEADLINE, lambda text: read_deadline(text, today))
            or find_deadline("\n".join((title, prose, cells[C.BENEFITS])), today),
            None if over else only_day,
        ),
        external_id=_stated(cells[C.EXTERNAL_ID]) or None,
        warnings=tuple(notes.all),
    )


def _earlier(last: date | None, only: date | None) -> date | None:
    return min((each for each in (last, only) if each is not None), default=None)


def _told_education(cells: Mapping[C, str]) -> Education | None:
    """Return the schooling that the texts of a posting ask for, whose own cell says nothing."""
    texts = (cells[C.SKILLS], cells[C.BENEFITS], cells[C.DESCRIPTION])
    return find_education("\n".join(filter(None, texts))) or find_education_in_title(cells[C.TITLE])


def _with_way_of_study(draft: PostingDraft) -> PostingDraft:
    """Return ``draft`` with 全日制 of its schooling among the skills, where all words are kept."""
    found = _WAY_OF_STUDY.search(draft.education)
    if found is None or _NO_MATTER.search(draft.education) or found.group() in draft.skills:
        return draft
    return replace(draft, skills="，".join(filter(None, (draft.skills, f"{found.group()}学历"))))


def _stated(text: str) -> str:
    return "" if is_blank(tidy(text)) else text
