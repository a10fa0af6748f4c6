"""Kill -9 in the middle of a day's work loses nothing and counts nothing twice.

Every step of sending has its own power cut in ``tests/messaging/test_sender_crashes.py``, and
``python -m benchmarks.delivery_drill`` kills fifty times; here real processes die.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from app.context import AppContext
from messaging.tables import MessageKind, MessageState, OutboxMessage
from service_ledger.tables import ServiceEntry
from service_ledger.verify import verify
from tests.journeys.conftest import ROOT
from tests.journeys.workers import Workplace
from tests.peers import until

KILLS = 2
PUSHED = 214

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Workplace]:
    made = Workplace(tmp_path)
    yield made
    made.context.close()


def pushes(context: AppContext, at_least: MessageState = MessageState.QUEUED) -> int:
    query = select(func.count()).where(
        OutboxMessage.kind == MessageKind.JOB_PUSH, col(OutboxMessage.state) >= at_least
    )
    with context.db.read() as session:
        return session.exec(query).one()


def test_a_worker_killed_again_and_again(workplace: Workplace) -> None:
    from app.demo.load import load_demo

    context = workplace.context
    load_demo(context)
    for kill in range(KILLS):
        goal = PUSHED * (kill + 1) // (KILLS + 1)
        with workplace.worker():
            until(
                f"{goal} pushes under way",
                lambda goal=goal: pushes(context, MessageState.SUBMITTING) >= goal,
                240,
            )
    with workplace.worker():
        until(
            "every push delivered", lambda: pushes(context, MessageState.DELIVERED) == PUSHED, 120
        )

    with context.db.read() as session:
        entries = session.exec(select(ServiceEntry)).all()
        assert pushes(context) == PUSHED, "nobody was pushed twice"
        assert len(entries) == PUSHED
        assert len({entry.evidence_ref for entry in entries}) == PUSHED
        assert verify(session, context.ledger).ok


def test_a_worker_that_is_asked_to_end_ends_in_order(tmp_path: Path) -> None:
    """The signal of a supervisor, given once the worker says that it has begun."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "worker"],
        cwd=ROOT,
        env={**os.environ, "GANGXIN_DATA_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert "已启动" in process.stdout.readline()
        process.terminate()
        assert process.wait(150) == 0
    finally:
        process.kill()
        process.communicate()
