"""A database with the library's tables, and documents to put into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from policy_faq.library.details import Details
from policy_faq.library.reading import Source
from policy_faq.library.store import Imported, import_document, prepare
from policy_faq.tables import PolicyDocument
from storage.clock import SetClock
from storage.database import Database
from tests.policy_faq.library.files import LINES

Importer = Callable[..., Imported]
TEXT = "\n".join(LINES)
assert PolicyDocument.metadata is not None  # the tables are known before a database is made


def details(
    key: str = "XX1",
    *,
    number: str = "某政发〔2026〕1号",
    title: str = "关于稳就业的意见",
    place: str = "530326",
    start: date = date(2026, 1, 1),
    until: date | None = None,
) -> Details:
    return Details(key, number, title, "某某县人民政府", place, start.isoformat(), start, until)


def source(text: str = TEXT, sha: str = "0" * 64) -> Source:
    return Source(text, sha, "a.txt")


@pytest.fixture
def bring(db: Database, clock: SetClock) -> Importer:
    """Return a function that imports a text."""

    def importer(
        key: str = "XX1", text: str = TEXT, *, sha: str = "0" * 64, **stated: object
    ) -> Imported:
        prepared = prepare(source(text, sha), details(key, **stated))  # type: ignore[arg-type]
        with db.write() as session:
            return import_document(session, clock, prepared, by="li.gz")

    return importer
