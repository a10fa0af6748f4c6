"""Which documents end soon, and which cards lose their ground with them.

Nothing has to be moved when a document ends: how it stands is computed from its last day, so it
counts as ended from the day after on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from policy_faq.library.store import expiring
from policy_faq.models import Card
from policy_faq.tables import PolicyDocument

NOTICE_DAYS = 30
"""How long before its end a caseworker is told of a document."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A document that ends soon; ``days_left`` is 0 on its last day."""

    document: PolicyDocument
    days_left: int
    cards: tuple[Card, ...]


def cards_by_document(cards: Iterable[Card]) -> Mapping[str, tuple[Card, ...]]:
    """Return the cards that rest on each document, by its key."""
    found: dict[str, list[Card]] = {}
    for card in cards:
        found.setdefault(card.document, []).append(card)
    return {key: tuple(resting) for key, resting in found.items()}


def losing_ground(cards: Iterable[Card], key: str, end: date) -> tuple[Card, ...]:
    """Return the cards of document ``key`` that hold no longer than it does.

    A card that names an earlier end of its own has been dealt with already.
    """
    return tuple(
        card
        for card in cards
        if card.document == key and (card.valid_until is None or card.valid_until >= end)
    )


def endings(
    session: Session, cards: Iterable[Card], on: date, within_days: int = NOTICE_DAYS
) -> list[Ending]:
    """Return the documents whose last day is near, the first to end first, with their cards."""
    of_document = cards_by_document(cards)
    found = []
    for document in expiring(session, on, within_days):
        if document.valid_until is not None:
            resting = losing_ground(
                of_document.get(document.key, ()), document.key, document.valid_until
            )
            found.append(Ending(document, (document.valid_until - on).days, resting))
    return found
