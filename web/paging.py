"""One page of a long list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from flask import request
from sqlmodel import Session

Row = TypeVar("Row")
PAGE_ROWS = 50
_LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page; pages count from 1."""

    rows: list[Row]
    number: int
    total: int
    size: int = PAGE_ROWS

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The number of the first row shown, 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return (self.number - 1) * self.size + len(self.rows)


def page_asked() -> int:
    """Return the page number of this request, 1 when it names none or nonsense."""
    asked = request.args.get("page", default=1, type=int)
    return min(max(asked, 1), _LAST_PAGE)


def paged(session: Session, query: sa.Select[*tuple[Any, ...]], size: int = PAGE_ROWS) -> Page[Any]:
    """Return the page of ``query`` this request asks for; past the end it is the last one.

    Rows are entities when the query selects one entity, tuples otherwise.
    """
    count = sa.select(sa.func.count()).select_from(query.order_by(None).subquery())
    total = session.connection().execute(count).scalar_one()
    number = min(page_asked(), max(1, -(-total // size)))
    result = session.execute(query.limit(size).offset((number - 1) * size))
    single = len(query.column_descriptions) == 1
    rows = list(result.scalars()) if single else [tuple(row) for row in result]
    return Page(rows=rows, number=number, total=total, size=size)


def sliced(rows: list[Row], size: int = PAGE_ROWS) -> Page[Row]:
    """Return the page of a list that is in memory already."""
    number = min(page_asked(), max(1, -(-len(rows) // size)))
    start = (number - 1) * size
    return Page(rows=rows[start : start + size], number=number, total=len(rows), size=size)
