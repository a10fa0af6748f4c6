"""The official account: what WeChat's numbers mean, what its XML may hold, what it seals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
import respx
from hypothesis import given
from hypothesis import strategies as st

from app.cli.wechat import MENU, menu_buttons
from bot.channels import abilities, wechat_events, wechat_xml
from bot.channels.wechat import FAULTS, WeChat, WeChatConfig
from bot.channels.wechat_crypto import Envelope, same_signature, signature
from bot.replays import Rereads
from messaging.contract import (
    AnswersInCall,
    Button,
    Fault,
    Inbound,
    LookupMiss,
    Notice,
    Outgoing,
    Parked,
    Receipt,
    SendError,
    Submission,
    Templated,
)
from messaging.rendering import render
from messaging.tables import MessageKind, MessageState
from storage.clock import SetClock
from tests.bot.wechat_calls import event

API, OPENID = "http://wechat.internal", "otFpruAK8D-E6EfStSYonYSBZ8_4"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
FREE = Notice("tpl-1", False, (("thing1", "text"),))


@pytest.fixture
def channel(clock: SetClock) -> Iterator[WeChat]:
    config = WeChatConfig("wx1", "s3cret", "token", api=API, notices={MessageKind.REMINDER: FREE})
    made = WeChat(config, clock)
    yield made
    made.close()


@pytest.fixture
def api() -> Iterator[respx.MockRouter]:
    with respx.mock(base_url=f"{API}/cgi-bin", assert_all_called=False) as router:
        router.post("/stable_token").mock(
            return_value=httpx.Response(200, json={"access_token": "T1", "expires_in": 7200})
        )
        yield router


def said(**body: Any) -> httpx.Response:
    return httpx.Response(200, json=body)


def outgoing(text: str = "有3个岗位", **more: Any) -> Outgoing:
    return Outgoing(uuid4(), OPENID, text, **more)


def test_it_answers_in_calls(channel: WeChat) -> None:
    assert isinstance(channel, AnswersInCall)


def test_free_text_goes_as_it_is_written(channel: WeChat, api: respx.MockRouter) -> None:
    route = api.post("/message/custom/send").mock(return_value=said(errcode=0, errmsg="ok"))
    sent = channel.send(outgoing('有"3"个岗位😀'), 5)
    assert (sent.provider_id, sent.state) == (None, MessageState.SENT)
    request = route.calls[0].request
    assert dict(request.url.params) == {"access_token": "T1"}
    assert "岗位😀".encode() in request.content, "WeChat shows escapes as they stand"
    assert json.loads(request.content) == {
        "touser": OPENID,
        "msgtype": "text",
        "text": {"content": '有"3"个岗位😀'},
    }


def test_the_secret_stands_in_no_address(channel: WeChat, api: respx.MockRouter) -> None:
    api.post("/message/custom/send").mock(return_value=said(errcode=0))
    channel.send(outgoing(), 5)
    assert not any("s3cret" in str(call.request.url) for call in api.calls)
    assert "s3cret" not in repr(channel._config)


@pytest.mark.parametrize(
    ("answer", "fault", "code"),
    [
        (said(errcode=-1, errmsg="system error"), Fault.RETRY, "errcode_-1"),
        (said(errcode=40003, errmsg="invalid openid"), Fault.BAD_ADDRESS, "errcode_40003"),
        (said(errcode=43004, errmsg="require subscribe"), Fault.OPTED_OUT, "errcode_43004"),
        (said(errcode=43101, errmsg="user refuse"), Fault.WINDOW_CLOSED, "errcode_43101"),
        (said(errcode=45015, errmsg="out of time"), Fault.WINDOW_CLOSED, "errcode_45015"),
        (said(errcode=45047, errmsg="out of count"), Fault.WINDOW_CLOSED, "errcode_45047"),
        (said(errcode=45009, errmsg="quota"), Fault.THROTTLED, "errcode_45009"),
        (said(errcode=45011, errmsg="frequency"), Fault.THROTTLED, "errcode_45011"),
        (said(errcode=48001, errmsg="unauthorized"), Fault.CONFIG, "errcode_48001"),
        (said(errcode=40164, errmsg="invalid ip"), Fault.CONFIG, "errcode_40164"),
        (said(errcode=47003, errmsg="argument invalid"), Fault.PERMANENT, "errcode_47003"),
        (said(errcode=40037, errmsg="invalid template"), Fault.PERMANENT, "errcode_40037"),
        (said(errcode=99999, errmsg="unheard of"), Fault.PERMANENT, "errcode_99999"),
        (said(errcode="x"), Fault.AMBIGUOUS, "http_200"),
        (said(), Fault.AMBIGUOUS, "http_200"),
        (httpx.Response(200, text="<html>"), Fault.AMBIGUOUS, "http_200"),
        (httpx.Response(200, json=[1]), Fault.AMBIGUOUS, "http_200"),
        (httpx.Response(502, text="bad gateway"), Fault.AMBIGUOUS, "http_502"),
        (httpx.Response(500, json={"errcode": 0}), Fault.AMBIGUOUS, "http_500"),
        (httpx.Response(503), Fault.RETRY, "http_503"),
        (httpx.Response(429), Fault.THROTTLED, "http_429"),
        (httpx.Response(404), Fault.PERMANENT, "http_404"),
        (httpx.ConnectError("x"), Fault.RETRY, "ConnectError"),
        (httpx.ReadTimeout("x"), Fault.AMBIGUOUS, "ReadTimeout"),
        (httpx.RemoteProtocolError("x"), Fault.AMBIGUOUS, "RemoteProtocolError"),
    ],
)
def test_what_an_answer_means(
    channel: WeChat, api: respx.MockRouter, answer: Any, fault: Fault, code: str
) -> None:
    route = api.post("/message/custom/send").mock(side_effect=[answer])
    with pytest.raises(SendError) as error:
        channel.send(outgoing(), 5)
    assert (error.value.fault, error.value.code) == (fault, code)
    assert route.call_count == 1


def test_the_days_quota_is_not_asked_for_every_minute(
    channel: WeChat, api: respx.MockRouter
) -> None:
    api.post("/message/custom/send").mock(return_value=said(errcode=45009))
    with pytest.raises(SendError) as error:
        channel.send(outgoing(), 5)
    assert error.value.retry_after == 1800


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_refused_token_is_renewed_once(channel: WeChat, api: respx.MockRouter, code: int) -> None:
    tokens = api.post("/stable_token").mock(
        side_effect=[
            said(access_token="T1", expires_in=7200),
            said(access_token="T2", expires_in=7200),
        ]
    )
    route = api.post("/message/custom/send").mock(side_effect=[said(errcode=code), said(errcode=0)])
    channel.send(outgoing(), 5)
    assert [call.request.url.params["access_token"] for call in route.calls] == ["T1", "T2"]
    assert tokens.call_count == 2


def test_a_token_is_forced_only_when_the_platform_insists_and_seldom(
    channel: WeChat, api: respx.MockRouter, clock: SetClock
) -> None:
    tokens = api.post("/stable_token").mock(return_value=said(access_token="T1", expires_in=7200))
    api.post("/message/custom/send").mock(return_value=said(errcode=40001))
    for _ in range(3):
        with pytest.raises(SendError) as error:
            channel.send(outgoing(), 5)
        assert error.value.fault is Fault.CONFIG
        clock.advance(timedelta(minutes=15))
    forced = [json.loads(call.request.content)["force_refresh"] for call in tokens.calls]
    assert forced.count(True) == 1


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (httpx.ReadTimeout("x"), Fault.RETRY),
        (httpx.ConnectError("x"), Fault.RETRY),
        (httpx.Response(502), Fault.RETRY),
        (said(errcode=40125), Fault.CONFIG),
        (said(errcode=99999), Fault.CONFIG),
        (said(errcode=-1), Fault.RETRY),
        (said(errcode=45009), Fault.THROTTLED),
        (said(nothing="here"), Fault.RETRY),
    ],
)
def test_without_a_token_nothing_has_left(
    channel: WeChat, api: respx.MockRouter, answer: Any, fault: Fault
) -> None:
    api.post("/stable_token").mock(side_effect=[answer])
    route = api.post("/message/custom/send")
    with pytest.raises(SendError) as error:
        channel.send(outgoing(), 5)
    assert error.value.fault is fault
    assert route.call_count == 0


def test_who_waits_for_a_token_behind_another_gives_up_in_time(
    channel: WeChat, api: respx.MockRouter
) -> None:
    """Else its lease would run out, and nobody could tell what surely was never sent."""
    route = api.post("/message/custom/send")
    with channel._api._token._lock, pytest.raises(SendError) as error:
        channel.send(outgoing(), 0.01)
    assert (error.value.fault, error.value.code) == (Fault.RETRY, "token_waited_for")
    assert route.call_count == 0


def test_many_at_once_ask_for_one_token(channel: WeChat, api: respx.MockRouter) -> None:
    tokens = api.post("/stable_token").mock(return_value=said(access_token="T1", expires_in=7200))
    api.post("/message/custom/send").mock(return_value=said(errcode=0))
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda _: channel.send(outgoing(), 5), range(40)))
    assert len(sent) == 40
    assert tokens.call_count == 1


def test_a_notice_goes_where_its_kind_goes(channel: WeChat, api: respx.MockRouter) -> None:
    template = api.post("/message/template/send").mock(return_value=said(errcode=0, msgid=7))
    subscription = api.post("/message/subscribe/bizsend").mock(return_value=said(errcode=0))
    free = Templated("tpl-1", "", (("thing1", "交通补助"),))
    permitted = Templated("form-1", "", (("thing1", "新岗位"),))
    assert channel.send(outgoing(template=free), 5).provider_id == "7"
    assert channel.send(outgoing(template=permitted), 5).provider_id is None
    assert (template.call_count, subscription.call_count) == (1, 1)
    assert "text" not in json.loads(subscription.calls[0].request.content)


@pytest.mark.parametrize("address", ["", "a b", "x" * 65, "张三", "a/b?c=d", "abc"])
def test_what_is_no_openid(channel: WeChat, address: str) -> None:
    with pytest.raises(SendError) as error:
        channel.normalise(address)
    assert error.value.fault is Fault.BAD_ADDRESS


def test_nobody_can_be_asked(channel: WeChat, clock: SetClock) -> None:
    submission = Submission(uuid4(), OPENID, None, clock.now())
    assert channel.lookup(submission) is LookupMiss.CANNOT_TELL


@given(st.text(min_size=1, max_size=3000))
def test_whatever_is_said_fits_into_what_wechat_takes(text: str) -> None:
    shown = render(text, (Button("看详情", "d:1"),), MessageKind.REPLY, abilities.wechat())[0]
    assert len(shown.text.encode("utf-8", "surrogatepass")) <= 2048


def test_every_number_means_something_once() -> None:
    assert set(FAULTS.values()) <= set(Fault)
    assert 0 not in FAULTS


def test_the_menu_is_one_wechat_takes() -> None:
    buttons = menu_buttons()
    assert 1 <= len(buttons) <= 3
    for (column, entries), button in zip(MENU, buttons, strict=True):
        assert button["name"] == column
        assert len(column.encode()) <= 16
        assert 1 <= len(entries) <= 5
        for shown, words in entries:
            assert len(shown.encode()) <= 60
            assert len(words.encode()) <= 128


text_of_any_kind = st.text(max_size=300)


@given(text_of_any_kind, st.text("wxab0123456789", min_size=1, max_size=20))
def test_what_is_sealed_opens_again(text: str, receiver: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    envelope = Envelope(KEY, receiver)
    assert envelope.open(envelope.seal(text)) == text
    assert envelope.seal(text) != envelope.seal(text)


@given(st.binary(max_size=200))
def test_garbage_does_not_open(data: bytes) -> None:
    import base64

    with pytest.raises(ValueError, match=r"."):
        Envelope(KEY, "wx1").open(base64.b64encode(data).decode())


@pytest.mark.parametrize("damaged", ["", "x", "五", "AAAA", "A" * 64])
def test_what_is_no_sealed_text(damaged: str) -> None:
    with pytest.raises(ValueError, match="not encrypted"):
        Envelope(KEY, "wx1").open(damaged)


def test_another_account_cannot_open() -> None:
    sealed = Envelope(KEY, "wx1").seal("您好")
    with pytest.raises(ValueError, match="another account"):
        Envelope(KEY, "wx2").open(sealed)
    with pytest.raises(ValueError, match=r"."):
        Envelope("b" + KEY[1:], "wx1").open(sealed)


@pytest.mark.parametrize("key", ["", KEY[:-1], KEY + "A", "不" * 43, "!" * 43])
def test_a_key_that_is_none(key: str) -> None:
    with pytest.raises(ValueError, match="43 characters"):
        Envelope(key, "wx1")


def test_a_signature_covers_every_part() -> None:
    proof = signature("token", "1", "nonce", "body")
    assert same_signature(proof, "body", "nonce", "token", "1"), "order does not matter"
    for parts in (("token", "2", "nonce", "body"), ("other", "1", "nonce", "body"), ()):
        assert not same_signature(proof, *parts)
    assert not same_signature("", "token")
    assert not same_signature("é", "token")


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "{}",
        "<xml>",
        "<other><a>1</a></other>",
        "<!DOCTYPE xml><xml><a>1</a></xml>",
        '<!DOCTYPE xml [<!ENTITY a "b">]><xml><a>&a;</a></xml>',
        "<xml><a>&undefined;</a></xml>",
        "<xml>" + "<a/>" * 2000 + "</xml>",
        "<xml>" + "x" * 200_000 + "</xml>",
        "<xml>" + "<a>" * 5000 + "</a>" * 5000 + "</xml>",
    ],
)
def test_xml_that_is_no_message(xml: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        wechat_xml.read(xml)


@given(st.dictionaries(st.sampled_from(["Content", "ToUserName"]), st.text(max_size=200)))
def test_what_is_written_is_read_again(fields: dict[str, str]) -> None:
    read = wechat_xml.read(wechat_xml.write(fields)).fields
    for name, value in fields.items():
        kept = wechat_xml._NO_CHARACTER.sub("", value)
        assert read[name] == kept.replace("\r\n", "\n").replace("\r", "\n")


def test_the_end_of_a_section_in_a_text() -> None:
    assert wechat_xml.read(wechat_xml.write({"Content": "a]]>b<c>&"})).fields == {
        "Content": "a]]>b<c>&"
    }


@pytest.mark.parametrize(
    "xml",
    [
        "<xml><MsgType>text</MsgType><Content>x</Content></xml>",
        "<xml><MsgType>text</MsgType><FromUserName>a</FromUserName><MsgId>1</MsgId>"
        "<CreateTime>soon</CreateTime><Content>x</Content></xml>",
        "<xml><MsgType>text</MsgType><FromUserName>a</FromUserName><MsgId>1</MsgId>"
        f"<CreateTime>{'9' * 40}</CreateTime><Content>x</Content></xml>",
        "<xml><MsgType>text</MsgType><FromUserName> </FromUserName><MsgId>1</MsgId>"
        "<CreateTime>1</CreateTime><Content>x</Content></xml>",
        event("a", "subscribe", 1).replace("ToUserName", "To"),
        event("a", "TEMPLATESENDJOBFINISH", 1),
        event("a", "subscribe_msg_sent_event", 1, "<X><List><MsgID>1</MsgID></List></X>"),
    ],
)
def test_events_that_say_too_little_are_parked(xml: str) -> None:
    found = wechat_events.read_event(xml)
    assert [type(each) for each in found] == [Parked]


@pytest.mark.parametrize("name", ["LOCATION", "VIEW", "SCAN", "kf_create_session"])
def test_events_that_are_not_for_us(name: str) -> None:
    assert wechat_events.read_event(event("a", name, 1)) == []


def test_two_taps_in_a_second_on_different_entries_are_two() -> None:
    taps = [
        wechat_events.read_event(event("a", "CLICK", 1, f"<EventKey>{key}</EventKey>"))[0]
        for key in ("找工作", "转人工")
    ]
    assert all(isinstance(tap, Inbound) for tap in taps)
    assert len({tap.event_id for tap in taps if isinstance(tap, Inbound)}) == 2


def test_a_failed_notice_says_why_in_a_word() -> None:
    inner = "<MsgID>5</MsgID><Status>failed:user block</Status>"
    (receipt,) = wechat_events.read_event(event("a", "TEMPLATESENDJOBFINISH", 1, inner))
    assert isinstance(receipt, Receipt)
    assert (receipt.code, receipt.provider_id, receipt.to) == ("failed:user_block", "5", "a")


def test_what_was_parked_is_read_again_without_its_call(channel: WeChat) -> None:
    assert isinstance(channel, Rereads)
    tapped = event("a", "subscribe", 1)
    (parked,) = channel.reread(tapped.replace("ToUserName", "To"))
    assert isinstance(parked, Parked)
    (read,) = channel.reread(tapped)
    assert isinstance(read, Inbound)
    assert (read.sender, read.action) == ("a", wechat_events.FOLLOWED)
