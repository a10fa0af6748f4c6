"""Imports every table of the service, so that one metadata holds the whole schema."""

from __future__ import annotations

import web.accounts.tables  # noqa: F401
from storage.tables import metadata

__all__ = ["metadata"]
