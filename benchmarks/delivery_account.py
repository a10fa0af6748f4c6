"""The account of a day of messages: what became of each, from what both ends saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, select

from messaging.claims import ATTEMPT
from messaging.tables import MessageEvent, MessageState, OutboxMessage
from messaging.waiting import SENDER


@dataclass
class Account:
    """What became of everything, seen from both ends."""

    kills: Counter[str]
    states: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    lost: list[str] = field(default_factory=list)
    vanished: int = 0
    twice_by_us: int = 0
    twice_by_gateway: int = 0
    unknown_seen: int = 0
    unknown_unseen: int = 0
    reports_lost: int = 0
    delivered_unseen: int = 0
    entries: int = 0
    delivered_services: int = 0
    ledger_ok: bool = False
    written: int = 0
    heard: int = 0
    heard_lost: int = 0
    heard_twice: int = 0
    heard_changed: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, sent twice by us, or counted without a delivery."""
        return (
            not self.lost
            and self.twice_by_us == 0
            and self.delivered_unseen == 0
            and self.heard_lost == 0
            and self.heard_changed == 0
            and self.ledger_ok
            and self.entries == self.delivered_services
        )

    def table(self) -> str:
        """Return the account as a Markdown table."""
        rows: Mapping[str, object] = {
            "kill -9": ", ".join(f"{name} {n}" for name, n in sorted(self.kills.items()))
            or "nothing",
            "messages accepted into the outbox": self.messages,
            "final states": _listed(self.states),
            "**lost** (neither ended nor uncertain)": len(self.lost),
            "**handed over twice by us**": self.twice_by_us,
            "submitted twice by Kannel after its own crash": self.twice_by_gateway,
            "accepted by Kannel and never submitted": self.vanished,
            "uncertain, for staff to decide: the centre had it": self.unknown_seen,
            "uncertain, for staff to decide: the centre never had it": self.unknown_unseen,
            "no report came, for staff to decide": self.reports_lost,
            "called delivered and never at the centre": self.delivered_unseen,
            "ledger entries / delivered services": f"{self.entries} / {self.delivered_services}",
            "ledger verifies": self.ledger_ok,
            "phones wrote": self.written,
            "incoming stored": self.heard,
            "**incoming lost**": self.heard_lost,
            "incoming stored twice (the centre brought it again)": self.heard_twice,
            "incoming stored with another text": self.heard_changed,
        }
        return "| | |\n|---|---|\n" + "\n".join(f"| {k} | {v} |" for k, v in rows.items())

    def take(self, message: OutboxMessage, seen: int, may_have_left: int) -> None:
        """Enter one message that was ``seen`` so often at the centre.

        ``may_have_left`` is how many of our attempts did not end in a certain refusal.
        """
        state = message.state
        self.messages += 1
        self.states[state.name.lower()] += 1
        if message.ended_at is None:
            self.lost.append(f"{message.key}: {state.name} {message.fault} {message.code}")
        if seen > 1:
            self.twice_by_us += may_have_left > 1
            self.twice_by_gateway += may_have_left <= 1
        if state is MessageState.UNKNOWN:
            self.unknown_seen += seen > 0
            self.unknown_unseen += seen == 0
        if state in (MessageState.HANDED_OVER, MessageState.SENT):
            self.vanished += seen == 0
            self.reports_lost += seen > 0
        if state is MessageState.DELIVERED:
            self.delivered_unseen += seen == 0
            self.delivered_services += message.proves is not None


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def may_have_left(session: Session) -> Mapping[UUID, int]:
    """Return how many attempts of each message did not end in a certain refusal.

    A refusal is certain when the sender itself noted why and left the message to be tried again.
    """
    said = session.exec(
        select(MessageEvent.message_id, MessageEvent.code).where(
            MessageEvent.source == SENDER, MessageEvent.state == MessageState.SUBMITTING
        )
    ).all()
    found: Counter[UUID] = Counter()
    for message_id, code in said:
        found[message_id] += 1 if code == ATTEMPT else -1
    return found
