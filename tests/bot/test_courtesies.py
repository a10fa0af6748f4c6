"""Messages without words: one polite answer for a burst, and the dialogue hears nothing of them."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import select

from bot import inbox
from bot.replies.courtesies import Wordless, action_of, answer, read
from bot.replies.wording import LANGUAGES, Form, Wording
from bot.runtime import BotRuntime
from messaging.contract import Inbound
from messaging.tables import OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import Parrot, runtime_with
from tests.messaging.fakes import ScriptedChannel

EVENTS = count()


@pytest.fixture
def runtime(db: Database, vault: Vault, clock: SetClock) -> BotRuntime:
    return runtime_with(db, vault, clock, ScriptedChannel(name="telegram"), dialogue=Parrot())


def comes(runtime: BotRuntime, what: Wordless, sender: str = "77") -> None:
    now = runtime.clock.now()
    inbound = Inbound(f"e{next(EVENTS)}", sender, "", now, action_of(what))
    inbound_id = inbox.receive(runtime, "telegram", inbound)
    assert inbound_id is not None
    inbox.handle(runtime, inbound_id)


def said(runtime: BotRuntime) -> int:
    with runtime.db.read() as session:
        return len(session.exec(select(OutboxMessage)).all())


@pytest.mark.parametrize("what", list(Wordless))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_sentence(what: Wordless, language: str) -> None:
    assert read(action_of(what)) is what
    assert answer(what, Wording(language, Form.CHAT))


@pytest.mark.parametrize("action", [None, "", "menu", "courtesy", "courtesy:", "courtesy:x"])
def test_all_else_is_for_the_dialogue(action: str | None) -> None:
    assert read(action) is None


def test_an_album_is_one_matter(runtime: BotRuntime, clock: SetClock) -> None:
    for _ in range(10):
        comes(runtime, Wordless.PICTURE)
    assert said(runtime) == 1
    comes(runtime, Wordless.VOICE)
    comes(runtime, Wordless.PICTURE, sender="78")
    assert said(runtime) == 3
    clock.advance(timedelta(minutes=1))
    comes(runtime, Wordless.PICTURE)
    assert said(runtime) == 4


def test_a_group_is_told_once_an_hour(runtime: BotRuntime, clock: SetClock) -> None:
    for minutes in (0, 20, 20, 20):
        clock.advance(timedelta(minutes=minutes))
        comes(runtime, Wordless.GROUP, sender="-1001")
    assert said(runtime) == 2
