"""Tidying free text and cutting it into clauses, before anything is read from it."""

from __future__ import annotations

import functools
import re
import unicodedata

from storage.readings import toneless

_CLAUSE_END = re.compile(
    r"[,。;!?;,、…\n|/·~()\[\]【】《》\"“”'+&]+|(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])"
)
_STRONG_END = re.compile(r"[,。;!?;,…\n|]+|(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


@functools.cache
def _to_simplified() -> object:
    import opencc  # noqa: PLC0415 - loaded with the first Chinese text

    return opencc.OpenCC("t2s")


def clean(text: str) -> str:
    """Return ``text`` with full width folded, invisible characters gone, Latin letters in capitals.

    Traditional characters become simplified ones. Line breaks stay.
    """
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(
        char for char in folded if char == "\n" or unicodedata.category(char) not in ("Cf", "Cc")
    )
    if any(ord(char) > 0x7F for char in kept):
        kept = str(_to_simplified().convert(kept))  # type: ignore[attr-defined]
    return kept.upper().strip()


def clauses(text: str) -> list[str]:
    """Return the clauses of a cleaned text: what stands between marks, lists taken apart."""
    return [part for piece in _CLAUSE_END.split(text) if (part := piece.strip())]


def sentences(text: str) -> list[str]:
    """Return the parts of a cleaned text between strong marks; lists ("保安、保洁") stay whole."""
    return [part for piece in _STRONG_END.split(text) if (part := piece.strip())]


def sound(text: str) -> str:
    """Return the pinyin of ``text`` without tones and spaces ("保按" and "BAOAN" give BAOAN)."""
    return "".join(toneless(text)).replace(" ", "").upper()
