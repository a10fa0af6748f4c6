"""Turns of phrase from the files of ``data`` as compiled patterns."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib import resources

from storage import phrases as kept


def phrases(section: str, file: str = "phrases") -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of a section of a file by name (``storage.phrases``)."""
    return kept.phrases("matching", f"data/{file}", section)


def each_phrase(section: str, file: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """Return the alternatives of each entry of a section apart, as ``phrases`` has them in one."""
    return kept.each_phrase("matching", f"data/{file}", section)


@functools.cache
def empty_words() -> frozenset[str]:
    """Return the words that name neither work nor a place of work (``data/empty_words.txt``)."""
    text = (resources.files("matching") / "data" / "empty_words.txt").read_text("utf-8")
    return frozenset(text.split())
