"""Sentences typed in pinyin, read as characters: gonggang neng gan jinian is 公岗能干几年; pure.

Search hears letters by their sound, but what looks for words (danger, places, what is asked of a
matter) does not. Only a message that can be read without a rest is rewritten.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from importlib import resources

from policy_faq.pinyin import blur, sounds_of, split_syllables
from policy_faq.text import has_chinese

_PIECE = re.compile(r"[a-z']+|[^a-z'\s]+")
_LETTER = re.compile("[a-z]")
_THOUSANDS = re.compile(r"(?<![\d.])(\d{1,2})k(?![a-z])")
"""5k is what is written of wages."""
_SHORTEST = 4
"""Letters of a message that can be read."""
_WORD_COST, _ALONE_COST = 2, 6
"""A syllable by itself counts as much as three words: 怎么 is meant before 怎 and 么."""
_PARTICLE, _PARTICLE_COST = "de", 1
"""的 stands between any two words: 服装厂的 is meant before 服装常德."""


class Spelled:
    """Reads a message in letters with the words of ``spelled.toml``."""

    def __init__(
        self, place_words: Callable[[str], str] = str, more_words: Iterable[str] = ()
    ) -> None:
        """``place_words`` writes the place names of a text in letters in characters.

        ``more_words`` are read beside those of the file, which go first where they sound alike.
        """
        self._place_words = place_words
        file = resources.files("policy_faq") / "spelled.toml"
        read = tomllib.loads(file.read_text("utf-8"))
        self._words: dict[tuple[str, ...], str] = {}
        for word in (*read["words"], *more_words):
            self._words.setdefault(_sound(word), word)
        self._alone: dict[str, str] = read["alone"]
        self._longest = max(map(len, self._words))

    def read(self, text: str) -> str:
        """Return a cleaned text in characters; as it is when a syllable in it is not known.

        At least one word of two syllables must be there: single ones are also English.
        """
        if has_chinese(text) or len(_LETTER.findall(text)) < _SHORTEST:
            return text
        found, read, alone = "", 0, 0
        for run in self._runs(self._place_words(_THOUSANDS.sub(r"\g<1>000", text))):
            if isinstance(run, str):
                if _LETTER.search(run):
                    return text
                found += run
                continue
            words = self._in_words(run)
            if words is None:
                return text
            found += words[1]
            read, alone = read + words[0], alone + _ALONE_COST * len(run)
        return found if read < alone else text

    def _runs(self, text: str) -> list[str | list[str]]:
        """Return syllables that stand together, and what stands between them as it is."""
        runs: list[str | list[str]] = []
        for piece in _PIECE.findall(text):
            syllables = split_syllables(piece.replace("'", "")) if piece.isascii() else None
            if syllables is None:
                runs.append(piece)
            elif runs and isinstance(runs[-1], list):
                runs[-1].extend(syllables)
            else:
                runs.append(list(syllables))
        return runs

    def _in_words(self, syllables: Sequence[str]) -> tuple[int, str] | None:
        """Return the reading with the fewest words and syllables by themselves, with its cost."""
        best: list[tuple[int, str] | None] = [(0, ""), *([None] * len(syllables))]
        for end in range(1, len(syllables) + 1):
            for start in range(max(0, end - self._longest), end):
                before = best[start]
                if before is None:
                    continue
                cost, word = _WORD_COST, self._words.get(tuple(map(blur, syllables[start:end])))
                if word is None and end - start == 1:
                    asks = syllables[start] == "bu" and end == len(syllables)
                    cost = _PARTICLE_COST if syllables[start] == _PARTICLE else _ALONE_COST
                    word = "不" if asks else self._alone.get(syllables[start])
                here = best[end]
                if word and (here is None or before[0] + cost < here[0]):
                    best[end] = (before[0] + cost, before[1] + word)
        return best[-1]


def _sound(word: str) -> tuple[str, ...]:
    return tuple(sound or "" for sound in sounds_of(word))
