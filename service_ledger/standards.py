"""Service standards: read from data, kept in a table, found for a county and a day."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlmodel import Session, col, or_, select

from service_ledger.kinds import Group, Period, ServiceKind
from service_ledger.tables import ServiceStandard
from storage.places import scope_prefix, within

Adcode = Annotated[str, Field(pattern=r"^\d{6}$")]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class StandardError(Exception):
    """No standard fits the county and the day; the message is for staff, in Chinese."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LineSpec(_Strict):
    """One line of a standard file: at least ``minimum`` services of a kind in the period."""

    kind: ServiceKind
    minimum: int = Field(gt=0, strict=True)
    min_postings: int | None = Field(None, gt=0, strict=True)


class StandardSpec(_Strict):
    """One standard as its document sets it, for the document's own place."""

    code: str = Field(min_length=1, max_length=64)
    title: Name
    place: Adcode
    group: Group
    period: Period
    document: Name
    clause: Name
    valid_from: date
    valid_until: date | None = None
    lines: tuple[LineSpec, ...] = Field(min_length=1)


class AdoptionSpec(_Strict):
    """An office's decision to work by the standard of another place.

    ``valid_from`` and ``valid_until`` narrow the document's own validity.
    """

    standard: str
    place: Adcode
    adopted_by: Name
    valid_from: date | None = None
    valid_until: date | None = None


class StandardsFile(_Strict):
    """The whole file; raises pydantic.ValidationError for an adoption of an unknown standard."""

    standard: tuple[StandardSpec, ...]
    adoption: tuple[AdoptionSpec, ...] = ()

    @model_validator(mode="after")
    def _adoptions_name_standards(self) -> Self:
        known = {standard.code for standard in self.standard}
        unknown = {adoption.standard for adoption in self.adoption} - known
        if unknown:
            raise ValueError(f"adoption of unknown standards: {sorted(unknown)}")
        return self

    def rows(self) -> list[ServiceStandard]:
        """Return every line as a table row, those of the documents and those adopted."""
        rows = [row for standard in self.standard for row in _rows(standard)]
        by_code = {standard.code: standard for standard in self.standard}
        for adoption in self.adoption:
            rows += _rows(by_code[adoption.standard], adoption)
        return rows


def shipped_standards() -> StandardsFile:
    """Return the standards that come with the service."""
    text = (files("service_ledger") / "data" / "standards.toml").read_text(encoding="utf-8")
    return StandardsFile.model_validate(tomllib.loads(text))


def load_standards(session: Session, standards: StandardsFile | None = None) -> int:
    """Bring the table to what ``standards`` (by default the shipped ones) say.

    Returns how many rows were written; doing it twice writes none. Rows that the file does not
    name (another office's own) stay.
    """
    present = {_identity(row): row for row in session.exec(select(ServiceStandard))}
    written = 0
    for row in (standards or shipped_standards()).rows():
        known = present.get(_identity(row))
        if known is None:
            session.add(row)
            written += 1
        elif _update(known, row):
            session.add(known)
            written += 1
    session.flush()
    return written


def standards_for(
    session: Session, county: str, on: date, code: str | None = None
) -> list[ServiceStandard]:
    """Return the lines of the standard that ``county`` (adcode) works by on ``on``.

    Without ``code`` that is the standard of the narrowest place that covers the county, a yearly
    one before a monthly one; with it, that standard as the narrowest place uses it. Raises
    StandardError when none is in force there.
    """
    in_force = [row for row in _in_force(session, on) if within(county, row.place_code)]
    fitting = [row for row in in_force if code is None or row.code == code]
    if not fitting:
        raise StandardError(_nothing_fits(county, on, code, in_force))
    first = min(fitting, key=_preference)
    lines = [row for row in fitting if (row.code, row.place_code) == (first.code, first.place_code)]
    newest = {row.kind: row for row in sorted(lines, key=lambda row: row.valid_from)}
    return [newest[kind] for kind in ServiceKind if kind in newest]


def codes_for(session: Session, county: str, on: date) -> list[str]:
    """Return the codes of all standards that ``county`` can work by on ``on``, nearest first."""
    rows = [row for row in _in_force(session, on) if within(county, row.place_code)]
    return list(dict.fromkeys(row.code for row in sorted(rows, key=_preference)))


def _in_force(session: Session, on: date) -> list[ServiceStandard]:
    query = select(ServiceStandard).where(
        col(ServiceStandard.valid_from) <= on,
        or_(col(ServiceStandard.valid_until).is_(None), col(ServiceStandard.valid_until) >= on),
    )
    return list(session.exec(query))


def _preference(row: ServiceStandard) -> tuple[int, bool, str]:
    return -len(scope_prefix(row.place_code)), row.period is not Period.YEAR, row.code


def _nothing_fits(county: str, on: date, code: str | None, in_force: list[ServiceStandard]) -> str:
    usable = "、".join(sorted({row.code for row in in_force}))
    if code is not None and usable:
        return f"{county} 在 {on} 不适用服务标准“{code}”,可用的有: {usable}"
    return f"{county} 在 {on} 没有适用的服务标准"


def _rows(standard: StandardSpec, adoption: AdoptionSpec | None = None) -> list[ServiceStandard]:
    return [
        ServiceStandard(
            code=standard.code,
            title=standard.title,
            place_code=adoption.place if adoption else standard.place,
            group=standard.group,
            period=standard.period,
            kind=line.kind,
            minimum=line.minimum,
            min_postings=line.min_postings,
            document=standard.document,
            clause=standard.clause,
            adopted_by=adoption.adopted_by if adoption else None,
            valid_from=(adoption and adoption.valid_from) or standard.valid_from,
            valid_until=(adoption and adoption.valid_until) or standard.valid_until,
        )
        for line in standard.lines
    ]


def _identity(row: ServiceStandard) -> tuple[str, ServiceKind, str, date]:
    return row.code, row.kind, row.place_code, row.valid_from


_CONTENT = (
    "title", "group", "period", "minimum", "min_postings", "document", "clause", "adopted_by",
    "valid_until",
)  # fmt: skip


def _update(known: ServiceStandard, wanted: ServiceStandard) -> bool:
    changed = [name for name in _CONTENT if getattr(known, name) != getattr(wanted, name)]
    for name in changed:
        setattr(known, name, getattr(wanted, name))
    return bool(changed)
