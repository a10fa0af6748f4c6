"""A dictionary in jieba's form as a few arrays: which words there are and how a text is cut.

As arrays half a million entries are a tenth of the memory of a Python dictionary, and reading them
from a file takes a hundredth of a second. The cuts are those of jieba's search mode.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policy_faq import cutting, kernel


class Dictionary(NamedTuple):
    """Words as a tree: ``edges`` maps node and character to a node, the root is 0.

    Beside a node stands the logarithm of a word's share, NaN for the mere beginning of a word;
    ``unknown`` is that of a character by itself.
    """

    edges: NDArray[np.int64]
    unknown: float


def codes_of(text: str) -> NDArray[np.int32]:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.int32)


class Lexicon:
    """The words of a language and how often they are used."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.dictionary = dictionary

    @classmethod
    def build(cls, frequencies: Mapping[str, int], total: int) -> Lexicon:
        """Take over a dictionary in jieba's form, in which 0 marks the mere beginning of a word.

        Every beginning of an entry is an entry too. ``total`` is the sum of all frequencies as
        jieba counts it.
        """
        whole = log(total)
        node = {word: number for number, word in enumerate(frequencies, 1)}
        node[""] = 0
        keys = [node[word[:-1]] << cutting.CHAR_BITS | ord(word[-1]) for word in frequencies]
        weights = [log(each) - whole if each else np.nan for each in frequencies.values()]
        edges = cutting.tree(np.array([0, *keys]), np.array([np.nan, *weights]), _size(len(keys)))
        return cls(Dictionary(edges, -whole))

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return what ``of`` makes the same dictionary from."""
        edges, unknown = self.dictionary
        return {"edges": edges, "unknown": np.array(unknown)}

    @classmethod
    def of(cls, kept: Mapping[str, NDArray[np.generic]]) -> Lexicon:
        """Return the dictionary of ``arrays``; raises KeyError when one of them is missing."""
        edges = kept["edges"].astype(np.int64, copy=False)
        return cls(Dictionary(edges, float(kept["unknown"].item())))

    def node(self, word: str) -> int:
        """Return the number of a word, -1 for what is none."""
        return int(cutting.word_of(codes_of(word), self.dictionary.edges))

    def holds(self, word: str) -> bool:
        """Tell whether the dictionary has a word."""
        return self.node(word) >= 0

    def words(self, text: str) -> list[str]:
        """Return the words of at least two characters, each after the shorter ones inside it."""
        spans = self.spans(codes_of(text))
        return [text[start:stop] for start, stop, _ in spans.tolist()]

    def spans(self, codes: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return begin, end and number of the same words."""
        found: NDArray[np.int32] = cutting.cut(codes, *self.dictionary)
        return found


def _size(entries: int) -> int:
    """Return the size of a table that is at most half full."""
    return 1 << max(2 * entries - 1, 1).bit_length()


def table(entries: Mapping[int, int]) -> NDArray[np.int64]:
    """Return a table of the kernel that maps the keys to the values."""
    keys = np.fromiter(entries.keys(), np.int64, len(entries))
    values = np.fromiter(entries.values(), np.int64, len(entries))
    found: NDArray[np.int64] = kernel.filled(keys, values, _size(len(entries)))
    return found
