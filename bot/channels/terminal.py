"""A terminal that plays a channel: ``gangxin chat`` shows what the person would receive.

It declares the abilities of the channel it plays, so messages look as they would there. What was
printed was seen, so a look-up reports it as delivered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.channels import abilities
from messaging.contract import Capabilities, LookupMiss, Outgoing, Receipt, Sent, Submission
from messaging.tables import MessageState


class Terminal:
    """Plays the channel ``name`` and hands each message to ``show``.

    ``signature`` is that of the office, for the channels that have one. Raises ValueError for a
    channel that cannot be played.
    """

    def __init__(self, name: str, show: Callable[[Outgoing], None], *, signature: str = "") -> None:
        self._name = name
        self._show = show
        self._shown: set[object] = set()
        self._capabilities = replace(
            _abilities_of(name, signature), demo=True, in_process=True, lookup=True, caps=()
        )

    @property
    def name(self) -> str:
        """The channel that is played."""
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        """The abilities of the channel that is played; nothing leaves the process."""
        return self._capabilities

    def normalise(self, address: str) -> str:
        """Return the address as it is."""
        return address

    def send(self, message: Outgoing, timeout: float) -> Sent:
        """Show the message."""
        self._show(message)
        self._shown.add(message.message_id)
        return Sent(state=MessageState.SENT)

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        """Report what was shown as delivered."""
        if submission.message_id not in self._shown:
            return LookupMiss.CANNOT_TELL
        return Receipt(
            event_id=f"shown:{submission.message_id}",
            state=MessageState.DELIVERED,
            at=submission.submitted_at,
            message_id=submission.message_id,
        )


def _abilities_of(name: str, signature: str) -> Capabilities:
    match name:
        case abilities.SMS:
            return abilities.sms(signature)
        case abilities.TELEGRAM:
            return abilities.telegram()
        case abilities.WEBCHAT:
            return abilities.webchat()
        case abilities.WECHAT:
            return abilities.wechat()
        case _:
            raise ValueError(f"no channel called {name!r} can be played in a terminal")
