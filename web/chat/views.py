"""The page on which labourers ask and answer; what they write goes to the conversation's own route.

The page works without JavaScript: a form, a reload, and everything said so far. With it, new
messages appear by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from messaging.contacts import find_contact
from messaging.handoffs import waits_for_answer
from messaging.history import Direction, Line, messages_of_contact
from messaging.tables import MessageState
from storage.ids import new_id
from web.access import Audience, open_to
from web.chat import visitor
from web.chat.wording import blocks, language_of
from web.compression import compressed
from web.services import services

SHOWN = 80
"""How many messages the page goes back; older ones stay stored."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What a browser's conversation holds; ``waits`` while a caseworker owes it an answer."""

    lines: list[Line]
    waits: bool = False


def chat_blueprint() -> Blueprint:
    """Return the routes of this module."""
    pages = Blueprint("chat", __name__)
    pages.add_url_rule("/chat", view_func=page)
    pages.add_url_rule("/chat/messages", view_func=newer)
    return pages


@open_to(Audience.EVERYBODY)
def page() -> ResponseReturnValue:
    """Show the conversation of this browser, and remember the browser."""
    settings = services().settings
    cookie = request.cookies.get(visitor.COOKIE)
    visitor_id = visitor.visitor_in(settings.secret_key, cookie) or visitor.new_visitor_id()
    talk = _talk(visitor_id)
    response = make_response(
        render_template(
            "chat/page.html",
            lines=talk.lines,
            waits=talk.waits,
            blocks=blocks,
            language_of=language_of,
            seen=_last_shown(talk.lines),
            asked=_last_asked(talk.lines),
            event_id=new_id(),
        )
    )
    response.set_cookie(
        visitor.COOKIE,
        visitor.sign(settings.secret_key, visitor_id),
        max_age=visitor.COOKIE_SECONDS,
        secure=settings.secure_cookies,
        httponly=True,
        samesite="Lax",
    )
    return compressed(response)


@open_to(Audience.EVERYBODY)
def newer() -> ResponseReturnValue:
    """Return what was said after the message ``after``; 204 when nothing was."""
    secret = services().settings.secret_key
    visitor_id = visitor.visitor_in(secret, request.cookies.get(visitor.COOKIE))
    if visitor_id is None:
        return Response(status=204, headers={"HX-Refresh": "true"})
    talk = _talk(visitor_id)
    fresh = _after(talk.lines, request.args.get("after", ""))
    if fresh is None:
        return Response(status=204, headers={"HX-Refresh": "true"})
    if not fresh:
        return Response(status=204)
    return compressed(
        make_response(
            render_template(
                "chat/lines.html",
                lines=fresh,
                waits=talk.waits,
                blocks=blocks,
                language_of=language_of,
                seen=_last_shown(talk.lines),
                event_id=new_id(),
            )
        )
    )


def _talk(visitor_id: str) -> Talk:
    given = services()
    with given.db.read() as rows:
        contact = find_contact(rows, given.vault, visitor.CHANNEL, visitor_id)
        if contact is None:
            return Talk([])
        lines = messages_of_contact(rows, given.vault, contact.id, limit=SHOWN)
        waits = waits_for_answer(rows, contact.id)
    return Talk([line for line in lines if line.state is not MessageState.EXPIRED], waits)


def _after(lines: list[Line], asked: str) -> list[Line] | None:
    """Return the lines behind the asked one, all for an empty answer, None when it is unknown."""
    if not asked:
        return lines
    try:
        last = UUID(asked)
    except ValueError:
        return None
    places = [place for place, line in enumerate(lines) if line.id == last]
    return lines[places[0] + 1 :] if places else None


def _last_asked(lines: list[Line]) -> UUID | None:
    """Return the person's newest message: where a browser without scripts goes on reading."""
    return next((line.id for line in reversed(lines) if line.direction is Direction.IN), None)


def _last_shown(lines: list[Line]) -> UUID | None:
    """Return the newest message to the person: what this page's next request confirms as seen."""
    return next((line.id for line in reversed(lines) if line.direction is Direction.OUT), None)
