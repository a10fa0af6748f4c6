"""A fake of WeChat's and WeCom's servers on loopback, and the makers' own crypto beside it.

``FakePlatform`` is ours and a fake: it hands out tokens, lets them lapse, answers with the errors a
test orders, slowly if a test wants, and remembers what it was asked. ``PlatformCrypto`` is not
ours: Node runs npm's ``@wecom/crypto``, which seals what we must open and opens what we sealed.
``npm ci --prefix tests/peers/wechat`` puts it there.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from shutil import which
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.peers import absent

HERE = Path(__file__).parent / "wechat"
ENABLE = "npm ci --prefix tests/peers/wechat"
APP_ID, SECRET, TOKEN = "wx0123456789abcdef", "app-secret", "callback-token"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
CORP_ID, CORP_SECRET = "ww0123456789abcdef", "corp-secret"
TOKEN_PATHS = frozenset({"/cgi-bin/stable_token", "/cgi-bin/gettoken"})


@dataclass(frozen=True)
class Asked:
    """One call the platform got; token calls are kept apart."""

    path: str
    body: Mapping[str, Any]


@dataclass
class FakePlatform:
    """One fake server for both platforms; ``url`` is its address."""

    asked: list[Asked] = field(default_factory=list)
    tokens_asked: list[bool] = field(default_factory=list)
    members: frozenset[str] = frozenset({"zhang", "li"})

    def __post_init__(self) -> None:
        self._lock = Lock()
        self._token = 1
        self._numbers = count(200228332)
        self._ordered: list[tuple[str, int]] = []
        self._broken: list[str] = []
        self.hold: Event | None = None
        self.secrets_ok = True
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def refuse(self, path: str, *codes: int) -> None:
        """Answer the next calls whose path ends with ``path`` with these errors."""
        self._ordered += [(path, code) for code in codes]

    def break_off(self, *paths: str) -> None:
        """Take the next calls of these paths, then hang up without a word."""
        self._broken += paths

    def lapse(self) -> None:
        """Let the token that is out become worthless; the next one asked for is new."""
        with self._lock:
            self._token += 1

    def said_to(self, person: str) -> list[str]:
        """Return the free text a person got by the API."""
        return [
            each.body["text"]["content"]
            for each in self.asked
            if each.body.get("touser") == person and each.body.get("msgtype") == "text"
        ]

    def answer(self, path: str, query: Mapping[str, str], body: Mapping[str, Any]) -> Any:
        """Return what the platform says to a call."""
        with self._lock:
            if path in TOKEN_PATHS:
                return self._token_for(path, query, body)
            code = self._ordered_code(path)
            if query.get("access_token") != f"T{self._token}":
                return {"errcode": 42001, "errmsg": "access_token expired"}
            if code:
                return {"errcode": code, "errmsg": f"ordered for {body.get('touser')}"}
            if path == "/cgi-bin/message/send":
                return self._to_members(path, body)
            self.asked.append(Asked(path, body))
            return {"errcode": 0, "errmsg": "ok", "msgid": next(self._numbers)}

    def _token_for(self, path: str, query: Mapping[str, str], body: Mapping[str, Any]) -> Any:
        self.tokens_asked.append(bool(body.get("force_refresh")))
        code = self._ordered_code(path)
        given = (body or query).get("secret") or query.get("corpsecret")
        if code or given not in (SECRET, CORP_SECRET):
            return {"errcode": code or 40125, "errmsg": "invalid appsecret"}
        if body.get("force_refresh"):
            self._token += 1
        return {"access_token": f"T{self._token}", "expires_in": 7200}

    def _to_members(self, path: str, body: Mapping[str, Any]) -> Any:
        named = set(body["touser"].split("|"))
        strangers = sorted(named - self.members)
        if len(strangers) == len(named):
            return {"errcode": 81013, "errmsg": "user & party & tag all invalid"}
        self.asked.append(Asked(path, body))
        return {"errcode": 0, "errmsg": "ok", "invaliduser": "|".join(strangers), "msgid": "m-1"}

    def _ordered_code(self, path: str) -> int:
        for number, (ending, code) in enumerate(self._ordered):
            if path.endswith(ending):
                del self._ordered[number]
                return code
        return 0

    def _breaks(self, path: str) -> bool:
        found = next((each for each in self._broken if path.endswith(each)), None)
        if found is not None:
            self._broken.remove(found)
        return found is not None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        platform = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._respond({})

            def do_POST(self) -> None:
                length = int(self.headers["content-length"])
                self._respond(json.loads(self.rfile.read(length)))

            def _respond(self, body: Mapping[str, Any]) -> None:
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                answer = json.dumps(platform.answer(parts.path, query, body)).encode()
                if platform.hold is not None and parts.path not in TOKEN_PATHS:
                    platform.hold.wait(30)
                if platform._breaks(parts.path):
                    self.close_connection = True
                    return
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name above
                """Keep quiet."""

        return Handler


class PlatformCrypto:
    """The platforms' side of encrypted calls, by their makers' library."""

    def __init__(self) -> None:
        node = which("node")
        if node is None or not (HERE / "node_modules" / "@wecom" / "crypto").is_dir():
            absent("the makers' crypto of WeChat", f"install Node 18 or newer, then {ENABLE}")
        self._process = subprocess.Popen(
            [node, str(HERE / "crypto.js")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=HERE,
        )

    def seal(
        self,
        message: str,
        *,
        timestamp: str,
        nonce: str,
        receiver: str = APP_ID,
        key: str = AES_KEY,
        token: str = TOKEN,
    ) -> tuple[str, str]:
        """Return ``message`` sealed, and the signature over it."""
        found = self._ask(
            "seal",
            key=key,
            token=token,
            receiver=receiver,
            timestamp=timestamp,
            nonce=nonce,
            message=message,
        )
        return found["sealed"], found["signature"]

    def open(
        self, sealed: str, *, timestamp: str, nonce: str, key: str = AES_KEY, token: str = TOKEN
    ) -> tuple[str, str, str]:
        """Return message, receiver and the signature that belongs to it."""
        found = self._ask(
            "open", key=key, token=token, timestamp=timestamp, nonce=nonce, sealed=sealed
        )
        return found["message"], found["receiver"], found["signature"]

    def close(self) -> None:
        """End Node."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def _ask(self, work: str, **order: str) -> dict[str, str]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = json.dumps({"work": work, **order}) + "\n"
        self._process.stdin.write(line.encode())
        self._process.stdin.flush()
        answer: dict[str, str] = json.loads(self._process.stdout.readline())
        return answer
