"""An application in WeCom: what its numbers mean, whom it takes, and whom it answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import respx

from bot.channels.wecom import WeCom, WeComConfig
from messaging.contract import Call, Fault, Outgoing, SendError
from messaging.tables import MessageState
from storage.clock import SetClock

API = "http://wecom.internal"


@pytest.fixture
def channel(clock: SetClock) -> Iterator[WeCom]:
    made = WeCom(WeComConfig("ww1", 7, "s3cret", ("zhang",), api=API), clock)
    yield made
    made.close()


@pytest.fixture
def api() -> Iterator[respx.MockRouter]:
    with respx.mock(base_url=f"{API}/cgi-bin", assert_all_called=False) as router:
        router.get("/gettoken").mock(
            return_value=said(errcode=0, access_token="T1", expires_in=7200)
        )
        yield router


def said(**body: Any) -> httpx.Response:
    return httpx.Response(200, json=body)


def test_a_message_to_one_member(channel: WeCom, api: respx.MockRouter) -> None:
    route = api.post("/message/send").mock(
        return_value=said(errcode=0, invaliduser="", msgid="m-1")
    )
    sent = channel.send(Outgoing(uuid4(), "zhang", "有人等回答"), 5)
    assert (sent.provider_id, sent.state) == ("m-1", MessageState.SENT)
    assert route.call_count == 1


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (said(errcode=-1), Fault.RETRY),
        (said(errcode=0, invaliduser="zhang"), Fault.BAD_ADDRESS),
        (said(errcode=81013), Fault.BAD_ADDRESS),
        (said(errcode=60111), Fault.BAD_ADDRESS),
        (said(errcode=60020), Fault.CONFIG),
        (said(errcode=301002), Fault.CONFIG),
        (said(errcode=45033), Fault.THROTTLED),
        (said(errcode=44004), Fault.PERMANENT),
        (httpx.ReadTimeout("x"), Fault.AMBIGUOUS),
        (httpx.ConnectTimeout("x"), Fault.RETRY),
    ],
)
def test_what_an_answer_means(
    channel: WeCom, api: respx.MockRouter, answer: Any, fault: Fault
) -> None:
    api.post("/message/send").mock(side_effect=[answer])
    with pytest.raises(SendError) as error:
        channel.send(Outgoing(uuid4(), "zhang", "x"), 5)
    assert error.value.fault is fault


def test_a_token_that_stays_refused_stops_the_channel(
    channel: WeCom, api: respx.MockRouter
) -> None:
    api.post("/message/send").mock(return_value=said(errcode=40014))
    with pytest.raises(SendError) as error:
        channel.send(Outgoing(uuid4(), "zhang", "x"), 5)
    assert error.value.fault is Fault.CONFIG


@pytest.mark.parametrize("address", ["", "@all", "zhang|li", "张三", "a" * 65])
def test_what_is_no_userid(channel: WeCom, address: str) -> None:
    """@all and several members at once would tell everybody what is for one."""
    with pytest.raises(SendError) as error:
        channel.normalise(address)
    assert error.value.fault is Fault.BAD_ADDRESS


def test_an_alert_that_fails_says_no_more_than_why(
    channel: WeCom, api: respx.MockRouter, capsys: pytest.CaptureFixture[str]
) -> None:
    api.post("/message/send").mock(return_value=said(errcode=60020, errmsg="zhang 问题"))
    assert not channel.notify("谁的问题", "标题")
    shown = capsys.readouterr()
    assert "errcode_60020" in shown.out + shown.err
    assert "问题" not in shown.out + shown.err


def test_without_a_callback_of_its_own_every_call_is_refused(channel: WeCom) -> None:
    stamp = str(int(channel._clock.now().timestamp()))
    query = {"timestamp": stamp, "nonce": "n", "signature": "", "msg_signature": ""}
    assert not channel.verify(Call("callback", {}, query | {"echostr": "1"}))
    assert not channel.verify(Call("callback", {}, query, b"<xml><Encrypt>x</Encrypt></xml>"))
