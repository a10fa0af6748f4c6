"""Serves the files under ``web/static``, compressed and with long caching.

Their addresses change with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from web.compression import CompressedFiles

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"
_YEAR = 31_536_000
_PROTECTION = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


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
    plain = WhiteNoise(
        inner,
        root=str(FOLDER),
        prefix=PREFIX,
        max_age=_YEAR,
        allow_all_origins=False,
        add_headers_function=_protect,
    )
    small: Any = CompressedFiles(
        plain,
        FOLDER,
        PREFIX,
        known,
        _PROTECTION | {"Cache-Control": f"max-age={_YEAR}, public"},
    )
    app.wsgi_app = small  # type: ignore[method-assign]


def _protect(headers: Headers, _path: str, _url: str) -> None:
    for name, value in _PROTECTION.items():
        headers[name] = value
    headers["Vary"] = "Accept-Encoding"
