"""An official account, and an application in WeCom: their makers' crypto and a fake of servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot import inbox
from bot.channels.wechat import WeChat, WeChatConfig
from bot.channels.wechat_crypto import signature
from bot.channels.wecom import NOBODY_READS, WeCom, WeComConfig
from bot.runtime import BotRuntime
from bot.webhooks import webhooks
from messaging import permits
from messaging.contacts import contact_for
from messaging.contract import Fault, Notice
from messaging.outbox import Draft, enqueue
from messaging.sender import deliver_batch
from messaging.tables import (
    Contact,
    InboundMessage,
    MessageKind,
    MessageState,
    OutboxMessage,
    ParkedEvent,
)
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import Parrot, Said, runtime_with
from tests.bot.wechat_calls import TOKEN, WeChatSide, event, fields_of, message
from tests.peers.wechat_api import (
    AES_KEY,
    APP_ID,
    CORP_ID,
    CORP_SECRET,
    SECRET,
    FakePlatform,
    PlatformCrypto,
)

pytestmark = pytest.mark.peer("wechat")
PERSON = "otFpruAK8D-E6EfStSYonYSBZ8_4"
FORM = Notice("form-1", True, (("thing1", "text"), ("time2", "time")))
TEMPLATE = Notice("tpl-1", False, (("thing1", "text"),))


@dataclass
class Office:
    """An account with its dialogue, and WeChat's side of it."""

    runtime: BotRuntime
    parrot: Parrot
    wechat: WeChatSide
    platform: FakePlatform
    clock: SetClock

    def deliver(self) -> int:
        given = self.runtime
        return deliver_batch(
            given.db,
            given.vault,
            given.clock,
            given.channels["wechat"],
            owner="worker",
            chance=lambda: 0.5,
        )

    def all(self, table: Any) -> list[Any]:
        with self.runtime.db.read() as session:
            return list(session.exec(select(table).order_by(table.id)))

    def push(self, text: str = "有3个新岗位", kind: MessageKind = MessageKind.JOB_PUSH) -> UUID:
        given = self.runtime
        with given.db.write() as session:
            contact = contact_for(session, given.vault, given.clock, "wechat", PERSON)
            draft = Draft(f"push:{text}:{kind}", contact.id, "wechat", kind, text)
            written = enqueue(session, given.vault, given.clock, draft)
            assert written is not None
            return written.id

    def state_of(self, message_id: UUID) -> MessageState:
        with self.runtime.db.read() as session:
            return session.get_one(OutboxMessage, message_id).state

    def permits_left(self) -> int:
        with self.runtime.db.read() as session:
            contact = session.exec(select(Contact)).one()
            return permits.left(session, contact.id, "form-1")


@pytest.fixture(params=["plain", "encrypted"])
def office(
    request: pytest.FixtureRequest,
    db: Database,
    vault: Vault,
    clock: SetClock,
    platform: FakePlatform,
    platform_crypto: PlatformCrypto,
) -> Iterator[Office]:
    encrypted = request.param == "encrypted"
    channel = WeChat(
        WeChatConfig(
            APP_ID,
            SECRET,
            TOKEN,
            AES_KEY if encrypted else "",
            api=platform.url,
            notices={MessageKind.JOB_PUSH: FORM, MessageKind.REMINDER: TEMPLATE},
            page="https://gangxin.example/chat",
        ),
        clock,
    )
    parrot = Parrot()
    runtime = runtime_with(db, vault, clock, channel, dialogue=parrot)
    app = Flask("office")
    app.register_blueprint(webhooks(runtime))
    side = WeChatSide(app.test_client(), clock, platform_crypto if encrypted else None)
    yield Office(runtime, parrot, side, platform, clock)
    channel.close()


def test_the_trial_call(office: Office) -> None:
    client, side = office.wechat.client, office.wechat
    path = "/webhooks/wechat/callback"
    right = client.get(path, query_string=side.query(echostr="5838479218127813673"))
    assert (right.status_code, right.text) == (200, "5838479218127813673")
    assert right.mimetype == "text/plain"
    forged = client.get(path, query_string=side.query(echostr="1") | {"signature": "0" * 40})
    assert (forged.status_code, "1" in forged.text[:1]) == (403, False)


