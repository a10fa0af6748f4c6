"""Sound of a text, without tones: the channel for homophone typos and for pinyin input."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from storage.readings import CODES, readings

JOINT = "'"
"""Between the two syllables of a token."""
BREAK, SILENT = -1, -2
"""Among the numbers of syllables: the sound ends here; a blank, over which it goes on."""
_LATIN = re.compile(r"[a-z]+(?:['\s]+[a-z]+)*")
_LETTER = re.compile("[a-z]")
_NOTHING = np.zeros(0, np.int16)
_LONGEST_SYLLABLE = 6
_ENGLISH = frozenset(
    "how what where when who why which the can could get my is are am do does did to for of in on "
    "and money subsidy ticket train bus job work boss pay paid salary wage loan card help please "
    "want need apply much many i you he we they it was not have has if from with about".split()
)

# Sounds that speakers of the south-western dialects and of Hunan write for each other.
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_FINALS = (("ing", "in"), ("eng", "en"), ("ang", "an"))


@cache
def _blurred() -> list[str | None]:
    """Return the reading of every character as ``sounds`` gives it, by code point.

    A list, because finding a place in it touches far less memory than a look-up in a dictionary.
    """
    return [blur(reading) if reading else None for reading in readings()]


@cache
def _syllables() -> frozenset[str]:
    return frozenset(s for s in readings() if s and s.isascii() and s.isalpha()) - {
        "m",
        "n",
        "ng",
    }


@cache
def numbered() -> Mapping[str, int]:
    """Return every syllable as ``sounds`` gives it, with its number."""
    return {each: number for number, each in enumerate(dict.fromkeys(filter(None, _blurred())))}


@cache
def by_code() -> NDArray[np.int16]:
    """Return by code point the number of a syllable, ``BREAK`` or ``SILENT``; last any other."""
    number = numbered()
    found = np.full(CODES + 1, BREAK, dtype=np.int16)
    found[: len(_blurred())] = [number[each] if each else BREAK for each in _blurred()]
    found[ord(" ")] = SILENT
    return found


def warm() -> None:
    """Build the tables now instead of at the first question."""
    _syllables()
    by_code()


@cache
def blur(syllable: str) -> str:
    """Fold the sounds that many speakers do not keep apart: zh/z, ch/c, sh/s, -ng/-n, l/n.

    >>> blur("zhang"), blur("lin")
    ('zan', 'nin')
    """
    for long, short in _INITIALS:
        if syllable.startswith(long):
            syllable = short + syllable[len(long) :]
            break
    for long, short in _FINALS:
        if syllable.endswith(long):
            syllable = syllable[: -len(long)] + short
            break
    return "n" + syllable[1:] if syllable.startswith("l") else syllable


def split_syllables(letters: str) -> list[str] | None:
    """Split a run of letters into pinyin syllables, the fewest possible; None for other words.

    >>> split_syllables("chepiao")
    ['che', 'piao']
    """
    known = _syllables()
    best: list[tuple[int, int] | None] = [(0, 0), *([None] * len(letters))]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before = best[start]
            if before is None or letters[start:end] not in known:
                continue
            here = best[end]
            if here is None or before[0] + 1 < here[0]:
                best[end] = (before[0] + 1, start)
    if best[-1] is None:
        return None
    parts: list[str] = []
    end = len(letters)
    while end:
        step = best[end]
        if step is None:  # unreachable: every step on the best path was set
            return None
        parts.append(letters[step[1] : end])
        end = step[1]
    return parts[::-1]


def sounds_of(text: str) -> list[str | None]:
    """Return how each character sounds, None for one that is not Chinese."""
    table = _blurred()
    return [table[code] if (code := ord(char)) < CODES else None for char in text]


def is_pinyin(text: str) -> bool:
    """Tell whether a text without Chinese characters is pinyin rather than English or noise."""
    words = re.findall(r"[a-z]+", text)
    if sum(map(len, words)) < 4 or any(word in _ENGLISH for word in words if len(word) > 1):
        return False
    read = sum(len(word) for word in words if split_syllables(word))
    return read >= 0.85 * sum(map(len, words))


def sounds(text: str) -> list[list[str]]:
    """Return the syllables of a cleaned text as runs; a run ends where the text has a break."""
    table = _blurred()
    runs: list[list[str]] = []
    run: list[str] = []
    skip = 0
    for position, char in enumerate(text):
        code = ord(char)
        reading = table[code] if code < CODES else None
        if reading is not None:
            run.append(reading)
        elif position < skip or char == " ":
            continue
        elif "a" <= char <= "z":
            match = _LATIN.match(text, position)
            word = match.group() if match else char
            for piece in re.split(r"['\s]+", word):
                run.extend(map(blur, split_syllables(piece) or ()))
            skip = position + len(word)
        elif run:
            runs.append(run)
            run = []
    if run:
        runs.append(run)
    return runs


def numbers(text: str, codes: NDArray[np.int32]) -> NDArray[np.int16]:
    """Return the syllables of ``sounds`` as numbers, runs parted by ``BREAK``.

    ``codes`` are the code points of the text.
    """
    if _LETTER.search(text) is None:
        return by_code().take(codes, mode="clip")
    return spelled(text)


def spelled(text: str) -> NDArray[np.int16]:
    """Return the same of a text with letters, and nothing for one in characters alone."""
    if _LETTER.search(text) is None:
        return _NOTHING
    number = numbered()
    found: list[int] = []
    for run in sounds(text):
        found += map(number.__getitem__, run)
        found.append(BREAK)
    return np.array(found, dtype=np.int16)


def pairs(run: Sequence[str]) -> list[str]:
    """Return every two neighbouring syllables of a run as one token."""
    return [f"{first}{JOINT}{second}" for first, second in itertools.pairwise(run)]
