"""The doors of the conversation: providers' webhooks, and the forms of our own chat pages.

A call is verified before it is read, stored before it is acknowledged, and refused with 5xx when
it could not be stored, so that the provider comes again. What came twice is acknowledged and
ignored. An answer is attempted at once; when that fails the message is safe in the inbox.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from bot import intake, page_forms
from bot.runtime import BotRuntime
from messaging.contract import Call, Channel, Listener

log = structlog.get_logger(__name__)
MAX_BODY_BYTES = 256 * 1024
"""More than any provider's call and any person's message."""


def webhooks(runtime: BotRuntime) -> Blueprint:
    """Return the routes under ``/webhooks``; each proves its caller itself."""
    blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")
    blueprint.before_request(_limit_body)
    for name, channel in runtime.channels.items():
        if isinstance(channel, Listener):
            blueprint.add_url_rule(
                f"/{channel.route}/<path:part>",
                endpoint=channel.route,
                view_func=_listener_view(runtime, name, channel),
                methods=["GET", "POST"],
            )
    page_forms.add_to(blueprint, runtime)
    return blueprint


def _limit_body() -> None:
    request.max_content_length = MAX_BODY_BYTES
    if request.content_length is not None and request.content_length > MAX_BODY_BYTES:
        abort(413)


def _listener_view(
    runtime: BotRuntime, name: str, listener: Listener
) -> Callable[[str], ResponseReturnValue]:
    def view(part: str) -> ResponseReturnValue:
        call = Call(
            part=part,
            headers={key.lower(): value for key, value in request.headers.items()},
            query=request.args.to_dict(),
            body=request.get_data(cache=False),
        )
        if not listener.verify(call):
            log.warning("call_not_proven", channel=name, part=part[:32])
            abort(403)
        try:
            events = listener.parse(call, runtime.clock.now())
        except (ValueError, KeyError) as error:
            log.warning("call_not_understood", channel=name, error=type(error).__name__)
            abort(400)
        try:
            stored = [intake.store(runtime, name, event) for event in events]
        except SQLAlchemyError as error:
            log.error("call_not_stored", channel=name, error=type(error).__name__)
            return _response(listener, call, stored=False)
        for inbound_id in stored:
            if inbound_id is not None:
                intake.answer(runtime, name, inbound_id)
        return _response(listener, call, stored=True)

    return view


def _response(listener: Listener, call: Call, *, stored: bool) -> Response:
    answer = listener.answer(call, stored)
    return Response(
        answer.body,
        answer.status,
        headers=dict(answer.headers),
        content_type=answer.content_type,
    )


__all__ = ["Channel", "webhooks"]
