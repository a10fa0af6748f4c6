"""Telegram: what its answers mean, what its updates say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import respx
from sqlmodel import select

from bot import intake, polling
from bot.channels.telegram import SECRET_HEADER, Telegram, TelegramConfig
from bot.channels.telegram_updates import read_update, read_updates
from bot.replies.courtesies import Wordless, action_of
from messaging.contract import (
    Button,
    Call,
    Departure,
    Fault,
    Inbound,
    LookupMiss,
    Outgoing,
    Parked,
    SendError,
    Submission,
)
from messaging.tables import InboundMessage, MessageState, ParkedEvent
from storage.clock import SHANGHAI, SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import Parrot, runtime_with

pytestmark = pytest.mark.filterwarnings(
    "ignore:Deprecated since version v22.2"  # the library warns of a change in its own next version
)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
FIXTURES = Path(__file__).parents[1] / "fixtures" / "webhooks" / "telegram"
API, TOKEN, SECRET = "http://telegram.internal", "1234:token", "S3cret_token"


@pytest.fixture
def channel() -> Iterator[Telegram]:
    telegram = Telegram(TelegramConfig(TOKEN, SECRET, API))
    yield telegram
    telegram.close()


@pytest.fixture
def api() -> Iterator[respx.MockRouter]:
    with respx.mock(base_url=f"{API}/bot{TOKEN}", assert_all_called=False) as router:
        yield router


def made(message_id: int = 7) -> httpx.Response:
    chat = {"id": 77, "type": "private", "first_name": "三"}
    result = {"message_id": message_id, "date": 1795395600, "chat": chat, "text": "好"}
    return httpx.Response(200, json={"ok": True, "result": result})


def refused(status: int, description: str, **parameters: Any) -> httpx.Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return httpx.Response(status, json=body)


def message(text: str = "有3个岗位", **more: Any) -> Outgoing:
    return Outgoing(uuid4(), "77", text, **more)


def test_a_message_goes_out_with_its_buttons(channel: Telegram, api: respx.MockRouter) -> None:
    route = api.post("/sendMessage").mock(return_value=made(7))
    sent = channel.send(message(buttons=(Button("看详情", "detail:1"),)), 5)
    assert (sent.provider_id, sent.state) == ("7", MessageState.SENT)
    form = dict(httpx.QueryParams(route.calls[0].request.content.decode()))
    assert (form["chat_id"], form["text"]) == ("77", "有3个岗位")
    assert json.loads(form["reply_markup"]) == {
        "inline_keyboard": [[{"text": "看详情", "callback_data": "detail:1"}]]
    }


@pytest.mark.parametrize(
    ("answer", "fault", "code", "retry_after"),
    [
        (refused(429, "Too Many Requests", retry_after=17), Fault.THROTTLED, "http_429", 17.0),
        (refused(403, "Forbidden: bot was blocked by the user"), Fault.OPTED_OUT, "blocked", None),
        (refused(403, "Forbidden: user is deactivated"), Fault.OPTED_OUT, "blocked", None),
        (refused(400, "Bad Request: chat not found"), Fault.BAD_ADDRESS, "no_chat", None),
        (refused(400, "Bad Request: message is too long"), Fault.PERMANENT, "bad_request", None),
        (
            refused(400, "Bad Request: group upgraded", migrate_to_chat_id=-100),
            Fault.BAD_ADDRESS,
            "chat_moved",
            None,
        ),
        (refused(401, "Unauthorized"), Fault.CONFIG, "InvalidToken", None),
        (refused(404, "Not Found"), Fault.CONFIG, "InvalidToken", None),
        (refused(500, "Internal Server Error (500)"), Fault.RETRY, "http_500", None),
        (refused(500, "Internal Server Error: restart"), Fault.AMBIGUOUS, "cut_short", None),
        (refused(500, "Internal Server Error: closing"), Fault.AMBIGUOUS, "cut_short", None),
        (httpx.Response(503, json={}), Fault.RETRY, "http_503", None),
        (refused(502, "Bad Gateway"), Fault.AMBIGUOUS, "gateway", None),
        (httpx.Response(504, json={}), Fault.AMBIGUOUS, "gateway", None),
        (httpx.ConnectError("x"), Fault.RETRY, "ConnectError", None),
        (httpx.ConnectTimeout("x"), Fault.RETRY, "not_connected", None),
        (httpx.PoolTimeout("x"), Fault.RETRY, "not_connected", None),
        (httpx.ReadTimeout("x"), Fault.AMBIGUOUS, "timed_out", None),
        (httpx.ReadError("x"), Fault.AMBIGUOUS, "ReadError", None),
        (httpx.RemoteProtocolError("x"), Fault.AMBIGUOUS, "RemoteProtocolError", None),
    ],
)
def test_what_an_answer_means(
    channel: Telegram,
    api: respx.MockRouter,
    answer: httpx.Response | Exception,
    fault: Fault,
    code: str,
    retry_after: float | None,
) -> None:
    how = {"side_effect": answer} if isinstance(answer, Exception) else {"return_value": answer}
    route = api.post("/sendMessage").mock(**how)  # type: ignore[arg-type]
    with pytest.raises(SendError) as failed:
        channel.send(message(), 5)
    error = failed.value
    assert (error.fault, error.code, error.retry_after) == (fault, code, retry_after)
    assert route.call_count == 1


@pytest.mark.parametrize(
    "text", ["您的证件号530326199001011234已登记", "证件号 53032619900101123X。"]
)
def test_no_id_number_goes_to_telegram(channel: Telegram, api: respx.MockRouter, text: str) -> None:
    route = api.post("/sendMessage").mock(return_value=made())
    with pytest.raises(SendError) as kept:
        channel.send(message(text), 5)
    assert (kept.value.fault, kept.value.code) == (Fault.PERMANENT, "personal_data")
    assert route.call_count == 0


@pytest.mark.parametrize("address", ["77", "-1001234567890"])
def test_a_chat_has_a_number(channel: Telegram, address: str) -> None:
    assert channel.normalise(address) == address


@pytest.mark.parametrize("address", ["@name", "", "7.7", "1" * 20])
def test_anything_else_is_no_chat(channel: Telegram, address: str) -> None:
    with pytest.raises(SendError):
        channel.normalise(address)


def test_the_secret_is_compared_whole(channel: Telegram) -> None:
    assert channel.verify(Call("updates", {SECRET_HEADER: SECRET}))
    for given in ("", SECRET[:-1], SECRET + "x", "秘密"):
        assert not channel.verify(Call("updates", {SECRET_HEADER: given}))
    assert not channel.verify(Call("updates"))
    unset = Telegram(TelegramConfig(TOKEN, "", API))
    assert not unset.verify(Call("updates", {SECRET_HEADER: ""}))
    unset.close()


def test_it_cannot_be_asked(channel: Telegram) -> None:
    asked = channel.lookup(Submission(uuid4(), "77", "7", NOW))
    assert asked is LookupMiss.CANNOT_TELL


def load(name: str) -> Any:
    return json.loads((FIXTURES / f"{name}.json").read_text())


def entity(kind: str, offset: int, length: int) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length}


@pytest.mark.parametrize(
    ("name", "event_id", "text", "action"),
    [
        ("text", "871200001", "去广东打工车票能报多少", None),
        ("command", "871200002", "/start", None),
        ("button", "871200003", "看详情", "detail:1"),
        ("button_on_old_message", "871200004", "", "detail:2"),
        ("caption", "871200005", "这个厂还招人吗", None),
    ],
)
def test_what_a_person_says(name: str, event_id: str, text: str, action: str | None) -> None:
    event = read_update(load(name), NOW)[0]
    assert isinstance(event, Inbound)
    assert (event.event_id, event.sender) == (event_id, "77")
    assert (event.text, event.action) == (text, action)
    said_at = NOW if name.startswith("button") else datetime.fromtimestamp(1795395600, UTC)
    assert abs((event.at - said_at).total_seconds()) < 10


@pytest.mark.parametrize("name", ["text", "button", "message_without_chat"])
def test_the_same_number_at_another_bot_is_another_event(name: str) -> None:
    found = [read_update(load(name), NOW, bot)[0] for bot in ("", "1", "2", "2")]
    names = [event.event_id for event in found if isinstance(event, Inbound | Parked)]
    assert len(names) == 4
    assert len(set(names)) == 3


def telling(**what: Any) -> dict[str, Any]:
    """Return an update with a message that has these parts."""
    chat = {"id": 77, "type": "private"}
    return {"update_id": 3, "message": {"message_id": 9, "date": 1795395600, "chat": chat} | what}


IN_GROUP = {"chat": {"id": -1001, "type": "supergroup", "title": "老乡群"}}
A_BOT = {"message_id": 1, "from": {"id": 5, "is_bot": True}}


@pytest.mark.parametrize(
    "update",
    [
        load("group"),
        telling(**IN_GROUP, text="@zhangsan 有活吗", entities=[entity("mention", 0, 9)]),
        telling(**IN_GROUP, new_chat_title="老乡群"),
        telling(chat={"id": -7, "type": "channel"}, text="/start"),
        telling(pinned_message={"message_id": 1}),
        {"update_id": 4, "edited_message": telling(location={"latitude": 1})["message"]},
        {"update_id": 4, "edited_message": telling(**IN_GROUP, text="x")["message"]},
        {"update_id": 4, "poll": {"id": "1"}},
    ],
)
def test_what_is_not_for_us_is_passed_over(update: dict[str, Any]) -> None:
    assert read_update(update, NOW) == []


@pytest.mark.parametrize(
    ("update", "what"),
    [
        (load("sticker"), Wordless.PICTURE),
        (load("edited"), Wordless.EDITED),
        (telling(voice={"file_id": "v", "duration": 3}), Wordless.VOICE),
        (telling(video_note={"file_id": "v"}), Wordless.VOICE),
        (telling(photo=[{"file_id": "p"}]), Wordless.PICTURE),
        (telling(document={"file_id": "d"}), Wordless.PICTURE),
        (telling(location={"latitude": 26.4, "longitude": 103.3}), Wordless.PLACE),
        (telling(contact={"phone_number": "13800000001", "first_name": "三"}), Wordless.CONTACT),
        (telling(**IN_GROUP, text="/start", entities=[entity("bot_command", 0, 6)]), "group"),
        (telling(**IN_GROUP, text="😀@gx_Bot 1", entities=[entity("mention", 2, 7)]), "group"),
        (telling(**IN_GROUP, text="张三 1234", reply_to_message=A_BOT), Wordless.GROUP),
        (
            {
                "update_id": 5,
                "callback_query": {"id": "1", "data": "detail:1", "message": IN_GROUP},
            },
            Wordless.GROUP,
        ),
    ],
)
def test_of_what_has_no_words_only_its_kind_is_kept(update: dict[str, Any], what: str) -> None:
    event = read_update(update, NOW)[0]
    assert isinstance(event, Inbound)
    assert (event.text, event.action) == ("", action_of(Wordless(what)))


@pytest.mark.parametrize(
    ("chat", "status", "left"),
    [
        ({"id": 77, "type": "private"}, "kicked", True),
        ({"id": 77, "type": "private"}, "member", False),
        ({"id": -77, "type": "group"}, "kicked", False),
    ],
)
def test_who_blocks_the_bot_has_left(chat: dict[str, Any], status: str, left: bool) -> None:
    standing = {"chat": chat, "date": 1795395600, "new_chat_member": {"status": status}}
    events = read_update({"update_id": 6, "my_chat_member": standing}, NOW)
    assert [type(event) for event in events] == [Departure] * left


@pytest.mark.parametrize("name", ["message_without_chat", "button_without_data", "impossible_date"])
def test_what_nobody_understands_is_parked(name: str) -> None:
    update = load(name)
    event = read_update(update, NOW)[0]
    assert isinstance(event, Parked)
    assert event.event_id == str(update["update_id"])
    assert json.loads(event.body) == update


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"x"', "{}", '{"update_id": "7"}'])
def test_what_is_no_update_is_parked(body: str) -> None:
    event = read_updates(body, NOW)[0]
    assert isinstance(event, Parked)
    assert event.event_id


class Script:
    """What Telegram answers to one request for updates after the other."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.offsets: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.offsets.append(request.url.params["offset"])
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def empty(self) -> bool:
        return not self.answers


