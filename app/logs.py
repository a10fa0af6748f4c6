"""Logging: structured lines on stderr, with numbers of people scrubbed whatever happens.

Nothing should log an ID number or a phone; the last processor makes sure that a mistake does not
put one into a file that is kept for six months.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)")
_BOT_TOKEN = re.compile(r"\bbot\d+:[\w-]{20,}")
_IN_ADDRESS = re.compile(r"\b(access_token|corpsecret|secret)=[^&\s\"']+")


def scrubbed(text: str) -> str:
    """Return ``text`` with ID numbers, mobile numbers and providers' tokens replaced by a mark."""
    without_numbers = _PHONE.sub("[phone]", _ID_NUMBER.sub("[id]", text))
    return _IN_ADDRESS.sub(r"\1=…", _BOT_TOKEN.sub("bot…", without_numbers))


def _scrub(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if key != "exc_info" and not isinstance(value, int | float | bool | None):
            event[key] = scrubbed(str(value))
    return event


class _ScrubbingFilter(logging.Filter):
    """Scrubs what libraries log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace the message by its scrubbed text."""
        record.msg, record.args = scrubbed(record.getMessage()), ()
        return True


def configure_logging(*, as_json: bool) -> None:
    """Send all logs to stderr: JSON lines for machines, or plain lines for a terminal."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            _scrub,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_ScrubbingFilter())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    # a unit that runs longer than its interval is left out once, which is meant to be so
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
