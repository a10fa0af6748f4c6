"""Serves the files under ``web/static`` with long caching; their addresses change with them."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"
_YEAR = 31_536_000


def versions(folder: Path = FOLDER) -> Mapping[str, str]:
    """Map every file's path below ``folder`` to the first digits of its SHA-256."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()[:12]
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def init_static(app: Flask) -> None:
    """Serve static files before ``app`` is asked, and give templates ``static(path)``."""
    known = versions()

    def static(path: str) -> str:
        """Return the address of a static file; raises KeyError for one that is not there."""
        return f"{PREFIX}{path}?v={known[path]}"

    app.jinja_env.globals["static"] = static
    inner: Any = app.wsgi_app
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        inner,
        root=str(FOLDER),
        prefix=PREFIX,
        max_age=_YEAR,
        allow_all_origins=False,
        add_headers_function=_protect,
    )


def _protect(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