def updates(*found: Any) -> httpx.Response:
    return httpx.Response(200, json={"ok": True, "result": list(found)})


def test_polling_stores_before_it_acknowledges(
    channel: Telegram, api: respx.MockRouter, db: Database, vault: Vault, clock: SetClock
) -> None:
    script = Script(
        updates(load("text"), load("message_without_chat"), load("button")),
        httpx.ReadTimeout("x"),
        refused(429, "Too Many Requests", retry_after=9),
        updates(load("text")),
        updates(),
    )
    api.get("/getUpdates").mock(side_effect=script)
    spinning = api.post("/answerCallbackQuery").mock(
        return_value=httpx.Response(200, json={"ok": True, "result": True})
    )
    parrot, pauses = Parrot(), []
    runtime = runtime_with(db, vault, clock, channel, dialogue=parrot)
    polling.poll(runtime, channel, script.empty, pauses.append)
    last = str(load("message_without_chat")["update_id"] + 1)
    assert script.offsets == ["0", last, last, last, last]
    assert [text for text, _ in parrot.heard] == ["去广东打工车票能报多少", "看详情"]
    assert pauses[:2] == [polling.REST_SECONDS, 9.0]
    assert spinning.call_count == 1
    with db.read() as session:
        assert len(session.exec(select(InboundMessage)).all()) == 2
        assert len(session.exec(select(ParkedEvent)).all()) == 1


