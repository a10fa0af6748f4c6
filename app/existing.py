"""The office's database for commands that work without one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import sqlalchemy as sa

if TYPE_CHECKING:
    from app.context import AppContext
    from storage.database import Database


def existing_database(context: AppContext) -> Database | None:
    """Return the database when there is one; a file that is missing is not made.

    One that cannot be reached is told on stderr, and the command goes on without it.
    """
    url = sa.make_url(context.database_url or context.settings.url_of_database)
    if url.get_backend_name() == "sqlite" and not (url.database and Path(url.database).is_file()):
        return None
    try:
        return context.db
    except sa.exc.OperationalError:
        click.echo("数据库打不开，按系统自带的文件和期限回答。", err=True)
        return None
