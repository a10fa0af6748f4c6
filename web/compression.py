"""Makes answers small for slow lines.

Compressed are files that are the same for everybody, and pages without a secret that a form must
repeat: beside a secret the length of a compressed page tells, guess by guess, what the secret is
(the BREACH attack).
"""

from __future__ import annotations

import gzip
import mimetypes
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask import Response, request

LEAST_BYTES: Final = 600
"""Shorter answers fit into one packet anyhow."""
_SUFFIXES: Final = frozenset({".css", ".js", ".svg"})
_NO_GZIP: Final = re.compile(r"\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")
_BEST: Final = 9

StartResponse = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


def takes_gzip(accept_encoding: str) -> bool:
    """Tell whether a browser that sends this ``Accept-Encoding`` reads gzip."""
    asked = accept_encoding.lower()
    return "gzip" in asked and _NO_GZIP.search(asked) is None


def compressed(response: Response) -> Response:
    """Return a page compressed when its reader takes that; the page must hold no form's secret."""
    response.vary.add("Accept-Encoding")
    if not takes_gzip(request.headers.get("Accept-Encoding", "")):
        return response
    body = response.get_data()
    if len(body) >= LEAST_BYTES and "Content-Encoding" not in response.headers:
        response.set_data(gzip.compress(body, _BEST, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    mark: str
    headers: tuple[tuple[str, str], ...]


class CompressedFiles:
    """Serves the compressed form of static files from memory, and passes everything else on.

    ``marks`` maps each path below ``folder`` to a word that changes with its content; ``headers``
    are added to every answer.
    """

    def __init__(
        self,
        inner: Wsgi,
        folder: Path,
        prefix: str,
        marks: Mapping[str, str],
        headers: Mapping[str, str],
    ) -> None:
        self._inner = inner
        self._files = {
            f"{prefix}{path}": _read(folder / path, f'"{mark}-gz"', headers)
            for path, mark in marks.items()
            if Path(path).suffix in _SUFFIXES
        }

    def __call__(self, said: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        found = self._files.get(said.get("PATH_INFO", ""))
        if (
            found is None
            or said["REQUEST_METHOD"] not in ("GET", "HEAD")
            or "HTTP_RANGE" in said
            or not takes_gzip(said.get("HTTP_ACCEPT_ENCODING", ""))
        ):
            return self._inner(said, start_response)
        if said.get("HTTP_IF_NONE_MATCH") == found.mark:
            start_response("304 Not Modified", list(found.headers))
            return []
        length = ("Content-Length", str(len(found.body)))
        encoding = ("Content-Encoding", "gzip")
        start_response("200 OK", [*found.headers, encoding, length])
        return [found.body] if said["REQUEST_METHOD"] == "GET" else []


def _read(path: Path, mark: str, headers: Mapping[str, str]) -> _File:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    fields = {
        "Content-Type": f"{kind}; charset=utf-8",
        "ETag": mark,
        "Vary": "Accept-Encoding",
    } | dict(headers)
    return _File(gzip.compress(path.read_bytes(), _BEST, mtime=0), mark, tuple(fields.items()))
