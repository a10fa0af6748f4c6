"""The whole application as an office runs it, on real peers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from pydantic import SecretStr
from werkzeug.serving import make_server

from app.context import AppContext
from app.settings import Settings, SmsGateway
from app.wsgi import create_app
from tests.peers.kannel import OFFICE, PASSWORD, USER, KannelPeer

SECRET = "S3cret_of_the_office"


def through_kannel(
    folder: Path, port: int, start: Callable[[str], KannelPeer]
) -> tuple[Settings, KannelPeer]:
    """Start a Kannel that knows the office at ``port``; return the office's settings and it."""
    peer = start(f"http://kannel:{SECRET}@127.0.0.1:{port}/webhooks/kannel/inbound?id=%I")
    settings = Settings(
        data_dir=folder / "data",
        public_url=f"http://127.0.0.1:{port}",
        sms_gateway=SmsGateway.KANNEL,
        kannel_url=peer.url,
        kannel_user=USER,
        kannel_password=SecretStr(PASSWORD),
        kannel_sender=OFFICE,
        kannel_secret=SecretStr(SECRET),
    )
    return settings, peer


@contextmanager
def serving(context: AppContext, port: int) -> Iterator[None]:
    """Serve the whole application while the block runs."""
    server = make_server("127.0.0.1", port, create_app(context), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        context.close()
