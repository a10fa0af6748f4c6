"""An application of the office in WeCom (企业微信): notices to caseworkers.

Members are reached by their userid. The same class serves as a channel of the outbox and, by
``notify``, as one target of staff alerts. Nothing personal belongs in such a notice: it says what
waits and where to look.

WeCom asks for a proven address before it lets an application send, so its calls are verified; who
writes to the application is told that nobody reads there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

import httpx
import structlog

from bot.channels import abilities
from bot.channels.wechat_api import Api, Deadline, Token
from bot.channels.wechat_calls import SUCCESS, CallBook
from bot.channels.wechat_crypto import Envelope
from bot.channels.wechat_xml import read
from messaging import sms_text
from messaging.contract import (
    Answer,
    Call,
    Capabilities,
    Event,
    Fault,
    LookupMiss,
    Outgoing,
    Receipt,
    SendError,
    Sent,
    Submission,
)
from messaging.tables import MessageState
from storage.clock import Clock

log = structlog.get_logger(__name__)
CALLBACK = "callback"
API = "https://qyapi.weixin.qq.com"
MESSAGE, TOKEN = "/cgi-bin/message/send", "/cgi-bin/gettoken"
LONGEST_BYTES = 2048
_TITLE, _DESCRIPTION = 128, 512
"""Bytes of a card's title and of its text; WeCom cuts what is longer."""

_ALERT_SECONDS = 10.0
NOBODY_READS = "这里只发通知，没有人看回复。请到工作台处理。"

FAULTS: Mapping[int, Fault] = MappingProxyType(
    {
        -1: Fault.RETRY,
        40013: Fault.CONFIG,
        40031: Fault.BAD_ADDRESS,
        40056: Fault.CONFIG,
        45009: Fault.THROTTLED,
        45033: Fault.THROTTLED,
        48002: Fault.CONFIG,
        60011: Fault.BAD_ADDRESS,  # outside what the application may see
        60020: Fault.CONFIG,  # our address is not trusted
        60111: Fault.BAD_ADDRESS,
        81013: Fault.BAD_ADDRESS,  # nobody of those named can be reached
        82001: Fault.BAD_ADDRESS,
        301002: Fault.CONFIG,
    }
)
"""What WeCom's numbers mean for us; every other number is a refusal of this one message."""


@dataclass(frozen=True, slots=True)
class WeComConfig:
    """One application of one corporation.

    ``users`` are the userids alerts go to. ``token`` and ``aes_key`` are those of its callback;
    without them calls are refused.
    """

    corp_id: str
    agent_id: int
    secret: str = field(repr=False)
    users: tuple[str, ...] = ()
    token: str = field(default="", repr=False)
    aes_key: str = field(default="", repr=False)
    api: str = API


