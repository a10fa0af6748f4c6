"""Which of the things a sentence names are refused ("不要销售、保安", "夜班不要", "除了工地都行").

Pure. A refusal reaches over a list joined by 、和跟或.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.reading.phrases import phrases

_SAYS = phrases("negation")
_REFUSING = f"(?:{_SAYS['refusing'].pattern})"
_BEFORE = re.compile(f"{_REFUSING}(?:{_SAYS['between'].pattern})*的?$|{_SAYS['bare'].pattern}")
_AFTER = re.compile(f"^(?:{_SAYS['filler'].pattern}){{0,5}}(?:{_SAYS['afterwards'].pattern})")
_JOINED = re.compile(r"^[\s、和跟或及与/,]*(?:还有|以及|或者)?[\s、和跟或及与/,]*[站坐上]?$")


def is_negated(sentence: str, stretches: Sequence[tuple[int, int]]) -> list[bool]:
    """Tell for each stretch ``[start, end)`` of the sentence, in order, whether it is refused."""
    refused = [
        bool(_BEFORE.search(sentence[:start]) or _AFTER.search(sentence[end:]))
        for start, end in stretches
    ]
    if len(stretches) == 1 and stretches[0] == (0, len(sentence)):
        return [bool(re.search(_REFUSING, sentence))]
    for at in range(1, len(stretches)):
        if refused[at - 1] and _JOINED.match(sentence[stretches[at - 1][1] : stretches[at][0]]):
            refused[at] = refused[at] or bool(_BEFORE.search(sentence[: stretches[0][0]]))
    for at in range(len(stretches) - 2, -1, -1):
        if refused[at + 1] and _JOINED.match(sentence[stretches[at][1] : stretches[at + 1][0]]):
            refused[at] = refused[at] or bool(_AFTER.search(sentence[stretches[-1][1] :]))
    return refused
