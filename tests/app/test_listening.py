"""The threads that listen go on after a failure: a dead one hears nothing and tells nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from app import bearerbox, listening
from app.bearerbox import BearerboxListening
from app.context import AppContext
from app.listening import TelegramListening
from app.settings import Settings

SETTINGS = {
    "sms_gateway": "kannel",
    "kannel_user": "u",
    "kannel_password": "p",
    "kannel_sender": "1069",
    "kannel_secret": "a secret of the gateway",
    "kannel_box": "127.0.0.1:1",
    "telegram_token": "1:a",
    "telegram_secret": "a-secret-of-the-webhook",
}
PATIENCE = 10.0


class FlakyLeader:
    """Fails the first time it is asked, as one whose database is away."""

    def __init__(self) -> None:
        self.asked = 0

    def leads(self) -> bool:
        self.asked += 1
        if self.asked == 1:
            raise RuntimeError("the database is away")
        return True

    def resign(self) -> None:
        """Have nothing to give up."""


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppContext]:
    monkeypatch.setattr(bearerbox, "_TRY_AGAIN_SECONDS", 0.001)
    monkeypatch.setattr(listening, "_LOOK_AGAIN_SECONDS", 0.001)
    built = AppContext(Settings.model_validate(SETTINGS | {"data_dir": tmp_path}))
    monkeypatch.setitem(built.__dict__, "bot", None)  # nothing gets as far as the conversation
    yield built
    built.close()


def fails_once(heard: Event) -> Any:
    """Return a function that fails the first time it is called and tells of the second."""
    calls: list[None] = []

    def call(*_: object) -> None:
        calls.append(None)
        if len(calls) == 1:
            raise KeyError("a bug that one message brings out")
        heard.set()

    return call


def test_the_bearerbox_is_listened_to_again(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Event()
    monkeypatch.setattr("bot.box.listen", fails_once(heard))
    thread = BearerboxListening(context, FlakyLeader())
    thread.start()
    try:
        assert heard.wait(PATIENCE)
    finally:
        thread.stop()


@pytest.mark.parametrize("polling", [True, False])
def test_telegram_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, context: AppContext, polling: bool
) -> None:
    heard = Event()
    monkeypatch.setitem(
        context.__dict__,
        "settings",
        Settings.model_validate(
            SETTINGS | {"data_dir": tmp_path, "telegram_polling": polling, "kannel_box": ""}
        ),
    )
    monkeypatch.setattr("bot.polling.poll", fails_once(heard))
    monkeypatch.setattr("bot.channels.telegram.Telegram.register_webhook", fails_once(heard))
    thread = TelegramListening(context, FlakyLeader())
    thread.start()
    try:
        assert heard.wait(PATIENCE)
    finally:
        thread.stop()
