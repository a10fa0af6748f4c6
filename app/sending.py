"""What the office's settings say about sending, as the rules of each channel."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from labourers.ways import PersonWays
from messaging.addresses import SMS
from messaging.contract import Cap, Channel
from messaging.failover import FailOver
from messaging.quiet_hours import SendingHours
from messaging.rules import SendingRules
from messaging.spending import SpendCap
from messaging.trial import Trial
from storage.money import to_fen

if TYPE_CHECKING:
    from app.context import AppContext
    from app.settings import Settings

_DAY = timedelta(days=1)


def rules_for(context: AppContext, channel: Channel) -> SendingRules:
    """Return the rules under which a channel sends.

    The demo phone wakes nobody and costs nothing, so it sends at all hours: a newcomer sees a push
    come at night too.
    """
    settings = context.settings
    demo = channel.capabilities.demo
    return SendingRules(
        hours=SendingHours(time.min, time.max) if demo else SendingHours(),
        caps=() if demo or channel.name != SMS else _caps(settings),
        spend=spend_caps(settings),
        trial=Trial(trial_places(settings)),
        fail_over=FailOver(PersonWays(context.vault, context.clock), frozenset(context.channels)),
    )


def spend_caps(settings: Settings) -> dict[str, SpendCap]:
    """Return the caps on a day's spending, by adcode."""
    return {
        place: SpendCap(to_fen(cap.per_day), to_fen(cap.for_replies))
        for place, cap in settings.spend.items()
    }


def trial_places(settings: Settings) -> frozenset[str]:
    """Return the adcodes of the places in trial."""
    return frozenset(settings.trial.split(",")) if settings.trial else frozenset()


def _caps(settings: Settings) -> tuple[Cap, ...]:
    return tuple(
        Cap(count, _DAY, frozenset({kind})) for kind, count in settings.sms_per_number.items()
    )
