"""Writing the ledger: one entry for each service given, and reversals; nothing else.

An entry is written in the caller's writing transaction, so that it and the message state that
proves it stand or fall together. The county's entries are numbered without a gap: on SQLite a
writing session holds the only write lock (``BEGIN IMMEDIATE``), on PostgreSQL writers of one
county queue on an advisory lock until the transaction ends. A transaction that writes for several
counties takes several such locks; do one county at a time, so that two cannot wait for each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from typing import Any, TypeAlias, overload
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlmodel import Session, col, select

from service_ledger.chain import GENESIS, KEY_BYTES, holds, link
from service_ledger.kinds import Evidence, ServiceKind
from service_ledger.rules import LedgerError, SecondPersonError, check_dates_and_people
from service_ledger.tables import ServiceEntry
from storage.clock import Clock
from storage.columns import LONG, SHORT
from storage.ids import new_id
from storage.places import COUNTY_DIGITS

SYSTEM = "system"
_LOCK_CLASS = 0x311
_log = structlog.get_logger(__name__)

EntryContent: TypeAlias = ServiceEntry | sa.Row[Any]
"""An entry, whether as an object or as a row of all its columns."""


class Ledger:
    """Writes and checks chained entries with one key of 32 bytes; raises ValueError for another."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"the ledger's key must be {KEY_BYTES} bytes")
        self._key = key

    def record(
        self,
        session: Session,
        clock: Clock,
        *,
        county_code: str,
        person_ref: UUID,
        kind: ServiceKind,
        occurred_on: date,
        evidence: Evidence,
        evidence_ref: str,
        by: str,
        detail: Mapping[str, Any] | None = None,
        confirmed_by: str | None = None,
    ) -> ServiceEntry | None:
        """Write one service given to a person; None when its evidence has been counted already.

        ``person_ref`` is ``Labourer.ledger_ref``. ``detail`` is kept and chained as it is and must
        hold nothing personal, because it can never be erased; ``detail["postings"]``, a list of
        posting ids or their number, says what a job information held. ``by`` and ``confirmed_by``
        are user names. Raises LedgerError and its subclasses (``service_ledger.rules``).
        """
        if evidence is Evidence.REVERSAL:
            raise LedgerError("冲销要指明被冲销的记录")
        by, confirmed_by = _person(by), _person(confirmed_by)
        check_dates_and_people(occurred_on, clock.today(), by, confirmed_by)
        entry = ServiceEntry(
            county_code=_county(county_code),
            person_ref=person_ref,
            kind=ServiceKind(kind),
            occurred_on=occurred_on,
            recorded_at=clock.now(),
            recorded_by=by,
            evidence=Evidence(evidence),
            evidence_ref=_line(evidence_ref, SHORT),
            posting_count=posting_count(detail),
            detail=dict(detail or {}),
            confirmed_by=confirmed_by,
        )
        _queue_up(session, county_code)
        if _counted_already(session, entry):
            return None
        return self._append(session, entry)

    def reverse(
        self,
        session: Session,
        clock: Clock,
        *,
        entry_id: UUID,
        reason: str,
        by: str,
        confirmed_by: str | None = None,
    ) -> ServiceEntry:
        """Take an entry back by a new one that names it; the first one stays as it is.

        The rule of the second person looks at the day of the service that is taken back. Raises
        LedgerError when the entry does not exist, is a reversal itself or was reversed before, or
        when no reason is given; SecondPersonError as ``record``.
        """
        wrong = session.get(ServiceEntry, entry_id)
        if wrong is None:
            raise LedgerError("没有这条服务记录")
        if wrong.evidence is Evidence.REVERSAL:
            raise LedgerError("冲销记录不能再冲销;请按新的证据重新登记")
        today, reason = clock.today(), _line(reason, LONG)
        by, confirmed_by = _person(by), _person(confirmed_by)
        check_dates_and_people(wrong.occurred_on, today, by, confirmed_by)
        _queue_up(session, wrong.county_code)
        reversed_before = select(ServiceEntry.id).where(ServiceEntry.reverses_id == wrong.id)
        if session.exec(reversed_before).first() is not None:
            raise LedgerError("这条记录已经冲销过了")
        return self._append(
            session,
            ServiceEntry(
                county_code=wrong.county_code,
                person_ref=wrong.person_ref,
                kind=wrong.kind,
                occurred_on=today,
                recorded_at=clock.now(),
                recorded_by=by,
                evidence=Evidence.REVERSAL,
                evidence_ref=str(wrong.id),
                reverses_id=wrong.id,
                reason=reason,
                confirmed_by=confirmed_by,
            ),
        )

    def holds(self, previous: str, entry: EntryContent) -> bool:
        """Tell whether ``entry`` is as it was written after the entry with code ``previous``."""
        return holds(self._key, previous, content_of(entry), entry.mac)

    def _append(self, session: Session, entry: ServiceEntry) -> ServiceEntry:
        head = session.exec(
            select(ServiceEntry.sequence, ServiceEntry.mac)
            .where(ServiceEntry.county_code == entry.county_code)
            .order_by(col(ServiceEntry.sequence).desc())
            .limit(1)
        ).first()
        last, previous = head or (0, GENESIS)
        entry.id = new_id()
        entry.sequence = last + 1
        entry.mac = link(self._key, previous, content_of(entry))
        session.add(entry)
        session.flush()
        return entry


