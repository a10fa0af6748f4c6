"""Whom people bring along to where they work, and what postings let come: children, kin, pets.

Pure. Who has a child or an old mother with nobody else to mind them works only where they may live
too (走哪点都要背起). A post may let in nobody but the worker (宿舍不准带家属), want a couple and no
one alone, or people from next door alone, as there is no bed. Data: ``data/company.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from matching.reading.phrases import phrases
from matching.reading.reserved import reserves

_TOLD, _ASKED = phrases("told", "company"), phrases("asked", "company")
_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")
_MEMO_SIZE = 1 << 12


@lru_cache(maxsize=_MEMO_SIZE)
def told(text: str) -> int:
    """Return the mask of whom a person with this cleaned text must bring, and of living far."""
    if not _TOLD["hints"].search(text):
        return 0
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    found = _brought(clauses)
    if _is_kept(clauses):
        found |= reserves()["pet"]
    if _any(_TOLD["far"], clauses) and not _any(_TOLD["settled"], clauses):
        found |= reserves()["far"]
    return found


def ruled_out(text: str) -> int:
    """Return the mask of what a posting's cleaned text does not let come along, and of living far.

    A posting that wants a couple rules out none of them by that; see ``for_couples_alone``.
    """
    if not _ASKED["hints"].search(text):
        return 0
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    found = 0
    for clause in clauses:
        found |= _not_let(clause)
        if _ASKED["no_pets"].search(clause) and not _ASKED["pets_let"].search(clause):
            found |= reserves()["pet"]
    if _any(_ASKED["near_only"], clauses) and not _any(_ASKED["far_too"], clauses):
        found |= reserves()["far"]
    return found


def for_couples_alone(text: str) -> bool:
    """Tell whether a posting's cleaned text wants two people together and nobody alone."""
    return bool(_ASKED["couples"].search(text)) and not _ASKED["alone_too"].search(text)


def _any(said: re.Pattern[str], clauses: Sequence[str]) -> bool:
    return any(said.search(clause) for clause in clauses)


def _brought(clauses: Sequence[str]) -> int:
    """Return who has to come along: of the clause that says so, or of the last that names them."""
    found, last = 0, 0
    for clause in clauses:
        named = _named(clause)
        if _TOLD["stays"].search(clause):
            found &= ~(named or last)
        elif _TOLD["along"].search(clause):
            found |= named or last
        last = named or last
    return found


def _named(clause: str) -> int:
    """Return of whom a clause speaks; where children and others stand together, of both."""
    child = reserves()["brings_child"] if _TOLD["child"].search(clause) else 0
    kin = _TOLD["kin"].search(clause) and _TOLD["frail"].search(clause)
    kin = kin or _TOLD["partner"].search(clause)
    return child | (reserves()["brings_kin"] if kin else 0)


def _is_kept(clauses: Sequence[str]) -> bool:
    """Tell whether somebody has a dog or a cat that they will not leave behind."""
    kept = _any(_TOLD["has_pet"], clauses)
    if not kept or _any(_TOLD["pet_stays"], clauses):
        return False
    return _any(_TOLD["pet_along"], clauses)


def _not_let(clause: str) -> int:
    """Return whom a clause of a posting does not let come and live there."""
    if _ASKED["lets"].search(clause) or _ASKED["elsewhere"].search(clause):
        return 0
    child, kin, people = (bool(_ASKED[who].search(clause)) for who in ("child", "kin", "people"))
    if not (child or kin or people) or not (
        _ASKED["not_brought"].search(clause) or _ASKED["not_in"].search(clause)
    ):
        return 0
    # Who lets in no kin lets in no children either.
    found = reserves()["brings_child"]
    return found | (reserves()["brings_kin"] if kin or people else 0)
