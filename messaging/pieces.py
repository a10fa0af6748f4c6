"""Divides a text that is longer than a channel carries into messages of their own. Pure.

Nothing is left out: a piece ends where a line or a sentence does, if one does so in the second half
of the room, else behind a comma or blank, else between two characters, but never inside a number, a
word or an emoji. White space between two pieces is not sent.
"""

from __future__ import annotations

import re
import unicodedata

from messaging.sms_text import units

Span = tuple[int, int]
"""Where a piece begins and ends in the tidied text, in characters."""

_LINE = re.compile(r"\n")
_SENTENCE = re.compile(r"[。！？；!?;…]+[”’」』）】》)\]]*|\.(?=\s)")
_CLAUSE = re.compile(r"[，、：,:]|\s")
_JOINER = "\u200d"
_LEAST = 1


def divide(text: str, room: int, tail: int = 0) -> list[Span]:
    """Return the pieces of ``text`` of at most ``room`` UTF-16 units, in their order.

    ``tail`` units are kept free in the last one. A text that fits is one piece. Raises ValueError
    when there is no room for a single character.
    """
    if room - tail < 2:
        raise ValueError("no room for any text")
    spans: list[Span] = []
    start = 0
    while units(text[start:]) > room - tail:
        end = _end(text, start, room)
        if not text[end:].strip():
            # the rest fits but not together with what comes after it
            end = _end(text, start, max(units(text[start:].rstrip()) - 1, 2))
        spans.append((start, start + len(text[start:end].rstrip())))
        start = end + len(text[end:]) - len(text[end:].lstrip())
    spans.append((start, len(text)))
    return spans


def marked(place: int, count: int) -> str:
    """Return what stands before a piece, so that the person sees that more belongs to it."""
    return f"（{place}/{count}）" if count > 1 else ""


def _end(text: str, start: int, room: int) -> int:
    """Return where the piece ends that begins at ``start``: past its first character at least."""
    end, used = start, 0
    while end < len(text) and used + units(text[end]) <= room:
        used += units(text[end])
        end += 1
    half = start + max((end - start) // 2, _LEAST)
    for marks in (_LINE, _SENTENCE, _CLAUSE):
        found = [match.end() for match in marks.finditer(text, start, end)]
        if found and found[-1] > half:
            return found[-1]
    return _between_characters(text, start, end)


def _between_characters(text: str, start: int, end: int) -> int:
    """Return the last place up to ``end`` where nothing is torn, ``end`` where there is none."""
    for place in range(end, start + (end - start) // 2, -1):
        if place < len(text) and not _belong_together(text[place - 1], text[place]):
            return place
    return max(end, start + _LEAST)


def _belong_together(one: str, other: str) -> bool:
    if _JOINER in (one, other) or unicodedata.combining(other):
        return True
    if unicodedata.category(other) in ("Mn", "Me", "Sk"):
        return True
    return one.isascii() and other.isascii() and _is_word(one) and _is_word(other)


def _is_word(char: str) -> bool:
    return char.isalnum() or char in "-_./:@%+~#=&?"
