"""Commas for speech typed without any: "…种了两年地现在腰好点了想找个轻巧活". Pure.

What people tell and what they wish for is told apart clause by clause, so that a story in one
breath is parted where a new clause begins.
"""

from __future__ import annotations

import re

from matching.reading.phrases import phrases

_BEGINS = phrases("run_on")["begins"]
_BREATH = re.compile(r"[^,，。;；!！?？\s]{20,}")
"""A stretch that nobody speaks without a pause."""
_LEAST = 4
"""Characters of a clause."""


def parted(text: str) -> str:
    """Return cleaned text with commas where clauses of a long stretch begin."""
    return _BREATH.sub(lambda found: _clauses(found.group()), text)


def _clauses(stretch: str) -> str:
    parts: list[str] = []
    at = 0
    for found in _BEGINS.finditer(stretch):
        if found.start() - at >= _LEAST and len(stretch) - found.start() >= _LEAST:
            parts.append(stretch[at : found.start()])
            at = found.start()
    return ",".join((*parts, stretch[at:]))
