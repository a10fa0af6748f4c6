"""The one place where a message is put into the form that a channel can show.

Buttons become lines to answer by digit ("回1 看详情"), text channels get their signature and
opt-out wording, and what is longer than the channel carries becomes several messages. What the
person may then type is the button's number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from messaging import pieces, sms_text
from messaging.contract import Button, Capabilities
from messaging.pieces import Span
from messaging.tables import MessageKind

_NAMES_DIGITS = re.compile(r"回复?\s*[“\"「]?[1-9]")
_OWN_SIGNATURE = re.compile(r"【([^】]*)】")
_MOST_PIECES = 99
_LEAST_ROOM = 8


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as the channel will show it. ``segments`` is what is billed: 0 where nothing is."""

    text: str
    buttons: tuple[Button, ...]
    segments: int


def render(
    text: str, buttons: Sequence[Button], kind: MessageKind, capabilities: Capabilities
) -> tuple[Rendered, ...]:
    """Return the messages that show ``text``: nearly always one, more for a long text.

    Each carries signature and opt-out wording, the last one the buttons.
    """
    body, choices = _parts_of(text, buttons, capabilities)
    whole = _framed(body + choices, kind, capabilities)
    if sms_text.units(whole) <= capabilities.max_length:
        return (_shown(whole, buttons, capabilities),)
    spans = divide(text, buttons, kind, capabilities)
    return tuple(
        render_piece(text, buttons, kind, capabilities, spans, place) for place in range(len(spans))
    )


def divide(
    text: str, buttons: Sequence[Button], kind: MessageKind, capabilities: Capabilities
) -> list[Span]:
    """Return which stretches of the tidied text go into one message each."""
    body, choices = _parts_of(text, buttons, capabilities)
    if sms_text.units(_framed(body + choices, kind, capabilities)) <= capabilities.max_length:
        return [(0, len(body))]
    longest_mark = pieces.marked(_MOST_PIECES, _MOST_PIECES)
    frame = sms_text.units(_framed_piece("x", longest_mark, body, kind, capabilities)) - 1
    room = max(capabilities.max_length - frame, _LEAST_ROOM)
    return pieces.divide(body, room, min(sms_text.units(choices), room // 2))


def render_piece(
    text: str,
    buttons: Sequence[Button],
    kind: MessageKind,
    capabilities: Capabilities,
    spans: Sequence[Span],
    place: int,
) -> Rendered:
    """Return the message of the stretch at ``place`` (from 0) of those a text was divided into."""
    body, choices = _parts_of(text, buttons, capabilities)
    start, end = spans[place]
    is_last = place == len(spans) - 1
    mark = pieces.marked(place + 1, len(spans))
    said = body[start:end] + (choices if is_last else "")
    shown = _framed_piece(said, mark, body, kind, capabilities)
    return _shown(shown, buttons if is_last else (), capabilities)


def as_it_is(text: str, capabilities: Capabilities) -> Rendered:
    """Return a text that is complete already, as one filled into a provider's template is."""
    return Rendered(text, (), _billed(text, capabilities))


def with_choices(text: str, buttons: Sequence[Button]) -> str:
    """Return ``text`` with one line per button, unless it says itself what a digit means."""
    return text.rstrip() + _choices(text, buttons) if buttons else text


def _choices(text: str, buttons: Sequence[Button]) -> str:
    if _NAMES_DIGITS.search(text):
        return ""
    lines = [f"\n回{number} {button.label}" for number, button in enumerate(buttons, start=1)]
    return "".join(lines)


def _parts_of(text: str, buttons: Sequence[Button], capabilities: Capabilities) -> tuple[str, str]:
    """Return the tidied text, and the lines of choices that follow it where nobody can tap."""
    choices = "" if capabilities.buttons or not buttons else sms_text.tidy(_choices(text, buttons))
    return sms_text.tidy(text), f"\n{choices}" if choices else ""


def _framed(text: str, kind: MessageKind, capabilities: Capabilities, signature: str = "") -> str:
    wording = "" if kind is MessageKind.REPLY else capabilities.opt_out_wording
    signature = signature or capabilities.signature
    return sms_text.framed(text, signature=signature, opt_out_wording=wording)


def _framed_piece(
    said: str, mark: str, body: str, kind: MessageKind, capabilities: Capabilities
) -> str:
    """Return one message of several; where the text has a signature of its own, each has it."""
    own = _OWN_SIGNATURE.match(body)
    if own is None or not mark:
        return _framed(mark + said, kind, capabilities)
    return _framed(mark + said.removeprefix(own[0]), kind, capabilities, own[1])


def _shown(text: str, buttons: Sequence[Button], capabilities: Capabilities) -> Rendered:
    return Rendered(
        text,
        tuple(buttons) if capabilities.buttons else (),
        _billed(text, capabilities),
    )


def _billed(text: str, capabilities: Capabilities) -> int:
    if not capabilities.billed_by_segment:
        return 0
    return len(sms_text.whole_parts(text)) if capabilities.whole_parts else sms_text.segments(text)
