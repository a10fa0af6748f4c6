"""The imported texts as answers are told by them, read from the database when they change."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session, col, select

from policy_faq import places
from policy_faq.knowledge import Knowledge
from policy_faq.library.details import Known
from policy_faq.library.search import headings_above
from policy_faq.library.stamp import stamp_of
from policy_faq.library.store import current_documents
from policy_faq.official import OfficialClause, OfficialText
from policy_faq.service import PolicyService
from policy_faq.tables import PolicyClause, PolicyDocument


def with_library(session: Session, policy: PolicyService, county: str) -> PolicyService:
    """Return the service that answers people of ``county`` by the imported texts.

    One look-up by key; the texts are read only after one was imported or withdrawn.
    """
    stamp = stamp_of(session)
    if stamp is None:
        return policy
    return policy.with_texts(county, stamp, lambda: texts_for(session, county))


def texts_for(session: Session, county: str) -> list[OfficialText]:
    """Return the current texts of a county and the places above it, with their clauses."""
    documents = current_documents(session, places.chain(county))
    clauses: dict[UUID, list[PolicyClause]] = {document.id: [] for document in documents}
    query = select(PolicyClause).where(col(PolicyClause.document_id).in_(clauses))
    for clause in session.exec(query.order_by(col(PolicyClause.position))):
        clauses[clause.document_id].append(clause)
    return [_text(document, clauses[document.id]) for document in documents]


def _text(document: PolicyDocument, clauses: list[PolicyClause]) -> OfficialText:
    return OfficialText(
        document.key,
        document.number,
        document.title,
        document.issuer,
        document.place_code,
        document.issued,
        document.valid_from,
        document.valid_until,
        tuple(
            OfficialClause(clause.id, clause.path, clause.heading, above, clause.text)
            for clause, above in zip(clauses, headings_above(clauses), strict=True)
        ),
    )


def known_documents(session: Session, knowledge: Knowledge) -> list[Known]:
    """Return every document that is known: those of the library, else as they were shipped."""
    known = {key: Known.shipped(each) for key, each in knowledge.documents.items()}
    for each in current_documents(session):
        known[each.key] = Known(
            each.key, each.number, each.title, each.place_code, each.valid_until
        )
    return list(known.values())
