"""The dictionary as a tree, and the loop that cuts a text into its words as machine code; pure.

Nobody calls it but ``lexicon``. The tree is an open-addressed table: an entry holds node and
character above ``VALUE_BITS`` and the node that they lead to below, and beside it the weight of the
word that ends there, so that a step touches one line of memory.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from storage.machine import compiled

VALUE_BITS = 22
CHAR_BITS = 21
_VALUE = (1 << VALUE_BITS) - 1
_FREE = -1
_NONE = -1
_SPREAD = -7046029254386353131


@compiled
def _home(key: int, mask: int) -> int:
    spread = key * _SPREAD
    return (spread ^ (spread >> 29)) & mask


@compiled
def tree(keys: NDArray[np.int64], weights: NDArray[np.float64], size: int) -> NDArray[np.int64]:
    """Return a tree of ``size`` entries, a power of two above the number of nodes.

    ``keys`` are by node the one that it continues and the character, ``weights`` by node too.
    """
    edges = np.full(2 * size, _FREE, np.int64)
    beside = edges.view(np.float64)
    for node in range(1, len(keys)):
        at = _home(keys[node], size - 1)
        while edges[2 * at] != _FREE:
            at = (at + 1) & (size - 1)
        edges[2 * at] = keys[node] << VALUE_BITS | node
        beside[2 * at + 1] = weights[node]
    return edges


@compiled
def _place(edges: NDArray[np.int64], node: int, code: int) -> int:
    """Return where the step from a node by a character stands, -1 when there is none."""
    key = node << CHAR_BITS | code
    mask = len(edges) // 2 - 1
    at = _home(key, mask)
    while edges[2 * at] != _FREE:
        if edges[2 * at] >> VALUE_BITS == key:
            return 2 * at
        at = (at + 1) & mask
    return _NONE


@compiled
def word_of(codes: NDArray[np.int32], edges: NDArray[np.int64]) -> int:
    """Return the node of a word of the dictionary, -1 for any other text."""
    node, weight = 0, np.nan
    for at in range(len(codes)):
        place = _place(edges, node, codes[at])
        if place == _NONE:
            return _NONE
        node, weight = edges[place] & _VALUE, edges.view(np.float64)[place + 1]
    return _NONE if np.isnan(weight) else node


@compiled
def _parts_a_block(code: int) -> bool:
    if code >= 0x80:
        return not 0x4E00 <= code <= 0x9FD5
    if 48 <= code <= 57 or 65 <= code <= 90 or 97 <= code <= 122:
        return False
    # + # & . _ % -
    return code not in (43, 35, 38, 46, 95, 37, 45)


@compiled
def cut(codes: NDArray[np.int32], edges: NDArray[np.int64], unknown: float) -> NDArray[np.int32]:
    """Return start, end and node of the words in a text, each after the shorter ones inside it.

    The cut whose words have the highest joint frequency, as jieba finds it; words of two or more
    characters only.
    """
    size = len(codes)
    weights = edges.view(np.float64)
    spans = np.empty((4 * size + 4, 3), np.int32)
    best = np.zeros(size + 1)
    ends = np.empty(size, np.int32)
    nodes = np.empty(size, np.int32)
    count = 0
    start = 0
    while start < size:
        if _parts_a_block(codes[start]):
            start += 1
            continue
        stop = start + 1
        while stop < size and not _parts_a_block(codes[stop]):
            stop += 1
        best[stop] = 0.0
        for begin in range(stop - 1, start - 1, -1):
            top, end, found, node = 0.0, 0, 0, 0
            for at in range(begin, stop):
                place = _place(edges, node, codes[at])
                if place == _NONE:
                    break
                node, weight = edges[place] & _VALUE, weights[place + 1]
                if np.isnan(weight):
                    continue
                score = weight + best[at + 1]
                if end == 0 or score >= top:
                    top, end, found = score, at + 1, node
            if end == 0:
                top, end = unknown + best[begin + 1], begin + 1
            best[begin], ends[begin], nodes[begin] = top, end, found
        begin = start
        while begin < stop:
            end = ends[begin]
            length = end - begin
            if length > 2:
                for inner in range(2, 4 if length > 3 else 3):
                    for at in range(begin, end - inner + 1):
                        node = word_of(codes[at : at + inner], edges)
                        if node != _NONE:
                            spans[count, 0], spans[count, 1], spans[count, 2] = at, at + inner, node
                            count += 1
            if length > 1:
                spans[count, 0], spans[count, 1], spans[count, 2] = begin, end, nodes[begin]
                count += 1
            begin = end
        start = stop
    return spans[:count]
