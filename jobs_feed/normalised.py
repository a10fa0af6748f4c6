"""One posting with all its values read (pure): what validation, screening and the plan work on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from jobs_feed.credit_code import tidy_credit_code
from jobs_feed.normalise.age import find_age, read_age
from jobs_feed.normalise.board import read_board
from jobs_feed.normalise.contact import read_phone
from jobs_feed.normalise.deadline import read_deadline
from jobs_feed.normalise.demands import read_demands
from jobs_feed.normalise.headcount import read_headcount
from jobs_feed.normalise.kind import read_kind
from jobs_feed.normalise.licences import read_licences
from jobs_feed.normalise.person import read_education, read_sex
from jobs_feed.normalise.place import WorkPlace, read_place
from jobs_feed.normalise.reading import Reading, Span, T
from jobs_feed.normalise.text import is_blank
from jobs_feed.normalise.wage import Wage, find_wage, read_wage
from jobs_feed.posting_form import PostingColumn, PostingDraft
from jobs_feed.screening.canonical import canonical
from jobs_feed.screening.fairness import demanded_sex
from jobs_feed.tables import PostingKind, WageBasis
from labourers.tables import Education, Sex
from storage.gazetteer import ABROAD, Gazetteer

_ANY_SEX = re.compile(r"不限|均可")


@dataclass(frozen=True, slots=True)
class NormalPosting:
    """The values of a posting; ``None`` and empty mean not stated.

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
    education: Education | None
    licences: tuple[str, ...]
    heavy_work: bool | None
    food: bool | None
    lodging: bool | None
    contact: str | None
    phone: str | None = field(repr=False)
    deadline: date | None
    external_id: str | None
    warnings: tuple[tuple[PostingColumn, str], ...]

    @property
    def is_abroad(self) -> bool:
        """Tell whether the work is outside the country."""
        return self.place is not None and self.place.code == ABROAD


class _Warnings:
    def __init__(self) -> None:
        self.all: list[tuple[PostingColumn, str]] = []

    def value(self, column: PostingColumn, reading: Reading[T]) -> T | None:
        if reading.warning:
            self.all.append((column, reading.warning))
        return reading.value


def normalise(
    draft: PostingDraft, *, home: str, gazetteer: Gazetteer, today: date
) -> NormalPosting:
    """Read all values of ``draft`` for the office of county ``home`` (adcode).

    Food, lodging, licences and heavy work are looked for in every text; an age or a wage that its
    own column does not state, or a sex, is taken from the description only where that says it in
    so many words (年龄18-45岁, 月薪4000元, 限女性).
    """
    notes = _Warnings()
    prose = "\n".join(filter(None, (draft.skills, draft.description)))
    age = notes.value(PostingColumn.AGE, read_age(draft.age)) or find_age(prose) or Span()
    wage = notes.value(PostingColumn.WAGE, read_wage(draft.wage))
    if wage is None or wage.basis is WageBasis.NEGOTIABLE:
        wage = find_wage("\n".join((draft.description, draft.benefits))) or wage
    board = read_board("\n".join((draft.benefits, draft.wage, draft.description)))
    demands = read_demands(draft.title, draft.skills, draft.description)
    sex = notes.value(PostingColumn.SEX, read_sex(draft.sex))
    if sex is None and not _ANY_SEX.search(draft.sex):
        sex = demanded_sex(canonical(draft.title), canonical(prose))
    kind = notes.value(PostingColumn.KIND, read_kind(draft.kind))
    return NormalPosting(
        draft=draft,
        title="" if is_blank(draft.title) else draft.title,
        employer="" if is_blank(draft.employer) else draft.employer,
        credit_code=None if is_blank(draft.credit_code) else tidy_credit_code(draft.credit_code),
        kind=kind or PostingKind.ORDINARY,
        place=notes.value(PostingColumn.PLACE, read_place(draft.place, home, gazetteer)),
        headcount=notes.value(PostingColumn.HEADCOUNT, read_headcount(draft.headcount)),
        wage=wage,
        sex=sex,
        age=age,
        education=notes.value(PostingColumn.EDUCATION, read_education(draft.education)),
        licences=tuple(read_licences("\n".join((draft.title, prose)))),
        heavy_work=demands.heavy,
        food=board.food,
        lodging=board.lodging,
        contact=None if is_blank(draft.contact) else draft.contact,
        phone=notes.value(PostingColumn.PHONE, read_phone(draft.phone)),
        deadline=notes.value(PostingColumn.DEADLINE, read_deadline(draft.deadline, today)),
        external_id=None if is_blank(draft.external_id) else draft.external_id,
        warnings=tuple(notes.all),
    )
