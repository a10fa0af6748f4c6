"""Every channel against one suite: whatever the provider, these hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

import httpx
import pytest
import respx

from bot.channels.demo_phone import DemoPhone
from bot.channels.kannel import Kannel, KannelConfig
from bot.channels.kept_http import NoAnswerError, NotReachedError
from bot.channels.telegram import Telegram, TelegramConfig
from bot.channels.terminal import Terminal
from bot.channels.webchat import WebChat
from bot.channels.wechat import FREE_TEXT, WeChat, WeChatConfig
from bot.channels.wechat_api import Api, Token
from bot.channels.wecom import MESSAGE, WeCom, WeComConfig
from messaging.contract import (
    Button,
    Call,
    Channel,
    Fault,
    Listener,
    LookupMiss,
    Outgoing,
    Receipt,
    SendError,
    Sent,
    Submission,
    Templated,
)
from messaging.rendering import render
from messaging.sms_text import units
from messaging.tables import MessageKind, MessageState
from storage.clock import SHANGHAI, SetClock
from tests.peers import sms_clouds
from tests.peers.sms_clouds import SmsClouds, Template

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
SMS, API = "http://kannel.internal/cgi-bin/sendsms", "http://telegram.internal"
WEIXIN = "http://weixin.internal"


@dataclass
class Bench:
    """A channel, a good address on it, and its provider's door."""

    channel: Channel
    address: str
    url: str = ""
    accepted: httpx.Response = field(default_factory=lambda: httpx.Response(202))
    close: Callable[[], None] = lambda: None
    template: Templated | None = None


class ByHttpx:
    """Posts to the gateway by the client whose calls this suite looks at."""

    def post(self, body: bytes, headers: Mapping[str, str], timeout: float) -> int:
        try:
            return httpx.post(SMS, content=body, headers=dict(headers)).status_code
        except httpx.ConnectError:
            raise NotReachedError from None
        except httpx.HTTPError:
            raise NoAnswerError from None

    def close(self) -> None:
        """Keep nothing that would have to be given back."""


def kannel() -> Bench:
    config = KannelConfig(SMS, "u", "p", "1069001", "s", "https://x.example", "会泽人社")
    made = Kannel(config, ByHttpx())
    return Bench(made, "13800000001", SMS, close=made.close)


def telegram() -> Bench:
    made = Telegram(TelegramConfig("1:t", "s", API))
    message = {"message_id": 7, "date": 1, "chat": {"id": 77, "type": "private"}}
    accepted = httpx.Response(200, json={"ok": True, "result": message})
    return Bench(made, "77", f"{API}/bot1:t/sendMessage", accepted, made.close)


def wechat() -> Bench:
    made = WeChat(WeChatConfig("wx1", "s", "token", api=WEIXIN), SetClock(NOW))
    return _with_token(made, made._api, "otFpruAK8D-E6EfStSYonYSBZ8_4", FREE_TEXT)


def wecom() -> Bench:
    made = WeCom(WeComConfig("ww1", 7, "s", api=WEIXIN), SetClock(NOW))
    return _with_token(made, made._api, "zhang", MESSAGE)


def _with_token(made: WeChat | WeCom, api: Api, address: str, path: str) -> Bench:
    """Return a bench whose channel has its token already, so that one call is one request."""
    api._token._keep(Token("T1", 7200))
    accepted = httpx.Response(200, json={"errcode": 0, "errmsg": "ok"})
    return Bench(made, address, f"{WEIXIN}{path}", accepted, made.close)


def cloud(provider: str) -> Bench:
    """Return a cloud's channel with a stand-in that delivers everything it takes."""
    sdk = {"aliyun": "alibabacloud_dysmsapi20170525", "tencent": "tencentcloud"}[provider]
    pytest.importorskip(sdk, reason=f"没有装 gangxin[{provider}]")
    from bot.channels.aliyun_sms import AliyunConfig, AliyunSms
    from bot.channels.tencent_sms import TencentConfig, TencentSms

    clouds = SmsClouds(arrives=sms_clouds.DELIVERED)
    clouds.templates["T1"] = Template("会泽人社", {"aliyun": "${1}", "tencent": "{1}"}[provider])
    clouds.start()
    key, secret = sms_clouds.KEY_ID, sms_clouds.KEY_SECRET
    made: Channel = (
        AliyunSms(
            AliyunConfig(key, secret, "s", "会泽人社", clouds.endpoint, "HTTP"), SetClock(NOW)
        )
        if provider == "aliyun"
        else TencentSms(
            TencentConfig(
                secret_id=key,
                secret_key=secret,
                app_id=sms_clouds.APP_ID,
                secret="s",
                signature="会泽人社",
                lookup=True,
                endpoint=clouds.endpoint,
                protocol="http",
            ),
            SetClock(NOW),
        )
    )
    return Bench(
        made, "13800000001", close=clouds.stop, template=Templated("T1", "会泽人社", (("1", "x"),))
    )