def test_an_answer_goes_back_in_the_call(office: Office) -> None:
    got = office.wechat.say(PERSON, "车票补多少")
    assert (got.status, got.text) == (200, "您说：车票补多少")
    answer = office.all(OutboxMessage)[0]
    assert (answer.state, answer.lease_owner, answer.attempts) == (
        MessageState.HANDED_OVER,
        None,
        1,
    )
    assert answer.handed_over_at == office.clock.now()
    office.clock.advance(timedelta(minutes=2))
    assert office.deliver() == 0
    assert office.platform.asked == []
    office.wechat.say(PERSON, "1")
    assert office.state_of(answer.id) is MessageState.DELIVERED


def test_the_same_message_three_times_is_one_answer(office: Office) -> None:
    """WeChat calls again when it did not get the response; it shows one of the equal answers."""
    words = [office.wechat.say(PERSON, "您好", number=77).text for _ in range(3)]
    assert words == ["您说：您好"] * 3
    assert office.parrot.heard == [("您好", None)]
    assert len(office.all(InboundMessage)) == len(office.all(OutboxMessage)) == 1
    office.clock.advance(timedelta(minutes=2))
    assert office.deliver() == 0
    assert office.platform.asked == []


def test_several_answers_go_in_one_response_as_far_as_they_fit(office: Office) -> None:
    office.parrot.says = lambda text: [Said(f"第{number}页" + "长" * 290) for number in (1, 2, 3)]
    told = office.wechat.say(PERSON, "您好").text
    assert told is not None
    assert told.count("页") == 2
    assert len(told.encode()) <= 2048
    assert office.deliver() == 1
    assert [text[:3] for text in office.platform.said_to(PERSON)] == ["第3页"]
    assert [each.state for each in office.all(OutboxMessage)] == [
        MessageState.HANDED_OVER,
        MessageState.HANDED_OVER,
        MessageState.SENT,
    ]


def test_killed_before_the_response_left_nothing_is_said_twice(office: Office) -> None:
    """WeChat calls again and gets the answer; it never goes out by the API as well."""
    office.wechat.say(PERSON, "您好", number=5, leave=False)
    waiting = office.all(OutboxMessage)[0]
    assert waiting.state is MessageState.SUBMITTING
    assert office.wechat.say(PERSON, "您好", number=5).text == "您说：您好"
    assert office.state_of(waiting.id) is MessageState.HANDED_OVER
    office.clock.advance(timedelta(hours=1))
    assert office.deliver() == 0
    assert len(office.parrot.heard) == 1


def test_killed_and_never_called_again_nobody_can_tell(office: Office) -> None:
    office.wechat.say(PERSON, "您好", leave=False)
    office.clock.advance(timedelta(minutes=2))
    assert office.deliver() == 0
    waiting = office.all(OutboxMessage)[0]
    assert (waiting.state, waiting.fault) == (MessageState.UNKNOWN, Fault.AMBIGUOUS)
    assert office.platform.asked == []


def test_killed_between_storing_and_answering(office: Office, monkeypatch: Any) -> None:
    """The call died after the message was stored: the repetition finds it and answers it."""

    def killed(*_args: Any) -> list[UUID]:
        raise OperationalError("COMMIT", {}, Exception("killed"))

    with monkeypatch.context() as dying:
        dying.setattr(inbox, "handle", killed)
        assert office.wechat.say(PERSON, "您好", number=9).text is None
    assert office.all(OutboxMessage) == []
    assert office.wechat.say(PERSON, "您好", number=9).text == "您说：您好"
    assert len(office.all(InboundMessage)) == 1


def test_killed_and_not_called_again_the_worker_answers(office: Office, monkeypatch: Any) -> None:
    def killed(*_args: Any) -> list[UUID]:
        raise OperationalError("COMMIT", {}, Exception("killed"))

    with monkeypatch.context() as dying:
        dying.setattr(inbox, "handle", killed)
        office.wechat.say(PERSON, "您好")
    inbox.handle_waiting(office.runtime)
    office.clock.advance(inbox.HEAD_START)
    assert office.deliver() == 1
    assert office.platform.said_to(PERSON) == ["您说：您好"]


def test_what_cannot_be_stored_is_refused_so_that_wechat_calls_again(
    office: Office, monkeypatch: Any
) -> None:
    def full(*_args: Any) -> UUID:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    with monkeypatch.context() as broken:
        broken.setattr(inbox, "receive", full)
        assert office.wechat.say(PERSON, "您好", number=3).status == 503
    assert office.wechat.say(PERSON, "您好", number=3).text == "您说：您好"


