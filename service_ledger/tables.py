"""Tables of service standards and of the append-only ledger."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from service_ledger import guards
from service_ledger.kinds import Evidence as Evidence
from service_ledger.kinds import Group as Group
from service_ledger.kinds import Period as Period
from service_ledger.kinds import ServiceKind as ServiceKind
from storage import columns as c
from storage.tables import table_args


class ServiceStandard(SQLModel, table=True):
    """One line of a service standard: so many services of a kind in a period for a group.

    ``code`` names the standard (``HN-311``); its lines share it. ``place_code`` is an adcode;
    ``min_postings`` is how many matched postings one job information must hold. ``adopted_by``
    is the office that decided to use the standard of another place; None where the document
    itself sets it.
    """

    __tablename__ = "service_standard"
    __table_args__ = table_args(
        sa.UniqueConstraint("code", "kind", "place_code", "valid_from"),
        sa.CheckConstraint("minimum > 0", name="minimum"),
    )

    id: UUID = c.key()
    code: str = c.text()
    title: str = c.text(200)
    place_code: str = c.text(12)
    group: Group = c.choice(Group)
    period: Period = c.choice(Period)
    kind: ServiceKind = c.choice(ServiceKind)
    minimum: int = c.number()
    min_postings: int | None = c.number(nullable=True)
    document: str = c.text(200)
    clause: str = c.text(200)
    adopted_by: str | None = c.text(200, nullable=True)
    valid_from: date = c.day()
    valid_until: date | None = c.day(nullable=True)


class ServiceEntry(SQLModel, table=True):
    """One service that was really given, or the reversal of one; never changed, never deleted.

    ``person_ref`` is ``Labourer.ledger_ref``. ``sequence`` counts per county from 1 without a gap.
    ``posting_count`` is how many postings a job information held. ``mac`` chains each entry to the
    one before it (HMAC-SHA-256 over the RFC 8785 form). The database refuses every change, see
    ``service_ledger.guards``.
    """

    __tablename__ = "service_entry"
    __table_args__ = table_args(
        sa.UniqueConstraint("county_code", "sequence"),
        sa.UniqueConstraint("person_ref", "kind", "evidence", "evidence_ref"),
        sa.UniqueConstraint("reverses_id"),
        sa.Index(None, "county_code", "occurred_on"),
        sa.Index(None, "person_ref", "occurred_on"),
        sa.CheckConstraint("sequence > 0", name="sequence"),
        sa.CheckConstraint(
            "(evidence = 'reversal') = (reverses_id IS NOT NULL)"
            " AND (reverses_id IS NOT NULL) = (reason IS NOT NULL)",
            name="reversal",
        ),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> recorded_by", name="second_person"
        ),
    )

    id: UUID = c.key()
    county_code: str = c.text(6)
    sequence: int = c.number()
    person_ref: UUID = c.plain_id()
    kind: ServiceKind = c.choice(ServiceKind)
    occurred_on: date = c.day()
    recorded_at: datetime = c.moment()
    recorded_by: str = c.text()
    evidence: Evidence = c.choice(Evidence)
    evidence_ref: str = c.text()
    posting_count: int | None = c.number(nullable=True)
    detail: dict[str, Any] = c.mapping()
    reverses_id: UUID | None = c.ref("service_entry.id", nullable=True, index=False)
    reason: str | None = c.text(c.LONG, nullable=True)
    confirmed_by: str | None = c.text(nullable=True)
    mac: str = c.text()


guards.attach(SQLModel.metadata.tables[ServiceEntry.__tablename__])
