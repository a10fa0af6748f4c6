"""A Telegram Bot API on loopback, run by Node from ``tests/peers/telegram``.

Its parts come from npm: ``npm ci --prefix tests/peers/telegram`` puts them there.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path
from shutil import which
from typing import Any

import httpx

from tests.peers import absent, free_port, until
from tests.peers.processes import Processes

HERE = Path(__file__).parent / "telegram"
ENABLE = "npm ci --prefix tests/peers/telegram"
TOKEN = "666:loopback"


class TelegramPeer:
    """One running stand-in, and the people who use it."""

    def __init__(self, folder: Path) -> None:
        node = which("node")
        if node is None or not (HERE / "node_modules" / "telegram-test-api").is_dir():
            absent("the Telegram stand-in", f"install Node 18 or newer, then {ENABLE}")
        self._processes = Processes(folder)
        port = free_port()
        self.api = f"http://127.0.0.1:{port}"
        self._node = [node, str(HERE / "server.js"), str(port)]
        self._client = httpx.Client(base_url=self.api, timeout=600)
        self._dates = count(1_795_395_600)

    def start(self) -> None:
        """Start the stand-in and wait until it listens."""
        output = self._processes.start("telegram", self._node)
        until("the Telegram stand-in", lambda: b"listening" in output.read_bytes())

    def stop(self) -> None:
        """End the stand-in."""
        self._client.close()
        self._processes.stop_all()

    def say(self, chat: int, text: str) -> None:
        """Let a person write ``text``."""
        self._post("/sendMessage", {**self._person(chat), "text": text})

    def tap(self, chat: int, label: str) -> None:
        """Let a person tap the newest button that says ``label``."""
        message = next(
            sent
            for sent in reversed(self.sent(chat))
            if label in [key["text"] for key in sent["buttons"]]
        )
        key = next(key for key in message["buttons"] if key["text"] == label)
        person = self._person(chat)
        shown = {
            "message_id": 1,
            "date": next(self._dates),
            "chat": person["chat"],
            "reply_markup": {"inline_keyboard": [[key]]},
        }
        tapped = {
            "botToken": TOKEN,
            "from": person["from"],
            "data": key["callback_data"],
            "message": shown,
        }
        self._post("/sendCallback", tapped)

    def push(self, *updates: Any) -> None:
        """Deliver updates as they stand, in this order."""
        self._post(f"/control/updates?token={TOKEN}", updates)

    def fail(self, method: str, status: int, times: int = 1, **body: Any) -> None:
        """Answer the next calls of ``method`` with an error."""
        error = {"ok": False, "error_code": status, "description": "ordered"} | body
        self._post(
            "/control/faults", {"method": method, "status": status, "times": times, "body": error}
        )

    def lose(self, method: str, *, taken: bool, silent: bool = False) -> None:
        """Break the connection in the next call of ``method``, or never answer it.

        ``taken``: what was asked is done all the same.
        """
        self._post(
            "/control/faults", {"method": method, "times": 1, "taken": taken, "silent": silent}
        )

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Return what the bot asked for with ``method``."""
        found = self._client.get("/control/calls").json()
        return [call["body"] for call in found if call["method"] == method]

    def deliveries(self) -> list[dict[str, Any]]:
        """Return every webhook call: ``update_id`` and the ``status`` it was answered with."""
        found: list[dict[str, Any]] = self._client.get("/control/deliveries").json()
        return found

    def sent(self, chat: int) -> list[dict[str, Any]]:
        """Return what a person has got: ``text`` and ``buttons``."""
        return [
            {"text": message["text"], "buttons": _buttons(message)}
            for message in self.received()
            if str(message["chat_id"]) == str(chat)
        ]

    def received(self) -> list[dict[str, Any]]:
        """Return every message that is in somebody's chat, with its ``chat_id``."""
        found = self._post("/getUpdatesHistory", {"token": TOKEN})["result"]
        return [item["message"] for item in found if "chat_id" in item["message"]]

    def _person(self, chat: int) -> dict[str, Any]:
        return {
            "botToken": TOKEN,
            "date": next(self._dates),
            "from": {"id": chat, "is_bot": False, "first_name": "Person"},
            "chat": {"id": chat, "type": "private", "first_name": "Person"},
        }

    def _post(self, path: str, body: Any) -> Any:
        answer = self._client.post(path, json=body)
        answer.raise_for_status()
        return answer.json()


def _buttons(message: dict[str, Any]) -> list[dict[str, str]]:
    keyboard = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [key for row in keyboard for key in row]
