"""Limits how often name and end of an ID number may be tried for one name, from all accounts.

The dialogue limits the tries of one account; with many accounts four characters could still be
tried out. Names that are on no roster are counted like any other, so a refusal tells nothing.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from labourers.tables import IdentityTry
from storage.clock import SHANGHAI, Clock
from storage.vault import Vault

PER_NAME: Final = 10
"""Failed tries a day for one name in a county: a tenth of a percent of the 10,000 endings."""
_FIELD: Final = "identity_try"


def may_try(session: Session, vault: Vault, clock: Clock, county: str, name: str) -> bool:
    """Tell whether a name may be tried once more today (Asia/Shanghai)."""
    failed = session.exec(
        select(func.count())
        .select_from(IdentityTry)
        .where(
            col(IdentityTry.key) == _key(vault, county, name),
            col(IdentityTry.at) >= _midnight(clock),
        )
    ).one()
    return failed < PER_NAME


def note_failure(session: Session, vault: Vault, clock: Clock, county: str, name: str) -> None:
    """Count a try that did not fit; those of earlier days are deleted."""
    session.execute(sa.delete(IdentityTry).where(col(IdentityTry.at) < _midnight(clock)))
    session.add(IdentityTry(key=_key(vault, county, name), at=clock.now()))


def _key(vault: Vault, county: str, name: str) -> bytes:
    return vault.blind_index(_FIELD, f"{county}:{name}")


def _midnight(clock: Clock) -> datetime:
    return datetime.combine(clock.today(), time(), SHANGHAI)
