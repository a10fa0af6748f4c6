"""What changed from version to version of a stored document."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, select

from policy_faq.library import store
from policy_faq.library.changes import Changes, compare
from policy_faq.models import Card
from policy_faq.tables import PolicyDocument


def changes_with(
    session: Session, prepared: store.Prepared, cards: Sequence[Card]
) -> Changes | None:
    """Return what an import would change in the current version; None when there is none."""
    current = store.current_document(session, prepared.details.key)
    if current is None:
        return None
    return compare(
        store.clauses_of(session, current.id),
        prepared.parts.clauses,
        cards,
        until_before=current.valid_until,
        until_after=prepared.details.valid_until,
    )


def changes_of(session: Session, document: PolicyDocument, cards: Sequence[Card]) -> Changes | None:
    """Return what a version changed in the one it replaced; None for one that replaced none."""
    query = select(PolicyDocument).where(PolicyDocument.superseded_by == document.id)
    before = session.exec(query).first()
    if before is None:
        return None
    return compare(
        store.clauses_of(session, before.id),
        store.clauses_of(session, document.id),
        cards,
        until_before=before.valid_until,
        until_after=document.valid_until,
    )
