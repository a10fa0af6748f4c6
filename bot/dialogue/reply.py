"""What the dialogue answers: texts with buttons, and what their delivery would prove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from messaging.contract import Button
from messaging.tables import MessageKind

__all__ = ["Button", "Reply"]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the person who wrote.

    ``proves`` is set when its delivery is a service: ``{"kind": "job_info", "postings": [ids]}``.
    The digits a person may answer stand in the text; ``buttons`` offer the same by a tap.
    ``surplus``: it only says once more that a repeated message arrived (``bot.surplus``).
    """

    text: str
    buttons: tuple[Button, ...] = ()
    proves: Mapping[str, Any] | None = None
    kind: MessageKind = MessageKind.REPLY
    surplus: bool = False
