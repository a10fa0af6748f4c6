"""Long messages as they travel: parts with a user data header, put together again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def whole_texts(parts: Iterable[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Return the whole texts each number got, each as often as it came.

    ``parts`` are number, header in hex (empty for a message of one part) and text. Parts of one
    text share a header but for their own number, which is its last byte.
    """
    got: dict[str, list[str]] = defaultdict(list)
    open_groups: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for to, header, text in parts:
        if not header:
            got[to].append(text)
            continue
        group = open_groups[to, header[:-2]]
        group[int(header[-2:], 16)] = text
        if len(group) == int(header[-4:-2], 16):
            got[to].append("".join(group[number] for number in sorted(group)))
            group.clear()
    return got
