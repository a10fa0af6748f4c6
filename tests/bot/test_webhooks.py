"""The doors: proven, stored, then acknowledged; nothing is lost and nothing leaks."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot import inbox, kept
from bot.channels.kannel import Kannel, KannelConfig
from bot.channels.telegram import SECRET_HEADER, Telegram, TelegramConfig
from bot.runtime import BotRuntime
from bot.webhooks import MAX_BODY_BYTES, webhooks
from messaging.contacts import contact_for
from messaging.outbox import Draft, enqueue
from messaging.sender import deliver_batch
from messaging.tables import (
    BODY_FIELD,
    InboundMessage,
    MessageKind,
    MessageState,
    OutboxMessage,
    ParkedEvent,
)
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import Parrot, runtime_with
from tests.messaging.fakes import ScriptedChannel

SECRET = "S3cret_of-the-office"
PHONE = "13800000001"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "webhooks"
KANNEL = KannelConfig(
    url="http://127.0.0.1:1/cgi-bin/sendsms",
    user="office",
    password="pw",
    sender="1069001",
    secret=SECRET,
    base_url="https://gangxin.example",
    signature="会泽人社",
)


@pytest.fixture
def parrot() -> Parrot:
    return Parrot()


@pytest.fixture
def runtime(db: Database, vault: Vault, clock: SetClock, parrot: Parrot) -> Iterator[BotRuntime]:
    telegram = Telegram(TelegramConfig(token="1:x", secret=SECRET, api="http://127.0.0.1:1"))
    yield runtime_with(db, vault, clock, Kannel(KANNEL), telegram, dialogue=parrot)
    telegram.close()


@pytest.fixture
def client(runtime: BotRuntime) -> FlaskClient:
    app = Flask(__name__)
    app.register_blueprint(webhooks(runtime))
    return app.test_client()


def basic(password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"kannel:{password}".encode()).decode()}


def sms(client: FlaskClient, text: str, event: str = "e1", password: str = SECRET) -> int:
    answer = client.post(
        f"/webhooks/kannel/inbound?id={event}",
        data=text.encode(),
        headers=basic(password) | {"X-Kannel-From": "13800000001"},
        content_type='text/plain; charset="UTF-8"',
    )
    return answer.status_code


def rows(runtime: BotRuntime, table: Any) -> list[Any]:
    with runtime.db.read() as session:
        return list(session.exec(select(table)))


def test_a_message_comes_in_and_is_answered(
    client: FlaskClient, runtime: BotRuntime, parrot: Parrot
) -> None:
    assert sms(client, "去广东打工车票能报多少") == 200
    assert parrot.heard == [("去广东打工车票能报多少", None)]
    assert len(rows(runtime, OutboxMessage)) == 1


def test_a_repetition_is_acknowledged_and_ignored(
    client: FlaskClient, runtime: BotRuntime, parrot: Parrot
) -> None:
    assert [sms(client, "1"), sms(client, "1"), sms(client, "1", event="e2")] == [200, 200, 200]
    assert len(parrot.heard) == 2


def test_a_message_of_somebody_else_is_refused_unread(
    client: FlaskClient, runtime: BotRuntime
) -> None:
    assert sms(client, "1", password="guess") == 403
    assert client.post("/webhooks/kannel/inbound?id=e1", data=b"1").status_code == 403
    assert rows(runtime, InboundMessage) == []


def test_what_cannot_be_stored_is_asked_for_again(
    client: FlaskClient, runtime: BotRuntime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_more: Any) -> UUID:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    with monkeypatch.context() as broken_disk:
        broken_disk.setattr(inbox, "receive", broken)
        assert sms(client, "1") == 503
    assert sms(client, "1") == 200
    assert len(rows(runtime, InboundMessage)) == 1


def test_what_cannot_be_answered_is_still_acknowledged(
    client: FlaskClient, runtime: BotRuntime, parrot: Parrot
) -> None:
    """The message is stored; the provider has done its part."""

    def fails(text: str) -> list[Any]:
        raise RuntimeError

    parrot.says = fails
    assert sms(client, "1") == 200
    parrot.says = Parrot().says
    assert inbox.handle_waiting(runtime) == 1
    assert len(rows(runtime, OutboxMessage)) == 1


@pytest.mark.parametrize(
    "url", ["/webhooks/kannel/inbound", "/webhooks/kannel/inbound?id=", "/webhooks/kannel/else"]
)
def test_a_proven_call_without_sense_is_kept_once(
    client: FlaskClient, runtime: BotRuntime, url: str
) -> None:
    for _ in range(2):
        assert client.post(url, data=b"\xd50", headers=basic(SECRET)).status_code == 200
    (event,) = rows(runtime, ParkedEvent)
    body = runtime.vault.open(BODY_FIELD, event.body_sealed)
    assert SECRET not in body
    assert base64.b64encode(SECRET.encode()).decode() not in body
    call = kept.call_in(body)
    assert call is not None
    assert (call.part, call.body) == (url.rsplit("/", maxsplit=1)[-1].partition("?")[0], b"\xd50")
    assert client.post(url, data=b"2").status_code == 403
    assert len(rows(runtime, ParkedEvent)) == 1, "what nobody proved is not kept"


def test_a_body_has_a_limit(client: FlaskClient, runtime: BotRuntime) -> None:
    assert sms(client, "好" * MAX_BODY_BYTES) == 413
    assert rows(runtime, InboundMessage) == []


def test_an_unknown_provider_has_no_door(client: FlaskClient) -> None:
    assert client.post("/webhooks/aliyun/inbound").status_code == 404
    assert client.post("/webhooks/demo-phone/answer").status_code == 404


def pushed(runtime: BotRuntime) -> UUID:
    with runtime.db.write() as session:
        contact = contact_for(session, runtime.vault, runtime.clock, "sms", PHONE)
        draft = Draft("k", contact.id, "sms", MessageKind.JOB_PUSH, "三个岗位")
        message = enqueue(session, runtime.vault, runtime.clock, draft)
        assert message is not None
    deliver_batch(runtime.db, runtime.vault, runtime.clock, ScriptedChannel(), owner="t")
    return message.id


def test_a_report_with_our_code_counts_and_a_forged_one_does_not(
    client: FlaskClient, runtime: BotRuntime
) -> None:
    message_id = pushed(runtime)
    told = Kannel(KANNEL).report_url(message_id, PHONE).removeprefix(KANNEL.base_url)
    true = told.replace("%d", "1").replace("%A", "").replace("%F", "1F")
    forged = true.replace("to=", "to=0")
    elsewhere = true.replace(message_id.hex, UUID(int=message_id.int ^ 1).hex)
    assert [client.get(url).status_code for url in (forged, elsewhere)] == [403, 403]
    with runtime.db.read() as session:
        assert session.get_one(OutboxMessage, message_id).state is MessageState.HANDED_OVER
    assert [client.get(true).status_code for _ in range(2)] == [200, 200]
    with runtime.db.read() as session:
        assert session.get_one(OutboxMessage, message_id).state is MessageState.DELIVERED


@pytest.mark.parametrize("query", ["id=&to=&status=1", "id=nonsense&to=00&status=1", ""])
def test_a_report_out_of_nowhere_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/webhooks/kannel/reports?{query}").status_code == 403


def telegram(client: FlaskClient, body: Any, secret: str = SECRET) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/webhooks/telegram/updates", data=data, headers={SECRET_HEADER: secret})


def fixture(name: str) -> Any:
    return json.loads((FIXTURES / "telegram" / f"{name}.json").read_text())


def test_telegram_must_show_its_secret(client: FlaskClient, runtime: BotRuntime) -> None:
    update = fixture("text")
    assert [telegram(client, update, wrong).status_code for wrong in ("", "no")] == [403, 403]
    assert rows(runtime, InboundMessage) == []
    assert telegram(client, update).status_code == 200


def test_telegram_repeats_are_ignored(
    client: FlaskClient, runtime: BotRuntime, parrot: Parrot
) -> None:
    for _ in range(3):
        assert telegram(client, fixture("text")).status_code == 200
    assert len(parrot.heard) == 1


def test_a_malformed_update_is_parked_and_the_next_one_read(
    client: FlaskClient, runtime: BotRuntime, parrot: Parrot
) -> None:
    for bad in (b"{", b"[]", b"\xff", fixture("message_without_chat")):
        assert telegram(client, bad).status_code == 200
    assert telegram(client, fixture("text")).status_code == 200
    assert len(rows(runtime, ParkedEvent)) == 4
    assert len(parrot.heard) == 1


def test_a_tapped_button_stops_spinning(client: FlaskClient, parrot: Parrot) -> None:
    answer = telegram(client, fixture("button"))
    assert answer.get_json() == {
        "method": "answerCallbackQuery",
        "callback_query_id": "4382bfdwdsb323b2d9",
    }
    assert parrot.heard == [("看详情", "detail:1")]
