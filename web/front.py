"""The first page: three doors."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import Audience, open_to


def front_blueprint() -> Blueprint:
    """Return the routes of this module."""
    pages = Blueprint("front", __name__)
    pages.add_url_rule("/", view_func=front)
    return pages


@open_to(Audience.EVERYBODY)
def front() -> ResponseReturnValue:
    """Show where labourers, caseworkers and employers go on."""
    return render_template("front.html")
