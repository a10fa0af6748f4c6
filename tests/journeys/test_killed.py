"""Kill -9 in the middle of a day's work loses nothing and counts nothing twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from app.context import AppContext
from app.settings import Settings
from messaging.tables import MessageKind, MessageState, OutboxMessage
from service_ledger.tables import ServiceEntry
from service_ledger.verify import verify
from tests.journeys.conftest import ROOT
from tests.peers import until

KILLS = 3
PUSHED = 214

pytestmark = pytest.mark.timeout(170)


@pytest.fixture
def context(tmp_path: Path) -> Iterator[AppContext]:
    built = AppContext(Settings(data_dir=tmp_path / "data"))
    yield built
    built.close()


def worker(context: AppContext) -> subprocess.Popen[bytes]:
    data = str(context.settings.data_dir)
    return subprocess.Popen(
        [sys.executable, "-m", "app", "worker"],
        cwd=ROOT,
        env={**os.environ, "GANGXIN_DATA_DIR": data},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def pushes(context: AppContext, at_least: MessageState = MessageState.QUEUED) -> int:
    query = select(func.count()).where(
        OutboxMessage.kind == MessageKind.JOB_PUSH, col(OutboxMessage.state) >= at_least
    )
    with context.db.read() as session:
        return session.exec(query).one()


def test_a_worker_killed_again_and_again(context: AppContext) -> None:
    from app.demo.load import load_demo

    load_demo(context)
    for kill in range(KILLS):
        process = worker(context)
        goal = PUSHED * (kill + 1) // (KILLS + 1)
        try:
            until(
                f"{goal} pushes under way",
                lambda goal=goal: pushes(context, MessageState.SUBMITTING) >= goal,
                60,
            )
        finally:
            process.kill()
            process.wait()
    process = worker(context)
    try:
        until("every push delivered", lambda: pushes(context, MessageState.DELIVERED) == PUSHED, 90)
    finally:
        process.terminate()
        assert process.wait(30) == 0

    with context.db.read() as session:
        entries = session.exec(select(ServiceEntry)).all()
        assert pushes(context) == PUSHED, "nobody was pushed twice"
        assert len(entries) == PUSHED
        assert len({entry.evidence_ref for entry in entries}) == PUSHED
        assert verify(session, context.ledger).ok
