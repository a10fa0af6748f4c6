"""The one pass of the sieve as machine code: the words of a text, and what they let pass; pure.

Nobody calls it but ``sieve``, which numbers the bits and knows what they mean. A text is read in
units of UTF-16: what takes two of them is looked for as two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from storage.machine import compiled

Numbers = NDArray[np.int32]
Units = NDArray[np.uint16]
Bits = NDArray[np.uint64]
Needs = tuple[int, Sequence[int]]
"""A bit that is set when all of others are; of ``~bit``, when that one is not."""


class Tree(NamedTuple):
    """Words as a tree, and the bits that they set.

    Nodes that continue the same node stand together by their last unit, in the order of those that
    they continue: ``nodes`` has by node the first that continues it, and where in ``told`` its bits
    stand, 0 for none. ``last`` is by node its last unit, ``first`` by unit the node of that unit
    alone. In ``told`` and ``ways`` every run of numbers stands behind its length; ``ways`` begins
    with that of the places of the others, each of which holds bits with the run of those that they
    need.
    """

    first: Numbers
    nodes: Numbers
    last: Units
    told: Numbers
    ways: Numbers


def units_of(text: str) -> Units:
    """Return the units of a text."""
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)


def tree(bits: Mapping[str, Sequence[int]], ways: Sequence[Sequence[Needs]]) -> Tree:
    """Return the tree of words by the ``bits`` that each sets.

    ``ways`` are those of the bits from ``low`` on of ``sift``, and last the ways that need none.
    """
    words = {units_of(word).tobytes(): told for word, told in bits.items()}
    below: dict[bytes, set[bytes]] = {}
    for word in words:
        for end in range(2, len(word) + 1, 2):
            below.setdefault(word[: end - 2], set()).add(word[:end])
    found, begin = [b""], []
    for node in found:  # which grows
        begin.append(len(found))
        found.extend(sorted(below.get(node, ()), key=_last_unit))
    nodes = np.zeros((len(found) + 1, 2), np.int32)
    nodes[:, 0] = [*begin, len(found)]
    told, places = [0], dict[tuple[int, ...], int]()
    for number, node in enumerate(found):
        if node in words:
            run = tuple(sorted(words[node]))
            if run not in places:
                places[run] = len(told)
                told += [len(run), *run]
            nodes[number, 1] = places[run]
    last = np.frombuffer(b"\0\0" + b"".join(node[-2:] for node in found), np.uint16)
    first = np.zeros(1 << 16, np.int32)
    ends = int(nodes[1, 0])
    first[last[1:ends]] = np.arange(1, ends)
    return Tree(first, nodes, last, np.array(told, np.int32), _runs(ways))


def _last_unit(node: bytes) -> int:
    return int.from_bytes(node[-2:], "little")


def _runs(ways: Sequence[Sequence[Needs]]) -> Numbers:
    places, runs = [], list[int]()
    for needs in ways:
        places.append(1 + len(ways) + len(runs))
        runs.append(len(needs))
        for lets, others in needs:
            runs += [lets, len(others), *others]
    return np.array([len(ways), *places, *runs], np.int32)


@compiled
def _set(found: Bits, bit: int) -> None:
    found[bit >> 6] |= np.uint64(1) << np.uint64(bit & 63)


@compiled
def _is_set(found: Bits, bit: int) -> bool:
    return bool(found[bit >> 6] >> np.uint64(bit & 63) & np.uint64(1))


@compiled
def _let(ways: Numbers, run: int, found: Bits) -> None:
    """Set those bits of a run of ways of which all needs are met."""
    place = run + 1
    for _ in range(ways[run]):
        met = True
        for need in range(place + 2, place + 2 + ways[place + 1]):
            bit = ways[need]
            met &= _is_set(found, bit) if bit >= 0 else not _is_set(found, ~bit)
        if met:
            _set(found, ways[place])
        place += 2 + ways[place + 1]


@compiled
def sift(
    units: Units,
    first: Numbers,
    nodes: Numbers,
    last: Units,
    told: Numbers,
    ways: Numbers,
    low: int,
    found: Bits,
) -> None:
    """Set the bits in ``found`` that a text tells.

    Those from ``low`` on have the ways, in their order; the last ways need none of them.
    """
    for start in range(len(units)):
        node = first[units[start]]
        at = start
        while node > 0:
            run = nodes[node, 1]
            for place in range(run + 1, run + 1 + told[run]):
                _set(found, told[place])
            at += 1
            if at == len(units):
                break
            child, end = nodes[node, 0], nodes[node + 1, 0]
            while child < end and last[child] < units[at]:
                child += 1
            node = child if child < end and last[child] == units[at] else 0
    for number in range(ways[0] - 1):
        if _is_set(found, low + number):
            _let(ways, ways[1 + number], found)
    _let(ways, ways[ways[0]], found)
