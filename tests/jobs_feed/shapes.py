"""Reads the shared counts of how real postings fill their cells, with labels made by hand.

The data itself is no part of the repository, so labels are kept by position in the file, beside a
digest of the phrases they were made for.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2].parent / "shared" / "data" / "posting_shapes.json"
ABSENT = (
    "posting_shapes.json is not at ../shared/data beside the repository: "
    "nothing is measured on real shapes"
)

#: R range, P point, L from … up, U up to, D daily, H hourly, Y yearly range, y yearly point,
#: l yearly from … up, T cut off in the middle (must not become a range), N no monthly amount.
WAGE_TEXT = (
    "NRRRLLPRTRRLLLRNLYPLRLLRRNNNNNRLLRNLNRLNRRNLRNLRDLNL.TNNYRPRPRRRPRRRDDDDRLLLRPRy"
    "LLNNNPTRLTRNylyLLRLLNNNN.NNNNNLNNLPLLRLPLUPRPLLNTPNNTNLLLRNNNNNRRRRLLRLRTNLNPLRR"
    "LRLPRLRNNNNLRLNNRPRLNNRyLLNLRRR.TRLNNNNNTNRNNLNLNNR.NLNNP.L.LLLHPPRPLRNRL.LN."
)
#: B both, F food, L lodging, l lodging but no food, f food but no lodging, N neither said.
BOARD = "LBBFBLBlLLBBFFLBFLBLLLBBBLLFBLLBBLFLBBBBLBNBLNBLLBLLf"
#: D two rest days a week, S one, M a number of days a month, 3 three days, h hours, n night work,
#: d day work only, x D and h, y h and d, z S, h and d, - nothing.
SHIFT = "DhSMhndhSnnhDDM-MhhhDShhx-DDDDnDx-DnhnyDnyzDD--nDDDDD.--Ddh3nMnnD-DhhhDDDDSDDn-D"
#: Every position "." is one people disagree about; it is not counted.
DISPUTED = "."

DIGESTS = {
    "wage_text": "034f0e96fb047e3d",
    "board": "d29661634dc2241e",
    "shift": "ed9303af174ec5da",
}
_FIGURES = {1: (3, 5, 8), 2: (12, 15, 18), 3: (300, 500, 800), 4: (3500, 4500, 5500)}
_FIGURES[5] = (12000, 15000, 18000)
_DAILY_FIGURES = {**_FIGURES, 2: (90, 120, 150), 3: (180, 220, 260)}
_AGES = {**_FIGURES, 2: (18, 45, 50)}
_HOURS = {**_FIGURES, 1: (8, 8, 8), 2: (10, 10, 10)}
FIGURES_FOR = {"D": _DAILY_FIGURES, "age": _AGES, "hours": _HOURS}


def load(kind: str) -> dict[str, int]:
    """Return value → count of one kind; skips the test when the data is absent."""
    if not FILE.exists():
        pytest.skip(ABSENT)
    counts: dict[str, int] = json.loads(FILE.read_text(encoding="utf-8"))[kind]
    return counts


def labelled(kind: str, labels: str) -> Iterator[tuple[str, str, int]]:
    """Yield phrase, label and count of the phrases people agree about."""
    counts = load(kind)
    digest = sha256("\n".join(counts).encode()).hexdigest()[:16]
    assert digest == DIGESTS[kind], f"the labels of {kind} were made for another file"
    for (phrase, count), label in zip(counts.items(), labels, strict=True):
        if label != DISPUTED:
            yield phrase, label, count


def filled(shape: str, figures: str = "") -> str:
    """Return ``shape`` with figures where the data has ``#`` per digit, rising for each length."""
    table = FIGURES_FOR.get(figures, _FIGURES)
    seen: Counter[int] = Counter()

    def figure(match: re.Match[str]) -> str:
        digits = len(match.group())
        seen[digits] += 1
        return str(table[digits][min(seen[digits], 3) - 1])

    return re.sub("#+", figure, shape)
