"""Reads what a form or an address carried."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import request

Kind = TypeVar("Kind", bound=StrEnum)


def one_of(kinds: type[Kind], text: str | None) -> Kind | None:
    """Return the member with this value, or None."""
    try:
        return kinds(text) if text else None
    except ValueError:
        return None


def posted(name: str, longest: int = 400) -> str:
    """Return a field of the posted form without NUL and outer blanks, cut at ``longest``."""
    return request.form.get(name, "").replace("\0", "").strip()[:longest]


def posted_day(name: str) -> date | None:
    """Return a posted day (2026-11-23), or None."""
    try:
        return date.fromisoformat(posted(name, 10))
    except ValueError:
        return None


def posted_whole(name: str) -> int | None:
    """Return a posted whole number from 0 to 999,999,999, or None."""
    text = posted(name, 9)
    return int(text) if text.isascii() and text.isdigit() else None


def posted_id(name: str) -> UUID | None:
    """Return a posted id, or None."""
    try:
        return UUID(posted(name, 36))
    except ValueError:
        return None
