"""Writes postings as the form they came in (.xlsx or .csv)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from sqlmodel import Session, col, select

from jobs_feed.errors import FeedError
from jobs_feed.pay import as_stated
from jobs_feed.posting_form import PostingColumn
from jobs_feed.tables import (
    POSTING_PHONE_FIELD,
    Employer,
    Posting,
    PostingKind,
    PostingState,
    WageBasis,
)
from labourers.tables import Education, Sex
from storage.clock import Clock
from storage.database import Database
from storage.money import yuan_text
from storage.sheets import Column, Sheet, write_csv, write_workbook
from storage.vault import Vault

KINDS = {
    PostingKind.ORDINARY: "普通",
    PostingKind.WORKSHOP: "帮扶车间",
    PostingKind.PUBLIC_WELFARE: "公益性岗位",
    PostingKind.WORK_RELIEF: "以工代赈",
}
SEXES = {Sex.MALE: "男", Sex.FEMALE: "女"}
EDUCATIONS = {
    Education.NONE: "不限",
    Education.PRIMARY: "小学",
    Education.JUNIOR: "初中",
    Education.SENIOR: "高中",
    Education.COLLEGE: "大专",
    Education.BACHELOR: "本科",
}
_UNITS = {
    WageBasis.MONTHLY: "月",
    WageBasis.DAILY: "天",
    WageBasis.HOURLY: "小时",
    WageBasis.YEARLY: "年",
}
_WIDE = {PostingColumn.EMPLOYER: 28, PostingColumn.CREDIT_CODE: 22, PostingColumn.DESCRIPTION: 40}


def export_postings(
    db: Database,
    vault: Vault,
    clock: Clock,
    path: Path,
    *,
    county: str,
    states: Collection[PostingState] = (PostingState.OPEN,),
) -> int:
    """Write the postings of ``county`` in ``states`` to ``path`` and return how many.

    The ending of ``path`` decides: .xlsx or .csv. Imported again the file gives the same postings.
    Raises FeedError for another ending.
    """
    kind = path.suffix.lower()
    if kind not in {".xlsx", ".csv"}:
        raise FeedError("只能导出 .xlsx 或 .csv 文件，请改文件名的后缀。")
    with db.read() as session:
        rows = list(_rows(session, vault, county, states))
    if kind == ".csv":
        write_csv(path, [column.value for column in PostingColumn], rows)
    else:
        columns = [Column(column.value, _WIDE.get(column, 14)) for column in PostingColumn]
        write_workbook(path, [Sheet("岗位", columns, rows)], created=clock.now())
    return len(rows)


def _rows(
    session: Session, vault: Vault, county: str, states: Collection[PostingState]
) -> Iterator[list[str]]:
    found = session.exec(
        select(Posting, Employer)
        .join(Employer, col(Employer.id) == col(Posting.employer_id))
        .where(Posting.county_code == county, col(Posting.state).in_(states))
        .order_by(col(Employer.name), col(Posting.title), col(Posting.id))
    )
    for posting, employer in found:
        texts = form_texts(posting, employer, vault)
        yield [texts[column] for column in PostingColumn]


def form_texts(posting: Posting, employer: Employer, vault: Vault) -> dict[PostingColumn, str]:
    """Return a posting as the texts of the form; what is not stated is empty."""
    phone = posting.contact_phone_sealed
    return {
        PostingColumn.TITLE: posting.title,
        PostingColumn.EMPLOYER: employer.name,
        PostingColumn.CREDIT_CODE: employer.credit_code or "",
        PostingColumn.KIND: KINDS[posting.kind],
        PostingColumn.PLACE: posting.place_text or "",
        PostingColumn.HEADCOUNT: _headcount(posting),
        PostingColumn.WAGE: posting.wage_text or _wage(posting),
        PostingColumn.SEX: SEXES[posting.sex] if posting.sex else "",
        PostingColumn.AGE: _ages(posting),
        PostingColumn.EDUCATION: EDUCATIONS[posting.education_min] if posting.education_min else "",
        PostingColumn.SKILLS: posting.skills or "",
        PostingColumn.BENEFITS: posting.benefits or "",
        PostingColumn.DESCRIPTION: posting.description or "",
        PostingColumn.CONTACT: posting.contact_name or "",
        PostingColumn.PHONE: vault.open(POSTING_PHONE_FIELD, phone) if phone else "",
        PostingColumn.DEADLINE: posting.deadline.isoformat() if posting.deadline else "",
        PostingColumn.EXTERNAL_ID: posting.external_id or "",
    }


def _headcount(posting: Posting) -> str:
    """Return how many are wanted; 0 where nobody is any more, so that it is read back as such."""
    if posting.headcount is None:
        return "0" if posting.headcount_left == 0 else ""
    return str(posting.headcount)


def _ages(posting: Posting) -> str:
    of_women = _age(posting.women_age_low, posting.women_age_high)
    of_all = _age(posting.age_low, posting.age_high)
    return f"男{of_all}，女{of_women}" if of_women else of_all


def _age(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{low}-{high}岁"
    if low is not None:
        return f"{low}岁以上"
    return f"{high}岁以下" if high is not None else ""


def _wage(posting: Posting) -> str:
    """Return the wage in words by its own unit, for a posting whose own words were not kept."""
    if posting.wage_basis is WageBasis.NEGOTIABLE:
        return "面议"
    low, high, per = as_stated(posting.wage_low_fen, posting.wage_high_fen, posting.wage_basis)
    unit = f"元/{_UNITS[per]}"
    if low is not None and high is not None:
        return f"{yuan_text(low)}-{yuan_text(high)}{unit}"
    if low is not None:
        return f"{yuan_text(low)}{unit}以上"
    if high is not None:
        return f"{yuan_text(high)}{unit}以下"
    return "计件" if posting.wage_basis is WageBasis.PIECE else ""