@pytest.mark.parametrize(
    "forged",
    [
        {"signature": "0" * 40, "msg_signature": "0" * 40},
        {"signature": "", "msg_signature": ""},
        {"nonce": "other"},
        {"nonce": ""},
        {"timestamp": "1"},
        {"timestamp": "now"},
        {"timestamp": "9" * 30},
    ],
)
def test_a_forged_call_is_refused_and_nothing_is_stored(
    office: Office, forged: dict[str, str]
) -> None:
    assert office.wechat.say(PERSON, "您好", forged=forged).status == 403
    assert office.all(InboundMessage) == office.all(Contact) == office.all(ParkedEvent) == []
    assert office.wechat.say(PERSON, "您好", forged={}).status == 200


@pytest.mark.parametrize("office", ["encrypted"], indirect=True)
def test_an_encrypted_call_cannot_be_given_another_body(
    office: Office, platform_crypto: PlatformCrypto
) -> None:
    class Swapped:
        """Signs one body and sends another."""

        def seal(self, text: str, *, timestamp: str, nonce: str) -> tuple[str, str]:
            _, proof = platform_crypto.seal(text, timestamp=timestamp, nonce=nonce)
            other = text.replace("您好", "退订")
            return platform_crypto.seal(other, timestamp=timestamp, nonce=nonce)[0], proof

        open = platform_crypto.open

    office.wechat.seals = Swapped()
    assert office.wechat.say(PERSON, "您好").status == 403
    assert office.all(InboundMessage) == []


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_call_and_one_of_the_future_are_refused(office: Office, minutes: int) -> None:
    other = office.wechat.now + 60 * minutes
    assert office.wechat.say(PERSON, "您好", timestamp=other).status == 403
    assert office.all(InboundMessage) == []
    near = office.wechat.now + 60 * minutes // 2
    assert office.wechat.say(PERSON, "您好", timestamp=near).status == 200


def test_a_plain_call_is_refused_where_calls_are_encrypted(office: Office) -> None:
    sealed, office.wechat.seals = office.wechat.seals, None
    status = office.wechat.say(PERSON, "您好").status
    assert status == (403 if sealed is not None else 200)


@pytest.mark.parametrize("office", ["encrypted"], indirect=True)
def test_a_call_sealed_for_another_account_is_kept_and_not_read(
    office: Office, platform_crypto: PlatformCrypto
) -> None:
    class Other:
        def seal(self, text: str, *, timestamp: str, nonce: str) -> tuple[str, str]:
            return platform_crypto.seal(
                text, timestamp=timestamp, nonce=nonce, receiver="wxffffffffffffffff"
            )

        open = platform_crypto.open

    office.wechat.seals = Other()
    assert office.wechat.say(PERSON, "您好").body == "success"
    assert office.all(InboundMessage) == []
    assert len(office.all(ParkedEvent)) == 1


BOMB = (
    '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<xml><MsgType>text</MsgType><Content>&b;</Content></xml>"
)
READER = '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><Content>&x;</Content></xml>'


@pytest.mark.parametrize("xml", [BOMB, READER, "<xml>", "{}", "<xml><MsgType>text</MsgType></xml>"])
def test_what_makes_no_sense_is_parked_and_the_next_is_read(office: Office, xml: str) -> None:
    assert office.wechat.post(xml).body == "success"
    assert len(office.all(ParkedEvent)) == 1
    assert office.wechat.say(PERSON, "您好").text == "您说：您好"


@pytest.mark.parametrize(
    ("kind", "more", "heard"),
    [
        ("voice", {"MediaId": "m", "Format": "amr", "Recognition": "找包吃住的活"}, "找包吃住的活"),
        ("voice", {"MediaId": "m", "Format": "amr"}, ""),
        ("image", {"PicUrl": "http://mmbiz.example/1", "MediaId": "m"}, ""),
        ("location", {"Location_X": "26.4", "Location_Y": "103.3", "Label": "会泽县钟屏"}, ""),
    ],
)
def test_what_is_not_text_is_answered(
    office: Office, kind: str, more: dict[str, str], heard: str
) -> None:
    got = office.wechat.post(message(PERSON, 8, office.wechat.now, kind, **more))
    assert got.text == f"您说：{heard}"
    assert office.parrot.heard == [(heard, None)]


