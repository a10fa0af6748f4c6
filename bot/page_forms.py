"""What people write on our own pages: the web chat, and the demo phone.

The pages are served elsewhere; their forms post here. So does the page on which somebody says who
they are whose chat must not carry it: the signed link in its address says whose chat that is. Who
writes in the web chat says a signed cookie that the browser sends only from our own pages
(``SameSite=Lax``), and a post that another site caused is refused besides.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from flask import Blueprint, Response, abort, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from bot import intake, receipts
from bot.channels import abilities, demo_phone, webchat
from bot.dialogue.actions import Verb
from bot.runtime import BotRuntime
from messaging.contacts import address_of, find_contact
from messaging.contract import Inbound, Receipt
from messaging.identity_links import BadIdentityLinkError, IdentityLinks
from messaging.tables import Contact, MessageState, OutboxMessage
from storage.ids import new_id

log = structlog.get_logger(__name__)
CHAT_PAGE = "/chat#last"
"""The newest question: a browser without scripts reads on there."""
MAX_WORDS = 1000
"""Characters a person may write at once."""
_EVENT_ID_LENGTH = 80
_PSEUDONYM = b"gangxin.page.event\0"
_NAME_LENGTH, _ENDING = 30, 4


def add_to(blueprint: Blueprint, runtime: BotRuntime) -> None:
    """Add the routes of the pages whose channel is in use."""
    if webchat.NAME in runtime.channels:
        blueprint.add_url_rule(
            "/webchat/messages",
            "webchat_messages",
            lambda: _chat_message(runtime),
            methods=["POST"],
        )
        blueprint.add_url_rule(
            "/webchat/seen", "webchat_seen", lambda: _chat_seen(runtime), methods=["POST"]
        )
    blueprint.add_url_rule(
        "/identity/<token>",
        "identity",
        lambda token: _identity(runtime, token),
        methods=["POST"],
    )
    if isinstance(runtime.channels.get(abilities.SMS), demo_phone.DemoPhone):
        blueprint.add_url_rule(
            "/demo-phone/answer",
            "demo_phone_answer",
            lambda: _phone_answer(runtime),
            methods=["POST"],
        )


def _identity(runtime: BotRuntime, token: str) -> ResponseReturnValue:
    """Take ``name`` and ``ending`` (last four of the ID number) for the chat of the link.

    They are a message of that chat, answered there; ``event_id`` is the form's. Other words in a
    form that a browser kept are another message.
    """
    _refuse_other_sites()
    try:
        contact_id = IdentityLinks(runtime.web_key).read(token, runtime.clock)
    except BadIdentityLinkError:
        abort(410)
    with runtime.db.read() as session:
        contact = session.get(Contact, contact_id)
        if contact is None or contact.channel not in runtime.channels:
            abort(410)
        channel, address = contact.channel, address_of(runtime.vault, contact)
    name = request.form.get("name", "").strip()[:_NAME_LENGTH]
    ending = request.form.get("ending", "").strip()[-_ENDING:]
    if not name or len(ending) != _ENDING:
        return redirect(f"/identity/{token}?again=1", code=303)
    form = request.form.get("event_id", "")[:_EVENT_ID_LENGTH] or str(new_id())
    text = f"{name} {ending}"
    _take(
        runtime,
        channel,
        Inbound(
            event_id=f"page:{form}:{_pseudonym(runtime, text)}",
            sender=address,
            text=text,
            at=runtime.clock.now(),
            action=str(Verb.IDENTITY),
        ),
    )
    return redirect(f"/identity/{token}?sent=1", code=303)


def _chat_message(runtime: BotRuntime) -> ResponseReturnValue:
    """Take a message of the chat page.

    Fields: ``text``; ``action`` of a tapped button; ``event_id`` of the form, so that sending the
    same words twice with it is one message (other words in a form that a browser kept are another
    message); ``seen``, the newest message the page showed.
    """
    visitor = _visitor(runtime)
    text, action = request.form.get("text", "").strip(), request.form.get("action")
    form = request.form.get("event_id", "")[:_EVENT_ID_LENGTH] or str(new_id())
    _confirm_seen(runtime, visitor)
    if text or action:
        words = _pseudonym(runtime, f"{text}\0{action or ''}")
        _take(
            runtime,
            webchat.NAME,
            Inbound(
                event_id=f"{_pseudonym(runtime, visitor)}:{form}:{words}",
                sender=visitor,
                text=text[:MAX_WORDS],
                at=runtime.clock.now(),
                action=action or None,
            ),
        )
    return _done(CHAT_PAGE)


def _chat_seen(runtime: BotRuntime) -> ResponseReturnValue:
    """Note that the page showed everything up to the message ``seen``."""
    _confirm_seen(runtime, _visitor(runtime))
    return Response(status=204)


def _phone_answer(runtime: BotRuntime) -> ResponseReturnValue:
    """Take what the demo phone answers: ``phone`` (number) or ``contact`` (id), and ``text``."""
    _refuse_other_sites()
    text = request.form.get("text", "").strip()
    contact = _phone_of(runtime, request.form.get("phone"), request.form.get("contact"))
    if contact is None or not text:
        abort(400)
    event_id = request.form.get("event_id", "")[:_EVENT_ID_LENGTH] or str(new_id())
    _take(
        runtime,
        abilities.SMS,
        Inbound(
            event_id=f"demo:{event_id}",
            sender=contact,
            text=text[:MAX_WORDS],
            at=runtime.clock.now(),
        ),
    )
    return _done(_way_back())


def _take(runtime: BotRuntime, channel_name: str, inbound: Inbound) -> None:
    try:
        intake.take_in(runtime, channel_name, inbound)
    except SQLAlchemyError as error:
        log.error("message_not_stored", channel=channel_name, error=type(error).__name__)
        abort(503)


def _visitor(runtime: BotRuntime) -> str:
    _refuse_other_sites()
    visitor = webchat.visitor_in(runtime.web_key, request.cookies.get(webchat.COOKIE))
    if visitor is None:
        abort(403)
    return visitor


def _confirm_seen(runtime: BotRuntime, visitor: str) -> None:
    """Report messages as delivered that lay ready and were shown, up to the one named."""
    try:
        newest = UUID(request.form.get("seen", ""))
    except ValueError:
        return
    with runtime.db.read() as session:
        contact = find_contact(session, runtime.vault, webchat.NAME, visitor)
        shown = [] if contact is None else _shown(session, contact, newest)
    for message_id in shown:
        receipts.apply(
            runtime,
            webchat.NAME,
            Receipt(
                event_id=f"seen:{message_id}",
                state=MessageState.DELIVERED,
                at=runtime.clock.now(),
                message_id=message_id,
            ),
        )


def _shown(session: Session, contact: Contact, newest: UUID) -> list[UUID]:
    """Return the visitor's own messages that wait for a confirmation, up to ``newest``."""
    last = session.get(OutboxMessage, newest)
    if last is None or last.contact_id != contact.id:
        return []
    return list(
        session.exec(
            select(OutboxMessage.id)
            .where(
                OutboxMessage.contact_id == contact.id,
                OutboxMessage.state == MessageState.SENT,
                col(OutboxMessage.created_at) <= last.created_at,
            )
            .order_by(col(OutboxMessage.id))
        )
    )


