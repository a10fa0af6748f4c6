"""A claimed message: what one attempt to send needs, copied out of the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from messaging import quiet_hours
from messaging.contract import Button, Capabilities, Channel
from messaging.parts import Part
from messaging.rendering import Rendered, as_it_is, render
from messaging.rules import SendingRules
from messaging.tables import MessageKind
from messaging.templates import Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message whose intent is committed: everything an attempt needs, without a session.

    ``claimed_at`` is when the lease began and ``ends_at`` when the message is worth nothing more.
    ``cost_fen`` was taken from the county's purse of the day ``paid_on``, None where nothing was.
    ``part`` is whose turn it is of a text that is longer than the channel carries, ``shown`` what
    the person reads of it.
    """

    message_id: UUID
    contact_id: UUID
    address: str = field(repr=False)
    text: str = field(repr=False)
    buttons: tuple[Button, ...]
    kind: MessageKind
    attempts: int
    valid_for: timedelta | None
    claimed_at: datetime
    ends_at: datetime | None = None
    prepared: Prepared | None = None
    county_code: str | None = None
    cost_fen: int = 0
    paid_on: date | None = None
    part: Part | None = None
    shown: Rendered | None = None

    @property
    def known_as(self) -> UUID:
        """The id that the provider is given as ours, and that its reports name."""
        return self.message_id if self.part is None else self.part.id

    @property
    def is_begun(self) -> bool:
        """Whether the provider has a part of the message already."""
        return self.part is not None and self.part.place > 1

    def rendered(self, capabilities: Capabilities) -> Rendered:
        """Return the message as the channel will show it."""
        if self.prepared is not None:
            return as_it_is(self.prepared.text, capabilities)
        if self.shown is not None:
            return self.shown
        return render(self.text, self.buttons, self.kind, capabilities)[0]

    def in_time(self, now: datetime, rules: SendingRules) -> bool:
        """Tell whether an attempt may still begin: others of its block may have taken their time.

        One that could outlast its lease would be taken for lost while it is being made.
        """
        return (
            quiet_hours.earliest(self.kind, now, rules.hours) <= now
            and (self.ends_at is None or now < self.ends_at)
            and now + rules.timeout < self.claimed_at + rules.lease
        )

    def refund(self, today: date) -> dict[str, int]:
        """Return what goes back into the purse when the attempt was definitely refused."""
        if self.county_code is None or self.paid_on != today or self.is_begun:
            return {}
        return {self.county_code: self.cost_fen}

    def price(self, channel: Channel) -> int:
        """Return what an attempt over the channel costs, in fen."""
        abilities = channel.capabilities
        if abilities.fen_per_segment == 0:
            return 0
        return self.rendered(abilities).segments * abilities.fen_per_segment