class WeCom:
    """The channel ``wecom`` through one application, and a target of staff alerts."""

    route = "wecom"

    def __init__(
        self, config: WeComConfig, clock: Clock, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._config = config
        self._clock = clock
        self._client = httpx.Client(transport=transport)
        self._api = Api(self._client, config.api, FAULTS, self._fetch, clock)
        envelope = Envelope(config.aes_key, config.corp_id) if config.aes_key else None
        self._calls = CallBook(config.token if envelope else "", envelope)

    @property
    def name(self) -> str:
        """The registry key."""
        return abilities.WECOM

    @property
    def capabilities(self) -> Capabilities:
        """The abilities of an application in WeCom."""
        return abilities.wecom()

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def normalise(self, address: str) -> str:
        """Return the member's userid; raises SendError for another shape, ``@all`` among them."""
        if not re.fullmatch(r"[A-Za-z0-9][\w.@-]{0,63}", address, re.ASCII):
            raise SendError(Fault.BAD_ADDRESS, "no_userid")
        return address

    def send(self, message: Outgoing, timeout: float) -> Sent:
        """Send one text to one member; raises SendError. WeCom's answer means SENT."""
        body = {"msgtype": "text", "text": {"content": message.text}}
        return self._submit([message.to], body, timeout)

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        """Say that WeCom cannot be asked about a message."""
        return LookupMiss.CANNOT_TELL

    def notify(self, body: str, title: str = "", link: str = "") -> bool:
        """Tell the configured members something; False when it could not be sent.

        Takes and returns what ``apprise.Apprise.notify`` does, so that it can stand beside other
        targets of staff alerts. With a ``link`` it is a card that leads there, else Markdown text.
        """
        if not self._config.users:
            return False
        if link:
            kind, shown = "textcard", _card(body, title, link)
        else:
            heading = f"**{title}**\n" if title else ""
            kind, shown = "markdown", {"content": _cut(heading + body, LONGEST_BYTES)}
        try:
            self._submit(self._config.users, {"msgtype": kind, kind: shown}, _ALERT_SECONDS)
        except SendError as error:
            log.error("alert_not_sent", channel=self.name, fault=error.fault, code=error.code)
            return False
        return True

    def verify(self, call: Call) -> bool:
        """Check the signature over the encrypted body, and the time stamp."""
        return self._calls.proven(call, self._clock.now(), echo_sealed=True)

    def parse(self, call: Call, now: datetime) -> Sequence[Event]:
        """Return nothing: staff do not talk to the labourers' dialogue; raises ValueError."""
        if call.part != CALLBACK:
            raise ValueError("no such address")
        if self._calls.echo(call, sealed=True) is None:
            self._calls.opened(call)
        return []

    def answer(self, call: Call, stored: bool) -> Answer:
        """Repeat a trial call's word, tell a writer that nobody reads, acknowledge the rest."""
        if not stored:
            return Answer(503)
        try:
            echo = self._calls.echo(call, sealed=True)
            if echo is not None:
                return Answer(body=echo.encode())
            if read(self._calls.opened(call)).fields.get("MsgType") == "text":
                return self._calls.reply(call, NOBODY_READS, self._clock.now())
        except (ValueError, KeyError):
            log.warning("call_not_understood", channel=self.name)
        return Answer(body=SUCCESS)

    def _submit(self, users: Sequence[str], body: Mapping[str, Any], timeout: float) -> Sent:
        """Send to members; those WeCom does not know do not keep the others from getting it."""
        whom = {"touser": "|".join(users), "agentid": self._config.agent_id}
        answer = self._api.call(MESSAGE, whom | dict(body), timeout)
        unknown = {each for each in str(answer.get("invaliduser") or "").split("|") if each}
        if len(unknown) >= len(users):
            raise SendError(Fault.BAD_ADDRESS, "no_such_member")
        if unknown:
            log.warning("members_unknown", channel=self.name, count=len(unknown))
        number = answer.get("msgid")
        return Sent(str(number) if number else None, MessageState.SENT)

    def _fetch(self, api: Api, force: bool, deadline: Deadline) -> Token:
        """Ask for the token. WeCom gives the same one while it lasts; there is no way to force."""
        asked = {"corpid": self._config.corp_id, "corpsecret": self._config.secret}
        answer = api.ask("GET", TOKEN, deadline, params=asked)
        try:
            return Token(str(answer["access_token"]), int(answer["expires_in"]))
        except (KeyError, TypeError, ValueError):
            raise SendError(Fault.RETRY, "token_not_given") from None


def _card(body: str, title: str, link: str) -> dict[str, str]:
    return {
        "title": _cut(title or body, _TITLE),
        "description": _cut(body, _DESCRIPTION),
        "url": link,
        "btntxt": "去处理",
    }


def _cut(text: str, longest: int) -> str:
    """Return ``text`` in at most ``longest`` bytes, with a mark where something is missing."""
    if len(text.encode()) <= longest:
        return text
    kept = text.encode()[: longest - len(sms_text.ELLIPSIS.encode())].decode(errors="ignore")
    return kept + sms_text.ELLIPSIS
