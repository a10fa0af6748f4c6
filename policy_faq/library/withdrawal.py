"""Takes back an import that was a mistake; nothing of it is lost."""

from __future__ import annotations

from sqlmodel import Session, col, select

from policy_faq.library.details import folded
from policy_faq.library.stamp import touch
from policy_faq.library.store import current_documents
from policy_faq.tables import PolicyDocument
from storage.clock import Clock


def named(session: Session, name: str, place: str) -> PolicyDocument | None:
    """Return the current document of ``place`` (adcode) with this number, title or key."""
    wanted = folded(name)
    found = current_documents(session, (place,))
    return next(
        (
            document
            for cited in (_by_number, _by_title, _by_key)
            for document in found
            if folded(cited(document)) == wanted
        ),
        None,
    )


def _by_number(document: PolicyDocument) -> str:
    return document.number


def _by_title(document: PolicyDocument) -> str:
    return document.title


def _by_key(document: PolicyDocument) -> str:
    return document.key


def withdraw(
    session: Session, clock: Clock, document: PolicyDocument, *, by: str, why: str = ""
) -> PolicyDocument | None:
    """Take back the current version ``document``, in the caller's transaction.

    It stays on record with its clauses, by whom, when and why. Returns the version that it had
    replaced, which speaks again, or None when there was none.
    """
    document.withdrawn_at = clock.now()
    document.withdrawn_by = by
    document.withdrawn_why = why
    replaced = session.exec(
        select(PolicyDocument).where(
            PolicyDocument.superseded_by == document.id, col(PolicyDocument.withdrawn_at).is_(None)
        )
    ).first()
    if replaced is not None:
        replaced.superseded_by = None
    touch(session)
    session.flush()
    return replaced
