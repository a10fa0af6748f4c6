"""Column types and field helpers shared by every table, the same on SQLite and PostgreSQL.

On SQLite tables are STRICT, which knows only INTEGER, REAL, TEXT, BLOB and ANY; the compile rules
at the end give every type one of those names.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum, IntEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlmodel import Field

from storage.clock import in_shanghai
from storage.ids import new_id
from storage.vault import Sealed

SHORT, LONG = 64, 400


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment: stored as UTC, read as Asia/Shanghai; a naive datetime raises ValueError."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Turn an aware datetime into UTC."""
        if value is None:
            return None
        moment = in_shanghai(value).astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Turn what the database holds into Asia/Shanghai."""
        if value is None:
            return None
        return in_shanghai(value if value.tzinfo else value.replace(tzinfo=UTC))


class SealedColumn(sa.types.TypeDecorator[Sealed]):
    """Bytes made by ``storage.vault.Vault.seal``; reading a row never decrypts them."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sealed | None, dialect: sa.Dialect) -> bytes | None:
        """Store the sealed bytes; anything else raises TypeError, so plain text cannot slip in."""
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError("a sealed column takes only what the vault sealed")
        return value.data

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> Sealed | None:
        """Wrap the stored bytes."""
        return None if value is None else Sealed(bytes(value))


class RankColumn(sa.types.TypeDecorator[IntEnum]):
    """An IntEnum stored as its number, so that "states only rise" is a comparison in SQL."""

    impl = sa.SmallInteger
    cache_ok = True

    def __init__(self, ranks: type[IntEnum]) -> None:
        super().__init__()
        self.ranks = ranks

    def process_bind_param(self, value: IntEnum | int | None, dialect: sa.Dialect) -> int | None:
        """Store the number; raises ValueError for one that is no member."""
        return None if value is None else int(self.ranks(value))

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> IntEnum | None:
        """Return the member."""
        return None if value is None else self.ranks(value)


def key() -> Any:
    """Return the primary key field: a UUID version 7 made by us."""
    return Field(default_factory=new_id, sa_column=sa.Column(sa.Uuid(), primary_key=True))


def unique_id() -> Any:
    """Return a field with a UUID of its own, made by us and unique in the table."""
    return Field(
        default_factory=new_id, sa_column=sa.Column(sa.Uuid(), nullable=False, unique=True)
    )


def plain_id(*, nullable: bool = False, index: bool = False) -> Any:
    """Return a field that holds a UUID of a package above, which is therefore no foreign key."""
    return _field(sa.Column(sa.Uuid(), nullable=nullable, index=index), nullable)


def ref(target: str, *, nullable: bool = False, index: bool = True) -> Any:
    """Return a field that points at ``target`` (``table.id``)."""
    column = sa.Column(sa.Uuid(), sa.ForeignKey(target), nullable=nullable, index=index)
    return _field(column, nullable)


def part_of_key(target: str) -> Any:
    """Return a field that points at ``target`` and is one part of the primary key."""
    return Field(sa_column=sa.Column(sa.Uuid(), sa.ForeignKey(target), primary_key=True))


def text(length: int = SHORT, *, nullable: bool = False, index: bool = False) -> Any:
    """Return a text field of at most ``length`` characters."""
    return _field(sa.Column(sa.String(length), nullable=nullable, index=index), nullable)


def prose(*, nullable: bool = False) -> Any:
    """Return a text field without a length limit."""
    return _field(sa.Column(sa.Text(), nullable=nullable), nullable)


def moment(*, nullable: bool = False, index: bool = False) -> Any:
    """Return a field that holds a moment (aware, Asia/Shanghai when read)."""
    return _field(sa.Column(UtcDateTime(), nullable=nullable, index=index), nullable)


def day(*, nullable: bool = False, index: bool = False) -> Any:
    """Return a field that holds a calendar day of Asia/Shanghai."""
    return _field(sa.Column(sa.Date(), nullable=nullable, index=index), nullable)