def record_delivery(
    session: Session,
    ledger: Ledger,
    clock: Clock,
    *,
    county_code: str,
    person_ref: UUID,
    proves: Mapping[str, Any],
    delivered_on: date,
    message_id: UUID,
) -> ServiceEntry | None:
    """Count the service that a delivered message proves; None when it counts for nothing new.

    ``proves`` is ``{"kind", "postings": [ids]}`` of the message. With ``"conversation"`` in it (an
    id) all messages of that conversation on one day prove one service together. A provider's
    clock may run ahead of ours: a later day than today is taken as today. A report that comes so
    late that a second person is needed is not counted here; the message still shows as delivered,
    and two people may enter it. Raises LedgerError when ``proves`` names no service kind.
    """
    try:
        kind = ServiceKind(str(proves.get("kind")))
    except ValueError as error:
        raise LedgerError(f"消息没有写明证明哪种服务: {proves.get('kind')!r}") from error
    occurred_on = min(delivered_on, clock.today())
    conversation = proves.get("conversation")
    evidence, reference = Evidence.MESSAGE, str(message_id)
    if conversation is not None:
        evidence, reference = Evidence.CONVERSATION, f"{conversation} {occurred_on}"
    detail = {key: value for key, value in proves.items() if key != "kind"}
    try:
        return ledger.record(
            session,
            clock,
            county_code=county_code,
            person_ref=person_ref,
            kind=kind,
            occurred_on=occurred_on,
            evidence=evidence,
            evidence_ref=reference,
            by=SYSTEM,
            detail={**detail, "message": str(message_id)},
        )
    except SecondPersonError:
        _log.warning("delivery_too_late_to_count", message=str(message_id), day=str(occurred_on))
        return None


def content_of(entry: EntryContent) -> dict[str, object]:
    """Return what the chain covers: every field of the entry but its code."""
    return {
        "id": str(entry.id),
        "county": entry.county_code,
        "sequence": entry.sequence,
        "person": str(entry.person_ref),
        "kind": entry.kind.value,
        "occurred_on": entry.occurred_on.isoformat(),
        "recorded_at": entry.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "recorded_by": entry.recorded_by,
        "evidence": entry.evidence.value,
        "evidence_ref": entry.evidence_ref,
        "posting_count": entry.posting_count,
        "detail": dict(entry.detail),
        "reverses": None if entry.reverses_id is None else str(entry.reverses_id),
        "reason": entry.reason,
        "confirmed_by": entry.confirmed_by,
    }


def posting_count(detail: Mapping[str, Any] | None) -> int | None:
    """Return how many different postings ``detail`` names; None when it names none."""
    match (detail or {}).get("postings"):
        case bool():
            return None
        case int() as number:
            return number
        case list() | tuple() as postings:
            return len({str(one) for one in postings})
        case _:
            return None


def _counted_already(session: Session, entry: ServiceEntry) -> bool:
    same = select(ServiceEntry.id).where(
        ServiceEntry.person_ref == entry.person_ref,
        ServiceEntry.kind == entry.kind,
        ServiceEntry.evidence == entry.evidence,
        ServiceEntry.evidence_ref == entry.evidence_ref,
    )
    return session.exec(same).first() is not None


def _queue_up(session: Session, county_code: str) -> None:
    """Wait until no other transaction is writing entries of the county."""
    if session.get_bind().dialect.name == "postgresql":
        lock = sa.func.pg_advisory_xact_lock(_LOCK_CLASS, int(county_code))
        session.connection().execute(sa.select(lock))


@overload
def _person(name: str) -> str: ...
@overload
def _person(name: str | None) -> str | None: ...
def _person(name: str | None) -> str | None:
    return None if name is None else _line(name, SHORT)


def _county(code: str) -> str:
    if len(code) != COUNTY_DIGITS or not code.isdecimal():
        raise LedgerError(f"县的代码要写 {COUNTY_DIGITS} 位数字: {code[:12]}")
    return code


def _line(text: str, longest: int) -> str:
    line = " ".join(text.replace("\0", "").split())
    if not line or len(line) > longest:
        raise LedgerError(f"这一项要写 1 到 {longest} 个字: {line[:20]}")
    return line
