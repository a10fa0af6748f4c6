"""Every word of the pages has its English, with the same places to fill in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

import web
from tests.web.seed import Seeded

WEB = Path(web.__file__).parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "_l": None,
    "marked": None,
}
_FIELD = re.compile(r"%\((\w+)\)s")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def _written() -> set[str]:
    found = extract_from_dir(
        WEB,
        method_map=[("**.py", "python"), ("templates/**.html", "jinja2")],
        options_map={"templates/**.html": {"trimmed": "true"}},
        keywords=KEYWORDS,
    )
    return {str(message) for _file, _line, message, _comments, _context in found}


def _catalogue() -> dict[str, str]:
    path = WEB / "translations" / "en" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as lines:
        return {
            str(message.id): str(message.string)
            for message in read_po(lines, locale="en")
            if message.id
        }


def test_every_message_is_translated_and_none_is_left_over() -> None:
    written, catalogue = _written(), _catalogue()
    assert len(written) > 300
    assert written - set(catalogue) == set()
    assert set(catalogue) - written == set()
    assert [message for message, english in catalogue.items() if not english.strip()] == []


def test_translations_keep_the_places_to_fill_in() -> None:
    for message, english in _catalogue().items():
        assert sorted(_FIELD.findall(message)) == sorted(_FIELD.findall(english)), message
        assert message.count("%") == english.count("%"), message


def test_templates_hold_no_untranslated_chinese() -> None:
    for path in (WEB / "templates").rglob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
        text = re.sub(r"_\((\"[^\"]*\"|'[^']*')", "", text)
        text = text.replace(">中文<", "").replace('value="转人工"', "")
        lines = [line.strip() for line in text.splitlines() if _CHINESE.search(line)]
        assert [line for line in lines if not re.fullmatch(r"[^\u3400-\u9fff]*", line)] == [], path


def test_the_switch_and_its_memory(browser: FlaskClient) -> None:
    assert "我要找工作" in browser.get("/").text
    english = browser.get("/?lang=en").text
    assert "I look for work" in english
    assert '<html lang="en">' in english
    assert "I look for work" in browser.get("/").text
    assert "我要找工作" in browser.get("/?lang=zh").text
    assert "我要找工作" in browser.get("/?lang=xx").text


@pytest.mark.parametrize(
    "path",
    ["/console", "/console/people", "/console/handoffs", "/console/review", "/console/messages"],
)
def test_pages_in_english(sign_in: Callable[..., FlaskClient], seeded: Seeded, path: str) -> None:
    page = sign_in("li.gz").get(f"{path}?lang=en")
    assert page.status_code == 200
    heading = page.text.split("<h1>")[1].split("</h1>")[0]
    assert not _CHINESE.search(heading)
