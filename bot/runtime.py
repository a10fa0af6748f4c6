"""What the conversation works with, put together by the composition root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from messaging.contract import Channel
from messaging.rules import SendingRules
from service_ledger.entries import Ledger
from storage.clock import Clock
from storage.database import Database
from storage.vault import Vault

if TYPE_CHECKING:
    from bot.dialogue.engine import Dialogue


@dataclass(frozen=True, slots=True)
class BotRuntime:
    """The parts that take messages in and answer them.

    ``channels`` are by name. ``county`` is the adcode a stranger's message belongs to. ``owner``
    names this process in leases. ``web_key`` signs the cookie of the web chat. ``rules`` are those
    of sending, by channel.
    """

    db: Database
    vault: Vault
    clock: Clock
    dialogue: Dialogue
    ledger: Ledger
    channels: Mapping[str, Channel]
    county: str
    owner: str
    web_key: bytes = field(repr=False)
    answers_at_once: bool = True
    rules: Mapping[str, SendingRules] = field(default_factory=dict)

    def rules_of(self, channel: str) -> SendingRules:
        """Return the rules under which a channel sends."""
        return self.rules.get(channel) or SendingRules()
