"""Screening of postings: what a person must see before it is published (pure).

Every reason to hold a posting comes with the clause that caused it. Grounds: 就业促进法 articles
26 to 31, 劳动合同法 article 9, 禁止使用童工规定, 人力资源市场暂行条例 article 18, known swindles,
and what is forbidden by itself (``unlawful_trades``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jobs_feed.screening.canonical import canonical
from jobs_feed.screening.clauses import Clauses
from jobs_feed.screening.employer import EmployerFacts, employer_reasons, looks_like_agency
from jobs_feed.screening.fairness import fairness, publishable
from jobs_feed.screening.lawful_sex import lawful_ground
from jobs_feed.screening.one_sex import only_for
from jobs_feed.screening.papers import papers
from jobs_feed.screening.payments import payments
from jobs_feed.screening.reasons import LABELS, NOT_FOR_REVIEW, HoldCode, HoldReason
from jobs_feed.screening.schemes import schemes
from jobs_feed.screening.underage import YOUNGEST_WORKER, under_age
from jobs_feed.screening.unlawful_trades import unlawful_trades
from labourers.tables import Sex

__all__ = [
    "EMPLOYER",
    "LABELS",
    "NOT_FOR_REVIEW",
    "EmployerFacts",
    "HoldCode",
    "HoldReason",
    "ToScreen",
    "lawful_ground",
    "looks_like_agency",
    "only_for",
    "publishable",
    "screen",
    "screen_text",
]

TITLE, SEX, AGE, PLACE, EMPLOYER = "岗位名称", "性别要求", "年龄要求", "工作地点", "用人单位"


@dataclass(frozen=True, slots=True)
class ToScreen:
    """A posting as screening sees it: its texts by column and what was read from them.

    ``place_abroad`` is the place of work when that is outside the country.
    """

    texts: Mapping[str, str]
    sex: Sex | None = None
    age_low: int | None = None
    age_high: int | None = None
    place_abroad: str | None = None
    employer: EmployerFacts | None = None


def screen(posting: ToScreen) -> list[HoldReason]:
    """Return the reasons to hold ``posting``, one per kind and column; empty when there is none."""
    texts = {column: canonical(text) for column, text in posting.texts.items() if text}
    whole = "\n".join(texts.values())
    reasons: dict[tuple[HoldCode, str], HoldReason] = {}

    def hold(code: HoldCode, text: str, column: str) -> None:
        reasons.setdefault((code, column), HoldReason(code, text, column))

    for column, text in texts.items():
        for code, clause in _text_reasons(Clauses(text), whole, is_title=column == TITLE):
            hold(code, clause, column)
    sex_is_told = any(code is HoldCode.SEX for code, _ in reasons)
    if posting.sex and not sex_is_told and lawful_ground(posting.sex, whole) is None:
        hold(HoldCode.SEX, posting.texts.get(SEX, ""), SEX)
    if _below_age(posting.age_low) or _below_age(posting.age_high):
        hold(HoldCode.UNDER_AGE, posting.texts.get(AGE, ""), AGE)
    if posting.place_abroad is not None:
        hold(HoldCode.OVERSEAS, posting.place_abroad, PLACE)
    if posting.employer is not None:
        for code, words in employer_reasons(posting.employer, Clauses(whole)):
            hold(code, words, EMPLOYER)
    return list(reasons.values())


def screen_text(text: str, column: str = "岗位描述") -> list[HoldReason]:
    """Return the reasons to hold a posting that lie in one of its texts."""
    return screen(ToScreen({column: text}))


def _text_reasons(
    clauses: Clauses, whole: str, *, is_title: bool
) -> Iterator[tuple[HoldCode, str]]:
    yield from payments(clauses)
    yield from papers(clauses)
    yield from schemes(clauses)
    yield from unlawful_trades(clauses)
    yield from under_age(clauses)
    yield from fairness(clauses, posting=whole, is_title=is_title)


def _below_age(age: int | None) -> bool:
    return age is not None and age < YOUNGEST_WORKER
