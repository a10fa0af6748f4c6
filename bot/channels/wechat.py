"""A WeChat official account (微信公众号): calls in, replies in the same call, messages out.

Out, there are two ways. Free text goes as a customer-service message while WeChat lets us (48 hours
and five messages after the person's last one). Later only a notice goes: a subscription notice for
which the person gave a permit, or a template message. Which of them is decided outside
(``messaging.gate``); the message says by its template.

Nobody reports on customer-service messages: they stay ``SENT`` until the person writes again. For
notices WeChat sends an event, which finds them by the number it gave us.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

import httpx

from bot.channels import abilities
from bot.channels.wechat_api import Api, Deadline, Token
from bot.channels.wechat_calls import SUCCESS, CallBook
from bot.channels.wechat_crypto import Envelope
from bot.channels.wechat_events import read_event
from messaging.contract import (
    Answer,
    Call,
    Capabilities,
    Event,
    Fault,
    LookupMiss,
    Notice,
    Outgoing,
    Receipt,
    SendError,
    Sent,
    Submission,
    Templated,
)
from messaging.tables import MessageKind, MessageState
from storage.clock import Clock

CALLBACK = "callback"
API = "https://api.weixin.qq.com"
LONGEST_BYTES = 2048
"""Of text in one message, in a reply as well as by the API."""

FREE_TEXT = "/cgi-bin/message/custom/send"
SUBSCRIPTION = "/cgi-bin/message/subscribe/bizsend"
TEMPLATE = "/cgi-bin/message/template/send"
MENU = "/cgi-bin/menu/create"
TOKEN = "/cgi-bin/stable_token"  # noqa: S105 - a path

FAULTS: Mapping[int, Fault] = MappingProxyType(
    {
        -1: Fault.RETRY,  # busy
        40003: Fault.BAD_ADDRESS,
        40013: Fault.CONFIG,
        40125: Fault.CONFIG,
        40164: Fault.CONFIG,  # our address is not on the account's list
        43004: Fault.OPTED_OUT,  # does not follow the account
        43101: Fault.WINDOW_CLOSED,  # gave no permit, or took it back
        45009: Fault.THROTTLED,  # the day's quota
        45011: Fault.THROTTLED,
        45015: Fault.WINDOW_CLOSED,  # later than 48 hours
        45047: Fault.WINDOW_CLOSED,  # more than it takes after one message of the person
        48001: Fault.CONFIG,  # the account has not this right
        48004: Fault.CONFIG,
        50002: Fault.CONFIG,
    }
)
"""What WeChat's numbers mean for us; every other number is a refusal of this one message."""

_DAILY_QUOTA = "errcode_45009"
_QUOTA_REST = 1800.0
"""Seconds until the next try when the day's quota is used up; it comes back at midnight."""


@dataclass(frozen=True, slots=True)
class WeChatConfig:
    """One official account.

    ``token`` signs WeChat's calls; ``aes_key`` (43 characters) is set when they are encrypted.
    ``notices`` says by which form a kind of message goes outside the window, ``page`` is the
    address a notice leads to.
    """

    app_id: str
    secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_key: str = field(default="", repr=False)
    api: str = API
    notices: Mapping[MessageKind, Notice] = field(default_factory=dict)
    page: str = ""


class WeChat:
    """The channel ``wechat`` through one official account."""

    route = "wechat"
    longest_in_call = LONGEST_BYTES

    def __init__(
        self, config: WeChatConfig, clock: Clock, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._config = config
        self._clock = clock
        self._client = httpx.Client(transport=transport)
        self._api = Api(self._client, config.api, FAULTS, self._fetch, clock)
        self._capabilities = abilities.wechat(config.notices)
        self._one_time = {each.template: each.one_time for each in config.notices.values()}
        envelope = Envelope(config.aes_key, config.app_id) if config.aes_key else None
        self._calls = CallBook(config.token, envelope)

    @property
    def name(self) -> str:
        """The registry key."""
        return abilities.WECHAT

    @property
    def capabilities(self) -> Capabilities:
        """The abilities of an official account, with the notices it may send."""
        return self._capabilities

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def normalise(self, address: str) -> str:
        """Return the person's id with this account (openid); raises SendError for another shape."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{6,64}", address):
            raise SendError(Fault.BAD_ADDRESS, "no_openid")
        return address

    def send(self, message: Outgoing, timeout: float) -> Sent:
        """Send free text, or the notice the message has; raises SendError.

        WeChat's answer says that the message is on its way, which is SENT.
        """
        path, body = FREE_TEXT, _free_text(message)
        if message.template is not None:
            path, body = self._notice(message, message.template)
        try:
            answer = self._api.call(path, body, timeout)
        except SendError as error:
            if error.code == _DAILY_QUOTA:
                raise SendError(error.fault, error.code, _QUOTA_REST) from None
            raise
        number = answer.get("msgid")
        return Sent(str(number) if number is not None else None, MessageState.SENT)

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        """Say that WeChat cannot be asked about a message."""
        return LookupMiss.CANNOT_TELL

    def verify(self, call: Call) -> bool:
        """Check signature and time stamp; with a key for encryption only what it signed counts."""
        return self._calls.proven(call, self._clock.now(), echo_sealed=False)

    def parse(self, call: Call, now: datetime) -> Sequence[Event]:
        """Return what the call says; raises ValueError when it makes no sense at all."""
        if call.part != CALLBACK:
            raise ValueError("no such address")
        if self._calls.echo(call, sealed=False) is not None:
            return []
        return read_event(self._calls.opened(call))

    def reread(self, body: str) -> Sequence[Event]:
        """Return what a message says that was parked; it is kept as it was inside its seal."""
        return read_event(body)

    def answer(self, call: Call, stored: bool) -> Answer:
        """Acknowledge without words, or repeat the word of a trial call."""
        if not stored:
            return Answer(503)
        echo = self._calls.echo(call, sealed=False)
        return Answer(body=echo.encode() if echo is not None else SUCCESS)

    def answer_with(self, call: Call, text: str, now: datetime) -> Answer:
        """Acknowledge and carry ``text`` to the person (被动回复)."""
        return self._calls.reply(call, text, now)

    def create_menu(self, buttons: Sequence[Mapping[str, Any]], timeout: float = 10.0) -> None:
        """Put these buttons under every conversation; raises SendError."""
        self._api.call(MENU, {"button": list(buttons)}, timeout)

    def _notice(self, message: Outgoing, template: Templated) -> tuple[str, dict[str, Any]]:
        """Return where a notice goes and what it says.

        A template message takes a name of ours, under which WeChat takes it only once.
        """
        body: dict[str, Any] = {
            "touser": message.to,
            "template_id": template.code,
            "data": {name: {"value": value} for name, value in template.values},
        }
        page = self._config.page
        if self._one_time.get(template.code, True):
            return SUBSCRIPTION, body | ({"page": page} if page else {})
        body["client_msg_id"] = message.message_id.hex
        return TEMPLATE, body | ({"url": page} if page else {})

    def _fetch(self, api: Api, force: bool, deadline: Deadline) -> Token:
        asked = {
            "grant_type": "client_credential",
            "appid": self._config.app_id,
            "secret": self._config.secret,
            "force_refresh": force,
        }
        answer = api.ask("POST", TOKEN, deadline, json=asked)
        try:
            return Token(str(answer["access_token"]), int(answer["expires_in"]))
        except (KeyError, TypeError, ValueError):
            raise SendError(Fault.RETRY, "token_not_given") from None


def _free_text(message: Outgoing) -> dict[str, Any]:
    return {"touser": message.to, "msgtype": "text", "text": {"content": message.text}}
