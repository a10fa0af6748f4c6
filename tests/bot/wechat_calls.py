"""WeChat's side of its calls, in plain mode and with whatever seals for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol

from flask.testing import FlaskClient
from lxml import etree  # type: ignore[import-untyped]

from bot.channels.wechat_crypto import signature
from storage.clock import Clock

TOKEN, ACCOUNT = "callback-token", "gh_123456789abc"
PATH = "/webhooks/wechat/callback"


class Seals(Protocol):
    """Something that seals and opens as the platform does."""

    def seal(self, message: str, *, timestamp: str, nonce: str) -> tuple[str, str]: ...

    def open(self, sealed: str, *, timestamp: str, nonce: str) -> tuple[str, str, str]: ...


@dataclass(frozen=True)
class Got:
    """What our door answered: the status, the words for the person, and the raw body."""

    status: int
    text: str | None
    body: str


def fields_of(xml: str) -> dict[str, str]:
    """Return the fields of an XML message."""
    return {each.tag: each.text or "" for each in etree.fromstring(xml.encode())}


def message(sender: str, number: int | str, at: int, kind: str = "text", **more: str) -> str:
    """Return a message of a person as WeChat writes it down."""
    parts = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in more.items())
    return (
        f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName>"
        f"<FromUserName><![CDATA[{sender}]]></FromUserName><CreateTime>{at}</CreateTime>"
        f"<MsgType><![CDATA[{kind}]]></MsgType>{parts}<MsgId>{number}</MsgId></xml>"
    )


def event(sender: str, name: str, at: int, inner: str = "") -> str:
    """Return an event about a person as WeChat writes it down."""
    return (
        f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName>"
        f"<FromUserName><![CDATA[{sender}]]></FromUserName><CreateTime>{at}</CreateTime>"
        f"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event>{inner}</xml>"
    )


@dataclass
class WeChatSide:
    """Calls our door as WeChat does; ``seals`` makes the calls encrypted."""

    client: FlaskClient
    clock: Clock
    seals: Seals | None = None
    _numbers: count[int] = field(default_factory=lambda: count(23456789012345678))

    @property
    def now(self) -> int:
        """What WeChat's clock says, in seconds."""
        return int(self.clock.now().timestamp())

    def say(self, sender: str, text: str, number: int | None = None, **more: Any) -> Got:
        """Let a person write."""
        number = number if number is not None else next(self._numbers)
        return self.post(message(sender, number, self.now, Content=text), **more)

    def tell(self, sender: str, name: str, inner: str = "") -> Got:
        """Let an event happen."""
        return self.post(event(sender, name, self.now, inner))

    def query(self, **changes: str) -> dict[str, str]:
        """Return the query of a proven call."""
        stamp, nonce = changes.pop("timestamp", str(self.now)), "n0nce"
        proof = signature(TOKEN, stamp, nonce)
        return {"signature": proof, "timestamp": stamp, "nonce": nonce} | changes

    def post(
        self,
        xml: str,
        *,
        leave: bool = True,
        forged: Mapping[str, str] | None = None,
        **changes: Any,
    ) -> Got:
        """Make one call.

        ``leave``: the response leaves our machine, so the call is complete. ``forged`` is put into
        the query after everything was signed.
        """
        query = self.query(**{name: str(value) for name, value in changes.items()})
        body = xml
        if self.seals is not None:
            stamp, nonce = query["timestamp"], query["nonce"]
            sealed, proof = self.seals.seal(xml, timestamp=stamp, nonce=nonce)
            query = {"encrypt_type": "aes", "msg_signature": proof} | query
            body = (
                f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName>"
                f"<Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
            )
        query |= forged or {}
        response = self.client.post(PATH, query_string=query, data=body.encode())
        shown = response.get_data(as_text=True)
        if leave:
            response.close()
        return Got(response.status_code, self._words(shown), shown)

    def _words(self, body: str) -> str | None:
        if not body.startswith("<xml>"):
            return None
        fields: Mapping[str, str] = fields_of(body)
        if self.seals is not None:
            stamp, nonce = fields["TimeStamp"], fields["Nonce"]
            xml, _, proof = self.seals.open(fields["Encrypt"], timestamp=stamp, nonce=nonce)
            assert proof == fields["MsgSignature"], "the platform would not believe this answer"
            fields = fields_of(xml)
        assert fields["FromUserName"] == ACCOUNT
        assert fields["MsgType"] == "text"
        return fields["Content"]
