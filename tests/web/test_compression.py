"""Small answers for slow lines: what is compressed, for whom, and how long it may be kept."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

from tests.web.seed import PASSWORD
from web.compression import takes_gzip
from web.static_files import FOLDER, versions

GZIP = {"Accept-Encoding": "gzip, deflate"}
FIRST_PAGE_BYTES = 30_000


def address(path: str) -> str:
    return f"/static/{path}?v={versions()[path]}"


@pytest.mark.parametrize(
    ("said", "takes"),
    [
        ("gzip", True),
        ("GZIP;q=0.5, br", True),
        ("br, gzip;q=1.0", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
        ("br", False),
        ("", False),
    ],
)
def test_who_takes_gzip(said: str, takes: bool) -> None:
    assert takes_gzip(said) is takes


def test_the_chat_page_comes_compressed_to_who_takes_it(browser: FlaskClient) -> None:
    plain, small = browser.get("/chat"), browser.get("/chat", headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert "问岗信" in gzip.decompress(small.data).decode()
    assert len(small.data) < len(plain.data) / 2
    assert small.headers["Cache-Control"] == "no-store"


def test_a_page_with_a_forms_secret_is_never_compressed(browser: FlaskClient) -> None:
    page = browser.get("/sign-in", headers=GZIP)
    assert "csrf_token" in page.text
    assert "Content-Encoding" not in page.headers
    assert PASSWORD not in page.text


@pytest.mark.parametrize("path", ["chat.css", "chat.js", "vendor/bootstrap/bootstrap.min.css"])
def test_files_come_compressed_and_stay_a_year(browser: FlaskClient, path: str) -> None:
    answer = browser.get(address(path), headers=GZIP)
    assert gzip.decompress(answer.data) == (FOLDER / path).read_bytes()
    assert answer.headers["Cache-Control"] == "max-age=31536000, public"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"].startswith("text/")
    again = browser.get(address(path), headers={**GZIP, "If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = browser.head(address(path), headers=GZIP)
    assert (head.headers["Content-Length"], head.data) == (str(len(answer.data)), b"")
    plain = browser.get(address(path))
    assert plain.data == (FOLDER / path).read_bytes()
    assert plain.headers["ETag"] != answer.headers["ETag"]
    assert plain.headers["Vary"] == "Accept-Encoding"
    plain.close()


def test_other_methods_and_parts_of_files_are_not_compressed(browser: FlaskClient) -> None:
    assert browser.post(address("chat.css"), headers=GZIP).status_code == 405
    part = browser.get(address("chat.css"), headers={**GZIP, "Range": "bytes=0-9"})
    assert (part.status_code, len(part.data)) == (206, 10)
    part.close()


def test_all_that_the_chat_needs_is_small(browser: FlaskClient) -> None:
    page = browser.get("/chat", headers=GZIP)
    text = gzip.decompress(page.data).decode()
    known = [path for path in versions() if f"/static/{path}?v=" in text]
    assert {"chat.css", "chat.js"} <= set(known)
    files = sum(len(browser.get(address(path), headers=GZIP).data) for path in known)
    assert len(page.data) + files <= FIRST_PAGE_BYTES
