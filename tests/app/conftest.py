"""What tests of the program share: what a command configures ends with its test."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Take back what a test configured: its stderr is gone when the next test logs."""
    root, scheduler = logging.getLogger(), logging.getLogger("apscheduler")
    handlers, level, own = root.handlers[:], root.level, scheduler.level
    yield
    structlog.reset_defaults()
    root.handlers[:], root.level, scheduler.level = handlers, level, own
