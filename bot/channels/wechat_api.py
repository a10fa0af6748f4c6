"""Calls to WeChat's and WeCom's servers, and the access token they ask for.

Both platforms hand out the same token to everybody who asks while it lasts (WeChat by its
``stable_token``, WeCom by ``gettoken``): the platform itself is the one refresher, so each process
keeps a copy in memory, nothing secret is stored, and no process spoils the token of another.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import httpx

from messaging.contract import Fault, SendError
from storage.clock import Clock

EARLY = timedelta(minutes=5)
"""A token is fetched again this long before it ends: then the platform already has the next."""

FORCED_REST = timedelta(hours=2)
"""How seldom a new token is forced; WeChat allows it 20 times a day."""

_UNREACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_TOKEN_REFUSED = frozenset({40001, 40014, 42001})


@dataclass(frozen=True, slots=True)
class Token:
    """An access token and how many seconds it lasts."""

    value: str
    lasts: int

    def __repr__(self) -> str:
        return "Token(…)"


class Deadline:
    """What is left of the time for one attempt, however many requests it takes."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left; raises SendError(RETRY) when there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise SendError(Fault.RETRY, "no_time_left")
        return seconds


Fetch = Callable[[bool, Deadline], Token]
"""Asks the platform for the token; with True for a new one even if the old one still lasts."""


class AccessToken:
    """The token of one account, fetched when needed and shared by all threads."""

    def __init__(self, fetch: Fetch, clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._lock = Lock()
        self._value = ""
        self._until: datetime | None = None
        self._forced_at: datetime | None = None

    def current(self, deadline: Deadline) -> str:
        """Return a token that still lasts; raises SendError."""
        with self._alone(deadline):
            if self._until is None or self._clock.now() >= self._until:
                self._keep(self._fetch(False, deadline))
            return self._value

    def instead_of(self, refused: str, deadline: Deadline) -> str:
        """Return another token than the one that was refused; raises SendError.

        Another thread or process may have it already; only when the platform insists on the refused
        one a new one is forced, and seldom.
        """
        with self._alone(deadline):
            if self._value == refused:
                self._keep(self._fetch(False, deadline))
            if self._value == refused:
                now = self._clock.now()
                if self._forced_at is not None and now - self._forced_at < FORCED_REST:
                    raise SendError(Fault.CONFIG, "token_refused")
                self._forced_at = now
                self._keep(self._fetch(True, deadline))
            return self._value

    @contextmanager
    def _alone(self, deadline: Deadline) -> Iterator[None]:
        """Hold the lock; who waits behind a platform that hangs gives up in time."""
        if not self._lock.acquire(timeout=deadline.left()):
            raise SendError(Fault.RETRY, "token_waited_for")
        try:
            yield
        finally:
            self._lock.release()

    def _keep(self, token: Token) -> None:
        lasts = timedelta(seconds=token.lasts)
        self._value = token.value
        self._until = self._clock.now() + max(lasts - EARLY, lasts / 2)


class Api:
    """One platform's API as one account uses it.

    ``base`` is the address up to the path, ``faults`` says what the platform's numbers mean; a
    number that is not among them means that this message will never be taken.
    """

    def __init__(
        self,
        client: httpx.Client,
        base: str,
        faults: Mapping[int, Fault],
        fetch: Callable[[Api, bool, Deadline], Token],
        clock: Clock,
    ) -> None:
        self._client = client
        self._base = base.rstrip("/")
        self._faults = faults
        self._token = AccessToken(lambda force, deadline: fetch(self, force, deadline), clock)

    def call(self, path: str, body: Mapping[str, Any], timeout: float) -> Mapping[str, Any]:
        """Post ``body`` once, with a new token once more if the first was refused.

        Returns the platform's answer; raises SendError. A refused token is a refusal of the whole
        call, so nothing can have been sent twice.
        """
        deadline = Deadline(timeout)
        token = self._token.current(deadline)
        answer = self._post(path, token, body, deadline)
        if _code_in(answer) in _TOKEN_REFUSED:
            token = self._token.instead_of(token, deadline)
            answer = self._post(path, token, body, deadline)
            if _code_in(answer) in _TOKEN_REFUSED:
                raise SendError(Fault.CONFIG, f"errcode_{_code_in(answer)}")
        self.check(answer)
        return answer

    def ask(self, method: str, path: str, deadline: Deadline, **request: Any) -> Mapping[str, Any]:
        """Ask for a token: whatever goes wrong, no message has left; raises SendError."""
        try:
            response = self._client.request(
                method, f"{self._base}{path}", timeout=deadline.left(), **request
            )
        except httpx.HTTPError as error:
            raise SendError(Fault.RETRY, f"token_{type(error).__name__}") from None
        answer = _json_in(response)
        if answer is None:
            raise SendError(Fault.RETRY, f"token_http_{response.status_code}")
        code = _code_in(answer)
        if code != 0:
            known = self._faults.get(code)
            passing = known if known in (Fault.RETRY, Fault.THROTTLED) else Fault.CONFIG
            raise SendError(passing, f"token_errcode_{code}")
        return answer

    def check(self, answer: Mapping[str, Any]) -> None:
        """Raise SendError when the answer says that the platform did not take the message."""
        code = _code_in(answer)
        if code != 0:
            raise SendError(self._faults.get(code, Fault.PERMANENT), f"errcode_{code}")

    def _post(
        self, path: str, token: str, body: Mapping[str, Any], deadline: Deadline
    ) -> Mapping[str, Any]:
        """Post once. Chinese goes out as UTF-8: WeChat shows escaped characters as they stand."""
        try:
            response = self._client.post(
                f"{self._base}{path}",
                params={"access_token": token},
                content=json.dumps(body, ensure_ascii=False).encode(),
                headers={"Content-Type": "application/json; charset=utf-8"},
                timeout=deadline.left(),
            )
        except _UNREACHED as error:
            raise SendError(Fault.RETRY, type(error).__name__) from None
        except httpx.HTTPError as error:
            raise SendError(Fault.AMBIGUOUS, type(error).__name__) from None
        answer = _json_in(response)
        if answer is None or not isinstance(answer.get("errcode"), int):
            raise SendError(_http_fault(response.status_code), f"http_{response.status_code}")
        return answer


def _json_in(response: httpx.Response) -> Mapping[str, Any] | None:
    """Return the JSON object of a 200, None for anything else."""
    if response.status_code != 200:
        return None
    try:
        answer = response.json()
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _http_fault(status: int) -> Fault:
    """Return what an answer that is not the platform's own says; 5xx may come after the work."""
    if status == 429:
        return Fault.THROTTLED
    if status == 503:
        return Fault.RETRY
    return Fault.PERMANENT if 400 <= status < 500 else Fault.AMBIGUOUS


def _code_in(answer: Mapping[str, Any]) -> int:
    code = answer.get("errcode", 0)
    return code if isinstance(code, int) else -1
