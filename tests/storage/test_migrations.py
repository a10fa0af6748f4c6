"""The migrations make exactly the schema that the tables describe, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from app.tables import metadata
from storage.database import Database
from storage.migrations import configuration, differences, upgrade

_OBJECTS = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%'"
    " AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
    " AND conrelid::regclass::text <> 'alembic_version'"
    " UNION SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid)"
    " FROM pg_trigger WHERE NOT tgisinternal"
    " UNION SELECT tablename, indexname, indexdef FROM pg_indexes"
    " WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
}


@pytest.fixture(params=["sqlite", "postgresql"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """Return two empty databases of one kind."""
    if request.param == "sqlite":
        urls = [f"sqlite:///{tmp_path}/{name}.db" for name in ("one", "two")]
    else:
        new_pg = request.getfixturevalue("new_pg")
        urls = [new_pg(), new_pg()]
    databases = Database(urls[0]), Database(urls[1])
    yield databases
    for database in databases:
        database.close()


@pytest.fixture
def empty(pair: tuple[Database, Database]) -> Database:
    """Return an empty database."""
    return pair[0]


def objects(database: Database) -> set[tuple[str, ...]]:
    """Return all constraints, indexes and triggers, without regard to spacing."""
    with database.engine.connect() as connection:
        rows = connection.execute(sa.text(_OBJECTS[database.engine.dialect.name])).all()
    found = set()
    for row in rows:
        if row[0] == "table":  # columns and checks are compared part by part below
            found.add(("table", row[1], str(row[2].rstrip().endswith("STRICT"))))
        else:
            found.add(tuple(" ".join(str(part).split()) for part in row))
    return found


def checks(database: Database) -> set[tuple[str, str | None, str]]:
    inspector = sa.inspect(database.engine)
    return {
        (table, check["name"], " ".join(check["sqltext"].split()))
        for table in inspector.get_table_names()
        for check in inspector.get_check_constraints(table)
    }


def test_migrated_and_created_schemas_are_the_same(pair: tuple[Database, Database]) -> None:
    migrated, created = pair
    upgrade(migrated, metadata)
    metadata.create_all(created.engine)
    assert objects(migrated) == objects(created)
    assert checks(migrated) == checks(created)
    assert differences(migrated, metadata) == []


def test_upgrading_twice_changes_nothing(empty: Database) -> None:
    upgrade(empty, metadata)
    before = objects(empty)
    upgrade(empty, metadata)
    assert objects(empty) == before


def test_a_missing_column_is_noticed(empty: Database) -> None:
    upgrade(empty, metadata)
    with empty.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE push DROP COLUMN created_at")
    assert differences(empty, metadata) != []


def test_the_way_back_leaves_nothing(empty: Database) -> None:
    upgrade(empty, metadata)
    command.downgrade(configuration(empty, metadata), "base")
    assert objects(empty) == set()
