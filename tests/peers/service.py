"""Our own doors on a real port, so that peers can call them."""

from __future__ import annotations

from threading import Thread

from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from bot.runtime import BotRuntime
from bot.webhooks import webhooks


class Doors:
    """The webhooks of a runtime, served on loopback.

    The port is open before the runtime exists, because channels have to be told it.
    """

    def __init__(self) -> None:
        self._app = Flask("doors")
        self._server: BaseWSGIServer = make_server("127.0.0.1", 0, self._app, threaded=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    def open(self, runtime: BotRuntime) -> None:
        """Serve the webhooks of ``runtime``."""
        self._app.register_blueprint(webhooks(runtime))
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
