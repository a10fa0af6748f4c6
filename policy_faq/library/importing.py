"""The one way of an official document into the library, for the command and for the page.

First it is read, checked and compared with what is there; nothing is written before that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from policy_faq.knowledge import Knowledge
from policy_faq.library import store
from policy_faq.library.cautions import cautions
from policy_faq.library.changes import Changes
from policy_faq.library.details import check_details
from policy_faq.library.expiry import cards_by_document
from policy_faq.library.history import changes_with
from policy_faq.library.notices import note_changes
from policy_faq.library.reading import DEFAULT_LIMITS, Limits, read_source
from policy_faq.library.stated_end import stated_end
from policy_faq.library.store import Imported, Outcome, Prepared
from policy_faq.library.texts import known_documents
from storage.clock import Clock
from storage.database import Database
from storage.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the office says of a document, as it was typed; ``place`` is an adcode.

    ``until`` and ``key`` are None or empty where the office leaves them to what is known.
    """

    number: str
    title: str
    issuer: str
    place: str
    issued: str
    until: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A document ready to be stored, and what storing it would do.

    ``cautions`` are sentences in Chinese for whoever imports it; ``changes`` is None for a document
    that was not there before.
    """

    prepared: Prepared
    outcome: Outcome
    version: int
    cautions: tuple[str, ...]
    changes: Changes | None


def plan(
    db: Database,
    file: Path,
    stated: Stated,
    *,
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    limits: Limits = DEFAULT_LIMITS,
) -> Plan:
    """Read ``file`` and tell what its import would do; writes nothing.

    No session is open while the file is read. Raises DocumentError with a message in Chinese.
    """
    with db.read() as session:
        known = known_documents(session, knowledge)
    details = check_details(
        number=stated.number,
        title=stated.title,
        issuer=stated.issuer,
        place=stated.place,
        issued=stated.issued,
        until=stated.until,
        key=stated.key,
        gazetteer=gazetteer,
        known=known,
    )
    source = read_source(file, limits)
    prepared = store.prepare(source, details.with_end(stated_end(source.text, details.valid_from)))
    cards = cards_by_document(knowledge.cards).get(details.key, ())
    with db.read() as session:
        changes = changes_with(session, prepared, cards)
        outcome, version = store.would_change(session, prepared)
    return Plan(prepared, outcome, version, tuple(cautions(prepared, knowledge.cards)), changes)


def carry_out(
    session: Session, clock: Clock, planned: Plan, *, counties: Sequence[str], by: str
) -> Imported:
    """Store the document in the caller's transaction, and tell ``counties`` what it changed."""
    imported = store.import_document(session, clock, planned.prepared, by=by)
    if planned.changes is not None and imported.outcome is Outcome.REPLACED:
        note_changes(session, clock, imported.document, planned.changes, counties)
    return imported
