"""The doors of the conversation: providers' webhooks, and the forms of our own chat pages.

A call is verified before it is read, stored before it is acknowledged, and refused with 5xx when
it could not be stored, so that the provider comes again. What came twice is acknowledged and
ignored; what is proven and makes no sense is parked for people to look at (``bot.replays``).
Answering takes its time, so it is left to the worker: a provider that waits for us holds back the
next message. Only what goes back in the call itself is answered there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import structlog
from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from bot import inbox, intake, page_forms
from bot.in_call import InCall
from bot.runtime import BotRuntime
from messaging.contract import Answer, AnswersInCall, Call, Channel, Event, Inbound, Listener

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
    in_call = InCall(runtime) if isinstance(listener, AnswersInCall) else None

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
        events = intake.read(runtime, name, listener, call)
        try:
            stored = [intake.store(runtime, name, event) for event in events]
        except SQLAlchemyError as error:
            log.error("call_not_stored", channel=name, error=type(error).__name__)
            return _response(listener.answer(call, False))
        if in_call is not None and isinstance(listener, AnswersInCall):
            return _answered_in_call(runtime, in_call, name, listener, call, events)
        if runtime.answers_at_once:
            for inbound_id in stored:
                if inbound_id is not None:
                    intake.answer(runtime, name, inbound_id)
        return _response(listener.answer(call, True))

    return view


def _answered_in_call(
    runtime: BotRuntime,
    in_call: InCall,
    name: str,
    listener: AnswersInCall,
    call: Call,
    events: Sequence[Event],
) -> Response:
    """Answer the message a call brought, in the response to it; a call brings one at most."""
    inbound = next((event for event in events if isinstance(event, Inbound)), None)
    inbound_id = inbox.stored_as(runtime, name, inbound) if inbound is not None else None
    if inbound_id is None:
        return _response(listener.answer(call, True))
    answer, afterwards = in_call.respond(name, listener, call, inbound_id)
    response = _response(answer)
    if afterwards is not None:
        response.call_on_close(afterwards)
    return response


def _response(answer: Answer) -> Response:
    return Response(
        answer.body,
        answer.status,
        headers=dict(answer.headers),
        content_type=answer.content_type,
    )


__all__ = ["Channel", "webhooks"]
