"""The web chat: what lies ready is sent, what was shown is delivered."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from bot.channels.webchat import WebChat
from messaging.contract import LookupMiss, Outgoing, Sent, Submission
from messaging.tables import MessageState
from storage.clock import SHANGHAI


def test_a_message_that_lies_ready_is_sent_but_not_delivered() -> None:
    assert WebChat().send(Outgoing(uuid4(), "visitor", "500元"), 1) == Sent(state=MessageState.SENT)


def test_only_the_page_knows_what_it_showed() -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
    asked = WebChat().lookup(Submission(uuid4(), "visitor", None, now))
    assert asked is LookupMiss.CANNOT_TELL


def test_its_answers_need_no_worker() -> None:
    abilities = WebChat().capabilities
    assert abilities.in_process
    assert abilities.reply_proves
    assert abilities.buttons
