"""Figures of the console that stand beside coverage: what was sent, what arrived, what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from jobs_feed.tables import BARRED, Employer, Posting, PostingState
from labourers.tables import Labourer
from matching.tables_guidance import GuidanceProposal, ProposalState
from messaging.tables import Handoff, MessageState, OutboxMessage
from policy_faq import unanswered
from policy_faq.tables_feedback import CardDraft, DraftState, UnsureQuestion
from service_ledger.kinds import ServiceKind
from storage.clock import SHANGHAI
from web.accounts.scope import Scope
from web.rendering import set_menu_counts
from web.services import services

_WAITING = frozenset({MessageState.QUEUED, MessageState.SUBMITTING})
_LOST = frozenset({MessageState.FAILED, MessageState.EXPIRED})


@dataclass(frozen=True, slots=True)
class Sending:
    """Messages that are to prove services of one kind: every one is in exactly one number.

    ``under_way`` went out and nobody has said yet whether they arrived.
    """

    waiting: int = 0
    under_way: int = 0
    delivered: int = 0
    lost: int = 0

    @property
    def sent(self) -> int:
        """All that went out, whatever became of them."""
        return self.under_way + self.delivered + self.lost


def sending_by_kind(
    session: Session, scope: Scope, first: date, last: date
) -> Mapping[ServiceKind, Sending]:
    """Return what became of the service messages written from ``first`` to ``last``."""
    kind = col(OutboxMessage.proves)["kind"].as_string()
    query = (
        sa.select(kind, col(OutboxMessage.state), sa.func.count())
        .where(
            col(OutboxMessage.proves).is_not(None),
            col(OutboxMessage.created_at) >= start_of(first),
            col(OutboxMessage.created_at) < start_of(last + timedelta(days=1)),
            scope.messages(),
        )
        .group_by(kind, col(OutboxMessage.state))
    )
    numbers: Counter[tuple[str, MessageState]] = Counter()
    for name, state, number in session.connection().execute(query):
        numbers[name, MessageState(state)] += number
    return {kind: _sending(kind, numbers) for kind in ServiceKind}


def _sending(kind: ServiceKind, numbers: Counter[tuple[str, MessageState]]) -> Sending:
    of_kind = {state: number for (name, state), number in numbers.items() if name == kind.value}
    waiting = sum(of_kind.get(state, 0) for state in _WAITING)
    lost = sum(of_kind.get(state, 0) for state in _LOST)
    delivered = of_kind.get(MessageState.DELIVERED, 0)
    return Sending(
        waiting=waiting,
        under_way=sum(of_kind.values()) - waiting - lost - delivered,
        delivered=delivered,
        lost=lost,
    )


def start_of(day: date) -> datetime:
    """Return the first moment of a day in Asia/Shanghai."""
    return datetime.combine(day, time(), SHANGHAI)


def count_menu(session: Session, scope: Scope) -> None:
    """Count what waits for the caseworker, for the menu.

    Questions that were passed on count as hand-offs; those only offered the nearest ones, and
    drafts of cards, as policy answers.
    """
    offered = sa.select(sa.func.count()).where(
        unanswered.waits(services().clock), scope.county_rows(col(UnsureQuestion.county_code))
    )
    drafted = sa.select(sa.func.count()).where(
        col(CardDraft.state) == DraftState.DRAFT, scope.county_rows(col(CardDraft.county_code))
    )
    handoffs = sa.select(sa.func.count()).where(col(Handoff.closed_at).is_(None), scope.handoffs())
    held = (
        sa.select(sa.func.count())
        .select_from(Posting)
        .join(Employer, col(Employer.id) == col(Posting.employer_id))
        .where(
            col(Posting.state) == PostingState.HELD,
            col(Employer.status).not_in(BARRED),
            scope.postings(),
        )
    )
    guidance = (
        sa.select(sa.func.count())
        .select_from(GuidanceProposal)
        .join(Labourer, col(Labourer.id) == col(GuidanceProposal.labourer_id))
        .where(col(GuidanceProposal.state) == ProposalState.OPEN, scope.people())
    )
    connection = session.connection()
    set_menu_counts(
        guidance=connection.execute(guidance).scalar_one(),
        handoffs=connection.execute(handoffs).scalar_one(),
        held=connection.execute(held).scalar_one(),
        answers=connection.execute(offered).scalar_one() + connection.execute(drafted).scalar_one(),
    )
