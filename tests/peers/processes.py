"""Starts programs for a test and ends exactly those."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_PATIENCE_SECONDS = 2.0


class Processes:
    """The programs one peer consists of; their output goes to files in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(
        self, name: str, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> Path:
        """Start a program under ``name`` and return the file its output goes to."""
        output = self.folder / f"{name}.out"
        with output.open("ab") as file:
            self._running[name] = subprocess.Popen(
                list(command),
                stdout=file,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env=dict(environment) if environment is not None else None,
            )
        return output

    def alive(self, name: str) -> bool:
        """Tell whether the program still runs."""
        process = self._running.get(name)
        return process is not None and process.poll() is None

    def kill(self, name: str) -> None:
        """End a program at once, as a crash would."""
        process = self._running.pop(name)
        process.kill()
        process.wait()

    def stop(self, name: str) -> None:
        """Ask a program to end; end it at once when it does not within a few seconds."""
        process = self._running.pop(name, None)
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def stop_all(self) -> None:
        """End everything, the newest first."""
        for name in reversed(list(self._running)):
            self.stop(name)
