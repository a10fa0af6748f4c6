"""Words of the body written by ear or by eye: 怀运 is 怀孕, 色肓 is 色盲. Pure.

Data: ``data/misspelt.toml``.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from importlib import resources
from typing import Any

import ahocorasick

from matching.reading.misheard import syllable

_HIGH, _LOW = range(0xB0, 0xD8), range(0xA1, 0xFF)
"""The two bytes of the characters that GB 2312 has first, by their sound: those in daily use."""


def mended(text: str) -> str:
    """Return cleaned text with the words of the body as they are written."""
    found: list[str] = []
    at = 0
    for end, (typed, meant) in _misspelt().iter_long(text):
        start = end + 1 - len(typed)
        found += (text[at:start], meant)
        at = end + 1
    return "".join((*found, text[at:])) if found else text


@cache
def _misspelt() -> Any:
    """Return the machine that finds what is written wrongly, with what is meant."""
    data = tomllib.loads(
        (resources.files("matching") / "data" / "misspelt.toml").read_text("utf-8")
    )
    alike = _by_sound()
    written: dict[str, str] = {}
    for word in data["long"]:
        for at, char in enumerate(word):
            for other in alike[syllable(char)]:
                written[f"{word[:at]}{other}{word[at + 1 :]}"] = word
    for word, wrong in data["short"].items():
        written |= dict.fromkeys(wrong, word)
    machine = ahocorasick.Automaton()
    for typed, meant in written.items():
        if typed not in data["long"]:
            machine.add_word(typed, (typed, meant))
    machine.make_automaton()
    return machine


def _by_sound() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for high in _HIGH:
        for low in _LOW:
            char = bytes((high, low)).decode("gb2312", "ignore")
            if char:
                found[syllable(char)].append(char)
    return found
