"""The contract between the messages' core and a channel: what a channel can do, and how it says so.

A channel is one module that knows one provider. It makes one attempt when asked to send, says in
the terms of ``Fault`` why an attempt did not work, and turns the provider's calls into ``Inbound``
and ``Receipt``. What people write and where they are reached stays out of every ``repr``.

When to send, whether to send again and what counts as delivered is decided outside of it, once for
all channels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Protocol, runtime_checkable
from uuid import UUID

from messaging.tables import MessageKind, MessageState

MAX_ACTION_BYTES = 64


class Fault(StrEnum):
    """Why an attempt to send did not work; it decides what happens next (``messaging.states``)."""

    RETRY = "retry"
    """The provider definitely did not take the message and may take it later."""
    THROTTLED = "throttled"
    """Too fast: the provider says to wait."""
    AMBIGUOUS = "ambiguous"
    """Nobody can tell whether the provider took it; it must be looked up before anything else."""
    PERMANENT = "permanent"
    """The provider will never take this message."""
    BAD_ADDRESS = "bad_address"
    """There is no such number or chat."""
    OPTED_OUT = "opted_out"
    """The person blocked us at the provider."""
    WINDOW_CLOSED = "window_closed"
    """The channel allows messages only for a time after the person's last one."""
    CONFIG = "config"
    """Our account is wrong (password, balance, signature): no message of this channel will go."""


class SendError(Exception):
    """An attempt to send did not work.

    ``code`` is the provider's own code or a short word of ours, never personal data.
    ``retry_after`` is in seconds.
    """

    def __init__(self, fault: Fault, code: str = "", retry_after: float | None = None) -> None:
        super().__init__(fault.value, code)
        self.fault = fault
        self.code = code
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Cap:
    """At most ``count`` messages in any ``window``, of ``kinds`` or of all."""

    count: int
    window: timedelta
    kinds: frozenset[MessageKind] = frozenset()

    def covers(self, kind: MessageKind) -> bool:
        """Tell whether messages of ``kind`` count under this cap."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Notice:
    """A provider's fixed form, by which a message may go although the reply window is closed.

    ``template`` is the provider's id of the form; ``one_time``: each use spends a permit that the
    person gave (``messaging.permits``). ``fields`` pairs the provider's fields with what fills them
    (``messaging.notices``).
    """

    template: str
    one_time: bool
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a channel can do; the core does without what it cannot.

    ``max_length`` is the longest text in UTF-16 units. ``receipts``: the provider reports delivery
    on its own. ``lookup``: ``Channel.lookup`` can answer. ``reply_proves``: a message from the
    person shows that the earlier ones reached the same screen (true for a chat, not for SMS).
    ``in_process``: sending reaches no other machine, so it may happen inside a request. ``demo``:
    messages reach no real person, so demo people may be written to, and only here.
    ``fen_per_segment`` is the price of one billed message in fen; ``whole_parts``: we divide a long
    SMS ourselves, and never within an emoji.
    ``templates_of`` names the provider in the registry of SMS templates (``messaging.templates``)
    where only approved templates go out. ``confirm_reports``: reports carry no signature, so one
    counts only when a look-up says the same.
    ``reply_window``: how long after the person's last message we may write, ``reply_quota``: how
    many messages in that time; ``notices`` says by which fixed form a kind of message may go after
    that. ``signature`` and ``opt_out_wording`` are added to the text by ``messaging.rendering``.
    ``caps`` hold for each contact, ``account_cap`` for all messages of the channel's account
    together, whichever process sends them; both are below the provider's own.
    """

    max_length: int
    buttons: bool = False
    media: frozenset[str] = frozenset()
    receipts: bool = False
    lookup: bool = False
    templates_only: bool = False
    templates_of: str = ""
    confirm_reports: bool = False
    reply_window: timedelta | None = None
    reply_quota: int | None = None
    notices: Mapping[MessageKind, Notice] = field(default_factory=dict)
    billed_by_segment: bool = False
    whole_parts: bool = False
    fen_per_segment: int = 0
    reply_proves: bool = False
    in_process: bool = False
    demo: bool = False
    signature: str = ""
    opt_out_wording: str = ""
    caps: tuple[Cap, ...] = ()
    account_cap: Cap | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A choice the person can tap: what it says, and what comes back as ``Inbound.action``.

    Raises ValueError for an empty label, and for an action longer than the 64 bytes that every
    channel can carry.
    """

    label: str
    action: str

    def __post_init__(self) -> None:
        if not self.label.strip() or len(self.action.encode()) > MAX_ACTION_BYTES:
            raise ValueError("a button needs a label and an action of at most 64 bytes")


@dataclass(frozen=True, slots=True)
class Templated:
    """A provider's approved template with its signature and the value of each of its variables."""

    code: str
    signature: str
    values: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message as a channel is asked to send it: rendered for the channel's capabilities.

    ``message_id`` is ours and is handed to the provider where it takes one. ``valid_for`` is how
    long the provider may go on trying to reach the person. ``template`` is set where the channel
    sends approved templates only; ``text`` is then what the person will read.
    """

    message_id: UUID
    to: str = field(repr=False)
    text: str = field(repr=False)
    buttons: tuple[Button, ...] = ()
    kind: MessageKind = MessageKind.REPLY
    valid_for: timedelta | None = None
    template: Templated | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took the message.

    ``state`` is ``HANDED_OVER`` (a gateway has it) or ``SENT`` (it left for the person, or lies
    ready for the page); never ``DELIVERED``, which only a receipt brings.
    """

    provider_id: str | None = None
    state: MessageState = MessageState.HANDED_OVER


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message from a person.

    ``event_id`` is the provider's and the same when the provider repeats the call. ``action`` is
    the ``Button.action`` that was tapped, if one was.
    """

    event_id: str
    sender: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a provider says became of a message; found by ``message_id``, else by ``provider_id``.

    ``to`` is the number the report names, where it names one: a report for another number does not
    count.
    """

    event_id: str
    state: MessageState
    at: datetime
    message_id: UUID | None = None
    provider_id: str | None = None
    to: str | None = field(default=None, repr=False)
    code: str = ""


