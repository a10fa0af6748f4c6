"""What the SMS clouds have in common: callbacks without a signature, SDKs on ``requests``.

Neither cloud signs its callbacks. Whoever knows the secret part of our address may tell us
something; what it says counts only after a look-up at the provider.
"""

from __future__ import annotations

import hmac
import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from importlib.util import find_spec
from typing import Any, ClassVar

from bot.channels import abilities
from messaging.addresses import is_mobile, normalise
from messaging.contract import (
    Answer,
    Call,
    Cap,
    Capabilities,
    Fault,
    Inbound,
    Parked,
    Receipt,
    SendError,
)
from storage.clock import SHANGHAI, Clock

CONNECT_SECONDS = 3.0
"""A cloud that does not even take the connection within this time is not reached."""

_NEVER_LEFT = frozenset(
    {
        "ConnectTimeout",
        "ConnectTimeoutError",
        "NameResolutionError",
        "NewConnectionError",
        "ProxyError",
        "SSLCertVerificationError",
    }
)
"""Errors of requests, urllib3 and ssl that happen before a request is written."""

_TALKATIVE = ("darabonba-core", "tencentcloud_sdk_common", "urllib3.connectionpool")
"""Loggers that write addresses or bodies, and with them numbers and texts, when on DEBUG."""


class SdkMissingError(Exception):
    """The provider's SDK is not installed; the message says in Chinese how to install it."""


class CloudSms(ABC):
    """The channel ``sms`` through a cloud, as far as the clouds do the same.

    ``route`` is the cloud's part of our address, ``report_mark`` a field that stands in reports
    only, ``said`` what the cloud wants to hear of a call: that it is here, and that it is not.
    """

    route: ClassVar[str]
    report_mark: ClassVar[str]
    said: ClassVar[tuple[dict[str, Any], dict[str, Any]]]

    def __init__(self, capabilities: Capabilities, secret: str, clock: Clock) -> None:
        self._capabilities = capabilities
        self._secret = secret
        self._clock = clock

    @property
    def name(self) -> str:
        """The registry key of SMS."""
        return abilities.SMS

    @property
    def capabilities(self) -> Capabilities:
        """The abilities of SMS, by template only."""
        return self._capabilities

    def normalise(self, address: str) -> str:
        """Return the mobile number in 11 digits; raises SendError for anything else."""
        return mobile(address)

    def verify(self, call: Call) -> bool:
        """Check the secret part of the address."""
        return is_from_provider(call, self._secret)

    def parse(self, call: Call, now: datetime) -> Sequence[Inbound | Receipt | Parked]:
        """Return the reports or the messages of a call; what makes no sense is parked.

        Of a call to another address than the two we gave, each event tells of itself what it is.
        """
        match what_it_brings(call):
            case "reports":
                return each_event(call.body, lambda event: self.read_report(event, now))
            case "inbound":
                return each_event(call.body, lambda event: self.read_message(event, now))
            case _:
                return each_event(call.body, lambda event: self._read_either(event, now))

    def reread(self, body: str) -> Sequence[Inbound | Receipt | Parked]:
        """Return what an event says that was parked: of itself it tells which of both it is."""
        now = self._clock.now()
        return each_event(body.encode(), lambda event: self._read_either(event, now))

    def answer(self, call: Call, stored: bool) -> Answer:
        """Say in the cloud's words that the call is here; after 503 it comes again."""
        here, again = self.said
        body = json.dumps(here if stored else again, ensure_ascii=False).encode()
        return Answer(200 if stored else 503, body, "application/json; charset=utf-8")

    def _read_either(self, event: dict[str, Any], now: datetime) -> Inbound | Receipt:
        if self.report_mark in event:
            return self.read_report(event, now)
        return self.read_message(event, now)

    @abstractmethod
    def read_report(self, event: dict[str, Any], now: datetime) -> Receipt:
        """Return what a report says; raises KeyError, TypeError or ValueError."""

    @abstractmethod
    def read_message(self, event: dict[str, Any], now: datetime) -> Inbound:
        """Return a person's message; raises KeyError, TypeError or ValueError."""


