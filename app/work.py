"""Units of background work: plain functions on an ``AppContext``.

Each claims the rows it works on, so that running it twice, late or on two machines is harmless;
the truth is in the rows. The scheduler calls them, commands and tests call the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypedDict, TypeVar

import structlog

from app.context import AppContext
from app.counties import counties_in_use, office_counties
from app.sending import rules_for
from messaging.contract import Capabilities
from messaging.mailbox import Mailbox
from messaging.sender import deliver_batch

_BATCH, _LANES, _BLOCK = 2000, 8, 32
"""Messages of one batch, provider calls at a time, and messages whose intent is committed at once:
after a crash at most two blocks are uncertain."""
_LANES_IN_DOUBT = 2
"""Provider calls at a time, and no block, where nobody can be asked about what a crash left open:
it stays unknown for good, so as little as possible may be open."""

_log = structlog.get_logger(__name__)
_T = TypeVar("_T")
_R = TypeVar("_R")


class _AtATime(TypedDict):
    """Two arguments of ``deliver_batch``."""

    lanes: int
    block: int | None


@dataclass(frozen=True)
class DayResult:
    """What one day's matching and pushing did in one county."""

    county: str
    matched: int
    shortfalls: int
    queued: int
    skipped: dict[str, int]


def deliver(context: AppContext) -> int:
    """Send what is due on every channel; returns how many attempts were made."""
    return sum(each_by_itself(context.channels, lambda name: deliver_over(context, name)))


def deliver_over(context: AppContext, name: str) -> int:
    """Send what is due on one channel; returns how many attempts were made."""
    channel = context.channels[name]
    return deliver_batch(
        context.db,
        context.vault,
        context.clock,
        channel,
        owner=context.owner,
        rules=rules_for(context, channel),
        limit=_BATCH,
        **_at_a_time(channel.capabilities),
    )


def each_by_itself(things: Iterable[_T], unit: Callable[[_T], _R]) -> list[_R]:
    """Do ``unit`` for each thing, also when it fails for some; returns what the others gave.

    One county whose data are odd, or one gateway, must not keep the others waiting. Raises the
    first failure once all have had their turn, so that the unit counts as failed and is repeated.
    """
    done: list[_R] = []
    failure: Exception | None = None
    for thing in things:
        try:
            done.append(unit(thing))
        except Exception as error:  # noqa: BLE001 - raised below, after the others
            _log.error("failed for one of several", error=type(error).__name__)
            failure = failure or error
    if failure is not None:
        raise failure
    return done


def _at_a_time(capabilities: Capabilities) -> _AtATime:
    """Return how many messages of a channel are under way at the same time."""
    if capabilities.in_process:
        return {"lanes": 1, "block": _BLOCK}
    if not capabilities.lookup and not capabilities.receipts:
        return {"lanes": _LANES_IN_DOUBT, "block": None}
    return {"lanes": _LANES, "block": _BLOCK}


def collect(context: AppContext) -> int:
    """Look into the mailboxes of channels nobody calls us for; returns how many events."""
    return sum(each_by_itself(context.channels, lambda name: collect_from(context, name)))


def collect_from(context: AppContext, name: str) -> int:
    """Look into the mailbox of a channel, where it has one; returns how many events."""
    from bot import mailboxes

    channel = context.channels[name]
    return mailboxes.collect(context.bot, name, channel) if isinstance(channel, Mailbox) else 0


def answer_waiting(context: AppContext) -> int:
    """Handle stored messages that a stopped process left behind; returns how many."""
    from bot.inbox import handle_waiting

    return handle_waiting(context.bot)


def sweep(context: AppContext) -> int:
    """Ask the providers about messages whose end is not known; returns how many states rose."""
    return sum(each_by_itself(context.channels, lambda name: sweep_over(context, name)))


def sweep_over(context: AppContext, name: str) -> int:
    """Ask one provider about messages whose end is not known; returns how many states rose."""
    from bot.receipts import sweep as sweep_channel

    return sweep_channel(context.bot, context.channels[name])


def replay(context: AppContext) -> int:
    """Read parked events again that staff asked for; returns how many were understood."""
    from bot.replays import replay_asked

    return replay_asked(context.bot)


def alert(context: AppContext) -> int:
    """Tell staff elsewhere what waits for them in the console; returns how many alerts."""
    from app.alerting import alert_targets
    from messaging.alerts import send_alerts

    return send_alerts(context.db, context.clock, alert_targets(context), context.settings.base_url)


def expire_postings(context: AppContext) -> int:
    """Take postings past their deadline out of the offer; returns how many."""
    from jobs_feed.publish import expire_postings as expire

    return expire(context.db, context.clock)


def match_and_push(context: AppContext) -> list[DayResult]:
    """Match every county in use and push what fits; the day's work, harmless to repeat."""
    from matching.digest import push_county
    from matching.forecast import forecast_prices
    from matching.guidance import propose_guidance
    from matching.run import match_county
    from matching.toolkit import Toolkit

    def match(county: str) -> DayResult:
        today = context.clock.today()
        what = (context.db, context.clock, context.gazetteer, county, today)
        # One for all three: its dictionaries take half a second and 20 MB each time.
        tools = Toolkit.load(context.gazetteer)
        run = match_county(*what, toolkit=tools, memory=context.matching_memory)
        propose_guidance(*what, toolkit=tools, memory=context.matching_memory)
        forecast_prices(*what, toolkit=tools, memory=context.matching_memory)
        push = push_county(
            context.db,
            context.vault,
            context.clock,
            county,
            today,
            min_days_between=context.settings.push_every_days,
            capabilities={name: each.capabilities for name, each in context.channels.items()},
            memory=context.matching_memory,
        )
        result = DayResult(county, run.matches, run.shortfalls, push.queued, dict(push.skipped))
        _log.info("matched and pushed", **vars(result))
        return result

    return each_by_itself(counties_in_use(context.db), match)


def remind(context: AppContext) -> int:
    """Put the reminders that are due into the outbox; returns how many."""
    from reminders.run import remind as remind_county

    today = context.clock.today()

    def remind_in(county: str) -> int:
        return remind_county(context.db, context.vault, context.clock, county, today)

    return sum(each_by_itself(counties_in_use(context.db), remind_in))


def watch_documents(context: AppContext) -> int:
    """Tell the caseworkers which documents end soon or have ended; returns how many notices."""
    from policy_faq.library.notices import note_endings

    counties = office_counties(context)
    with context.db.write() as session:
        return note_endings(session, context.clock, counties, context.policy.knowledge.cards)


def watch_duties(context: AppContext) -> int:
    """Tell the caseworkers which duties are due soon; returns how many notices."""
    from reminders.duty_notices import note_duties

    counties = office_counties(context)
    with context.db.write() as session:
        return sum(note_duties(session, context.clock, county) for county in counties)


def checkpoint(context: AppContext) -> int:
    """Write the ledger's checkpoints outside the database; returns how many counties had news."""
    from service_ledger.checkpoints import write_checkpoints

    with context.db.read() as session:
        return write_checkpoints(session, context.clock, context.checkpoints)
