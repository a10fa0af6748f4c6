"""The office with a modem: registered by a setting, and looked into by the worker."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlmodel import select

from app import work
from app.context import AppContext
from app.settings import Settings, SmsGateway
from bot.channels.gammu import Gammu
from messaging.tables import InboundMessage
from tests.bot.spine import Parrot


def test_a_modem_is_the_sms_channel_and_its_mailbox_is_emptied(tmp_path: Path) -> None:
    context = AppContext(Settings(data_dir=tmp_path, sms_gateway=SmsGateway.GAMMU))
    assert isinstance(context.channels["sms"], Gammu)
    object.__setattr__(context.bot, "dialogue", Parrot())
    assert work.collect(context) == 0
    with closing(sqlite3.connect(tmp_path / "modem" / "smsd.db")) as file:
        hexed = "找活".encode("utf-16-be").hex()
        file.execute(
            "INSERT INTO inbox (Text, SenderNumber, UDH, RecipientID)"
            " VALUES (?, '+8613900000001', '', '')",
            (hexed,),
        )
        file.commit()
    assert work.collect(context) == 1
    assert work.collect(context) == 0
    with context.db.read() as session:
        assert len(session.exec(select(InboundMessage)).all()) == 1
    context.close()
