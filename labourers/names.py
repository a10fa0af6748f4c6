"""How a person is called where others may read it: on a phone that a household shares. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_HIDDEN = "*"
_BRANCH = frozenset(
    {"欧阳", "上官", "司马", "诸葛", "司徒", "东方", "夏侯", "皇甫", "尉迟", "令狐"}
)
"""Family names of two characters; with any other only the first is kept."""


def masked_name(name: str) -> str:
    """Return a name with its middle hidden: 王*芳 for 王小芳, 王* for 王芳.

    The family name stays, and the last character where there are more than two.
    """
    family = 2 if name[:2] in _BRANCH and len(name) > 2 else 1
    given = len(name) - family
    if given <= 0:
        return name[:1] + _HIDDEN
    if given == 1:
        return name[:family] + _HIDDEN
    return name[:family] + _HIDDEN * (given - 1) + name[-1]


def names_on_one_phone(names: Sequence[str]) -> list[str]:
    """Return how to call each person of one phone: masked, because others may read it.

    By name are called only those whose masks would be the same: two people of one household who
    cannot be told apart would take each other's messages.
    """
    masks = [masked_name(name) for name in names]
    seen = Counter(masks)
    return [name if seen[mask] > 1 else mask for name, mask in zip(names, masks, strict=True)]
