"""Turns of phrase for legs, backs, hands and heights, beside the patterns of ``limits.toml``.

Data: ``data/bodies.toml``. Pure. Lists of parts, things and verbs are kept once; what people tell,
what only looks like it, what postings ask and what spares people of it are made of them.
"""

from __future__ import annotations

from matching.reading.phrases import phrases

_PARTS = {"told": "told", "else_told": "else", "work": "work", "spared": "spared"}
_CONDITION_OF = {"standing": "leg", "lifting": "back", "heights": "heights", "frost": "cold"}


def more(key: str, part: str) -> tuple[str, ...]:
    """Return the pattern that ``part`` of the condition ``key`` has here, none where it has none.

    The parts are those of a row of ``limits.toml``: told, else_told, work and spared.
    """
    found = phrases(_PARTS[part], "bodies").get(key) if part in _PARTS else None
    return (found.pattern,) if found else ()


def of_hazard(key: str, part: str) -> tuple[str, ...]:
    """Return what ``more`` has for the condition that a hazard of ``hazards.toml`` is one with."""
    return more(_CONDITION_OF[key], part) if key in _CONDITION_OF else ()


def all_the_same(text: str) -> bool:
    """Tell whether a posting that spares people of some work has them do it now and then."""
    return phrases("all_the_same", "bodies")["told"].search(text) is not None