def test_coming_and_going(office: Office) -> None:
    assert office.wechat.tell(PERSON, "subscribe").text == "您说："
    assert office.parrot.heard == [("", "menu")]
    assert office.all(Contact)[0].blocked_at is None
    office.wechat.tell(PERSON, "unsubscribe")
    assert office.all(Contact)[0].blocked_at is not None
    push = office.push()
    assert office.deliver() == 0
    assert office.state_of(push) is MessageState.FAILED
    office.clock.advance(timedelta(days=1))
    assert office.wechat.tell(PERSON, "subscribe").text == "您说："
    assert office.all(Contact)[0].blocked_at is None


def test_a_late_word_of_leaving_does_not_block_who_is_back(office: Office) -> None:
    left = office.wechat.now
    office.clock.advance(timedelta(seconds=10))
    office.wechat.tell(PERSON, "subscribe")
    office.wechat.post(event(PERSON, "unsubscribe", left))
    assert office.all(Contact)[0].blocked_at is None


def test_a_tap_on_the_menu_is_what_it_says(office: Office) -> None:
    key = "<EventKey><![CDATA[车票补多少]]></EventKey>"
    for _ in range(2):
        assert office.wechat.tell(PERSON, "CLICK", key).text == "您说：车票补多少"
    assert office.parrot.heard == [("车票补多少", None)]
    office.clock.advance(timedelta(seconds=1))
    office.wechat.tell(PERSON, "CLICK", key)
    assert len(office.parrot.heard) == 2
    office.wechat.tell(PERSON, "VIEW", "<EventKey><![CDATA[https://x.example]]></EventKey>")
    assert len(office.parrot.heard) == 2


def test_no_id_of_a_person_stands_in_the_clear(office: Office) -> None:
    office.wechat.tell(PERSON, "subscribe")
    office.wechat.tell(PERSON, "subscribe_msg_popup_event", choice("accept"))
    office.wechat.post("<xml><FromUserName>" + PERSON + "</FromUserName></xml>")
    with office.runtime.db.engine.connect() as connection:
        lines = [
            repr(row)
            for table in ("contact", "inbound_message", "message_permit", "parked_event")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert len(lines) >= 4
    assert not any(PERSON in line for line in lines)


def choice(*answers: str, group: str = "SubscribeMsgPopupEvent") -> str:
    chosen = "".join(
        f"<List><TemplateId><![CDATA[form-1]]></TemplateId>"
        f"<SubscribeStatusString><![CDATA[{answer}]]></SubscribeStatusString>"
        f"<PopupScene>2</PopupScene></List>"
        for answer in answers
    )
    return f"<{group}>{chosen}</{group}>"


def test_a_permit_is_given_spent_and_proven(office: Office) -> None:
    for _ in range(3):  # the same event, repeated
        office.wechat.tell(PERSON, "subscribe_msg_popup_event", choice("accept"))
    assert office.permits_left() == 1
    office.clock.advance(timedelta(days=3))
    push, second = office.push("县城电子厂招30人"), office.push("县城饭店招5人")
    office.deliver()
    assert office.permits_left() == 0
    assert office.state_of(push) is MessageState.SENT
    assert office.state_of(second) is MessageState.FAILED
    asked = office.platform.asked[0]
    assert asked.path == "/cgi-bin/message/subscribe/bizsend"
    assert asked.body == {
        "touser": PERSON,
        "template_id": "form-1",
        "page": "https://gangxin.example/chat",
        "data": {
            "thing1": {"value": "县城电子厂招30人"},
            "time2": {"value": "2026年11月26日 09:00"},
        },
    }
    number = office.all(OutboxMessage)[0].provider_id
    assert number == "200228332"

    def finished(who: str, status: str) -> str:
        return event(
            who,
            "subscribe_msg_sent_event",
            office.wechat.now,
            "<SubscribeMsgSentEvent><List><TemplateId><![CDATA[form-1]]></TemplateId>"
            f"<MsgID>{number}</MsgID><ErrorCode>0</ErrorCode>"
            f"<ErrorStatus><![CDATA[{status}]]></ErrorStatus></List></SubscribeMsgSentEvent>",
        )

    office.wechat.post(finished("somebody_else", "success"))
    assert office.state_of(push) is MessageState.SENT, "it went to another person"
    office.wechat.post(finished(PERSON, "success"))
    office.wechat.post(finished(PERSON, "success"))
    assert office.state_of(push) is MessageState.DELIVERED


@pytest.mark.parametrize("name", ["subscribe_msg_popup_event", "subscribe_msg_change_event"])
def test_a_permit_refused_or_taken_back(office: Office, name: str) -> None:
    office.wechat.tell(PERSON, "subscribe_msg_popup_event", choice("accept", "accept"))
    assert office.permits_left() == 2
    office.clock.advance(timedelta(seconds=1))
    office.wechat.tell(PERSON, name, choice("reject"))
    assert office.permits_left() == 0


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("success", MessageState.DELIVERED),
        ("failed:user block", MessageState.FAILED),
        ("failed: system failed", MessageState.FAILED),
    ],
)
def test_a_template_message_and_what_became_of_it(
    office: Office, status: str, state: MessageState
) -> None:
    push = office.push("交通补助可以领了", MessageKind.REMINDER)
    office.deliver()
    asked = office.platform.asked[0]
    assert asked.path == "/cgi-bin/message/template/send"
    assert asked.body["client_msg_id"] == push.hex
    number = office.all(OutboxMessage)[0].provider_id
    inner = f"<MsgID>{number}</MsgID><Status><![CDATA[{status}]]></Status>"
    office.wechat.tell(PERSON, "TEMPLATESENDJOBFINISH", inner)
    assert office.state_of(push) is state


