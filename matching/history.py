"""What happened before between people and the open postings of a county, read as columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlmodel import Session, col

from jobs_feed.tables import Application, Posting, PostingState
from labourers.tables import Labourer
from matching.crowd import Met
from matching.feedback import Refusal
from matching.id_column import Ids
from matching.tables import PostingRefusal, PushedPosting

_NOTHING: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Pairs:
    """Some people with postings, side by side; ``what`` are places in ``postings``."""

    people: Ids
    what: npt.NDArray[np.int32]
    postings: Sequence[UUID]

    @classmethod
    def of(cls, rows: Iterable[tuple[UUID, bytes]]) -> Pairs:
        """Return the pairs of postings, each with the ids of its people one after the other."""
        postings, people, counts = [], bytearray(), []
        for posting, theirs in rows:
            postings.append(posting)
            people += theirs
            counts.append(len(Ids(theirs)))
        what = np.repeat(np.arange(len(postings), dtype=np.int32), counts)
        return cls(Ids(bytes(people)), what, postings)


@dataclass(frozen=True, slots=True)
class History:
    """Which open postings people were sent, and which they turned down or applied for.

    ``refusals`` are all of each person, the oldest first, by the id as the database writes it.
    """

    sent: Pairs
    answered: Sequence[Pairs]
    refusals: Mapping[str, Sequence[Refusal]]

    @classmethod
    def read(cls, session: Session, county: str) -> History:
        """Return the history of a county's people with the postings it has open."""
        answered = [_pairs(session, county, table) for table in (Application, PostingRefusal)]
        sent = _pairs(session, county, PushedPosting)
        return cls(sent, answered, _refusals(session, county))

    def shown(self) -> dict[UUID, int]:
        """Return how often each open posting was sent to somebody."""
        counts = np.bincount(self.sent.what, minlength=len(self.sent.postings)).tolist()
        return dict(zip(self.sent.postings, counts, strict=True))


class Meetings:
    """The history of some people, place by place."""

    def __init__(self, history: History, people: Ids) -> None:
        numbers: dict[UUID, int] = {}
        found = []
        for kind in ([history.sent], history.answered):
            met = [_met(pairs, people, numbers) for pairs in kind]
            found.append([np.concatenate(each) for each in zip(*met, strict=True)])
        self._postings = tuple(numbers)
        self._pairs = tuple(np.unique(who * len(numbers) + what) for who, what in found)
        # Where each person's pairs begin and, as those of the next, end.
        begins = np.arange(len(people) + 1) * len(numbers)
        self._bounds = tuple(np.searchsorted(pairs, begins) for pairs in self._pairs)

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


def _met(
    pairs: Pairs, people: Ids, numbers: dict[UUID, int]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return who of ``people`` is in ``pairs``, and the number of the posting of each."""
    who = people.places_of(pairs.people)
    number = [numbers.setdefault(each, len(numbers)) for each in pairs.postings]
    what = np.array(number, dtype=np.int64)[pairs.what]
    return who[who >= 0].astype(np.int64), what[who >= 0]


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
    # A row for each posting: one for each pair would be many more, and hold up other threads.
    rows = session.connection().execute(
        sa.select(col(table.posting_id), sa.func.aggregate_strings(text_of(table.labourer_id), ""))
        .where(col(table.posting_id).in_(offered))
        .group_by(col(table.posting_id))
    )
    return Pairs.of((posting, bytes.fromhex(who.replace("-", ""))) for posting, who in rows)


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
