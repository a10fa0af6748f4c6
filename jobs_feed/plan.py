"""Compares a feed with what is stored: what to create, update, leave, hold and close (pure).

A feed is planned whole before anything is written, so that an absurd one can be refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from jobs_feed.errors import FeedError
from jobs_feed.screening import NOT_FOR_REVIEW, HoldReason
from jobs_feed.tables import PostingState

#: A complete feed may close this share of a source's open postings at once, or this many.
MOST_CLOSED_SHARE = 0.3
ALWAYS_ALLOWED = 10

P = TypeVar("P")


class UnsafePlanError(FeedError):
    """The feed would change so much that it is more likely broken; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of one posting of the source."""

    id: UUID
    fingerprint: str
    content_hash: str
    state: PostingState
    reasons: tuple[HoldReason, ...] = ()
    reviewed: bool = False
    left_the_feed: bool = False
    was_published: bool = False


@dataclass(frozen=True, slots=True)
class Incoming(Generic[P]):
    """A row of the feed that passed validation, screened."""

    row: int
    fingerprint: str
    content_hash: str
    reasons: tuple[HoldReason, ...]
    posting: P


@dataclass(frozen=True, slots=True)
class Step(Generic[P]):
    """What becomes of one row: the state its posting gets, and whether its content is new."""

    incoming: Incoming[P]
    stored: Stored | None
    state: PostingState
    content_changed: bool

    @property
    def is_new(self) -> bool:
        """Tell whether the posting is not stored yet."""
        return self.stored is None

    @property
    def opens(self) -> bool:
        """Tell whether the posting becomes visible by this step."""
        was_open = self.stored is not None and self.stored.state is PostingState.OPEN
        return self.state is PostingState.OPEN and not was_open

    @property
    def opens_first(self) -> bool:
        """Tell whether the posting becomes visible for the first time."""
        return self.opens and not (self.stored is not None and self.stored.was_published)

    @property
    def is_held(self) -> bool:
        """Tell whether the posting waits for a person afterwards."""
        return self.state is PostingState.HELD

    @property
    def changes(self) -> bool:
        """Tell whether anything is written."""
        stored = self.stored
        return (
            stored is None
            or self.content_changed
            or stored.state is not self.state
            or (self.is_held and stored.reasons != self.incoming.reasons)
        )


@dataclass(frozen=True, slots=True)
class Plan(Generic[P]):
    """The steps of a feed, row by row, and the postings that left it."""

    steps: tuple[Step[P], ...]
    close: tuple[Stored, ...]
    stored_open: int

    def raise_if_unsafe(self) -> None:
        """Raise UnsafePlanError when the feed would close too many of its source's postings."""
        most = max(ALWAYS_ALLOWED, int(self.stored_open * MOST_CLOSED_SHARE))
        if len(self.close) > most:
            raise UnsafePlanError(
                f"这个文件会让 {self.stored_open} 个在招岗位中的 {len(self.close)} 个下架，"
                f"超过一次最多 {most} 个，可能文件不完整，没有导入。"
                "请检查文件；确实要下架，请分批关闭。"
            )


def make_plan(
    incoming: Iterable[Incoming[P]],
    stored: Mapping[str, Stored],
    *,
    seen: frozenset[str] = frozenset(),
    complete: bool = False,
) -> Plan[P]:
    """Return what to do with a feed.

    ``stored`` are the postings of the same county and source by fingerprint; ``seen`` are
    fingerprints of rows that did not pass validation. Only a ``complete`` feed, one that lists
    everything its source offers, closes what it no longer lists.
    """
    steps = tuple(_step(row, stored.get(row.fingerprint)) for row in incoming)
    listed = seen | {step.incoming.fingerprint for step in steps}
    visible = (PostingState.OPEN, PostingState.HELD)
    close = [
        posting
        for posting in stored.values()
        if complete and posting.fingerprint not in listed and posting.state in visible
    ]
    stored_open = sum(posting.state in visible for posting in stored.values())
    return Plan(steps, tuple(close), stored_open)


def _step(row: Incoming[P], stored: Stored | None) -> Step[P]:
    if stored is None:
        return Step(row, None, state_of_new(row.reasons), content_changed=True)
    changed = stored.content_hash != row.content_hash
    return Step(row, stored, _state(row, stored, changed=changed), changed)


def state_of_new(reasons: tuple[HoldReason, ...]) -> PostingState:
    """Return the state of a posting nobody has looked at."""
    return PostingState.HELD if reasons else PostingState.OPEN


def _state(row: Incoming[P], stored: Stored, *, changed: bool) -> PostingState:
    judged = set(stored.reasons) if stored.reviewed else set()
    new_reasons = {
        each for each in row.reasons if each not in judged or each.code in NOT_FOR_REVIEW
    }
    match stored.state:
        case PostingState.REFUSED:
            # A person said no; only a posting without the cause comes before a person again.
            return PostingState.HELD if changed and not row.reasons else PostingState.REFUSED
        case PostingState.OPEN | PostingState.HELD:
            return PostingState.HELD if new_reasons else PostingState.OPEN
        case PostingState.CLOSED if not stored.left_the_feed:
            # Somebody closed it; a feed that still lists it knows less.
            return PostingState.CLOSED
        case PostingState.FILLED if not changed:
            return PostingState.FILLED
        case PostingState.EXPIRED | PostingState.CLOSED | PostingState.FILLED:
            return PostingState.HELD if new_reasons else PostingState.OPEN
