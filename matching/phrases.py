"""Turns of phrase from ``data/phrases.toml`` as compiled patterns."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources


@functools.cache
def _sections() -> Mapping[str, Mapping[str, list[str]]]:
    text = (resources.files("matching") / "data" / "phrases.toml").read_text("utf-8")
    return tomllib.loads(text)


@functools.cache
def phrases(section: str) -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of a section by name, in the order of the file.

    Raises KeyError for a section that is not there.
    """
    return {
        name: re.compile("|".join(alternatives))
        for name, alternatives in _sections()[section].items()
    }


@functools.cache
def empty_words() -> frozenset[str]:
    """Return the words that name neither work nor a place of work (``data/empty_words.txt``)."""
    text = (resources.files("matching") / "data" / "empty_words.txt").read_text("utf-8")
    return frozenset(text.split())
