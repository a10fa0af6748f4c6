"""Keeps official documents by version and gives back their wording.

Reading and splitting happen before a session is opened (``prepare``); storing is one transaction
of the caller.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from policy_faq.library.details import NO_NUMBER, Details, folded
from policy_faq.library.reading import DocumentError, Source
from policy_faq.library.splitting import WHOLE, Split, split
from policy_faq.library.stamp import touch
from policy_faq.models import Standing, standing
from policy_faq.tables import PolicyClause, PolicyDocument
from storage.clock import Clock

_MOST_CLAUSES = 5000
_LONGEST_PATH = 200
_CURRENT = (
    col(PolicyDocument.superseded_by).is_(None),
    col(PolicyDocument.withdrawn_at).is_(None),
)


class Outcome(StrEnum):
    """What an import did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was read, checked and split, ready to be stored."""

    source: Source
    details: Details
    parts: Split


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: the version that is current now, and the one it replaced."""

    outcome: Outcome
    document: PolicyDocument
    before: PolicyDocument | None = None


def prepare(source: Source, details: Details) -> Prepared:
    """Split a document; raises DocumentError when it falls into more clauses than any real one."""
    parts = split(source.text)
    if len(parts.clauses) > _MOST_CLAUSES or any(
        len(clause.path) > _LONGEST_PATH for clause in parts.clauses
    ):
        raise DocumentError(
            f"分出的条款太多（超过 {_MOST_CLAUSES} 条），不像一份政策文件。请只留正文后再导入。"
        )
    return Prepared(source, details, parts)


def import_document(session: Session, clock: Clock, prepared: Prepared, *, by: str) -> Imported:
    """Store a document as the current version of its key, in the caller's transaction.

    The same file with the same details changes nothing. An earlier version stays with its clauses
    and points at the one that replaced it.
    """
    details = prepared.details
    before = versions(session, details.key)
    current = next(filter(_is_current, before), None)
    if current is not None and _same(current, prepared):
        return Imported(Outcome.UNCHANGED, current)
    document = PolicyDocument(
        key=details.key,
        version=before[0].version + 1 if before else 1,
        number=details.number,
        title=details.title,
        issuer=details.issuer,
        issued=details.issued,
        place_code=details.place,
        valid_from=details.valid_from,
        valid_until=details.valid_until,
        file_name=prepared.source.file_name,
        sha256=prepared.source.sha256,
        imported_at=clock.now(),
        imported_by=by,
    )
    session.add(document)
    session.flush()
    for position, clause in enumerate(prepared.parts.clauses):
        session.add(
            PolicyClause(
                document_id=document.id,
                position=position,
                depth=clause.depth,
                path=clause.path,
                heading=clause.heading,
                text=clause.text,
            )
        )
    if current is not None:
        current.superseded_by = document.id
    touch(session)
    session.flush()
    return Imported(Outcome.REPLACED if current else Outcome.ADDED, document, current)


def _is_current(document: PolicyDocument) -> bool:
    return document.superseded_by is None and document.withdrawn_at is None


def _same(stored: PolicyDocument, prepared: Prepared) -> bool:
    details = prepared.details
    return (
        stored.sha256,
        stored.number,
        stored.title,
        stored.issuer,
        stored.issued,
        stored.place_code,
        stored.valid_from,
        stored.valid_until,
    ) == (
        prepared.source.sha256,
        details.number,
        details.title,
        details.issuer,
        details.issued,
        details.place,
        details.valid_from,
        details.valid_until,
    )


def would_change(session: Session, prepared: Prepared) -> tuple[Outcome, int]:
    """Tell what ``import_document`` would do and the version it would give, without doing it."""
    before = versions(session, prepared.details.key)
    current = next(filter(_is_current, before), None)
    if current is not None and _same(current, prepared):
        return Outcome.UNCHANGED, current.version
    following = before[0].version + 1 if before else 1
    return (Outcome.ADDED if current is None else Outcome.REPLACED), following


# -- documents ---------------------------------------------------------------------------------


def current_document(session: Session, key: str) -> PolicyDocument | None:
    """Return the current version of a document."""
    return session.exec(select(PolicyDocument).where(PolicyDocument.key == key, *_CURRENT)).first()


def cited_document(
    session: Session, number: str, title: str, place: str | None = None
) -> PolicyDocument | None:
    """Return the current document that an answer cites by its number, or by title without one.

    With ``place`` only one of that place (adcode) is meant.
    """
    by_number = bool(number) and number != NO_NUMBER
    wanted = folded(number if by_number else title)
    for document in current_documents(session, None if place is None else (place,)):
        if folded(document.number if by_number else document.title) == wanted:
            return document
    return None


