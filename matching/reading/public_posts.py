"""Public posts that a household has one of at most: 一户一岗, and whose kin is in one. Pure.

A posting says that a home with somebody in a public post (公岗, 护林员, 村里的保洁 …) gets no
second one; a note tells that the husband is a ranger. What was once, is only wished for, or is of
kin who live in a household of their own counts for nothing. Patterns: ``data/public_posts.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.reading.phrases import phrases
from matching.reading.reserved import reserves

_TOLD, _ASKED = phrases("told", "public_posts"), phrases("asked", "public_posts")
_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")
_KEY = "one_a_home"
_NEXT, _BEFORE = 3, 2
"""So many clauses on it may be told that it is over; so many back who it is about."""


def ruled_out(text: str) -> int:
    """Return the mask of the condition where a posting's cleaned text gives a home one post."""
    asks = _ASKED["hints"].search(text) and _ASKED["asks"].search(text)
    return reserves()[_KEY] if asks else 0


def told(text: str) -> int:
    """Return the mask of the condition where somebody of the household is in a public post."""
    if not _TOLD["hints"].search(text):
        return 0
    parts = [part for part in _CLAUSE.split(text) if part]
    apart = _TOLD["apart"].search(text) is not None
    held = any(_holds(parts, at, apart=apart) for at in range(len(parts)))
    return reserves()[_KEY] if held else 0


def _holds(parts: Sequence[str], at: int, *, apart: bool) -> bool:
    """Tell whether a clause tells of somebody else of the household that they are in a post."""
    clause = parts[at]
    who = _holder(parts, at)
    if not who or (apart and not _TOLD["spouse"].search(who)):
        return False
    later = ",".join((clause, *parts[at + 1 : at + _NEXT]))
    return not _TOLD["over"].search(_TOLD["still"].sub("", later))


def _holder(parts: Sequence[str], at: int) -> str:
    """Return the words that tell who is in the post of a clause; empty where nobody else is."""
    clause = parts[at]
    found = _TOLD["has_it"].search(clause)
    if found:
        before = clause[: found.start()] + (found["between"] or "")
        return "" if _TOLD["meant"].search(before) else found.group()
    turned = _TOLD["it_is"].search(clause)
    if turned:
        return turned.group()
    going_on = _TOLD["carries_on"].search(clause)
    if going_on is None or _TOLD["meant"].search(going_on["between"]):
        return ""
    for before in reversed(parts[max(at - _BEFORE, 0) : at]):
        if _TOLD["of_kin"].search(before):
            return before
        if _TOLD["of_oneself"].match(before):
            break
    return ""
