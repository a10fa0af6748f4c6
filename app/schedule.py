"""The embedded scheduler: APScheduler calls the units of work in its thread pool.

It runs in every process that may work, and acts only while that process leads. Times of day are
Asia/Shanghai.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from app import work
from app.bearerbox import BearerboxListening
from app.context import AppContext
from app.leader import Leader, leader_for
from app.listening import TelegramListening
from app.standing_data import load_standing_data
from storage.clock import SHANGHAI, SystemClock

_LATE_SECONDS = 3600
_DELIVERY, _SWEEP, _INBOX, _DAY_CHECK, _CHECKPOINT = 1, 5, 1, 300, 300
_DOCUMENTS, _REPLAY, _ALERT = 3600, 10, 30

_log = structlog.get_logger(__name__)


class Worker:
    """Runs the units of work on time while this process leads."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._leader: Leader = leader_for(context.db, context.settings.data_dir)
        self._telegram = TelegramListening(context, self._leader)
        self._bearerbox = BearerboxListening(context, self._leader)
        self._pushed_on: datetime | None = None
        self._scheduler = BackgroundScheduler(
            timezone=SHANGHAI,
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                "misfire_grace_time": _LATE_SECONDS,
            },
        )
        self._every(_DELIVERY, work.deliver)
        self._every(_DELIVERY, work.collect)
        self._every(_SWEEP, work.sweep)
        self._every(_INBOX, work.answer_waiting)
        self._every(_REPLAY, work.replay)
        self._every(_ALERT, work.alert)
        self._every(_CHECKPOINT, work.checkpoint)
        self._every(_DAY_CHECK, self.day_if_due, at_once=True)
        self._every(_DOCUMENTS, work.watch_documents, at_once=True)
        self._every(_DOCUMENTS, work.watch_duties, at_once=True)
        self._daily("00:10", work.expire_postings)
        self._daily("09:30", work.remind)

    def start(self) -> None:
        """Begin to work in the background."""
        load_standing_data(self._context)
        self._scheduler.start()
        self._telegram.start()
        self._bearerbox.start()

    def stop(self) -> None:
        """Finish what runs, then give up the lead."""
        self._bearerbox.stop()
        self._telegram.stop()
        self._scheduler.shutdown(wait=True)
        self._leader.resign()

    def day_if_due(self, context: AppContext) -> None:
        """Do the day's matching and pushing once it is time, also when the hour was missed.

        Looking every few minutes instead of firing once means that a process that was down at
        that hour catches up; doing it twice is harmless, because pushes are unique per day.
        """
        now = context.clock.now()
        done_today = self._pushed_on is not None and self._pushed_on.date() == now.date()
        if done_today or not (context.settings.push_at <= now.time() or context.is_demo):
            return
        work.expire_postings(context)
        work.match_and_push(context)
        self._pushed_on = now

    def _every(
        self, seconds: int, unit: Callable[[AppContext], object], *, at_once: bool = False
    ) -> None:
        extra = {"next_run_time": SystemClock().now()} if at_once else {}
        self._scheduler.add_job(
            self._guarded(unit), IntervalTrigger(seconds=seconds), id=_name(unit), **extra
        )

    def _daily(self, at: str, unit: Callable[[AppContext], object]) -> None:
        hour, minute = at.split(":")
        trigger = CronTrigger(hour=hour, minute=minute, timezone=SHANGHAI)
        self._scheduler.add_job(self._guarded(unit), trigger, id=_name(unit))

    def _guarded(self, unit: Callable[[AppContext], object]) -> Callable[[], None]:
        def run() -> None:
            if not self._leader.leads():
                return
            try:
                unit(self._context)
            except Exception:  # noqa: BLE001 - one failing unit must not stop the others; it is told and retried
                _log.exception("a unit of work failed", unit=_name(unit))

        return run


def _name(unit: Callable[[AppContext], object]) -> str:
    return unit.__name__
