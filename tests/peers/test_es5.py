"""Our scripts are read by the browsers of old phones: a parser of ECMAScript 5 takes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.peers.axe import not_es5
from web.static_files import FOLDER

pytestmark = pytest.mark.peer("axe")


@pytest.mark.parametrize("script", sorted(FOLDER.glob("*.js")), ids=lambda path: path.name)
def test_an_old_browser_can_read_it(script: Path) -> None:
    assert not_es5(script) == ""


@pytest.mark.parametrize(
    "script",
    ["let a = 1", "var f = () => 1", "a?.b", "a ?? b", "`x`", "import a from 'b'", "class A {}"],
)
def test_the_parser_knows_what_is_new(script: str) -> None:
    assert not_es5(script) != ""
