"""The worker or the web server of an office whose time runs faster: what the drill kills.

    python -m benchmarks.delivery_processes worker|web BEGAN SPEED

They are the real ones (``app.schedule.Worker``, ``app.wsgi.create_app`` behind waitress) with the
settings of the environment; only the clock is another, so that a lease of a minute need not be
waited for. ``BEGAN`` is the moment in ISO 8601 at which the drill's day began.
"""

from __future__ import annotations

import socket
import sys
from datetime import date, datetime
from threading import Event

from waitress import serve

from app.context import AppContext
from app.schedule import Worker
from app.wsgi import create_app
from storage.clock import SHANGHAI, SystemClock

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
"""When the drill's day begins: a Monday, inside sending hours."""


class FastClock:
    """Starts in the morning when the drill ``began`` and runs ``speed`` times as fast."""

    def __init__(self, began: datetime, speed: float) -> None:
        self._began, self._speed = began, speed

    def now(self) -> datetime:
        """Return the present moment of the drill's day."""
        return MORNING + (SystemClock().now() - self._began) * self._speed

    def today(self) -> date:
        """Return the drill's day."""
        return self.now().date()


def main() -> None:
    """Work or serve until the process is ended."""
    role, began, speed = sys.argv[1:]
    context = AppContext()
    context.__dict__["clock"] = FastClock(datetime.fromisoformat(began), float(speed))
    if role == "worker":
        Worker(context).start()
        Event().wait()
    # several web servers share the port, as behind a balancer: one may die while another answers
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    application = create_app(context)
    door.bind((context.settings.host, context.settings.port))
    serve(application, sockets=[door], threads=8)


if __name__ == "__main__":
    main()