def sealed(*, nullable: bool = False) -> Any:
    """Return a field that holds text sealed by the vault."""
    return _field(sa.Column(SealedColumn(), nullable=nullable), nullable)


def blind(*, nullable: bool = False) -> Any:
    """Return a field that holds the keyed index of a sealed one (32 bytes)."""
    return _field(sa.Column(sa.LargeBinary(32), nullable=nullable, index=True), nullable)


def fen(*, nullable: bool = False) -> Any:
    """Return a field that holds money in whole fen."""
    return _field(sa.Column(sa.BigInteger(), nullable=nullable), nullable)


def number(*, nullable: bool = False, default: int | None = None, index: bool = False) -> Any:
    """Return a whole-number field."""
    column = sa.Column(sa.Integer(), nullable=nullable, index=index)
    return _field(column, nullable, default)


def flag(default: bool | None = None, *, nullable: bool = False) -> Any:
    """Return a yes-or-no field; nullable means "not stated"."""
    return _field(sa.Column(sa.Boolean(), nullable=nullable), nullable, default)


def choice(
    kinds: type[Enum], *, nullable: bool = False, index: bool = False, default: Enum | None = None
) -> Any:
    """Return a field that holds one member of ``kinds`` by its value, checked by the database."""
    kind = sa.Enum(
        kinds,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
        length=32,
        name=f"{kinds.__name__.lower()}_known",
    )
    return _field(sa.Column(kind, nullable=nullable, index=index), nullable, default)


def rank(ranks: type[IntEnum], *, default: IntEnum | None = None, index: bool = False) -> Any:
    """Return a field that holds one member of ``ranks`` by its number."""
    return _field(sa.Column(RankColumn(ranks), nullable=False, index=index), False, default)


def mapping(*, nullable: bool = False) -> Any:
    """Return a field that holds a JSON object; changes inside it are noticed."""
    column = sa.Column(MutableDict.as_mutable(sa.JSON(none_as_null=True)), nullable=nullable)
    return _field(column, nullable, factory=dict)


def listing(*, nullable: bool = False) -> Any:
    """Return a field that holds a JSON array; changes inside it are noticed."""
    column = sa.Column(MutableList.as_mutable(sa.JSON(none_as_null=True)), nullable=nullable)
    return _field(column, nullable, factory=list)


def _field(
    column: sa.Column[Any],
    nullable: bool,
    default: Any = None,
    factory: Callable[[], Any] | None = None,
) -> Any:
    if default is not None:
        return Field(default=default, sa_column=column)
    if nullable:
        return Field(default=None, sa_column=column)
    if factory is not None:
        return Field(default_factory=factory, sa_column=column)
    return Field(sa_column=column)


def _as_text(_element: Any, _compiler: Any, **_options: Any) -> str:
    return "TEXT"


def _as_integer(_element: Any, _compiler: Any, **_options: Any) -> str:
    return "INTEGER"


_TEXTS: tuple[Any, ...] = (sa.String, sa.Text, sa.DateTime, sa.Date, sa.Uuid, sa.JSON, sa.Enum)
_NUMBERS: tuple[Any, ...] = (sa.Boolean, sa.BigInteger, sa.SmallInteger, sa.Integer)
for _type in _TEXTS:
    compiles(_type, "sqlite")(_as_text)
for _type in _NUMBERS:
    compiles(_type, "sqlite")(_as_integer)

__all__ = [
    "LONG",
    "SHORT",
    "RankColumn",
    "SealedColumn",
    "UtcDateTime",
    "blind",
    "choice",
    "day",
    "fen",
    "flag",
    "key",
    "listing",
    "mapping",
    "moment",
    "number",
    "part_of_key",
    "plain_id",
    "prose",
    "rank",
    "ref",
    "sealed",
    "text",
    "unique_id",
]
