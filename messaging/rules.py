"""What holds at the moment of sending, beside what a channel declares of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from messaging.contract import Cap
from messaging.failover import FailOver
from messaging.quiet_hours import SendingHours
from messaging.spending import SpendCap
from messaging.trial import Trial


@dataclass(frozen=True, slots=True)
class SendingRules:
    """What an office decides about sending on a channel.

    ``lease`` must be longer than ``timeout`` (both for one attempt), or an attempt that is still
    running would be taken for lost. ``caps`` hold for each contact, beside the channel's own;
    ``spend`` is by county; ``trial`` says where only listed addresses are written to;
    ``fail_over``, where it is given, finds another way for what a channel refuses.
    """

    hours: SendingHours = field(default_factory=SendingHours)
    timeout: timedelta = timedelta(seconds=10)
    lease: timedelta = timedelta(seconds=60)
    caps: tuple[Cap, ...] = ()
    spend: Mapping[str, SpendCap] = field(default_factory=dict)
    trial: Trial = field(default_factory=Trial)
    fail_over: FailOver | None = None

    def __post_init__(self) -> None:
        if self.lease <= self.timeout:
            raise ValueError("the lease must outlast one attempt")
