"""Which counties the service works for: those with people on their roster."""

from __future__ import annotations

from sqlmodel import select

from labourers.tables import Labourer
from storage.database import Database


def counties_in_use(database: Database) -> list[str]:
    """Return the adcodes of the counties that have a roster, in order."""
    with database.read() as session:
        return sorted(session.exec(select(Labourer.county_code).distinct()))