def test_polling_asks_again_for_what_could_not_be_stored(
    channel: Telegram,
    api: respx.MockRouter,
    db: Database,
    vault: Vault,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = Script(updates(load("text")), updates(load("text")), updates())
    api.get("/getUpdates").mock(side_effect=script)
    store, failures = intake.store, [OSError("disk full")]

    def sometimes(*args: Any) -> Any:
        if failures:
            raise failures.pop()
        return store(*args)

    monkeypatch.setattr(intake, "store", sometimes)
    parrot, pauses = Parrot(), []
    runtime = runtime_with(db, vault, clock, channel, dialogue=parrot)
    polling.poll(runtime, channel, script.empty, pauses.append)
    assert script.offsets == ["0", "0", "871200002"]
    assert len(parrot.heard) == 1
    assert pauses == [polling.REST_SECONDS]


def test_polling_takes_down_a_webhook_left_from_earlier(
    channel: Telegram, api: respx.MockRouter, db: Database, vault: Vault, clock: SetClock
) -> None:
    script = Script(
        refused(409, "Conflict: can't use getUpdates method while webhook is active"),
        updates(load("text")),
        updates(),
    )
    api.get("/getUpdates").mock(side_effect=script)
    dropped = api.post("/deleteWebhook").mock(side_effect=[refused(500, "x"), true()])
    parrot, pauses = Parrot(), []
    runtime = runtime_with(db, vault, clock, channel, dialogue=parrot)
    polling.poll(runtime, channel, script.empty, pauses.append)
    assert dropped.call_count == 1
    assert len(parrot.heard) == 1
    assert pauses == [polling.REST_SECONDS]


def true() -> httpx.Response:
    return httpx.Response(200, json={"ok": True, "result": True})
