"""What Telegram's errors mean: who may be written to again, and when. Pure.

429 waits as long as Telegram says; 403 means that the person blocked the bot; what was surely not
taken is tried again; what may have been taken is not, because nobody can be asked about it.
"""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from messaging.contract import Fault, SendError

_CHAT_GONE = re.compile(r"chat not found|user is deactivated|peer_id_invalid", re.IGNORECASE)
_HTTP_STATUS = re.compile(r"\((\d{3})\)")
_GATEWAY_GAVE_UP = ("Bad Gateway", "Gateway Time")
_WORK_CUT_SHORT = re.compile(r"restart|closing|aborted|time(?:d |-)?out", re.IGNORECASE)


def as_fault(error: TelegramError) -> SendError:
    """Return the fault in our terms; the library's own text may hold what was sent."""
    match error:
        case RetryAfter():
            return SendError(Fault.THROTTLED, "http_429", seconds_of(error.retry_after))
        case Forbidden():
            return SendError(Fault.OPTED_OUT, "blocked")
        case InvalidToken() | Conflict():
            return SendError(Fault.CONFIG, type(error).__name__)
        case BadRequest() if _CHAT_GONE.search(error.message):
            return SendError(Fault.BAD_ADDRESS, "no_chat")
        case ChatMigrated():
            return SendError(Fault.BAD_ADDRESS, "chat_moved")
        case BadRequest():
            return SendError(Fault.PERMANENT, "bad_request")
        case TimedOut() if _never_left(error):
            return SendError(Fault.RETRY, "not_connected")
        case TimedOut():
            return SendError(Fault.AMBIGUOUS, "timed_out")
        case NetworkError():
            return _network_fault(error)
        case _:
            return SendError(Fault.AMBIGUOUS, type(error).__name__)


def _network_fault(error: NetworkError) -> SendError:
    """Tell a refusal (safe to repeat) from a broken conversation (nobody knows).

    May have been taken, so never sent again: no answer after the request left (time-outs, a broken
    connection), 502 and 504 (something in front of the Bot API lost it), and a 500 that says that
    the server stopped in the middle of its work ("restart", "closing"). Surely not taken: no
    connection at all, and every other 5xx, by which the server itself says that it did not do it.
    """
    if isinstance(error.__cause__, httpx.HTTPError):
        fault = Fault.RETRY if _never_left(error) else Fault.AMBIGUOUS
        return SendError(fault, type(error.__cause__).__name__)
    if any(word in error.message for word in _GATEWAY_GAVE_UP):
        return SendError(Fault.AMBIGUOUS, "gateway")
    if _WORK_CUT_SHORT.search(error.message):
        return SendError(Fault.AMBIGUOUS, "cut_short")
    status = _HTTP_STATUS.search(error.message)
    return SendError(Fault.RETRY, f"http_{status[1]}" if status else "refused")


def _never_left(error: TelegramError) -> bool:
    """Tell whether the request surely did not reach Telegram."""
    return isinstance(
        error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout
    )


def seconds_of(pause: int | timedelta) -> float:
    """Return a pause the library gives as a number or as a span, in seconds."""
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
