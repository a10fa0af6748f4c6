"""The last look before a message goes out: does it go now, wait, or end here? Pure.

Hours or days may lie between writing and sending: consent, the time of day and the caps are judged
at the moment of sending.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from messaging import quiet_hours
from messaging.consent import may_write
from messaging.contract import Cap, Capabilities, Fault, Notice
from messaging.quiet_hours import SendingHours
from messaging.spending import SPEND_CAP
from messaging.tables import Contact, MessageState, OutboxMessage

TOO_LATE = "too_late"
NOT_IN_TIME = "not_in_time"
"""The code of a message whose turn came after the hours, its end or its lease."""
DEMO_ONLY = "demo_only"
TRIAL_ONLY = "trial_only"
UNREADABLE = "unreadable"
"""The code of a message whose text or address the vault does not open: a wrong key, or damage."""
OWN_RULES = frozenset({DEMO_ONLY, TRIAL_ONLY})
"""Codes of messages that no provider refused: we did not want them to go."""

EXPLANATIONS: Mapping[str, str] = MappingProxyType(
    {
        TOO_LATE: "过了有效时间，没有发出",
        NOT_IN_TIME: "轮到它时已过发送时段或排队太久，到时再发",
        DEMO_ONLY: "演示人员，不发真消息",
        TRIAL_ONLY: "试运行，只发给名单上的号码",
        UNREADABLE: "存着的内容打不开，可能是密钥不对，请管理员检查",
        SPEND_CAP: "今天的费用到上限了，明天再发",
    }
)
"""What each code means, for staff pages."""


@dataclass(frozen=True, slots=True)
class Goes:
    """The message may go out now, by ``notice`` where it cannot go as it is."""

    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """The message may go out at the moment ``at`` at the earliest.

    ``fault`` and ``code`` say why, where somebody has to act before that.
    """

    at: datetime
    fault: Fault | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Ends:
    """The message will not go out: too late, not wanted, or not allowed."""

    state: MessageState
    code: str
    fault: Fault | None = None


def verdict(
    message: OutboxMessage,
    contact: Contact,
    capabilities: Capabilities,
    hours: SendingHours,
    now: datetime,
    *,
    free_under: Callable[[Cap], datetime],
    answered: Callable[[], int] = lambda: 0,
    needs: Callable[[], int] = lambda: 1,
    caps: Sequence[Cap] = (),
    listed: bool = True,
) -> Goes | Waits | Ends:
    """Return what is to happen with a message that is due at ``now``.

    ``free_under`` tells when the contact may get one more message under a cap, ``answered`` how
    many messages went to it since it wrote last, ``needs`` how many this one will be. ``caps`` are
    the office's own beside those of the channel; ``listed`` is false for whom a trial leaves out.
    """
    if message.expires_at is not None and message.expires_at <= now:
        return Ends(MessageState.EXPIRED, TOO_LATE)
    if contact.is_demo and not capabilities.demo:
        return Ends(MessageState.FAILED, DEMO_ONLY, Fault.PERMANENT)
    if not listed:
        return Ends(MessageState.FAILED, TRIAL_ONLY, Fault.PERMANENT)
    unwanted = contact.blocked_at is not None or not may_write(
        message.kind, opted_out=contact.opted_out_at is not None
    )
    if unwanted:
        return Ends(MessageState.FAILED, Fault.OPTED_OUT, Fault.OPTED_OUT)
    notice = None
    if _window_closed(message, contact, capabilities, now, answered, needs):
        notice = capabilities.notices.get(message.kind)
        if notice is None:
            return Ends(MessageState.FAILED, Fault.WINDOW_CLOSED, Fault.WINDOW_CLOSED)
    at = quiet_hours.earliest(message.kind, now, hours)
    for cap in (*capabilities.caps, *caps):
        if cap.covers(message.kind):
            at = max(at, free_under(cap))
    return Waits(at) if at > now else Goes(notice)


def _window_closed(
    message: OutboxMessage,
    contact: Contact,
    capabilities: Capabilities,
    now: datetime,
    answered: Callable[[], int],
    needs: Callable[[], int],
) -> bool:
    """Tell whether free text is refused: too late, too often, or because the provider said so.

    A text in several parts goes when all of them may: half a text helps nobody.
    """
    if capabilities.reply_window is None:
        return False
    last = contact.last_inbound_at
    if last is None or now - last > capabilities.reply_window:
        return True
    tried = message.submitted_at
    if message.fault == Fault.WINDOW_CLOSED and tried is not None and last <= tried:
        return True
    quota = capabilities.reply_quota
    return quota is not None and answered() + needs() > quota
