"""Data that every database needs before it is used: the service standards as they are shipped."""

from __future__ import annotations

from app.context import AppContext
from service_ledger.standards import load_standards


def load_standing_data(context: AppContext) -> None:
    """Write what is missing; harmless to repeat."""
    with context.db.write() as session:
        load_standards(session)
