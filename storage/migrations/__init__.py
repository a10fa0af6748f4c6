"""Alembic migrations, the same for SQLite and PostgreSQL.

Whoever runs them hands in the metadata (``storage`` knows no business table):
``upgrade(database, metadata)``.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from storage.database import Database
from storage.migrations.rendering import same_type

HERE = Path(__file__).parent


def configuration(database: Database, metadata: sa.MetaData) -> Config:
    """Return the Alembic configuration for ``database``."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["engine"] = database.engine
    config.attributes["metadata"] = metadata
    return config


def upgrade(database: Database, metadata: sa.MetaData) -> None:
    """Bring ``database`` to the newest schema; does nothing when it is there already."""
    command.upgrade(configuration(database, metadata), "head")


def differences(database: Database, metadata: sa.MetaData) -> list[object]:
    """Return in what the database differs from the tables (empty when they agree)."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": same_type})
        return list(compare_metadata(context, metadata))