def need_sdk(module: str, extra: str, provider: str) -> None:
    """Raise SdkMissingError when ``module`` is not installed, and make the SDK keep quiet."""
    if find_spec(module) is None:
        raise SdkMissingError(
            f"没有安装{provider}短信的程序包，请先运行：pip install 'gangxin[{extra}]'"
        )
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.propagate = True


def capabilities(
    signature: str, provider: str, fen_per_segment: int, *, lookup: bool, caps: tuple[Cap, ...]
) -> Capabilities:
    """Return what SMS through a cloud can do; ``caps`` are the cloud's own for one number."""
    return replace(
        abilities.sms(signature, fen_per_segment=fen_per_segment),
        max_length=500,
        lookup=lookup,
        confirm_reports=lookup,
        templates_only=True,
        templates_of=provider,
        caps=caps,
    )


def mobile(address: str) -> str:
    """Return the mobile number in 11 digits; raises SendError for anything else."""
    number = normalise(abilities.SMS, address)
    if not is_mobile(number):
        raise SendError(Fault.BAD_ADDRESS, "no_mobile")
    return number


def never_left(error: BaseException) -> bool:
    """Tell whether an SDK's error means that the request certainly did not reach the provider.

    The SDKs wrap what happened several times, so everything an error was made from is looked at.
    """
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        if type(one).__name__ in _NEVER_LEFT:
            return True
        inner = (getattr(one, name, None) for name in ("inner_exception", "reason"))
        waiting += [one.__context__, one.__cause__, *inner, *one.args]
    return False


def timeouts(timeout: float) -> tuple[float, float]:
    """Divide the seconds of one attempt into those for connecting and those for the answer."""
    connect = min(CONNECT_SECONDS, timeout / 2)
    return connect, timeout - connect


def is_from_provider(call: Call, secret: str) -> bool:
    """Tell whether the call came to our secret address."""
    given, _, _ = call.part.partition("/")
    return bool(secret) and hmac.compare_digest(given.encode(), secret.encode())


def what_it_brings(call: Call) -> str:
    """Return the part of the address behind the secret: ``inbound`` or ``reports``."""
    return call.part.partition("/")[2]


def each_event(
    body: bytes, read: Callable[[dict[str, Any]], Inbound | Receipt]
) -> Sequence[Inbound | Receipt | Parked]:
    """Read every event of a call; one that makes no sense is parked and the others go on.

    A body that is no JSON object or list of them is parked as a whole.
    """
    try:
        events = json.loads(body)
    except (ValueError, RecursionError):
        text = body.decode("utf-8", "backslashreplace")
        return [Parked(f"odd:{fingerprint(text)}", "no_json", text)]
    if not isinstance(events, list):
        events = [events]
    read_events: list[Inbound | Receipt | Parked] = []
    for event in events:
        try:
            if not isinstance(event, dict):
                raise ValueError("an event that is no object")
            read_events.append(read(event))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            kept = json.dumps(event, ensure_ascii=False, sort_keys=True)
            name = f"odd:{fingerprint(kept)}"
            read_events.append(Parked(name, type(error).__name__, kept))
    return read_events


def text_of(event: dict[str, Any], name: str) -> str:
    """Return a field as text; raises KeyError or ValueError when it is missing or empty."""
    value = str(event[name]).strip()
    if not value or event[name] is None:
        raise ValueError(f"{name} is empty")
    return value


def fingerprint(text: str) -> str:
    """Return a name for an event that has none: the same for the same words."""
    return sha256(text.encode()).hexdigest()[:32]


def moment(text: object, otherwise: datetime) -> datetime:
    """Return a moment the cloud wrote as Chinese local time, or ``otherwise``."""
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=SHANGHAI)
    except ValueError:
        return otherwise
