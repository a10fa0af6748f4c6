"""Checkpoints: where each county's chain stood, kept in a file outside the database.

A chain cut off at its end, or written anew by someone who has the key, is whole in itself; only
what was noted elsewhere tells. One JSON object a line, appended and forced to the disk; keep the
file on another disk than the database, or let it be collected elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from sqlmodel import Session, col, select

from service_ledger.tables import ServiceEntry
from storage.clock import Clock

_OWNER_ONLY = 0o600


class Checkpoint(BaseModel):
    """The newest entry of a county's chain at a moment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    county: str = Field(pattern=r"^\d{6}$")
    sequence: int = Field(gt=0, strict=True)
    mac: str = Field(pattern=r"^[0-9a-f]{64}$")
    at: AwareDatetime


class CheckpointFile:
    """The file of checkpoints; several processes may append to it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, checkpoints: Iterable[Checkpoint]) -> int:
        """Append ``checkpoints`` and wait until the disk has them; returns how many."""
        lines = [f"{checkpoint.model_dump_json()}\n" for checkpoint in checkpoints]
        if not lines:
            return 0
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{self.path}.lock"):
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
            with os.fdopen(handle, "rb+") as file:
                whole = file.read()
                # A crash can leave half a line at the end; it was never a checkpoint.
                file.seek(whole.rfind(b"\n") + 1)
                file.truncate()
                file.write("".join(lines).encode())
                file.flush()
                os.fsync(file.fileno())
        return len(lines)

    def read(self) -> tuple[list[Checkpoint], list[int]]:
        """Return all checkpoints in the order written, and the numbers of unreadable lines.

        A file that is not there yet has none. Half a line at the end is no line.
        """
        if not self.path.exists():
            return [], []
        whole = self.path.read_bytes()
        good, bad = [], []
        for number, line in enumerate(whole[: whole.rfind(b"\n") + 1].splitlines(), start=1):
            try:
                good.append(Checkpoint.model_validate_json(line))
            except ValidationError:
                bad.append(number)
        return good, bad


def heads(session: Session, at: datetime) -> list[Checkpoint]:
    """Return the newest entry of every county as a checkpoint of the moment ``at``."""
    newest = (
        select(ServiceEntry.county_code, sa.func.max(ServiceEntry.sequence).label("sequence"))
        .group_by(ServiceEntry.county_code)
        .subquery()
    )
    rows = session.exec(
        select(ServiceEntry.county_code, ServiceEntry.sequence, ServiceEntry.mac)
        .join(
            newest,
            sa.and_(
                col(ServiceEntry.county_code) == newest.c.county_code,
                col(ServiceEntry.sequence) == newest.c.sequence,
            ),
        )
        .order_by(ServiceEntry.county_code)
    )
    return [
        Checkpoint(county=county, sequence=number, mac=mac, at=at) for county, number, mac in rows
    ]


def write_checkpoints(session: Session, clock: Clock, path: Path) -> int:
    """Append to the file a checkpoint of every county whose chain moved; returns how many.

    A chain that fell behind its last checkpoint was tampered with and gets none; verification
    tells of it.
    """
    file = CheckpointFile(path)
    noted: dict[str, int] = {}
    for checkpoint in file.read()[0]:
        noted[checkpoint.county] = max(checkpoint.sequence, noted.get(checkpoint.county, 0))
    return file.append(
        head for head in heads(session, clock.now()) if head.sequence > noted.get(head.county, 0)
    )
