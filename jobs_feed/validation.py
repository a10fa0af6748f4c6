"""Whether a posting can be taken over at all: problems of a row, in Chinese (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jobs_feed.credit_code import credit_code_fault
from jobs_feed.normalised import NormalPosting
from jobs_feed.posting_form import PostingColumn as C

#: The most characters a column can hold; the tables have the same limits.
LIMITS = {
    C.TITLE: 200,
    C.EMPLOYER: 200,
    C.PLACE: 400,
    C.WAGE: 400,
    C.SKILLS: 4_000,
    C.BENEFITS: 4_000,
    C.DESCRIPTION: 10_000,
    C.CONTACT: 64,
    C.EXTERNAL_ID: 64,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one column of a posting, and how to mend it; both Chinese."""

    column: C
    problem: str
    mend: str


def problems(posting: NormalPosting, today: date) -> list[Problem]:
    """Return what keeps ``posting`` from being taken over; empty when nothing does."""
    return list(_problems(posting, today))


def warnings(posting: NormalPosting) -> list[tuple[C, str]]:
    """Return what should be looked at but keeps nothing back, by column."""
    found = list(posting.warnings)
    if posting.phone is None and not any(column is C.PHONE for column, _ in found):
        found.append((C.PHONE, "没有联系电话，求职者只能在线报名"))
    if posting.credit_code is None:
        found.append((C.CREDIT_CODE, "没有统一社会信用代码，只能按单位名称认"))
    return found


def _problems(posting: NormalPosting, today: date) -> Iterator[Problem]:
    if not posting.title:
        yield Problem(C.TITLE, "没有岗位名称", "请填写岗位名称，例如“缝纫工”。")
    if not posting.employer:
        yield Problem(C.EMPLOYER, "没有用人单位", "请填写用人单位的全称。")
    if posting.credit_code is not None:
        fault = credit_code_fault(posting.credit_code)
        if fault is not None:
            yield Problem(C.CREDIT_CODE, fault, "改对后再导入；没有代码就空着。")
    if posting.deadline is not None and posting.deadline < today:
        yield Problem(
            C.DEADLINE,
            f"截止日期 {posting.deadline.isoformat()} 已经过了",
            "请改成今天以后的日期；长期有效就空着。",
        )
    for column, most in LIMITS.items():
        length = len(posting.draft[column])
        if length > most:
            yield Problem(column, f"{column}有 {length} 个字，最多 {most} 个字", "请写短一些。")
