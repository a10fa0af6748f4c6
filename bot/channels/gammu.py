"""SMS by a USB modem of the office's own: no contract, no gateway, one gammu-smsd beside us.

We order a message in the daemon's database under our own id and read there what became of it, so
that nothing is ever uncertain for long: ordering twice orders once, and a look-up can say for
certain that the daemon never had a message. What phones write is read from the same database.

A text of several parts is delivered when every part is.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from bot.channels import abilities
from bot.channels.gammu_store import Fate, GammuStore, Heard, Order, Part
from messaging import sms_text
from messaging.addresses import is_mobile, normalise
from messaging.contract import (
    Capabilities,
    Fault,
    Inbound,
    LookupMiss,
    Outgoing,
    Parked,
    Receipt,
    SendError,
    Sent,
    Submission,
)
from messaging.mailbox import Collected
from messaging.tables import MessageState

_PATIENCE_SECONDS = 5.0
_PARTS_WITHIN = timedelta(minutes=30)
"""How long the parts of a text are waited for, as long as networks go on trying."""
_CONCATENATED = re.compile(r"(?:050003..|060804....)(?P<count>..)(?P<place>..)")
"""Headers of a part; phones count their texts in one byte or in two."""
_REFUSED = frozenset({"SendingError", "DeliveryFailed", "Error"})


@dataclass(frozen=True, slots=True)
class GammuConfig:
    """Where the daemon's SQLite file lies.

    ``prefix`` is put before every number, for modems whose delivery reports name it so (``+86``):
    the daemon pairs a report with a message by the very same number. ``fen_per_segment`` is what
    the office's SIM card pays.
    """

    database: Path
    signature: str
    prefix: str = ""
    fen_per_segment: int = 10


class Gammu:
    """The channel ``sms`` through one gammu-smsd."""

    def __init__(self, config: GammuConfig) -> None:
        self._config = config
        self._store = GammuStore(config.database)
        self._capabilities = abilities.modem(
            config.signature, fen_per_segment=config.fen_per_segment
        )

    @property
    def name(self) -> str:
        """The registry key of SMS."""
        return abilities.SMS

    @property
    def capabilities(self) -> Capabilities:
        """The abilities of SMS; the daemon can be asked about every message."""
        return self._capabilities

    def normalise(self, address: str) -> str:
        """Return the mobile number in 11 digits; raises SendError for anything else."""
        number = normalise(abilities.SMS, address)
        if not is_mobile(number):
            raise SendError(Fault.BAD_ADDRESS, "no_mobile")
        return number

    def send(self, message: Outgoing, timeout: float) -> Sent:
        """Order the message at the daemon; raises SendError.

        A file that is busy or away ordered nothing. A fault while committing leaves it open what
        lies there, and a look-up tells.
        """
        order = Order(
            message.message_id.hex,
            f"{self._config.prefix}{message.to}",
            parts_of(message.text, message.message_id),
        )
        try:
            self._store.put(order, timeout)
        except sqlite3.Error as error:
            if self._ordered(order.creator) is not False:
                raise SendError(Fault.AMBIGUOUS, type(error).__name__) from None
            raise SendError(Fault.RETRY, type(error).__name__) from None
        return Sent(provider_id=order.creator)

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        """Read from the daemon's file what became of a message."""
        try:
            fate = self._store.fate(submission.message_id.hex, _PATIENCE_SECONDS)
        except sqlite3.Error:
            return LookupMiss.CANNOT_TELL
        if fate is not None:
            return self._receipt(fate, submission.submitted_at)
        return LookupMiss.NEVER_TAKEN

    def collect(self, now: datetime, limit: int) -> Sequence[Collected]:
        """Return what phones wrote and what became of messages; raises OSError."""
        try:
            heard = self._store.heard(limit, _PATIENCE_SECONDS)
            news = self._store.news(limit, _PATIENCE_SECONDS)
        except sqlite3.Error as error:
            raise OSError(type(error).__name__) from None
        return [
            *(Collected(("inbox", rows), event) for rows, event in whole_texts(heard, now)),
            *(Collected(("sent", fate), self._receipt(fate, now)) for fate in news),
        ]

    def done(self, collected: Sequence[Collected]) -> None:
        """Note that these events are stored on our side; raises OSError."""
        rows = [row for one in collected if one.token[0] == "inbox" for row in one.token[1]]
        fates = [one.token[1] for one in collected if one.token[0] == "sent"]
        try:
            self._store.take(rows, _PATIENCE_SECONDS)
            self._store.note(fates, _PATIENCE_SECONDS)
        except sqlite3.Error as error:
            raise OSError(type(error).__name__) from None

    def reread(self, body: str) -> Sequence[Inbound | Parked]:
        """Return what a message says that was parked; raises KeyError, TypeError or ValueError."""
        kept = json.loads(body)
        at = datetime.fromisoformat(kept["at"])
        return [_event(str(kept["event"]), str(kept["sender"]), str(kept["hexed"]), at)]

    def _ordered(self, creator: str) -> bool | None:
        """Tell whether the daemon has a message; None when its file cannot be read."""
        try:
            return self._store.fate(creator, _PATIENCE_SECONDS) is not None
        except sqlite3.Error:
            return None

    def _receipt(self, fate: Fate, at: datetime) -> Receipt:
        return Receipt(
            event_id=f"{fate.creator}:{','.join(fate.statuses)}",
            state=state_of(fate),
            at=at,
            message_id=UUID(fate.creator),
            provider_id=fate.creator,
            to=fate.to.removeprefix(self._config.prefix),
            code=next((each for each in fate.statuses if each in _REFUSED), ""),
        )


