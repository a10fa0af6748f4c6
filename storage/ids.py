"""Identifiers: UUID version 7, so that rows sort by the time they were made."""

from __future__ import annotations

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """Return a new UUID version 7 (RFC 9562)."""
    return uuid_utils.compat.uuid7()
