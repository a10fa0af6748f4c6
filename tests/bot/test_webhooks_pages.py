"""The forms of our own pages: the web chat and the demo phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeSerializer
from sqlmodel import select

from bot import intake
from bot.channels import webchat
from bot.channels.demo_phone import DemoPhone
from bot.channels.webchat import WebChat
from bot.runtime import BotRuntime
from bot.webhooks import webhooks
from messaging.contacts import contact_for
from messaging.contract import Inbound
from messaging.tables import Contact, InboundMessage, MessageState, OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import WEB_KEY, Parrot, Said, runtime_with
from web.chat import visitor as page_visitor

VISITOR = "visitor-1"
MESSAGES, SEEN = "/webhooks/webchat/messages", "/webhooks/webchat/seen"
PHONE = "13800000001"


@pytest.fixture
def parrot() -> Parrot:
    return Parrot()


@pytest.fixture
def runtime(db: Database, vault: Vault, clock: SetClock, parrot: Parrot) -> BotRuntime:
    phone = DemoPhone(signature="会泽人社", production=False)
    return runtime_with(db, vault, clock, WebChat(), phone, dialogue=parrot)


@pytest.fixture
def client(runtime: BotRuntime) -> FlaskClient:
    app = Flask(__name__)
    app.register_blueprint(webhooks(runtime))
    client = app.test_client()
    client.set_cookie(page_visitor.COOKIE, page_visitor.sign(WEB_KEY, VISITOR))
    return client


def outbox(runtime: BotRuntime) -> list[OutboxMessage]:
    with runtime.db.read() as session:
        return list(session.exec(select(OutboxMessage).order_by(OutboxMessage.id)))


def post(client: FlaskClient, url: str = MESSAGES, **fields: Any) -> Any:
    headers = fields.pop("headers", {})
    return client.post(url, data=fields, headers=headers)


def test_the_page_and_the_form_speak_of_the_same_cookie() -> None:
    assert (page_visitor.COOKIE, page_visitor.CHANNEL) == (webchat.COOKIE, webchat.NAME)
    signed = page_visitor.sign(WEB_KEY, VISITOR)
    assert webchat.visitor_in(WEB_KEY, signed) == VISITOR


def test_a_plain_browser_is_sent_back_to_the_page(
    client: FlaskClient, parrot: Parrot, runtime: BotRuntime
) -> None:
    answer = post(client, text=" 找包吃住的活 ", event_id="f1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/chat#last")
    assert parrot.heard == [("找包吃住的活", None)]
    assert outbox(runtime)[0].state is MessageState.SENT


def test_a_script_goes_on_by_itself(client: FlaskClient) -> None:
    answer = post(client, text="您好", event_id="f1", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.data) == (204, b"")


def test_sending_a_form_twice_is_one_message(client: FlaskClient, parrot: Parrot) -> None:
    for _ in range(2):
        assert post(client, text="1", event_id="f1").status_code == 303
    post(client, text="1", event_id="f2")
    assert len(parrot.heard) == 2


def test_other_words_in_a_kept_form_are_another_message(
    client: FlaskClient, parrot: Parrot
) -> None:
    """A browser that goes back shows the form with its old id."""
    post(client, text="找活", event_id="f1")
    post(client, text="人工", event_id="f1")
    post(client, text="人工", action="human", event_id="f1")
    assert parrot.heard == [("找活", None), ("人工", None), ("人工", "human")]


def test_two_visitors_may_have_the_same_form(client: FlaskClient, parrot: Parrot) -> None:
    post(client, text="1", event_id="f1")
    client.set_cookie(page_visitor.COOKIE, page_visitor.sign(WEB_KEY, "visitor-2"))
    post(client, text="1", event_id="f1")
    assert len(parrot.heard) == 2


def test_a_tapped_button_brings_its_action(client: FlaskClient, parrot: Parrot) -> None:
    post(client, text="看详情", action="detail:1", event_id="f1")
    assert parrot.heard == [("看详情", "detail:1")]


@pytest.mark.parametrize("text", ["", "   "])
def test_saying_nothing_is_nothing(client: FlaskClient, parrot: Parrot, text: str) -> None:
    assert post(client, text=text, event_id="f1").status_code == 303
    assert parrot.heard == []


@pytest.mark.parametrize(
    "cookie",
    ["", "visitor-1", page_visitor.sign(b"x" * 32, VISITOR), f"{VISITOR}.sig"],
)
def test_nobody_writes_as_somebody_else(client: FlaskClient, parrot: Parrot, cookie: str) -> None:
    client.set_cookie(page_visitor.COOKIE, cookie)
    assert post(client, text="1").status_code == 403
    assert post(client, SEEN, seen=str(uuid4())).status_code == 403
    assert parrot.heard == []


def test_a_cookie_for_something_else_is_none(client: FlaskClient) -> None:
    other = URLSafeSerializer(WEB_KEY, salt="something.else").dumps(VISITOR)
    client.set_cookie(page_visitor.COOKIE, str(other))
    assert post(client, text="1").status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Referer": "http://localhost/chat"}, 303),
        ({"Referer": "https://evil.example/"}, 403),
        ({}, 303),
    ],
)
def test_another_site_cannot_write_for_a_visitor(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    assert post(client, text="1", headers=headers).status_code == status


def test_what_the_page_showed_is_delivered(
    client: FlaskClient, runtime: BotRuntime, parrot: Parrot, clock: SetClock
) -> None:
    parrot.says = lambda text: [Said("一"), Said("二")]
    post(client, text="1", event_id="f1")
    first, second = outbox(runtime)
    clock.advance(timedelta(seconds=1))
    assert post(client, SEEN, seen=str(second.id)).status_code == 204
    assert [message.state for message in outbox(runtime)] == [MessageState.DELIVERED] * 2
    assert post(client, SEEN, seen=str(first.id)).status_code == 204


def test_what_came_after_is_not_delivered_yet(
    client: FlaskClient, runtime: BotRuntime, clock: SetClock
) -> None:
    post(client, text="1", event_id="f1")
    clock.advance(timedelta(seconds=1))
    inbound = Inbound("x", VISITOR, "2", clock.now())
    intake.take_in(runtime, "webchat", inbound)
    with runtime.db.write() as session:
        for message in session.exec(select(OutboxMessage)):
            message.state = MessageState.SENT
    first, _second = outbox(runtime)
    post(client, SEEN, seen=str(first.id))
    states = [message.state for message in outbox(runtime)]
    assert states == [MessageState.DELIVERED, MessageState.SENT]


@pytest.mark.parametrize("seen", ["", "nonsense", "0198a7b2-0000-7000-8000-000000000000"])
def test_a_confirmation_of_nothing_is_harmless(
    client: FlaskClient, runtime: BotRuntime, seen: str
) -> None:
    post(client, text="1", event_id="f1")
    assert post(client, SEEN, seen=seen).status_code == 204
    assert outbox(runtime)[0].state is MessageState.SENT


def test_nobody_confirms_for_somebody_else(client: FlaskClient, runtime: BotRuntime) -> None:
    post(client, text="1", event_id="f1")
    message = outbox(runtime)[0]
    client.set_cookie(page_visitor.COOKIE, page_visitor.sign(WEB_KEY, "visitor-2"))
    post(client, text="1", event_id="f1")
    post(client, SEEN, seen=str(message.id))
    assert outbox(runtime)[0].state is MessageState.SENT


ANSWER = "/webhooks/demo-phone/answer"


@pytest.fixture
def contact(runtime: BotRuntime, vault: Vault, clock: SetClock) -> UUID:
    with runtime.db.write() as session:
        return contact_for(session, vault, clock, "sms", PHONE, is_demo=True).id


@pytest.mark.parametrize("by", ["phone", "contact"])
def test_the_demo_phone_answers(
    client: FlaskClient, runtime: BotRuntime, parrot: Parrot, contact: UUID, by: str
) -> None:
    who = {"phone": PHONE, "contact": str(contact)}[by]
    answer = post(
        client, ANSWER, text="1", headers={"Referer": "http://localhost/demo/phone"}, **{by: who}
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/demo/phone")
    assert parrot.heard == [("1", None)]
    with runtime.db.read() as session:
        assert session.exec(select(InboundMessage.contact_id)).one() == contact
    reply = outbox(runtime)[0]
    assert (reply.channel, reply.state) == ("sms", MessageState.DELIVERED)


def test_the_demo_phone_plays_only_demo_phones(
    client: FlaskClient,
    runtime: BotRuntime,
    parrot: Parrot,
    contact: UUID,
    vault: Vault,
    clock: SetClock,
) -> None:
    post(client, text="1", event_id="f1")
    with runtime.db.read() as session:
        chat = session.exec(select(Contact.id).where(Contact.channel == "webchat")).one()
    with runtime.db.write() as session:
        contact_for(session, vault, clock, "sms", "13900000008")
    nobody: list[dict[str, str]] = [
        {"phone": "13900000009"},
        {"phone": "13900000008"},
        {"contact": str(uuid4())},
        {"contact": "nonsense"},
        {"contact": str(chat)},
        {"phone": ""},
        {},
    ]
    for fields in nobody:
        assert post(client, ANSWER, text="1", **fields).status_code == 400
    assert post(client, ANSWER, text=" ", phone=PHONE).status_code == 400
    assert len(parrot.heard) == 1


def test_the_way_back_stays_on_our_pages(client: FlaskClient, contact: UUID) -> None:
    for referer in ("https://evil.example/x", ""):
        answer = post(
            client,
            ANSWER,
            text="1",
            phone=PHONE,
            headers={"Sec-Fetch-Site": "same-origin", "Referer": referer},
        )
        assert answer.headers["Location"] == "/"