def parts_of(text: str, message_id: UUID) -> tuple[Part, ...]:
    """Return the short messages a text goes out as: one of 70 UTF-16 units, or several of 67.

    No part ends within a pair of surrogates: half an emoji cannot be shown. The reference that
    joins the parts comes from the message's id, so that ordering again orders the same.
    """
    pieces = sms_text.whole_parts(text)
    if len(pieces) < 2:
        return (Part(text),)
    group = message_id.bytes[-1]
    return tuple(
        Part(piece, f"050003{group:02X}{len(pieces):02X}{place:02X}")
        for place, piece in enumerate(pieces, start=1)
    )


def state_of(fate: Fate) -> MessageState:
    """Return the state that the statuses of a message's parts add up to."""
    statuses = fate.statuses
    if not statuses:
        return MessageState.HANDED_OVER
    if any(status in _REFUSED for status in statuses):
        return MessageState.FAILED
    if len(statuses) >= fate.parts and all(status == "DeliveryOK" for status in statuses):
        return MessageState.DELIVERED
    return MessageState.SENT


def whole_texts(
    heard: Sequence[Heard], now: datetime
) -> list[tuple[tuple[int, ...], Inbound | Parked]]:
    """Return the texts that are complete, with the inbox rows each is made of.

    Parts are joined before they are read, because a network cuts where it likes. Parts that wait
    for another longer than half an hour are given as they are, gaps shown by "…": most of a
    question is better than none.
    """
    groups: dict[tuple[str, ...], dict[int, Heard]] = {}
    counts: dict[tuple[str, ...], int] = {}
    for one in heard:
        match = _CONCATENATED.fullmatch(one.header)
        count = int(match["count"], 16) if match else 1
        place = int(match["place"], 16) if match else 1
        key: tuple[str, ...] = (str(one.row),)
        if match and 1 <= place <= count:
            key = (one.sender, one.header[:-2])
        else:
            count = place = 1
        while place in groups.get(key, {}):
            key = (*key, "next")  # the same reference again: a later text, or a part come twice
        groups.setdefault(key, {})[place] = one
        counts[key] = count
    found = []
    for key, parts in groups.items():
        if len(parts) < counts[key] and not _waited_long(parts.values(), now):
            continue
        found.append((tuple(part.row for part in parts.values()), _text(parts, counts[key], now)))
    return found


def _text(parts: dict[int, Heard], count: int, now: datetime) -> Inbound | Parked:
    gap = sms_text.ELLIPSIS.encode("utf-16-be").hex()
    hexed = "".join(parts[place].hexed if place in parts else gap for place in range(1, count + 1))
    first = parts[min(parts)]
    mark = sha256(
        "|".join([first.sender, *(part.stored for part in parts.values()), hexed]).encode()
    )
    return _event(f"{first.row}:{mark.hexdigest()[:32]}", first.sender, hexed, now)


def _event(event_id: str, sender: str, hexed: str, at: datetime) -> Inbound | Parked:
    """Return what somebody wrote; what makes no sense is kept so that it can be read again."""
    kept = {"event": event_id, "sender": sender, "hexed": hexed, "at": at.isoformat()}
    try:
        text = bytes.fromhex(hexed).decode("utf-16-be", "replace")
    except ValueError:
        return Parked(event_id, "not_text", json.dumps(kept))
    if sender:
        return Inbound(event_id=event_id, sender=sender, text=text, at=at)
    return Parked(event_id, "no_sender", json.dumps(kept | {"text": text}, ensure_ascii=False))


def _waited_long(parts: Iterable[Heard], now: datetime) -> bool:
    """Tell whether the last part came so long ago that no other will."""
    last = max(datetime.fromisoformat(part.stored).replace(tzinfo=UTC) for part in parts)
    return now - last > _PARTS_WITHIN
