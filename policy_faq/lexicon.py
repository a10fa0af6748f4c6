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

from policy_faq import kernel


class Dictionary(NamedTuple):
    """Words as a tree: ``edges`` maps node and character to a node, the root is 0.

    ``weights`` is by node the logarithm of a word's share, NaN for the mere beginning of a word;
    ``unknown`` is that of a character by itself.
    """

    edges: NDArray[np.int64]
    weights: NDArray[np.float64]
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
        keys = [node[word[:-1]] << kernel.CHAR_BITS | ord(word[-1]) for word in frequencies]
        values = np.arange(1, len(keys) + 1)
        weights = [log(each) - whole if each else np.nan for each in frequencies.values()]
        return cls(
            Dictionary(
                kernel.filled(np.array(keys), values, _size(len(keys))),
                np.array([np.nan, *weights]),
                -whole,
            )
        )

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return what ``of`` makes the same dictionary from."""
        edges, weights, unknown = self.dictionary
        return {"edges": edges, "weights": weights, "unknown": np.array(unknown)}

    @classmethod
    def of(cls, kept: Mapping[str, NDArray[np.generic]]) -> Lexicon:
        """Return the dictionary of ``arrays``; raises KeyError when one of them is missing."""
        return cls(
            Dictionary(
                kept["edges"].astype(np.int64, copy=False),
                kept["weights"].astype(np.float64, copy=False),
                float(kept["unknown"].item()),
            )
        )

    def node(self, word: str) -> int:
        """Return the number of a word, -1 for what is none."""
        codes = codes_of(word)
        node = int(kernel.node_of(codes, 0, len(codes), self.dictionary.edges))
        return node if node > 0 and not np.isnan(self.dictionary.weights[node]) else -1

    def holds(self, word: str) -> bool:
        """Tell whether the dictionary has a word."""
        return self.node(word) >= 0

    def words(self, text: str) -> list[str]:
        """Return the words of at least two characters, each after the shorter ones inside it."""
        spans = kernel.cut(codes_of(text), *self.dictionary)
        return [text[start:stop] for start, stop, _ in spans.tolist()]


def _size(entries: int) -> int:
    """Return the size of a table that is at most half full."""
    return 1 << max(2 * entries - 1, 1).bit_length()


def table(entries: Mapping[int, int]) -> NDArray[np.int64]:
    """Return a table of the kernel that maps the keys to the values."""
    keys = np.fromiter(entries.keys(), np.int64, len(entries))
    values = np.fromiter(entries.values(), np.int64, len(entries))
    found: NDArray[np.int64] = kernel.filled(keys, values, _size(len(entries)))
    return found
