"""The web application: people's pages and the providers' webhooks, for any WSGI server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.context import AppContext
from app.standing_data import load_standing_data

if TYPE_CHECKING:
    from flask import Flask


def create_app(context: AppContext | None = None) -> Flask:
    """Return the web application on ``context`` (a new one from the environment by default).

    The policy index and the county's postings are loaded here, so that no request waits for them.
    """
    from bot.webhooks import webhooks
    from web.application import create_web

    context = context or AppContext()
    load_standing_data(context)
    with context.db.read() as session:
        context.job_search.warm(session, context.settings.county, context.clock.today())
    return create_web(context.web, listeners=[webhooks(context.bot)])
