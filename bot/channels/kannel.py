"""SMS through Kannel: its HTTP interface out, its calls for messages and reports in.

Out, the text travels in the body and everything else in ``X-Kannel-…`` headers, so that no number
and no password stands in an address that is logged somewhere. Text is always sent as UCS-2
(``coding`` 2): with Kannel's default Chinese turns into question marks and is still accepted.

In, Kannel is told the address to call: for messages in its ``sms-service`` group (``post-url``),
for reports with each message. The first carries a shared secret; the second the number the message
went to, sealed together with the message's id. So a report can only come from whom we gave that
message for that number, and yet no number stands in an address.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.channels import abilities
from bot.channels.kept_http import KeptConnections, NoAnswerError, NotReachedError, Poster
from messaging.addresses import is_mobile, normalise
from messaging.contract import (
    Answer,
    Call,
    Capabilities,
    Fault,
    Inbound,
    LookupMiss,
    Outgoing,
    Parked,
    Receipt,
    SendError,
    Sent,
    Submission,
)
from messaging.tables import MessageState

INBOUND, REPORTS = "inbound", "reports"
UCS2 = "2"
ALL_REPORTS = "31"
_NONCE_BYTES = 12
_LONGEST_FOREIGN_ID = 64
_STATES = {
    "1": MessageState.DELIVERED,
    "2": MessageState.FAILED,
    "4": MessageState.HANDED_OVER,
    "8": MessageState.SENT,
    "16": MessageState.FAILED,
}
_SMPP_STATE = re.compile(r"\bstat:([A-Z]+)")
_SMPP_ERROR = re.compile(r"\berr:(\w{1,8})")
_FAULTS = {
    400: Fault.PERMANENT,
    401: Fault.CONFIG,
    403: Fault.CONFIG,
    404: Fault.CONFIG,
    413: Fault.PERMANENT,
    415: Fault.CONFIG,
    429: Fault.THROTTLED,
    502: Fault.AMBIGUOUS,
    504: Fault.AMBIGUOUS,
}


@dataclass(frozen=True, slots=True)
class KannelConfig:
    """Where Kannel is and how it knows us.

    ``url`` is the smsbox's ``sendsms`` address; ``sender`` the office's number; ``secret`` is
    shared with Kannel's configuration; ``base_url`` is our own address as Kannel reaches it.
    """

    url: str
    user: str
    password: str
    sender: str
    secret: str
    base_url: str
    signature: str
    fen_per_segment: int = 5

    def __repr__(self) -> str:
        return f"KannelConfig({self.url})"


class Kannel:
    """The channel ``sms`` through one Kannel."""

    route = "kannel"

    def __init__(self, config: KannelConfig, gateway: Poster | None = None) -> None:
        self._config = config
        self._gateway = gateway or KeptConnections(config.url)
        key = hmac.digest(config.secret.encode(), b"delivery reports", sha256)
        self._reports = AESGCM(key)
        self._capabilities = abilities.sms(config.signature, fen_per_segment=config.fen_per_segment)

    @property
    def name(self) -> str:
        """The registry key of SMS."""
        return abilities.SMS

    @property
    def capabilities(self) -> Capabilities:
        """The abilities of SMS; Kannel cannot be asked about a message."""
        return self._capabilities

    def close(self) -> None:
        """Give the connections back."""
        self._gateway.close()

    def normalise(self, address: str) -> str:
        """Return the mobile number in 11 digits; raises SendError for anything else."""
        number = normalise(abilities.SMS, address)
        if not is_mobile(number):
            raise SendError(Fault.BAD_ADDRESS, "no_mobile")
        return number

    def send(self, message: Outgoing, timeout: float) -> Sent:
        """Hand the message to the smsbox once; raises SendError.

        After the request has left, an answer that does not come says nothing about the message:
        that is AMBIGUOUS, never a reason to send again.
        """
        config = self._config
        headers = {
            "Content-Type": "text/plain; charset=UTF-8",
            "X-Kannel-Username": config.user,
            "X-Kannel-Password": config.password,
            "X-Kannel-From": config.sender,
            "X-Kannel-To": message.to,
            "X-Kannel-Coding": UCS2,
            "X-Kannel-DLR-Mask": ALL_REPORTS,
            "X-Kannel-DLR-Url": self.report_url(message.message_id, message.to),
        }
        if message.valid_for is not None:
            minutes = max(1, int(message.valid_for.total_seconds() // 60))
            headers["X-Kannel-Validity"] = str(minutes)
        try:
            status = self._gateway.post(message.text.encode(), headers, timeout)
        except NotReachedError as error:
            raise SendError(Fault.RETRY, str(error)) from None
        except NoAnswerError as error:
            raise SendError(Fault.AMBIGUOUS, str(error)) from None
        if status in (200, 202):
            return Sent()
        raise SendError(_FAULTS.get(status, Fault.RETRY), f"http_{status}")

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        """Say that Kannel cannot be asked about a message."""
        return LookupMiss.CANNOT_TELL

    def report_url(self, message_id: UUID, to: str) -> str:
        """Return the address Kannel calls with reports on this message to this number."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._reports.encrypt(nonce, to.encode(), message_id.bytes)
        number = base64.urlsafe_b64encode(sealed).decode().rstrip("=")
        base = f"{self._config.base_url}/webhooks/{self.route}/{REPORTS}"
        # "%" is what Kannel fills in, so nothing of ours may hold one
        return f"{base}?id={message_id.hex}&to={number}&status=%d&smsc=%F&answer=%A"

    def verify(self, call: Call) -> bool:
        """Check the shared secret of a message, or that we sealed a report's id and number."""
        if call.part == REPORTS:
            return bool(self._config.secret) and self._number_in(call) is not None
        return _same(_password_in(call.headers.get("authorization", "")), self._config.secret)

    def parse(self, call: Call, now: datetime) -> Sequence[Inbound | Receipt | Parked]:
        """Return the message or report of the call; raises ValueError when it is neither."""
        if call.part == REPORTS:
            return [self._report(call, now)]
        if call.part == INBOUND:
            return [_message(call, now)]
        raise ValueError("no such address")

    def answer(self, call: Call, stored: bool) -> Answer:
        """Say nothing to the person; 503 makes Kannel come again with the same id."""
        return Answer(200 if stored else 503)

    def _number_in(self, call: Call) -> str | None:
        """Return the number that was sealed with the report's message id; None for a forged one."""
        try:
            sealed = base64.urlsafe_b64decode(call.query.get("to", "") + "==")
            message_id = UUID(call.query.get("id", ""))
            nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
            return self._reports.decrypt(nonce, body, message_id.bytes).decode()
        except (ValueError, InvalidTag):
            return None

    def _report(self, call: Call, now: datetime) -> Receipt:
        message_id, status = UUID(call.query["id"]), call.query.get("status", "")
        state = _STATES.get(status)
        if state is None:
            raise ValueError("a report with a status Kannel does not have")
        answer = call.query.get("answer", "")
        foreign = call.query.get("smsc", "")[:_LONGEST_FOREIGN_ID]
        smpp_state, error = _SMPP_STATE.search(answer), _SMPP_ERROR.search(answer)
        if state is MessageState.FAILED and smpp_state and smpp_state[1] == "EXPIRED":
            state = MessageState.EXPIRED
        return Receipt(
            event_id=f"{message_id.hex}:{status}:{foreign}".rstrip(":"),
            state=state,
            at=now,
            message_id=message_id,
            provider_id=foreign or None,
            to=self._number_in(call),
            code=error[1] if error and error[1].strip("0") else status,
        )


def _message(call: Call, now: datetime) -> Inbound:
    sender, event_id = call.headers.get("x-kannel-from", ""), call.query.get("id", "")
    if not sender or not event_id:
        raise ValueError("a message without sender or id")
    charset = re.search(r"charset=[\"']?([\w-]+)", call.headers.get("content-type", ""))
    try:
        text = call.body.decode(charset[1] if charset else "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = call.body.decode("utf-8", "replace")
    return Inbound(event_id=event_id, sender=sender, text=text, at=_time_of(call, now))


def _time_of(call: Call, now: datetime) -> datetime:
    """Return when Kannel says the message came (it speaks UTC), or now."""
    try:
        return datetime.fromisoformat(call.headers.get("x-kannel-time", "")).replace(tzinfo=UTC)
    except ValueError:
        return now


def _password_in(authorization: str) -> str:
    """Return the password of an HTTP Basic header, or nothing."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(encoded, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _same(given: str, expected: str) -> bool:
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())
