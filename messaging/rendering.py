"""The one place where a message gives up what a channel cannot show.

Buttons become lines to answer by digit ("回1 看详情"), and text channels get their signature and
opt-out wording. What the person may then type is the button's number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from messaging import sms_text
from messaging.contract import Button, Capabilities
from messaging.tables import MessageKind

_NAMES_DIGITS = re.compile(r"回复?\s*[“\"「]?[1-9]")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as the channel will show it. ``segments`` is what is billed: 0 where nothing is."""

    text: str
    buttons: tuple[Button, ...]
    segments: int
    cut: str = ""


def render(
    text: str, buttons: Sequence[Button], kind: MessageKind, capabilities: Capabilities
) -> Rendered:
    """Return the message in the form the channel can show, cut where it is too long."""
    body = text if capabilities.buttons else with_choices(text, buttons)
    wording = "" if kind is MessageKind.REPLY else capabilities.opt_out_wording
    whole = sms_text.compose(body, signature=capabilities.signature, opt_out_wording=wording)
    shown, cut = _cut(whole, capabilities.max_length)
    return Rendered(
        shown,
        tuple(buttons) if capabilities.buttons else (),
        sms_text.segments(shown) if capabilities.billed_by_segment else 0,
        cut,
    )


def as_it_is(text: str, capabilities: Capabilities) -> Rendered:
    """Return a text that is complete already, as one filled into a provider's template is."""
    billed = sms_text.segments(text) if capabilities.billed_by_segment else 0
    return Rendered(text, (), billed)


def with_choices(text: str, buttons: Sequence[Button]) -> str:
    """Return ``text`` with one line per button, unless it says itself what a digit means."""
    if _NAMES_DIGITS.search(text):
        return text
    lines = [f"回{number} {button.label}" for number, button in enumerate(buttons, start=1)]
    return "\n".join((text.rstrip(), *lines))


def _cut(text: str, length: int) -> tuple[str, str]:
    if sms_text.units(text) <= length:
        return text, ""
    kept = text
    while sms_text.units(kept) > length - 1:
        kept = kept[: length - 1] if len(kept) > length - 1 else kept[:-1]
    return kept + sms_text.ELLIPSIS, text[len(kept) :]
