"""Why a posting is in the list, beside its line: short, and nothing the line says already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from messaging import sms_text

_MOST: Final = 2
_SHOWN_ANYWAY: Final = frozenset({"包吃住", "包吃", "包住", "条件都符合"})
_ASKED_FOR: Final = "是你想找的"
_SHORTER: Final = {
    "在本县，离家近": "离家近",
    "离家不远，在本市": "在本市",
}


def in_short(reasons: Sequence[str]) -> str:
    """Return the two strongest reasons that neither the line nor the question holds already."""
    told = [_SHORTER.get(each, each) for each in reasons if each not in _SHOWN_ANYWAY]
    return "，".join([each for each in told if not each.startswith(_ASKED_FOR)][:_MOST])


def with_reasons(
    lines: Sequence[str], reasons: Sequence[str], around: str, *, sms: bool
) -> list[str]:
    """Return the lines of postings with their reasons in brackets.

    In an SMS, of which ``around`` is the rest (signature included), only as many are told, from the
    first posting on, as make it no dearer.
    """
    told = list(lines)
    room = sms_text.segments("\n".join((around, *lines)))
    for at, reason in enumerate(reasons):
        if not reason:
            continue
        longer = [*told[:at], f"{told[at]}({reason})", *told[at + 1 :]]
        if not sms or sms_text.segments("\n".join((around, *longer))) <= room:
            told = longer
    return told
