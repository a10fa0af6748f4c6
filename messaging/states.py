"""How a message moves: states only rise, and a fault decides what happens next.

The states and their numbers are ``messaging.tables.MessageState``. A message waits in ``QUEUED``
until its first attempt. From the moment an attempt is announced it is ``SUBMITTING`` or higher
and never falls back: between two attempts it stays ``SUBMITTING`` without a lease. ``UNKNOWN``
means that an attempt may have reached the provider; it is not tried again before a look-up says
that the provider never took it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from messaging.contract import Fault
from messaging.tables import MessageState

RETRY_DELAYS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
"""How long to wait after the first, second and third definite failure; after that it has failed."""

THROTTLED_DELAY = timedelta(minutes=1)
"""How long to wait when the provider says "slower" without saying how long."""

CONFIG_REST = timedelta(minutes=15)
"""How long a channel rests after its account was refused."""

FINAL = frozenset({MessageState.EXPIRED, MessageState.FAILED, MessageState.DELIVERED})
"""States after which nothing more is tried (a late report may still raise them)."""

CLEARED = "never_taken"
"""Put in the place of a fault when a look-up said that the provider never took the message."""

PART_TAKEN = "part_taken"
"""Put in the place of a fault when the provider has one part of a long message, and more follow."""

RESEND = "resend_decided"
"""Put in the place of a fault when a person decided that the message is to be sent once more."""

LOOKUP_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
"""How long after one look-up the next is due; the last one repeats."""

REPORTS_END_AFTER = timedelta(hours=72)
"""A message nobody reported on within this time stays what it is; carriers report no later."""

_JITTER = 0.2

EXPLANATIONS: dict[str, str] = {
    Fault.RETRY: "网关暂时没有收下，稍后再发",
    Fault.THROTTLED: "发得太快，网关要求稍等",
    Fault.AMBIGUOUS: "网关没有回话，不知道是否收下，先查询再决定",
    Fault.PERMANENT: "网关拒收这条消息",
    Fault.BAD_ADDRESS: "号码不存在或不能接收",
    Fault.OPTED_OUT: "本人已退订或拉黑",
    Fault.WINDOW_CLOSED: "超过平台允许的回复时限",
    Fault.CONFIG: "账号设置有误，通道已暂停，请检查",
    CLEARED: "查询确认网关没有收到，准备重发",
    PART_TAKEN: "长消息分几条发，前一条已交给网关，接着发下一条",
    RESEND: "工作人员决定再发一次",
}
"""What each fault means, for staff pages."""


@dataclass(frozen=True, slots=True)
class Next:
    """What becomes of a message after a failed attempt.

    ``retry_at`` is set when it is tried again; otherwise ``state`` is where it stays until a
    report or a look-up.
    """

    state: MessageState
    retry_at: datetime | None = None


def rises(current: MessageState, new: MessageState) -> bool:
    """Tell whether going from ``current`` to ``new`` is a rise; everything else is ignored."""
    return new > current


def after_fault(
    fault: Fault,
    *,
    attempts: int,
    now: datetime,
    chance: float,
    retry_after: float | None = None,
) -> Next:
    """Return what becomes of a message whose attempt number ``attempts`` (from 1) failed.

    ``chance`` is a random number in [0, 1) that spreads the delays by a fifth to both sides, so
    that messages refused together do not come back together. ``retry_after`` is in seconds and is
    never shortened.
    """
    spread = 1 + _JITTER * (2 * chance - 1)
    match fault:
        case Fault.RETRY if attempts <= len(RETRY_DELAYS):
            return Next(MessageState.SUBMITTING, now + RETRY_DELAYS[attempts - 1] * spread)
        case Fault.THROTTLED if retry_after is not None:
            pause = timedelta(seconds=max(0.0, retry_after))
            return Next(MessageState.SUBMITTING, now + pause * (1 + _JITTER * chance))
        case Fault.THROTTLED:
            return Next(MessageState.SUBMITTING, now + THROTTLED_DELAY * spread)
        case Fault.CONFIG:
            return Next(MessageState.SUBMITTING, now + CONFIG_REST)
        case Fault.AMBIGUOUS:
            return Next(MessageState.UNKNOWN)
        case _:
            return Next(MessageState.FAILED)


def counts_as_try(fault: Fault) -> bool:
    """Tell whether an attempt that ended so uses up one of the message's tries."""
    return fault not in (Fault.THROTTLED, Fault.CONFIG)


def blocks_contact(fault: Fault) -> bool:
    """Tell whether the fault means that this address cannot be written to until it writes to us."""
    return fault in (Fault.OPTED_OUT, Fault.BAD_ADDRESS)


def first_lookup(now: datetime, *, in_process: bool) -> datetime:
    """Return when a message handed over at ``now`` may first be looked up."""
    return now if in_process else now + LOOKUP_DELAYS[0]


def next_lookup(now: datetime, submitted_at: datetime) -> datetime | None:
    """Return when to ask again about a message nobody could tell about; None: no more."""
    age = now - submitted_at
    if age >= REPORTS_END_AFTER:
        return None
    due = submitted_at
    for delay in LOOKUP_DELAYS:
        due += delay
        if due > now:
            return due
    return now + LOOKUP_DELAYS[-1]
