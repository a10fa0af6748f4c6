"""The terminal plays a channel: what it shows is what the person would get."""

from __future__ import annotations

import pytest

from bot import intake
from bot.channels.terminal import Terminal
from messaging.contacts import contact_for
from messaging.contract import Button, Inbound, Outgoing
from messaging.outbox import Draft, enqueue
from messaging.tables import MessageKind, MessageState, OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import Parrot, Said, runtime_with

BUTTONS = (Button("看详情", "detail:1"), Button("换一批", "more"))


@pytest.mark.parametrize(
    ("name", "text", "buttons"),
    [
        ("sms", "【会泽人社】有3个岗位\n回1 看详情\n回2 换一批", ()),
        ("wechat", "有3个岗位\n回1 看详情\n回2 换一批", ()),
        ("telegram", "有3个岗位", BUTTONS),
        ("webchat", "有3个岗位", BUTTONS),
    ],
)
def test_it_shows_a_message_as_the_channel_would(
    db: Database,
    vault: Vault,
    clock: SetClock,
    name: str,
    text: str,
    buttons: tuple[Button, ...],
) -> None:
    shown: list[Outgoing] = []
    terminal = Terminal(name, shown.append, signature="会泽人社")
    parrot = Parrot(says=lambda heard: [Said("有3个岗位", BUTTONS)])
    runtime = runtime_with(db, vault, clock, terminal, dialogue=parrot)
    inbound = Inbound("t:0", "13800000001", "找活", clock.now())
    answers = intake.take_in(runtime, name, inbound)
    assert answers is not None
    assert [(out.text, out.buttons) for out in shown] == [(text, buttons)]
    with db.read() as session:
        assert session.get_one(OutboxMessage, answers[0]).state is MessageState.DELIVERED


def test_it_leaves_other_peoples_messages_alone(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    """Whoever tries the dialogue must not see, or be taken for, somebody else."""
    with db.write() as session:
        other = contact_for(session, vault, clock, "sms", "13900000009")
        draft = Draft("k", other.id, "sms", MessageKind.REPLY, "别人的岗位")
        waiting = enqueue(session, vault, clock, draft)
        assert waiting is not None
    shown: list[Outgoing] = []
    runtime = runtime_with(db, vault, clock, Terminal("sms", shown.append))
    intake.take_in(runtime, "sms", Inbound("t:0", "13800000001", "找活", clock.now()))
    assert [out.text for out in shown] == ["您说：找活"]
    with db.read() as session:
        assert session.get_one(OutboxMessage, waiting.id).state is MessageState.QUEUED


def test_it_plays_only_what_there_is() -> None:
    with pytest.raises(ValueError, match="fax"):
        Terminal("fax", print)
