"""A caseworker's own dated entry: a service given in person, with its evidence in words."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlmodel import Session

from service_ledger.entries import Ledger
from service_ledger.kinds import Evidence, ServiceKind
from service_ledger.rules import LedgerError
from service_ledger.tables import ServiceEntry
from storage.clock import Clock
from storage.columns import LONG

_LONG_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)")
_GROUPING = re.compile(r"(?<=\d)[\s-]+(?=\d)")


def record_own_entry(
    session: Session,
    ledger: Ledger,
    clock: Clock,
    *,
    county_code: str,
    person_ref: UUID,
    kind: ServiceKind,
    occurred_on: date,
    evidence_text: str,
    by: str,
    postings: int | None = None,
    confirmed_by: str | None = None,
) -> ServiceEntry | None:
    """Write a service that a caseworker gave; None when the same day and words are there already.

    ``evidence_text`` (at most 400 characters) says what proves it, such as the number of the
    signed sheet. ``postings`` is how many postings a job information named. Raises LedgerError
    when the evidence is missing, too long or holds an ID or phone number (an entry cannot be
    erased), when a job information names no postings, and as ``Ledger.record``.
    """
    text = " ".join(unicodedata.normalize("NFKC", evidence_text).replace("\0", "").split())
    if not text or len(text) > LONG:
        raise LedgerError(f"证据要写 1 到 {LONG} 个字,例如“上门登记表第12号,本人签字”")
    refuse_personal_numbers(text)
    if kind is ServiceKind.JOB_INFO and (postings is None or postings < 1):
        raise LedgerError("岗位信息要写明提供了几个岗位")
    detail: dict[str, object] = {"note": text}
    if kind is ServiceKind.JOB_INFO:
        detail["postings"] = postings
    return ledger.record(
        session,
        clock,
        county_code=county_code,
        person_ref=person_ref,
        kind=kind,
        occurred_on=occurred_on,
        evidence=Evidence.CASEWORKER,
        evidence_ref=f"{occurred_on} {sha256(text.encode()).hexdigest()[:32]}",
        by=by,
        detail=detail,
        confirmed_by=confirmed_by,
    )


def refuse_personal_numbers(text: str) -> None:
    """Raise LedgerError when ``text`` holds an ID or mobile number, spaces and dashes aside."""
    if _LONG_NUMBER.search(_GROUPING.sub("", text)) or _LONG_NUMBER.search(text):
        raise LedgerError("不要写身份证号或手机号:台账记录不能删除")
