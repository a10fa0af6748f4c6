"""Turns of phrase from the files of ``data`` as compiled patterns.

An entry may name an earlier one of its section in braces ("有{what}"), which then is a part of it.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources

_PART = re.compile(r"\{(?P<name>[a-z_]+)\}")


@functools.cache
def _sections(file: str) -> Mapping[str, Mapping[str, list[str]]]:
    text = (resources.files("matching") / "data" / f"{file}.toml").read_text("utf-8")
    return tomllib.loads(text)


@functools.cache
def phrases(section: str, file: str = "phrases") -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of a section of a file by name, in the order of the file.

    Raises KeyError for a section that is not there, or a name that no earlier entry has.
    """
    found: dict[str, re.Pattern[str]] = {}

    def named(part: re.Match[str]) -> str:
        return f"(?:{found[part['name']].pattern})"

    for name, alternatives in _sections(file)[section].items():
        found[name] = re.compile(_PART.sub(named, "|".join(alternatives)))
    return found


@functools.cache
def each_phrase(section: str, file: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """Return the alternatives of each entry of a section apart, as ``phrases`` has them in one.

    So the groups of several may bear the same name. Raises KeyError as ``phrases`` does.
    """
    found: dict[str, str] = {}
    compiled: dict[str, tuple[re.Pattern[str], ...]] = {}

    def named(part: re.Match[str]) -> str:
        return f"(?:{found[part['name']]})"

    for name, alternatives in _sections(file)[section].items():
        full = [_PART.sub(named, each) for each in alternatives]
        found[name] = "|".join(full)
        compiled[name] = tuple(re.compile(each) for each in full)
    return compiled


@functools.cache
def empty_words() -> frozenset[str]:
    """Return the words that name neither work nor a place of work (``data/empty_words.txt``)."""
    text = (resources.files("matching") / "data" / "empty_words.txt").read_text("utf-8")
    return frozenset(text.split())
