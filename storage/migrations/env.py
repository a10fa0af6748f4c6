"""Runs migrations on the engine and metadata that ``storage.migrations`` hands in."""

from __future__ import annotations

from alembic import context

from storage.migrations.rendering import render_item, same_type


def run() -> None:
    """Run the migrations in one transaction."""
    attributes = context.config.attributes
    with attributes["engine"].connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=attributes["metadata"],
            render_as_batch=True,
            render_item=render_item,
            compare_type=same_type,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
