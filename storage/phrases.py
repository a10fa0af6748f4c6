"""Turns of phrase kept as data: files of patterns, whose entries are built from one another.

A file is TOML: sections of entries, each a list of regular expressions that are alternatives. An
alternative may name an earlier entry of its section in braces ("有{what}"), which is then a part of
it. So a word that people use for a thing is written once, and every turn of phrase knows it.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources

_PART = re.compile(r"\{(?P<name>[a-z_]+)\}")


@functools.cache
def _sections(package: str, file: str) -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((resources.files(package) / f"{file}.toml").read_text("utf-8"))


@functools.cache
def phrases(package: str, file: str, section: str) -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of a section of ``file`` in ``package`` by name, in their order.

    Raises KeyError for a section that is not there, or a name that no earlier entry has.
    """
    return {
        name: re.compile("|".join(alternatives))
        for name, alternatives in _built(package, file, section).items()
    }


@functools.cache
def each_phrase(package: str, file: str, section: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """Return the alternatives of each entry of a section apart, as ``phrases`` has them in one.

    So the groups of several may bear the same name. Raises KeyError as ``phrases`` does.
    """
    return {
        name: tuple(re.compile(each) for each in alternatives)
        for name, alternatives in _built(package, file, section).items()
    }


def _built(package: str, file: str, section: str) -> dict[str, list[str]]:
    """Return the alternatives of each entry with the entries they name put in their place."""
    found: dict[str, list[str]] = {}

    def named(part: re.Match[str]) -> str:
        return f"(?:{'|'.join(found[part['name']])})"

    for name, alternatives in _sections(package, file)[section].items():
        found[name] = [_PART.sub(named, each) for each in alternatives]
    return found
