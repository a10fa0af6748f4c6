"""The two ways WeChat and WeCom call us: plain, and encrypted with a key both sides have.

A call counts only with the right signature and a time stamp of now; what is encrypted must also be
for our account. A plain signature does not cover the body, so a real office uses encryption.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from bot.channels.wechat_crypto import Envelope, same_signature, signature
from bot.channels.wechat_xml import read, write
from messaging.contract import Answer, Call

FRESH = timedelta(minutes=5)
"""How far a call's time stamp may be from our clock; an older one is a replay."""

SUCCESS = b"success"
_XML = "application/xml; charset=utf-8"


class CallBook:
    """Checks, opens and answers the calls of one account.

    ``envelope`` is there when calls are encrypted; then a plain one is refused.
    """

    def __init__(self, token: str, envelope: Envelope | None) -> None:
        self._token = token
        self._envelope = envelope

    def proven(self, call: Call, now: datetime, *, echo_sealed: bool) -> bool:
        """Tell whether the call comes from the platform, and now.

        ``echo_sealed``: the trial call at set-up is encrypted too (WeCom, not WeChat).
        """
        query = call.query
        stamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if not self._token or not nonce or not _fresh(stamp, now):
            return False
        if "echostr" in query and not call.body:
            if not (echo_sealed and self._envelope):
                return same_signature(query.get("signature", ""), self._token, stamp, nonce)
            sealed = query["echostr"]
        elif self._envelope is None:
            return same_signature(query.get("signature", ""), self._token, stamp, nonce)
        else:
            sealed = _sealed_in(call)
        given = query.get("msg_signature", "")
        return bool(sealed) and same_signature(given, self._token, stamp, nonce, sealed)

    def echo(self, call: Call, *, sealed: bool) -> str | None:
        """Return what a trial call wants to hear, None for any other call; raises ValueError."""
        if call.body or "echostr" not in call.query:
            return None
        text = call.query["echostr"]
        return self._envelope.open(text) if sealed and self._envelope else text

    def opened(self, call: Call) -> str:
        """Return the XML in a proven call; raises ValueError when it was not sealed for us."""
        if self._envelope is None:
            return call.body.decode("utf-8", "replace")
        return self._envelope.open(_sealed_in(call))

    def reply(self, call: Call, text: str, now: datetime) -> Answer:
        """Return the answer that carries ``text`` to whom the call's message is from."""
        told = read(self.opened(call)).fields
        stamp = int(now.timestamp())
        message = write(
            {
                "ToUserName": told["FromUserName"],
                "FromUserName": told["ToUserName"],
                "CreateTime": stamp,
                "MsgType": "text",
                "Content": text,
            }
        )
        if self._envelope is not None:
            message = self._sealed(message, stamp)
        return Answer(body=message.encode(), content_type=_XML)

    def _sealed(self, message: str, stamp: int) -> str:
        assert self._envelope is not None  # noqa: S101 - asked by the only caller
        sealed, nonce = self._envelope.seal(message), secrets.token_hex(8)
        proof = signature(self._token, str(stamp), nonce, sealed)
        return write({"Encrypt": sealed, "MsgSignature": proof, "TimeStamp": stamp, "Nonce": nonce})


def _fresh(stamp: str, now: datetime) -> bool:
    if not stamp.isascii() or not stamp.isdecimal() or len(stamp) > 12:
        return False
    return abs(int(stamp) - now.timestamp()) <= FRESH.total_seconds()


def _sealed_in(call: Call) -> str:
    """Return the encrypted part of a call's body, empty when there is none."""
    try:
        return read(call.body).fields.get("Encrypt", "")
    except ValueError:
        return ""