def _phone_of(runtime: BotRuntime, phone: str | None, contact_id: str | None) -> str | None:
    """Return the number of a demo person's phone; nobody else's phone can be played."""
    with runtime.db.read() as session:
        contact = None
        try:
            if contact_id:
                contact = session.get(Contact, UUID(contact_id))
            elif phone:
                contact = find_contact(session, runtime.vault, abilities.SMS, phone)
        except ValueError:
            return None
        if contact is None or contact.channel != abilities.SMS or not contact.is_demo:
            return None
        return address_of(runtime.vault, contact)


def _refuse_other_sites() -> None:
    """Refuse a post that another site's page caused."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            abort(403)
        return
    came_from = request.headers.get("Origin") or request.headers.get("Referer")
    if came_from and urlsplit(came_from).netloc != request.host:
        abort(403)


def _done(page: str) -> ResponseReturnValue:
    """Let a script go on by itself; send a plain browser back to its page."""
    if request.headers.get("HX-Request"):
        return Response(status=204)
    return redirect(page, code=303)


def _way_back() -> str:
    """Return the path of our page that the form stood on."""
    page = urlsplit(request.headers.get("Referer", ""))
    return page.path if page.netloc == request.host and page.path.startswith("/") else "/"


def _pseudonym(runtime: BotRuntime, text: str) -> str:
    """Return a name for what was written, from which nobody without our key tries it out."""
    written = text.encode("utf-8", "surrogatepass")
    return hmac.new(runtime.web_key, _PSEUDONYM + written, sha256).hexdigest()[:24]
