"""Which counties the service works for: those with people on their roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from labourers.tables import Labourer
from storage.database import Database

if TYPE_CHECKING:
    from app.context import AppContext


def counties_in_use(database: Database) -> list[str]:
    """Return the adcodes of the counties that have a roster, in order."""
    with database.read() as session:
        return sorted(session.exec(select(Labourer.county_code).distinct()))


def office_counties(context: AppContext) -> list[str]:
    """Return the counties whose caseworkers are told things: those in use and the office's own."""
    return sorted({*counties_in_use(context.db), context.settings.county})
