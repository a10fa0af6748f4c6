"""People and postings in one line each, as plain values and as rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from sqlmodel import Session

from jobs_feed.tables import Employer, Posting, PostingKind, PostingState
from labourers.tables import (
    ID_NUMBER_FIELD,
    PHONE_FIELD,
    EmploymentStatus,
    Labourer,
    Sex,
    Source,
    StatusRecord,
    Willingness,
    WillingnessRecord,
)
from matching.catalogue import Demand, Skill, Term, TermKind, Work
from matching.model import Person, Vacancy, Wishes
from storage.clock import Clock
from storage.ids import new_id
from storage.vault import Vault
from tests.matching.conftest import COUNTY

_numbers = count(1)


def job(key: str, sure: int = 100) -> Term:
    return Term(TermKind.JOB, key, sure)


def sector(key: str) -> Term:
    return Term(TermKind.SECTOR, key)


def family(key: str) -> Term:
    return Term(TermKind.FAMILY, key)


def person(**given: Any) -> Person:
    """Return a healthy man of 35 with junior schooling who would go anywhere."""
    values: dict[str, Any] = {
        "id": UUID(int=next(_numbers)),
        "age": 35,
        "sex": Sex.MALE,
        "home": COUNTY,
    }
    wishes = {key: given.pop(key) for key in list(given) if key in Wishes.__slots__}
    return Person(**values | {"wishes": Wishes(**wishes)} | given)


def vacancy(**given: Any) -> Vacancy:
    """Return an open posting for a 普工 in the county that asks for nothing."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "id": UUID(int=number),
        "employer": number,
        "title": "普工",
        "work": Work(("general_worker",)),
        "demand": Demand.MODERATE,
        "skill": Skill.NONE,
        "place": COUNTY,
    }
    return Vacancy(**values | given)


@dataclass
class County:
    """Writes people and postings of one county into a session."""

    vault: Vault
    clock: Clock
    code: str = COUNTY
    _serial: count[int] = field(default_factory=lambda: count(1))

    def labourer(
        self,
        session: Session,
        *,
        willingness: Willingness | None = Willingness.ANYWHERE,
        places: tuple[str, ...] = (),
        status: EmploymentStatus = EmploymentStatus.UNEMPLOYED,
        phone: str | None = "13800000000",
        **given: Any,
    ) -> Labourer:
        """Add an unemployed, willing person; the numbers are invented."""
        serial = next(self._serial)
        id_number = f"53990019900101{serial:04d}"
        values: dict[str, Any] = {
            "county_code": self.code,
            "external_id": f"P{serial}",
            "name": "王小明",
            "sex": Sex.MALE,
            "birth_date": date(1990, 1, 1),
            "id_number_sealed": self.vault.seal(ID_NUMBER_FIELD, id_number),
            "id_number_index": self.vault.blind_index(ID_NUMBER_FIELD, id_number),
            "ledger_ref": new_id(),
            "created_at": self.clock.now(),
            "updated_at": self.clock.now(),
        }
        if phone is not None:
            values["phone_sealed"] = self.vault.seal(PHONE_FIELD, phone)
            values["phone_index"] = self.vault.blind_index(PHONE_FIELD, phone)
        row = Labourer(**values | given)
        session.add(row)
        session.flush()
        since = date(2026, 1, 1)
        told: dict[str, Any] = {
            "labourer_id": row.id,
            "since": since,
            "source": Source.ROSTER,
            "recorded_by": "test",
            "recorded_at": self.clock.now(),
        }
        session.add(StatusRecord(status=status, **told))
        if willingness is not None:
            session.add(WillingnessRecord(willingness=willingness, places=list(places), **told))
        session.flush()
        return row

    def employer(self, session: Session, name: str = "会泽恒达有限公司") -> Employer:
        row = Employer(county_code=self.code, name=name, created_at=self.clock.now())
        session.add(row)
        session.flush()
        return row

    def posting(self, session: Session, employer: Employer | None = None, **given: Any) -> Posting:
        """Add an open posting for a 普工 in the county."""
        serial = next(self._serial)
        owner = employer or self.employer(session, f"会泽第{serial}公司")
        values: dict[str, Any] = {
            "employer_id": owner.id,
            "county_code": self.code,
            "source": "test",
            "external_id": f"J{serial}",
            "fingerprint": f"f{serial}",
            "content_hash": f"h{serial}",
            "title": "普工",
            "kind": PostingKind.ORDINARY,
            "place_code": self.code,
            "place_text": "会泽县",
            "state": PostingState.OPEN,
            "created_at": self.clock.now(),
            "updated_at": self.clock.now(),
            "published_at": self.clock.now(),
        }
        row = Posting(**values | given)
        session.add(row)
        session.flush()
        return row
