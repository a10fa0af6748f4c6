"""Labourers and employers for tests, put straight into the tables."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from jobs_feed.tables import Employer, EmployerStatus
from labourers.tables import ID_NUMBER_FIELD, Labourer, Sex
from storage.clock import Clock
from storage.vault import Vault
from tests.jobs_feed.forms import COUNTY, credit_code


def add_labourer(session: Session, vault: Vault, clock: Clock, number: int = 1) -> Labourer:
    """Put an invented person into the roster."""
    id_number = f"53032619900101{number:04d}"
    labourer = Labourer(
        county_code=COUNTY,
        name=f"测试{number}",
        sex=Sex.FEMALE,
        birth_date=date(1990, 1, 1),
        id_number_sealed=vault.seal(ID_NUMBER_FIELD, id_number),
        id_number_index=vault.blind_index(ID_NUMBER_FIELD, id_number),
        created_at=clock.now(),
        updated_at=clock.now(),
    )
    session.add(labourer)
    session.flush()
    return labourer


def add_employer(session: Session, clock: Clock, *, verified: bool = True) -> Employer:
    """Put an invented employer into the county."""
    employer = Employer(
        county_code=COUNTY,
        name="会泽县测试食品厂",
        credit_code=credit_code(77),
        created_at=clock.now(),
        verified_at=clock.now() if verified else None,
        verified_by="测试员" if verified else None,
        status=EmployerStatus.VERIFIED if verified else EmployerStatus.UNVERIFIED,
    )
    session.add(employer)
    session.flush()
    return employer
