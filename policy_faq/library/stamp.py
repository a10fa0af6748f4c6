"""What tells every process that the library changed, by one look-up."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session, select

from policy_faq.tables import LibraryStamp
from policy_faq.upserts import insert_into
from storage.ids import new_id

_DOCUMENTS = "documents"


def stamp_of(session: Session) -> UUID | None:
    """Return what changes whenever a document is imported or withdrawn; None before the first."""
    return session.exec(select(LibraryStamp.stamp)).first()


def touch(session: Session) -> None:
    """Give the library a new stamp, in the transaction that changes it."""
    stamp = new_id()
    statement = insert_into(session, LibraryStamp).values(name=_DOCUMENTS, stamp=stamp)
    session.connection().execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"stamp": stamp})
    )
