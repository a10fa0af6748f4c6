"""An importer bound to a database, so that a test says only what matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from jobs_feed.imports import ImportResult, import_postings
from jobs_feed.tables import Employer, Posting
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.jobs_feed.forms import COUNTY, write_csv

Import = Callable[..., ImportResult]


def importer(
    database: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, folder: Path
) -> Import:
    """Return what imports a file or rows, vouched for unless it is said otherwise."""

    def run(feed: Path | Sequence[Mapping[str, str]], **options: Any) -> ImportResult:
        path = feed if isinstance(feed, Path) else write_csv(folder / "feed.csv", feed)
        chosen = {"source": "县人社局", "county": COUNTY, "by": "测试员", "vouch": True} | options
        result = import_postings(database, vault, clock, gazetteer, path, **chosen)
        parts = (result.accepted, result.updated, result.unchanged)
        assert result.rows == sum(parts) + len(result.held) + len(result.rejected)
        return result

    return run


@pytest.fixture
def run_import(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, tmp_path: Path
) -> Import:
    """Import into ``db``."""
    return importer(db, vault, clock, gazetteer, tmp_path)


@pytest.fixture
def run_import_anywhere(
    any_db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, tmp_path: Path
) -> Import:
    """Import into ``any_db``."""
    return importer(any_db, vault, clock, gazetteer, tmp_path)


def postings(session: Session) -> list[Posting]:
    return list(session.exec(select(Posting).order_by(Posting.title, Posting.id)))


def employers(session: Session) -> list[Employer]:
    return list(session.exec(select(Employer).order_by(Employer.name)))
