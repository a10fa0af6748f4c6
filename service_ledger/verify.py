"""Verification that the ledger is as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from service_ledger.chain import GENESIS
from service_ledger.checkpoints import Checkpoint, CheckpointFile
from service_ledger.entries import EntryContent, Ledger
from service_ledger.tables import ServiceEntry

_BATCH = 1_000


class ProblemKind(StrEnum):
    """What is wrong with a chain."""

    ALTERED = "altered"
    MISSING = "missing"
    CUT_OFF = "cut_off"
    REWRITTEN = "rewritten"
    CHECKPOINT_UNREADABLE = "checkpoint_unreadable"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong; ``sequence`` is the number of the entry, or of the line in the file."""

    kind: ProblemKind
    county: str | None
    sequence: int
    text: str

    def to_json(self) -> dict[str, Any]:
        """Return the problem as JSON values."""
        return {
            "kind": self.kind.value,
            "county": self.county,
            "sequence": self.sequence,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What verification found; ``checkpoints`` is how many were compared."""

    entries: int
    checkpoints: int
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """Return the result as JSON values."""
        return {
            "ok": self.ok,
            "entries": self.entries,
            "checkpoints": self.checkpoints,
            "problems": [problem.to_json() for problem in self.problems],
        }


def verify(
    session: Session,
    ledger: Ledger,
    county: str | None = None,
    checkpoints: Path | None = None,
) -> VerifyResult:
    """Check every entry of ``county`` (of all counties by default) and all its checkpoints.

    Finds entries that were changed, deleted, inserted, moved or cut off at the end, and chains
    written anew. Without checkpoints a cut and a chain written anew with the key stay unseen, and
    so do entries written and cut off between two checkpoints. ``checkpoints`` is the file.
    """
    noted, unreadable = CheckpointFile(checkpoints).read() if checkpoints else ([], [])
    noted = [one for one in noted if county in {None, one.county}]
    problems = [
        Problem(ProblemKind.CHECKPOINT_UNREADABLE, None, line, f"检查点文件第 {line} 行读不出来")
        for line in unreadable
    ]
    total = 0
    for one in sorted({checkpoint.county for checkpoint in noted} | _counties(session, county)):
        own = [checkpoint for checkpoint in noted if checkpoint.county == one]
        entries, found = _verify_county(session, ledger, one, own)
        total += entries
        problems += found
    return VerifyResult(total, len(noted), tuple(problems))


def _counties(session: Session, county: str | None) -> set[str]:
    if county is not None:
        return {county}
    return set(session.exec(select(ServiceEntry.county_code).distinct()))


def _verify_county(
    session: Session, ledger: Ledger, county: str, checkpoints: Sequence[Checkpoint]
) -> tuple[int, list[Problem]]:
    problems: list[Problem] = []
    noted: dict[int, set[str]] = {}
    for checkpoint in checkpoints:
        noted.setdefault(checkpoint.sequence, set()).add(checkpoint.mac)
    count, expected, previous = 0, 1, GENESIS
    try:
        for entry in _entries(session, county):
            count += 1
            number = entry.sequence
            problems += _wrong(ledger, county, previous, expected, entry)
            if any(code != entry.mac for code in noted.pop(number, ())):
                text = f"第 {number} 条与检查点不一致"
                problems.append(Problem(ProblemKind.REWRITTEN, county, number, text))
            expected, previous = max(expected, number + 1), entry.mac
    except (ValueError, LookupError, TypeError):
        # Somebody put into the database what is no date, no service kind or no JSON.
        text = f"第 {expected} 条或它后面 {_BATCH} 条里有读不出来的记录,后面的没有核对"
        problems.append(Problem(ProblemKind.ALTERED, county, expected, text))
        return count, problems
    problems += [
        Problem(ProblemKind.CUT_OFF, county, number, f"检查点记有第 {number} 条,台账里没有了")
        for number in sorted(noted)
    ]
    return count, problems


def _wrong(
    ledger: Ledger, county: str, previous: str, expected: int, entry: EntryContent
) -> list[Problem]:
    number = entry.sequence
    if number > expected:
        numbers = (
            f"第 {expected} 条" if number - expected == 1 else f"第 {expected} 至 {number - 1} 条"
        )
        return [Problem(ProblemKind.MISSING, county, expected, f"{numbers}不见了")]
    if number < expected or not ledger.holds(previous, entry):
        text = f"第 {number} 条与登记时不一致"
        return [Problem(ProblemKind.ALTERED, county, number, text)]
    return []


def _entries(session: Session, county: str) -> Iterator[EntryContent]:
    # Columns, not objects: an object that the session knows already would hide the change.
    query = (
        sa.select(*ServiceEntry.__table__.columns)  # type: ignore[attr-defined]
        .where(col(ServiceEntry.county_code) == county)
        .order_by(col(ServiceEntry.sequence))
        .execution_options(yield_per=_BATCH)
    )
    yield from session.connection().execute(query)  # type: ignore[misc]
