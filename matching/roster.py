"""Reading the people of a county, with no more work than what changed since the day before.

The database gives each person as one line of text; a line that is what it was needs no object, no
reading of texts and no keys. So nothing depends on marks that somebody might forget to set.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from hashlib import blake2b
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from labourers.profiles import WILLING
from labourers.tables import EmploymentStatus, Labourer, StatusRecord, WillingnessRecord
from matching.history import History, Meetings, text_of
from matching.id_column import SIZE, Ids
from matching.known_people import KnownPeople
from matching.reading.validity import may_end
from matching.roster_lines import RosterReader
from matching.seekers import Seekers
from matching.toolkit import Toolkit
from storage.places import Place

_STARTS = len('["')
"""Where the id of a line starts."""
_LICENCES = 15
"""Where the licences are among the values of a line."""
_LINES = 4096
"""So many of them are a page."""


def listed(session: Session, county: str, on: date) -> list[bytes]:
    """Return the unemployed, willing people of a county's roster on a day, as pages of lines.

    A line is a JSON array: id, birth, village, sex, town, education, health, ability, county,
    wishes, services, skills, wage, board, lodging, licences, willingness, places, source,
    political status.
    """
    given = {"county": county, "on": on}
    if session.get_bind().dialect.name == "sqlite":
        return list(_paged(session.connection(), given))
    lines = session.execute(_lines("postgresql"), given, execution_options={"yield_per": _LINES})
    return ["\n".join(page).encode() for page in lines.scalars().partitions()]


def _paged(connection: sa.Connection, given: dict[str, Any]) -> Iterator[bytes]:
    """Yield the pages of SQLite, each made by the database as one value.

    Line by line it would hold up all other threads, and they it.
    """
    last = -1
    while True:
        page, last = connection.execute(_page(), {**given, "after": last}).one()
        if page is None:
            return
        yield page.encode()


def seekers_of(
    toolkit: Toolkit,
    pages: Sequence[bytes],
    on: date,
    history: History,
    known: KnownPeople | None = None,
) -> Seekers:
    """Return the people that are ``listed``, by id; ``known`` spares reading them again."""
    known = known or KnownPeople.nobody()
    reader = RosterReader(toolkit.reader, on, known)
    refused = {who.encode(): repr(said).encode() for who, said in history.refusals.items()}
    for page in pages:
        lines = page.split(b"\n")
        id_ends = lines[0].index(b'"', _STARTS)
        births = lines[0].index(b'"', id_ends + 1) + 1
        birth_ends = births + len("1990-01-01")
        ids = [line[_STARTS:id_ends] for line in lines]
        ages = _ages([line[births:birth_ends] for line in lines], on)
        said_of = map(refused.get, ids)
        digests = Ids.of(map(_digest, lines, said_of, repeat(str(on).encode())))
        reader.read(_ids(ids), digests, ages, lines)
    people, before = reader.by_id()
    places = people.ids.places_of(_ids(refused)).tolist()
    told = zip(places, history.refusals.values(), strict=True)
    said = {at: refusals for at, refusals in told if at >= 0}
    past = Meetings(history, people.ids), said
    return Seekers(
        toolkit, on, people, reader.kinds, reader.villages, reader.book, *past, (known, before)
    )


def _ids(written: Iterable[bytes]) -> Ids:
    """Return ids that are written in hexadecimal, with hyphens or without, all of one length."""
    return Ids(bytes.fromhex(b"".join(written).decode().replace("-", "")))


def _digest(line: bytes, refused: bytes | None, on: bytes) -> bytes:
    """Return a digest of all that is said of a person: of their line and their refusals."""
    told = line if refused is None else b"%b\n%b" % (line, refused)
    if may_end(line.decode()) or (b"\\u" in line and may_end(_listed_licences(line))):
        # What they hold may have expired since they were looked at.
        told = b"%b\n%b" % (told, on)
    return blake2b(told, digest_size=SIZE).digest()


def _listed_licences(line: bytes) -> str:
    """Return the licences of a line, which SQLite has with their characters as numbers."""
    listed_there = json.loads(line)[_LICENCES]
    return "".join(json.loads(listed_there) if isinstance(listed_there, str) else listed_there)


def _ages(births: Sequence[bytes], on: date) -> npt.NDArray[np.int16]:
    """Return ages in whole years on a day, as ``people.age_on`` has them."""
    days = np.array(births, dtype="S10").astype("datetime64[D]")
    months, years = days.astype("datetime64[M]"), days.astype("datetime64[Y]")
    year = years.astype(np.int64) + 1970
    month = (months - years.astype("datetime64[M]")).astype(np.int64) + 1
    day = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    birthday_to_come = (month > on.month) | ((month == on.month) & (day > on.day))
    ages: npt.NDArray[np.int16] = (on.year - year - birthday_to_come).astype(np.int16)
    return ages


@cache
def _page() -> sa.Select[*tuple[Any, ...]]:
    """Return how SQLite is asked for a page: people in the order of their rows, after one row."""
    # The index of the county holds its rows in this order, so a page begins where one ended.
    row: sa.ColumnElement[int] = sa.literal_column("labourer.rowid")
    page = (
        _lines("sqlite")
        .add_columns(row.label("row"))
        .where(row > sa.bindparam("after"))
        .order_by(row)
        .limit(_LINES)
        .subquery()
    )
    return sa.select(sa.func.aggregate_strings(page.c.line, "\n"), sa.func.max(page.c.row))


@cache
def _lines(dialect: str) -> sa.Select[*tuple[Any, ...]]:
    listing = sa.func.json_array if dialect == "sqlite" else sa.func.json_build_array
    line = listing(
        text_of(Labourer.id),
        text_of(Labourer.birth_date),
        _listed_at(),
        *(
            sa.type_coerce(col(each), sa.types.NullType())
            for each in (
                *(Labourer.sex, Labourer.town_code, Labourer.education, Labourer.health),
                *(Labourer.work_ability, Labourer.county_code, Labourer.wishes),
                *(Labourer.services_wanted, Labourer.skills, Labourer.wage_expected_fen),
                *(Labourer.wants_board, Labourer.wants_lodging, Labourer.licences),
                *(WillingnessRecord.willingness, WillingnessRecord.places),
                *(WillingnessRecord.source, Labourer.political_status),
            )
        ),
    )
    return (
        sa.select(sa.cast(line, sa.Text).label("line"))
        .select_from(Labourer)
        .join(WillingnessRecord, col(WillingnessRecord.id) == _holding(WillingnessRecord, "id"))
        .where(
            col(Labourer.county_code) == sa.bindparam("county"),
            col(Labourer.erased_at).is_(None),
            _holding(StatusRecord, "status") == EmploymentStatus.UNEMPLOYED,
            col(WillingnessRecord.willingness).in_(WILLING),
        )
    )


def _listed_at() -> sa.Function[str]:
    """Return the names of somebody's town and village as ``Villages.of`` takes them.

    Without a comma, which parts the fields of a line.
    """
    town, village = (
        sa.func.coalesce(
            sa.select(col(Place.name))
            .where(col(Place.code) == col(code))
            .correlate(Labourer)
            .scalar_subquery(),
            "",
        )
        for code in (Labourer.town_code, Labourer.village_code)
    )
    return sa.func.replace(town + "/" + village, ",", "、")


def _holding(table: Any, wanted: str) -> sa.ScalarSelect[Any]:
    """Return a column of the record that holds on the day, as ``labourers.dated`` has it."""
    record = aliased(table)
    return (
        sa.select(getattr(record, wanted))
        .where(record.labourer_id == col(Labourer.id), record.since <= sa.bindparam("on"))
        .order_by(record.since.desc(), record.recorded_at.desc(), record.id.desc())
        .limit(1)
        .correlate(Labourer)
        .scalar_subquery()
    )