def test_free_text_inside_the_window(office: Office) -> None:
    office.wechat.say(PERSON, "您好")
    push = office.push("有3个新岗位：\n1 普工")
    office.deliver()
    assert office.platform.said_to(PERSON) == ["有3个新岗位：\n1 普工"]
    assert office.state_of(push) is MessageState.SENT
    office.clock.advance(timedelta(minutes=1))
    office.wechat.say(PERSON, "1")
    assert office.state_of(push) is MessageState.DELIVERED


def test_a_token_that_lapsed_is_fetched_once_and_the_message_goes_once(office: Office) -> None:
    office.wechat.say(PERSON, "您好")
    office.push("一")
    office.deliver()
    office.platform.lapse()
    office.push("二")
    office.deliver()
    assert office.platform.said_to(PERSON) == ["一", "二"]
    assert office.platform.tokens_asked == [False, False]
    office.clock.advance(timedelta(hours=2))
    office.wechat.say(PERSON, "1")
    office.push("三")
    office.deliver()
    assert office.platform.tokens_asked == [False, False, False]


def test_two_processes_share_what_the_platform_hands_out(
    office: Office, platform: FakePlatform, clock: SetClock
) -> None:
    other = WeChat(WeChatConfig(APP_ID, SECRET, TOKEN, api=platform.url), clock)
    office.wechat.say(PERSON, "您好")
    office.push("一")
    office.deliver()
    other.create_menu([])
    office.push("二")
    office.deliver()
    other.create_menu([])
    other.close()
    assert office.platform.said_to(PERSON) == ["一", "二"]
    assert office.platform.tokens_asked == [False, False], "neither spoiled the other's token"


def test_a_token_that_is_refused_for_good_stops_the_channel(office: Office) -> None:
    office.wechat.say(PERSON, "您好")
    push = office.push()
    office.platform.refuse("custom/send", 40001, 40001)
    office.deliver()
    waiting = next(each for each in office.all(OutboxMessage) if each.id == push)
    assert (waiting.fault, waiting.code) == (Fault.CONFIG, "errcode_40001")
    assert office.platform.tokens_asked == [False, False, True]
    office.push("二")
    assert office.deliver() == 0, "the channel rests"


def test_a_wrong_secret_is_a_matter_of_settings(office: Office, platform: FakePlatform) -> None:
    office.wechat.say(PERSON, "您好")
    push = office.push()
    platform.refuse("stable_token", 40164)
    office.deliver()
    waiting = next(each for each in office.all(OutboxMessage) if each.id == push)
    assert (waiting.fault, waiting.code) == (Fault.CONFIG, "token_errcode_40164")


def test_hung_up_after_taking_the_message_is_uncertain_and_not_repeated(office: Office) -> None:
    office.wechat.say(PERSON, "您好")
    push = office.push()
    office.platform.break_off("custom/send")
    office.deliver()
    assert office.state_of(push) is MessageState.UNKNOWN
    office.clock.advance(timedelta(hours=5))
    office.deliver()
    assert len(office.platform.said_to(PERSON)) == 1


