"""A really running service, started the way the README starts it, and a browser to look at it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.peers import free_port, until
from tests.peers.plugin import kannel_peer, platform, platform_crypto, telegram_peer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["kannel_peer", "platform", "platform_crypto", "telegram_peer"]

ROOT = Path(__file__).parents[2]
START_SECONDS = 150


@dataclass(frozen=True)
class Service:
    """A running service and how to sign in to it."""

    url: str
    data: Path
    log: Path
    sign_ins: dict[str, str]

    def gangxin(self, *words: str, text: str | None = None) -> str:
        """Run a command on the service's data and return its stdout."""
        result = subprocess.run(
            [sys.executable, "-m", "app", *words],
            check=False,
            cwd=ROOT,
            env={**os.environ, "GANGXIN_DATA_DIR": str(self.data)},
            input=text,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert result.returncode == 0, result.stderr
        return result.stdout


def answers(url: str) -> bool:
    """Tell whether the address answers with 200."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Start what ``make run`` starts, with the demo county, on a port and a folder of its own."""
    folder = tmp_path_factory.mktemp("service")
    port, log = free_port(), folder / "log.txt"
    environment = {
        **os.environ,
        "GANGXIN_DATA_DIR": str(folder / "data"),
        "GANGXIN_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    gangxin = [sys.executable, "-m", "app"]
    subprocess.run([*gangxin, "demo"], cwd=ROOT, env=environment, check=True, timeout=120)
    with log.open("w") as output:
        process = subprocess.Popen(
            [*gangxin, "run"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until(
            "the service",
            lambda: answers(f"{url}/readyz") or process.poll() is not None,
            START_SECONDS,
        )
        assert process.poll() is None, log.read_text()
        until("the sign-ins", lambda: "demo-employer" in log.read_text(), START_SECONDS)
        found = re.findall(r"^ +/\w+ +(demo-\w+) +(\S+)", log.read_text(), re.MULTILINE)
        yield Service(url, folder / "data", log, dict(found))
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    assert code == 0, log.read_text()[-4000:]


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    """Return the browser of this test process."""
    return chromium
