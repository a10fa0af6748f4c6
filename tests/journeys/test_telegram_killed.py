"""Kill -9 between an update and its answer: nobody is left without an answer, nobody gets two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from app.context import AppContext
from messaging.tables import InboundMessage, InboundState, MessageState, OutboxMessage
from tests.journeys.workers import Workplace
from tests.peers import until
from tests.peers.telegram_api import TOKEN, TelegramPeer

pytestmark = [
    pytest.mark.peer("telegram"),
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore:Deprecated since version v22.2"),
]
KILLS, PEOPLE, LANES = 2, 20, 2
FIRST = 5000


@pytest.fixture
def workplace(tmp_path: Path, telegram_peer: TelegramPeer) -> Iterator[Workplace]:
    """Return an office whose worker asks Telegram for updates and answers them."""
    made = Workplace(
        tmp_path,
        GANGXIN_TELEGRAM_TOKEN=TOKEN,
        GANGXIN_TELEGRAM_API=telegram_peer.api,
        GANGXIN_TELEGRAM_POLLING="true",
    )
    yield made
    made.context.close()


def rows(context: AppContext) -> tuple[list[InboundMessage], list[OutboxMessage]]:
    with context.db.read() as session:
        heard = session.exec(select(InboundMessage)).all()
        said = session.exec(select(OutboxMessage).where(OutboxMessage.channel == "telegram")).all()
    return list(heard), list(said)


def test_killed_between_update_and_answer(
    workplace: Workplace, telegram_peer: TelegramPeer
) -> None:
    from app.demo.load import load_demo

    context = workplace.context
    load_demo(context)
    for person in range(PEOPLE):
        telegram_peer.say(FIRST + person, "你好")
    for kill in range(KILLS):
        stage = (
            lambda goal=2 + 5 * kill: len(rows(context)[0]) >= goal,
            lambda goal=5 * kill: len(telegram_peer.calls("sendMessage")) > goal,
        )[kill % 2]
        with workplace.worker():
            until(f"work to kill in, number {kill}", stage, 90)
    with workplace.worker():
        until(
            "all to be settled",
            lambda: (
                len(rows(context)[1]) >= PEOPLE
                and all(message.state >= MessageState.UNKNOWN for message in rows(context)[1])
            ),
            120,
        )

    heard, said = rows(context)
    assert len(heard) == PEOPLE
    assert {message.state for message in heard} == {InboundState.HANDLED}
    assert len(said) == PEOPLE, "one answer each"
    got = Counter({FIRST + person: len(telegram_peer.sent(FIRST + person)) for person in range(20)})
    assert max(got.values()) == 1, "nobody is told twice"
    unsure = [message for message in said if message.state is MessageState.UNKNOWN]
    assert len(unsure) <= KILLS * LANES, "at most what was under way when it was killed"
    assert sum(got.values()) >= PEOPLE - len(unsure)