BENCHES: dict[str, Callable[[], Bench]] = {
    "kannel": kannel,
    "telegram": telegram,
    "webchat": lambda: Bench(WebChat(), "visitor"),
    "demo_phone": lambda: Bench(DemoPhone(signature="会泽人社", production=False), "13800000001"),
    "aliyun": lambda: cloud("aliyun"),
    "tencent": lambda: cloud("tencent"),
    "wechat": wechat,
    "wecom": wecom,
    "terminal_sms": lambda: Bench(Terminal("sms", lambda _: None), "13800000001"),
    "terminal_wechat": lambda: Bench(Terminal("wechat", lambda _: None), "openid"),
}


@pytest.fixture(params=sorted(BENCHES))
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    made = BENCHES[request.param]()
    yield made
    made.close()


@pytest.fixture(params=["kannel", "telegram", "wechat", "wecom"])
def remote(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """Return each channel whose provider is another machine."""
    made = BENCHES[request.param]()
    yield made
    made.close()


def outgoing(bench: Bench, text: str = "有3个岗位😀", place: int = -1) -> Outgoing:
    button = Button("看详情", "detail:1")
    shown = render(text, (button,), MessageKind.REPLY, bench.channel.capabilities)[place]
    return Outgoing(
        uuid4(),
        bench.channel.normalise(bench.address),
        shown.text,
        shown.buttons,
        template=bench.template,
    )


def test_it_is_a_channel(bench: Bench) -> None:
    channel: Channel = bench.channel
    assert channel.name == channel.name.lower()
    assert channel.capabilities.max_length > 0


def test_a_good_address_is_stable(bench: Bench) -> None:
    once = bench.channel.normalise(bench.address)
    assert bench.channel.normalise(once) == once


@respx.mock
def test_sending_never_claims_delivery(bench: Bench, respx_mock: respx.MockRouter) -> None:
    if bench.url:
        respx_mock.post(bench.url).mock(return_value=bench.accepted)
    sent = bench.channel.send(outgoing(bench), 5)
    assert isinstance(sent, Sent)
    assert MessageState.HANDED_OVER <= sent.state <= MessageState.SENT


@respx.mock
def test_one_call_is_one_attempt(remote: Bench, respx_mock: respx.MockRouter) -> None:
    door = respx_mock.post(remote.url)
    for answer in (httpx.Response(500, json={}), httpx.ReadTimeout("x"), httpx.ConnectError("x")):
        before = door.call_count
        door.mock(side_effect=[answer])
        with pytest.raises(SendError):
            remote.channel.send(outgoing(remote), 5)
        assert door.call_count == before + 1


@respx.mock
def test_a_time_out_after_sending_is_uncertain(remote: Bench, respx_mock: respx.MockRouter) -> None:
    respx_mock.post(remote.url).mock(side_effect=httpx.ReadTimeout("x"))
    with pytest.raises(SendError) as error:
        remote.channel.send(outgoing(remote), 5)
    assert error.value.fault is Fault.AMBIGUOUS


@respx.mock
def test_errors_carry_nothing_personal(remote: Bench, respx_mock: respx.MockRouter) -> None:
    said = f"cannot send 有3个岗位 to {remote.address}"
    respx_mock.post(remote.url).mock(
        return_value=httpx.Response(400, json={"ok": False, "description": said})
    )
    with pytest.raises(SendError) as error:
        remote.channel.send(outgoing(remote), 5)
    assert remote.address not in f"{error.value!r} {error.value.code}"
    assert "岗位" not in repr(error.value)


def test_what_it_is_given_fits(bench: Bench) -> None:
    long = outgoing(bench, "岗位" * 5000)
    assert units(long.text) <= bench.channel.capabilities.max_length
    assert bool(long.buttons) is bench.channel.capabilities.buttons


def test_a_look_up_answers_and_only_if_it_says_so(bench: Bench) -> None:
    message = outgoing(bench)
    provider_id = "7" if bench.url else bench.channel.send(message, 5).provider_id
    found = bench.channel.lookup(Submission(message.message_id, message.to, provider_id, NOW))
    if bench.channel.capabilities.lookup:
        assert isinstance(found, Receipt)
        assert (found.message_id, found.state) == (message.message_id, MessageState.DELIVERED)
    else:
        assert found is LookupMiss.CANNOT_TELL


def test_caps_are_no_longer_than_a_day(bench: Bench) -> None:
    for cap in bench.channel.capabilities.caps:
        assert cap.count > 0
        assert timedelta(0) < cap.window <= timedelta(days=1)


@pytest.mark.parametrize("body", [b"", b"{}", b"\x00\xff", b"[1]"])
def test_an_unproven_call_gets_nowhere(bench: Bench, body: bytes) -> None:
    channel = bench.channel
    if not isinstance(channel, Listener):
        return
    for part in ("inbound", "reports", "updates", "", "else"):
        assert not channel.verify(Call(part, {}, {}, body))
    assert channel.answer(Call("updates", {}, {}, body), stored=False).status >= 500
    assert channel.answer(Call("updates", {}, {}, body), stored=True).status == 200