@dataclass(frozen=True, slots=True)
class Departure:
    """A person left (unfollowed, blocked us): nothing can be sent until they write again."""

    sender: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Permission:
    """A person gave us one permit for a notice, or took back what they had given."""

    event_id: str
    sender: str = field(repr=False)
    template: str
    granted: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Parked:
    """An event that could not be understood; kept so that one bad event does not stop the rest.

    ``reason`` is a short word for people who look into it, never personal data; ``body`` is the
    event as it came.
    """

    event_id: str
    reason: str
    body: str = field(repr=False)


Event = Inbound | Receipt | Departure | Permission | Parked
"""Whatever a provider's call can tell."""


class LookupMiss(Enum):
    """What a look-up can say besides a receipt."""

    NEVER_TAKEN = "never_taken"
    """The provider is certain that it never took the message: it may be sent again."""
    CANNOT_TELL = "cannot_tell"
    """The provider does not know, or could not be asked."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A message that was handed to a provider, as needed to ask what became of it."""

    message_id: UUID
    to: str = field(repr=False)
    provider_id: str | None
    submitted_at: datetime


class Channel(Protocol):
    """One way to reach people."""

    @property
    def name(self) -> str:
        """Return the registry key: ``sms``, ``telegram``, ``webchat``."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """Return what the channel can do."""
        ...

    def normalise(self, address: str) -> str:
        """Return the address as the provider takes it; raises SendError(BAD_ADDRESS)."""
        ...

    def send(self, message: Outgoing, timeout: float) -> Sent:
        """Make one attempt, at most ``timeout`` seconds long; raises SendError."""
        ...

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        """Ask the provider what became of a message; never raises for a provider's fault."""
        ...


@dataclass(frozen=True, slots=True)
class Call:
    """A provider's HTTP call to us.

    ``part`` is what follows the channel's ``route`` in the address. Header names are lower case.
    """

    part: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What we answer to a provider's call."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class Listener(Protocol):
    """A channel whose provider calls us, under ``/webhooks/ROUTE/PART``."""

    @property
    def route(self) -> str:
        """Return the part of our address that is the provider's."""
        ...

    def verify(self, call: Call) -> bool:
        """Tell whether the call really comes from the provider; asked before anything is read."""
        ...

    def parse(self, call: Call, now: datetime) -> Sequence[Event]:
        """Return what the call says; raises ValueError when it makes no sense at all."""
        ...

    def answer(self, call: Call, stored: bool) -> Answer:
        """Return the provider's own form of "got it", or of "try again" when not ``stored``."""
        ...


@runtime_checkable
class AnswersInCall(Listener, Protocol):
    """A provider that takes our reply to a message in the answer to its own call."""

    @property
    def longest_in_call(self) -> int:
        """Return how many bytes of text one answer may carry."""
        ...

    def answer_with(self, call: Call, text: str, now: datetime) -> Answer:
        """Return the answer that acknowledges the call and carries ``text`` to the person."""
        ...
