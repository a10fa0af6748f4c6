"""A worker in a process of its own, made to be killed, whose clock runs faster than the machine's.

It is the worker of the drill: the real one but for its clock, so that the lease of a message that
was under way when its worker died need not be waited for.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.context import AppContext
from app.settings import Settings
from benchmarks.delivery_processes import FastClock
from storage.clock import SystemClock
from tests.journeys.conftest import ROOT

SPEED = 5.0
"""A lease of a minute takes 12 s, still longer than the 10 s that one attempt may take."""


class Workplace:
    """An office's data and the workers on it; ``environment`` is added to what they get."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.began = SystemClock().now()
        self.context = AppContext(Settings(data_dir=folder / "data"))
        self.context.__dict__["clock"] = FastClock(self.began, SPEED)
        self._environment = {
            **os.environ,
            "GANGXIN_DATA_DIR": str(self.context.settings.data_dir),
            **environment,
        }

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """Run a worker during the block, then kill it."""
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "benchmarks.delivery_processes",
                "worker",
                self.began.isoformat(),
                str(SPEED),
            ],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()
