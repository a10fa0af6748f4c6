"""What the service gives back: an answer with its sources, and the thread to the next question."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from policy_faq.places import Distance
from policy_faq.slots import Slots

SMS_LIMIT = 120
"""Characters of the short form, its source included."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source: document number (or 无文号), title, clause, adcode, and whether it has ended."""

    number: str
    title: str
    clause: str
    place: str
    valid_until: date | None
    expired: bool

    def to_json(self) -> dict[str, Any]:
        """Return the citation as ``gangxin ask --json`` prints it."""
        return {
            "number": self.number,
            "title": self.title,
            "clause": self.clause,
            "place": self.place,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "expired": self.expired,
        }


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the next question may lean on; kept by the conversation between two messages."""

    topic: str
    card: str | None = None
    slots: Slots = field(default_factory=Slots)

    def to_json(self) -> dict[str, Any]:
        """Return plain values, for a session row."""
        slots = {
            name: getattr(self.slots, name)
            for name in self.slots.__dataclass_fields__
            if getattr(self.slots, name) is not None
        }
        if "fare" in slots:
            slots["fare"] = str(slots["fare"])
        return {"topic": self.topic, "card": self.card, "slots": slots}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> FollowUp:
        """Read what ``to_json`` wrote; raises KeyError, TypeError or ValueError otherwise."""
        slots = dict(kept["slots"])
        if "fare" in slots:
            slots["fare"] = Decimal(slots["fare"])
        if "distance" in slots:
            slots["distance"] = Distance(slots["distance"])
        return cls(str(kept["topic"]), kept.get("card"), Slots(**slots))


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions in a message, as it was asked, with the short form of its answer."""

    question: str
    sms: str


class Gap(StrEnum):
    """Why no card answers a question."""

    UNKNOWN = "unknown"
    """Nothing we know fits well enough."""
    NOT_SET = "not_set"
    """It is known what is asked, and no text for the place sets it."""
    ELSEWHERE = "elsewhere"
    """Another office is there for it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    ``text`` is the full form for chat, ``sms`` the short one (at most ``SMS_LIMIT`` characters,
    source included). ``confidence`` is the probability, 0 to 1, that the card is the right one.
    ``suggestions`` are the nearest questions, offered as digits from 1. ``handoff`` asks for a
    caseworker; ``urgent`` puts that in front of the queue. ``gap`` tells why no card answers;
    ``quote`` is the id of the imported clause that is quoted instead, or, where a card answers,
    before it: ``newer`` is then what that newer text says.
    """

    text: str
    sms: str
    citations: tuple[Citation, ...] = ()
    card: str | None = None
    confidence: float = 0.0
    handoff: bool = False
    suggestions: tuple[str, ...] = ()
    urgent: bool = False
    topic: str | None = None
    parts: tuple[Part, ...] = ()
    follow_up: FollowUp | None = None
    gap: Gap | None = None
    quote: UUID | None = None
    newer: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the answer as ``gangxin ask --json`` prints it."""
        return {
            "answer": self.text,
            "sms": self.sms,
            "citations": [citation.to_json() for citation in self.citations],
            "card": self.card,
            "confidence": round(self.confidence, 3),
            "handoff": self.handoff,
            "suggestions": list(self.suggestions),
        }
