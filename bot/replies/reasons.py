"""Why a posting is in the list, beside its line: short, and nothing the line says already."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from messaging import sms_text

_MOST: Final = 2
_SHOWN_ANYWAY: Final = frozenset({"包吃住", "包吃", "包住", "条件都符合"})
_ASKED_FOR: Final = "是你想找的"
_LIKE_IT, _OTHER = "和你想找的", "不是"
_SHORTER: Final = {
    "在本县，离家近": "离家近",
    "离家不远，在本市": "在本市",
}


def in_short(reasons: Sequence[str], lacks: Sequence[str] = ()) -> str:
    """Return the two strongest reasons that neither the line nor the question holds already.

    Beside a posting that ``lacks`` the work asked for, that it is like that work is known.
    """
    held = (_ASKED_FOR, _LIKE_IT) if any(each.startswith(_OTHER) for each in lacks) else _ASKED_FOR
    told = [_SHORTER.get(each, each) for each in reasons if each not in _SHOWN_ANYWAY]
    return "，".join([each for each in told if not each.startswith(held)][:_MOST])


def with_lacks(lines: Sequence[str], lacks: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of postings, each with what it alone lacks in brackets, whatever it costs.

    Nobody may take a posting for what was asked for.
    """
    both = zip_longest(lines, lacks, fillvalue=())
    return [f"{line}({'，'.join(each[:_MOST])})" if each else str(line) for line, each in both]


def with_reasons(
    lines: Sequence[str],
    reasons: Sequence[str],
    around: str,
    *,
    sms: bool,
    lacks: Sequence[Sequence[str]] = (),
) -> list[str]:
    """Return the lines of postings with what they lack and their reasons in brackets.

    In an SMS, of which ``around`` is the rest (signature included), only as many reasons are told,
    from the first posting on, as make it no dearer.
    """
    told = with_lacks(lines, lacks)
    room = sms_text.segments("\n".join((around, *told)))
    for at, reason in enumerate(reasons):
        if not reason:
            continue
        lacking = at < len(lacks) and bool(lacks[at])
        line = f"{told[at][:-1]}，{reason})" if lacking else f"{told[at]}({reason})"
        longer = [*told[:at], line, *told[at + 1 :]]
        if not sms or sms_text.segments("\n".join((around, *longer))) <= room:
            told = longer
    return told
