"""How Chinese characters are read, without tones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import numpy as np

from storage.kept import Array, digest, kept

_FIRST_CODE = 0x3400
CODES = 0xA000
"""Code points below which the characters lie that have a reading here."""


@cache
def readings() -> Sequence[str | None]:
    """Return by code point, below ``CODES``, the first reading of a character, tone removed.

    None stands for what has no reading. A list that names each sound once is a tenth of the memory
    of a dictionary.
    """
    made_by = (version("pypinyin").encode(), Path(__file__).read_bytes())
    made = kept(None, "readings", digest(made_by), _readings)
    chars, spoken = (made[name].tobytes().decode() for name in ("chars", "readings"))
    found: list[str | None] = [None] * CODES
    sounds: dict[str, str] = {}
    for char, sound in zip(chars, spoken.split(" "), strict=True):
        found[ord(char)] = sounds.setdefault(sound, sound)
    return found


def _readings() -> dict[str, Array]:
    # Imported when the table is made: its lists of phrases take half a second to load, and 50 MB.
    listed: dict[int, str] = import_module("pypinyin.constants").PINYIN_DICT
    toneless_of = cache(import_module("pypinyin.contrib.tone_convert").to_normal)
    found = {
        chr(code): str(toneless_of(listed[code].split(",")[0]))
        for code in range(_FIRST_CODE, CODES)
        if listed.get(code)
    }
    return {
        "chars": np.frombuffer("".join(found).encode(), np.uint8),
        "readings": np.frombuffer(" ".join(found.values()).encode(), np.uint8),
    }


def toneless(text: str) -> list[str]:
    """Return the reading of every Chinese character of a text, and any other as it is.

    >>> toneless("保安B")
    ['bao', 'an', 'B']
    """
    table = readings()
    return [table[code] or char if (code := ord(char)) < CODES else char for char in text]
