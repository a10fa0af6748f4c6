"""The embedded scheduler: APScheduler calls the units of work in its thread pool.

It runs in every process that may work, and acts only while that process leads. Times of day are
Asia/Shanghai, read from the context's clock: they come true also where ``--now`` set it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from app import work
from app.bearerbox import BearerboxListening
from app.context import AppContext
from app.leader import Leader, leader_for
from app.listening import TelegramListening
from app.standing_data import load_standing_data
from storage.clock import SHANGHAI, SystemClock

_LATE_SECONDS = 3600
_THREADS = 32
"""More than there are units, so that none waits because others take their time."""
_DELIVERY, _SWEEP, _INBOX, _DAY_CHECK, _CHECKPOINT = 1, 5, 1, 300, 300
_REPLAY, _ALERT = 10, 30
_HOUR = timedelta(hours=1)

_EXPIRE_AT, _REMIND_AT = time(0, 10), time(9, 30)

_log = structlog.get_logger(__name__)


class Daily:
    """A unit of work that is due once a day, from ``at`` on by the clock of the context.

    It is asked every few minutes instead of being fired once, so that a process that was down at
    that hour catches up; doing a unit twice is harmless. ``always`` tells where it need not wait
    for the hour.
    """

    def __init__(
        self,
        at: Callable[[AppContext], time],
        unit: Callable[[AppContext], object],
        *,
        always: Callable[[AppContext], bool] = lambda _: False,
    ) -> None:
        self.__name__ = _name(unit)
        self._at = at
        self._unit = unit
        self._always = always
        self._done_on: date | None = None

    def __call__(self, context: AppContext) -> None:
        """Do the unit when its hour has come and it was not done today."""
        now = context.clock.now()
        due = self._always(context) or now.time() >= self._at(context)
        if self._done_on == now.date() or not due:
            return
        self._unit(context)
        self._done_on = now.date()


class Hourly:
    """A unit of work that is done at the first chance, and again an hour after it was done.

    It is asked every few minutes: one that failed, or that came while another process led, does
    not wait for the hour.
    """

    def __init__(self, unit: Callable[[AppContext], object]) -> None:
        self.__name__ = _name(unit)
        self._unit = unit
        self._done_at: datetime | None = None

    def __call__(self, context: AppContext) -> None:
        """Do the unit unless it was done less than an hour ago (or a clock was set back)."""
        now = context.clock.now()
        if self._done_at is not None and timedelta(0) <= now - self._done_at < _HOUR:
            return
        self._unit(context)
        self._done_at = now


class OverOne:
    """A unit of work on one channel: a gateway that hangs holds up no other channel."""

    def __init__(self, unit: Callable[[AppContext, str], object], channel: str) -> None:
        self.__name__ = f"{unit.__name__} {channel}"
        self._unit = unit
        self._channel = channel

    def __call__(self, context: AppContext) -> None:
        """Do the unit on its channel."""
        self._unit(context, self._channel)


class Worker:
    """Runs the units of work on time while this process leads."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._leader: Leader = leader_for(context.db, context.settings.data_dir)
        self._telegram = TelegramListening(context, self._leader)
        self._bearerbox = BearerboxListening(context, self._leader)
        self._scheduler = BackgroundScheduler(
            timezone=SHANGHAI,
            executors={"default": {"type": "threadpool", "max_workers": _THREADS}},
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                "misfire_grace_time": _LATE_SECONDS,
            },
        )
        for channel in context.channels:
            self._every(_DELIVERY, OverOne(work.deliver_over, channel))
            self._every(_DELIVERY, OverOne(work.collect_from, channel))
            self._every(_SWEEP, OverOne(work.sweep_over, channel))
        self._every(_INBOX, work.answer_waiting)
        self._every(_REPLAY, work.replay)
        self._every(_ALERT, work.alert)
        self._every(_CHECKPOINT, work.checkpoint)
        for daily in daily_units():
            self._every(_DAY_CHECK, daily, at_once=True)
        for unit in (work.watch_documents, work.watch_duties):
            self._every(_DAY_CHECK, Hourly(unit), at_once=True)

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

    def _every(
        self, seconds: int, unit: Callable[[AppContext], object], *, at_once: bool = False
    ) -> None:
        extra = {"next_run_time": SystemClock().now()} if at_once else {}
        self._scheduler.add_job(
            self._guarded(unit), IntervalTrigger(seconds=seconds), id=_name(unit), **extra
        )

    def _guarded(self, unit: Callable[[AppContext], object]) -> Callable[[], None]:
        def run() -> None:
            if not self._leader.leads():
                return
            try:
                unit(self._context)
            except Exception:  # noqa: BLE001 - one failing unit must not stop the others; it is told and retried
                _log.exception("a unit of work failed", unit=_name(unit))

        return run


def daily_units() -> list[Daily]:
    """Return what is done once a day: expiry, the day's matching and pushing, the reminders."""
    return [
        Daily(lambda _: _EXPIRE_AT, work.expire_postings),
        Daily(
            lambda context: context.settings.push_at, day, always=lambda context: context.is_demo
        ),
        Daily(lambda _: _REMIND_AT, work.remind),
    ]


def day(context: AppContext) -> None:
    """Match and push, without the postings whose last day is over."""
    work.expire_postings(context)
    work.match_and_push(context)


def _name(unit: Callable[[AppContext], object]) -> str:
    return unit.__name__