def current_documents(
    session: Session, place_chain: Sequence[str] | None = None
) -> list[PolicyDocument]:
    """Return the current versions, the newest first; only those of ``place_chain`` if given."""
    query = select(PolicyDocument).where(*_CURRENT)
    if place_chain is not None:
        query = query.where(col(PolicyDocument.place_code).in_(place_chain))
    order = (col(PolicyDocument.valid_from).desc(), col(PolicyDocument.key))
    return list(session.exec(query.order_by(*order)))


def versions(session: Session, key: str) -> list[PolicyDocument]:
    """Return all versions of a document, the newest first."""
    query = select(PolicyDocument).where(PolicyDocument.key == key)
    return list(session.exec(query.order_by(col(PolicyDocument.version).desc())))


def documents_in_force(
    session: Session, place_chain: Sequence[str], on: date
) -> list[PolicyDocument]:
    """Return the current documents that speak on ``on`` to people of ``place_chain``.

    ``place_chain`` is that of ``policy_faq.places.chain``; the most local document comes first.
    A document is in force on its last day and has ended on the day after.
    """
    order = {place: number for number, place in enumerate(place_chain)}
    speaking = [
        document
        for document in current_documents(session, place_chain)
        if standing_of(document, on) in {Standing.IN_FORCE, Standing.NO_END_STATED}
    ]
    return sorted(speaking, key=lambda document: order[document.place_code])


def expiring(session: Session, on: date, within_days: int = 30) -> list[PolicyDocument]:
    """Return the current documents in force whose last day is at most so many days after ``on``.

    The first to end comes first.
    """
    last = date.fromordinal(on.toordinal() + within_days)
    query = (
        select(PolicyDocument)
        .where(
            *_CURRENT,
            col(PolicyDocument.valid_from) <= on,
            col(PolicyDocument.valid_until).between(on, last),
        )
        .order_by(col(PolicyDocument.valid_until), col(PolicyDocument.key))
    )
    return list(session.exec(query))


def standing_of(document: PolicyDocument, on: date) -> Standing:
    """Tell how a stored document stands on ``on``."""
    return standing(document.valid_from, document.valid_until, settled=False, on=on)


# -- clauses -----------------------------------------------------------------------------------


def normal_path(path: str) -> str:
    """Return a clause path as it is compared: full-width forms and separators make no difference.

    >>> normal_path("三、（四） 16.")
    '三(四)16'
    """
    folded_path = unicodedata.normalize("NFKC", path)
    return "".join(char for char in folded_path if char not in " \t、.·,，。")


def clauses_of(session: Session, document_id: UUID) -> list[PolicyClause]:
    """Return the clauses of one version in the order of the text."""
    query = select(PolicyClause).where(PolicyClause.document_id == document_id)
    return list(session.exec(query.order_by(col(PolicyClause.position))))


def clause_counts(session: Session) -> dict[UUID, int]:
    """Return how many clauses each version has."""
    query = sa.select(col(PolicyClause.document_id), sa.func.count()).group_by(
        col(PolicyClause.document_id)
    )
    rows = session.connection().execute(query)
    return {row[0]: row[1] for row in rows}


def clause_at(clauses: Sequence[PolicyClause], path: str) -> int | None:
    """Return the place of the clause ``path`` in ``clauses`` (all of one version), or None.

    A text without numbers is one clause; any name that is no number (就业部分) means it.
    """
    wanted = normal_path(path)
    for place, clause in enumerate(clauses):
        if normal_path(clause.path) == wanted:
            return place
    if len(clauses) == 1 and clauses[0].path == WHOLE and not any(c.isdigit() for c in wanted):
        return 0
    return None


def wording(clauses: Sequence[PolicyClause], place: int) -> str:
    """Return the official words of the clause at ``place`` with all the clauses below it."""
    depth = clauses[place].depth
    texts = [clauses[place].text]
    for clause in clauses[place + 1 :]:
        if clause.depth <= depth:
            break
        texts.append(clause.text)
    return "\n".join(texts)


def clause_text(session: Session, key: str, path: str) -> str | None:
    """Return the official wording of a clause of a document's current version, or None."""
    document = current_document(session, key)
    if document is None:
        return None
    clauses = clauses_of(session, document.id)
    place = clause_at(clauses, path)
    return None if place is None else wording(clauses, place)
