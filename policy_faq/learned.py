"""The cards that offices added at run time, read from the database when they change."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session, col, select

from policy_faq.drafts import approved
from policy_faq.library.texts import with_library
from policy_faq.local_cards import OFFICE, OWN_CARD, LocalCard, day_in_words
from policy_faq.models import Card, Document
from policy_faq.service import PolicyService
from policy_faq.tables_feedback import CardDraft, CardStamp
from storage.clock import in_shanghai


def load(
    session: Session, county: str, documents: Mapping[str, Document] | None = None
) -> list[LocalCard]:
    """Return the approved cards of a county's office, those of other days included.

    ``documents`` are the shipped ones by key, for citing the one that an answer rests on.
    """
    return [local_card(draft, documents or {}) for draft in approved(session, county)]


def local_card(draft: CardDraft, documents: Mapping[str, Document]) -> LocalCard:
    """Return the card of a draft; one that nobody approved yet has the day it was written.

    Raises pydantic.ValidationError for a draft without question or answer.
    """
    day = in_shanghai(draft.reviewed_at or draft.created_at).date()
    card = Card(
        id=card_id(draft.id),
        topic=card_id(draft.id),
        title=draft.questions[0] if draft.questions else "",
        questions=tuple(draft.questions[1:]),
        sms=draft.short_answer,
        answer=draft.answer,
        document=OFFICE,
        clause=day_in_words(day),
        place=draft.county_code,
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
    )
    document = documents.get(draft.document or "")
    return LocalCard(card, day, f"{document.cited}{draft.clause}" if document else "")


def card_id(draft_id: UUID) -> str:
    """Return the id under which a draft answers once it is a card."""
    return f"{OWN_CARD}{draft_id.hex}"


def answering(session: Session, policy: PolicyService, county: str) -> PolicyService:
    """Return the service that answers people of ``county``.

    It tells by the validity of the imported texts and with the cards of their office. Two look-ups
    by key; texts and cards are read and indexed only after they changed.
    """
    policy = with_library(session, policy, county)
    stamp = session.exec(
        select(CardStamp.stamp).where(col(CardStamp.county_code) == county)
    ).first()
    if stamp is None:
        return policy
    return policy.with_cards(
        county, stamp, lambda: load(session, county, policy.knowledge.documents)
    )
