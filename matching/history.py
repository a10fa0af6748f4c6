"""What happened before between people and the open postings of a county, read as columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from sqlmodel import Session, col

from jobs_feed.tables import Application, Posting, PostingState
from labourers.tables import Labourer
from matching.crowd import Met
from matching.feedback import Refusal
from matching.tables import PostingRefusal, PushedPosting

Pairs: TypeAlias = tuple[Sequence[str], Sequence[str]]
"""People and postings, side by side, as the database writes their ids."""
_NOTHING: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class History:
    """Which open postings people were sent, and which they turned down or applied for.

    ``refusals`` are all of each person, the oldest first. Ids are as the database writes them.
    """

    sent: Pairs
    answered: Pairs
    refusals: Mapping[str, Sequence[Refusal]]

    @classmethod
    def read(cls, session: Session, county: str) -> History:
        """Return the history of a county's people with the postings it has open."""
        answered = [_pairs(session, county, table) for table in (Application, PostingRefusal)]
        people, postings = ([*one, *other] for one, other in zip(*answered, strict=True))
        sent = _pairs(session, county, PushedPosting)
        return cls(sent, (people, postings), _refusals(session, county))

    def shown(self) -> dict[UUID, int]:
        """Return how often each open posting was sent to somebody."""
        return {UUID(posting): count for posting, count in Counter(self.sent[1]).items()}


class Meetings:
    """The history of some people, given by their ids and place by place."""

    def __init__(self, history: History, place_of: Mapping[str, int]) -> None:
        numbers: dict[str, int] = {}
        found = []
        for people, postings in (history.sent, history.answered):
            who = np.array([place_of.get(each, -1) for each in people], dtype=np.int64)
            what = [numbers.setdefault(each, len(numbers)) for each in postings]
            found.append((who, np.array(what, dtype=np.int64)))
        self._postings = tuple(UUID(each) for each in numbers)
        self._pairs = tuple(np.unique((who * len(numbers) + what)[who >= 0]) for who, what in found)
        # Where each person's pairs begin and, as those of the next, end.
        begins = np.arange(len(place_of) + 1) * len(numbers)
        self._bounds = tuple(np.searchsorted(pairs, begins).tolist() for pairs in self._pairs)

    def all(self) -> Met:
        """Return everything that was met, in whatever way."""
        pairs = np.union1d(*self._pairs)
        who, what = np.divmod(pairs, max(len(self._postings), 1))
        return Met(who.astype(np.int32), what.astype(np.int32), self._postings)

    def of(self, place: int) -> tuple[frozenset[UUID], frozenset[UUID]]:
        """Return what one person was sent, and what they turned down or applied for."""
        return self._among(0, place), self._among(1, place)

    def _among(self, kind: int, place: int) -> frozenset[UUID]:
        start, end = self._bounds[kind][place : place + 2]
        if start == end:
            return _NOTHING
        width = len(self._postings)
        return frozenset(
            self._postings[each % width] for each in self._pairs[kind][start:end].tolist()
        )


def text_of(column: Any) -> sa.ColumnElement[str]:
    """Return an id as the database writes it."""
    return sa.cast(col(column), sa.Text)


def _pairs(
    session: Session,
    county: str,
    table: type[Application] | type[PostingRefusal] | type[PushedPosting],
) -> Pairs:
    offered = sa.select(col(Posting.id)).where(
        col(Posting.county_code) == county, col(Posting.state) == PostingState.OPEN
    )
    rows = session.connection().execute(
        sa.select(text_of(table.labourer_id), text_of(table.posting_id)).where(
            col(table.posting_id).in_(offered)
        )
    )
    found = rows.all()
    return [row[0] for row in found], [row[1] for row in found]


def _refusals(session: Session, county: str) -> dict[str, list[Refusal]]:
    found: dict[str, list[Refusal]] = defaultdict(list)
    rows = session.connection().execute(
        sa.select(
            text_of(PostingRefusal.labourer_id),
            col(PostingRefusal.reason),
            col(Posting.wage_high_fen),
        )
        .join(Labourer, col(Labourer.id) == col(PostingRefusal.labourer_id))
        .join(Posting, col(Posting.id) == col(PostingRefusal.posting_id))
        .where(col(Labourer.county_code) == county)
        .order_by(col(PostingRefusal.refused_at), col(PostingRefusal.id))
    )
    for who, reason, wage in rows:
        found[who].append(Refusal(reason, wage))
    return dict(found)
