"""How much is really sent of what the dialogue says to one message too many; pure.

The dialogue answers every message, whoever repeats it: beyond a bound with one short sentence that
the words arrived (``bot.dialogue.flood``). Whether that sentence goes out is the channel's matter:

- where each message is billed (SMS) it goes out once an hour: a thousand SMS would be paid by the
  county and read by nobody. In the next hour the same words are answered in full again, so nobody
  writes into silence for longer than that;
- in a chat it goes out each time, as fast as the caps of the channel let it. What would have to
  wait longer than a minute is left out instead of coming in one by one for an hour;
- on a page of ours and where no real person is written to, each time.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from bot.dialogue.flood import WINDOW
from messaging.contract import Capabilities

WORTH_SENDING: Final = timedelta(minutes=1)
"""So long a sentence of this kind may wait for a channel's caps."""


def key_of(contact: UUID, abilities: Capabilities | None, now: datetime) -> str | None:
    """Return the key under which the sentence is written once, None where it is each time."""
    if abilities is None or abilities.demo or not abilities.billed_by_segment:
        return None
    return f"again:{contact}:{int(now.timestamp() // WINDOW.total_seconds())}"


def expires_at(not_before: datetime | None, now: datetime) -> datetime:
    """Return until when the sentence is worth sending."""
    return (not_before or now) + WORTH_SENDING