def test_a_slow_platform_does_not_hold_up_the_people_who_write(office: Office) -> None:
    office.wechat.say(PERSON, "您好")
    office.push()
    office.platform.hold = Event()
    sender = Thread(target=office.deliver)
    sender.start()
    try:
        assert office.wechat.say(PERSON, "还在吗").text == "您说：还在吗"
    finally:
        office.platform.hold.set()
        sender.join()
    assert len(office.platform.said_to(PERSON)) == 1


@pytest.fixture
def wecom(clock: SetClock, platform: FakePlatform) -> Iterator[Callable[..., WeCom]]:
    made: list[WeCom] = []

    def make(**changes: Any) -> WeCom:
        given: dict[str, Any] = {
            "corp_id": CORP_ID,
            "agent_id": 1000002,
            "secret": CORP_SECRET,
            "users": ("zhang", "li"),
            "token": TOKEN,
            "aes_key": AES_KEY,
            "api": platform.url,
        }
        made.append(WeCom(WeComConfig(**(given | changes)), clock))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_an_alert_reaches_the_members(wecom: Callable[..., WeCom], platform: FakePlatform) -> None:
    channel = wecom()
    assert channel.notify("有 3 个问题等人回答", "转人工")
    assert channel.notify("有 3 个问题等人回答", "转人工", "https://gangxin.example/console")
    assert [each.body["touser"] for each in platform.asked] == ["zhang|li"] * 2
    assert platform.asked[0].body["markdown"] == {"content": "**转人工**\n有 3 个问题等人回答"}
    assert platform.asked[1].body["textcard"]["url"] == "https://gangxin.example/console"
    assert platform.asked[0].body["agentid"] == 1000002


def test_an_alert_that_cannot_go_is_told(
    wecom: Callable[..., WeCom], platform: FakePlatform
) -> None:
    assert not wecom(users=()).notify("x")
    assert not wecom(users=("nobody",)).notify("x")
    assert not wecom(secret="wrong").notify("x")
    assert platform.asked == []
    assert wecom(users=("nobody", "li")).notify("x"), "one of them got it"


def test_a_long_alert_is_cut_where_a_character_ends(
    wecom: Callable[..., WeCom], platform: FakePlatform
) -> None:
    wecom().notify("等" * 3000, "题" * 100, "https://gangxin.example/")
    card = platform.asked[0].body["textcard"]
    assert len(card["title"].encode()) <= 128
    assert len(card["description"].encode()) <= 512
    assert card["description"].endswith("等…")


def test_the_trial_call_of_wecom_and_a_caseworker_who_writes(
    wecom: Callable[..., WeCom],
    platform_crypto: PlatformCrypto,
    db: Database,
    vault: Vault,
    clock: SetClock,
) -> None:
    app = Flask("office")
    app.register_blueprint(webhooks(runtime_with(db, vault, clock, wecom())))
    client, path = app.test_client(), "/webhooks/wecom/callback"
    stamp, nonce = str(int(clock.now().timestamp())), "n0nce"

    def query(sealed_proof: str, **more: str) -> dict[str, str]:
        return {"msg_signature": sealed_proof, "timestamp": stamp, "nonce": nonce} | more

    echo, proof = platform_crypto.seal("4321", timestamp=stamp, nonce=nonce, receiver=CORP_ID)
    assert client.get(path, query_string=query(proof, echostr=echo)).text == "4321"
    assert client.get(path, query_string=query("0" * 40, echostr=echo)).status_code == 403
    bare = {"signature": signature(TOKEN, stamp, nonce), "timestamp": stamp, "nonce": nonce}
    assert client.get(path, query_string=bare | {"echostr": "1"}).status_code == 403

    xml = message("zhang", 1, int(stamp), Content="在吗")
    sealed, proof = platform_crypto.seal(xml, timestamp=stamp, nonce=nonce, receiver=CORP_ID)
    body = f"<xml><ToUserName>{CORP_ID}</ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    answer = client.post(path, query_string=query(proof), data=body.encode())
    fields = fields_of(answer.text)
    told, receiver, proof = platform_crypto.open(
        fields["Encrypt"], timestamp=fields["TimeStamp"], nonce=fields["Nonce"]
    )
    assert (proof, receiver) == (fields["MsgSignature"], CORP_ID)
    assert fields_of(told)["Content"] == NOBODY_READS
    with db.read() as session:
        assert session.exec(select(InboundMessage)).all() == []
