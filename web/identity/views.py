"""The page behind a link from a chat: name and end of the ID number, posted to the conversation.

It shows nothing about anybody and does not say whether what was written fits: the answer comes in
the chat that the link belongs to.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from messaging.identity_links import BadIdentityLinkError, IdentityLinks
from storage.ids import new_id
from web.access import Audience, open_to
from web.services import services

_GONE: Final = 410


def identity_blueprint() -> Blueprint:
    """Return the routes of this module."""
    pages = Blueprint("identity", __name__)
    pages.add_url_rule("/identity/<token>", view_func=page)
    return pages


@open_to(Audience.EVERYBODY)
def page(token: str) -> ResponseReturnValue:
    """Show the form, or that it was sent; 410 for a link that is not ours or too old."""
    given = services()
    try:
        IdentityLinks(given.settings.secret_key).read(token, given.clock)
    except BadIdentityLinkError:
        return _unlisted(make_response(render_template("identity/gone.html"), _GONE))
    return _unlisted(
        make_response(
            render_template(
                "identity/page.html",
                token=token,
                sent="sent" in request.args,
                again="again" in request.args,
                event_id=new_id(),
            )
        )
    )


def _unlisted(response: Response) -> Response:
    """Keep the page out of search engines and of the addresses told to other sites."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
