"""People, statuses and entries for the ledger's tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from labourers.tables import (
    EmploymentStatus,
    Labourer,
    Sex,
    Source,
    StatusRecord,
    Willingness,
    WillingnessRecord,
)
from service_ledger.chain import KEY_BYTES
from service_ledger.entries import Ledger
from service_ledger.kinds import Evidence, ServiceKind
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.vault import Vault

COUNTY = "530326"
OTHER_COUNTY = "430224"


@pytest.fixture
def ledger() -> Ledger:
    """Return a ledger with a key of its own."""
    return Ledger(os.urandom(KEY_BYTES))


@pytest.fixture
def write(ledger: Ledger, clock: SetClock) -> Callable[..., ServiceEntry | None]:
    """Return a function that records a training information unless told otherwise."""

    def record(session: Session, **given: Any) -> ServiceEntry | None:
        values: dict[str, Any] = {
            "county_code": COUNTY,
            "person_ref": uuid4(),
            "kind": ServiceKind.TRAINING_INFO,
            "occurred_on": clock.today(),
            "evidence": Evidence.MESSAGE,
            "evidence_ref": str(uuid4()),
            "by": "system",
            "detail": {},
        }
        return ledger.record(session, clock, **(values | given))

    return record


class People:
    """Puts people on the roster, with a status and a willingness."""

    def __init__(self, vault: Vault, moment: datetime) -> None:
        self.vault = vault
        self.moment = moment
        self.number = 0

    def add(
        self,
        session: Session,
        *,
        county: str = COUNTY,
        town: str | None = None,
        village: str | None = None,
        unemployed_since: date | None = date(2025, 6, 1),
        willing_since: date | None = date(2025, 6, 1),
        **given: Any,
    ) -> Labourer:
        """Add one person."""
        self.number += 1
        number = f"{county}19800101{self.number:04d}"
        labourer = Labourer(
            **{
                "county_code": county,
                "town_code": town,
                "village_code": village,
                "name": f"劳动者{self.number}",
                "sex": Sex.MALE,
                "birth_date": date(1980, 1, 1),
                "id_number_sealed": self.vault.seal("labourer.id_number", number),
                "id_number_index": self.vault.blind_index("labourer.id_number", number),
                "created_at": self.moment,
                "updated_at": self.moment,
            }
            | given
        )
        session.add(labourer)
        session.flush()
        if unemployed_since:
            self.status(session, labourer.id, EmploymentStatus.UNEMPLOYED, unemployed_since)
        if willing_since:
            self.wish(session, labourer.id, Willingness.ANYWHERE, willing_since)
        return labourer

    def status(
        self, session: Session, person: UUID, status: EmploymentStatus, since: date, **given: Any
    ) -> None:
        """Say what a person's status is from ``since`` on."""
        session.add(
            StatusRecord(
                labourer_id=person,
                status=status,
                since=since,
                source=Source.ROSTER,
                recorded_by="tester",
                recorded_at=self.moment,
                **given,
            )
        )
        session.flush()

    def wish(self, session: Session, person: UUID, wish: Willingness, since: date) -> None:
        """Say what work a person wants from ``since`` on."""
        session.add(
            WillingnessRecord(
                labourer_id=person,
                willingness=wish,
                since=since,
                source=Source.ROSTER,
                recorded_by="tester",
                recorded_at=self.moment,
            )
        )
        session.flush()


@pytest.fixture
def people(vault: Vault, clock: SetClock) -> People:
    """Return what puts people on the roster."""
    return People(vault, clock.now())
