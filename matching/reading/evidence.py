"""Which occupation an unknown wording most likely names, by the pieces it shares with known ones.

The pieces are runs of one to four characters of the dictionary's words, and the cues of an
occupation: its tools, goods and places ("马路", "猪", "焊枪"). A piece speaks for the occupations
that use it, in proportion to how much of its use is theirs, and the more the fewer use it.
Pure. The thresholds were set on the dictionary itself, a fifth of its words left out in turn.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from matching.catalogue import Catalogue, Term, TermKind

_LONGEST = 4
_PIECES_OF_WORDS = 3
_WORTH = (0.0, 1.0, 2.0, 3.0, 3.5)
"""By the number of characters of a piece."""
_CUE_COUNTS = 3
_LEADS = 1.25
"""What is done stands first and tells more than what it is done to (焊防盗窗 is welding)."""
_LEAST, _LEAST_LEAD, _LEAST_COVERED = 1.5, 1.15, 0.2
_LOW, _SPAN = 45, 40
"""How sure a guess is: of those that cover a fifth of the wording a half is right or akin, of those
that cover four fifths more than nine in ten."""
_USUAL_CHARACTER = 3


class Evidence:
    """Weighs the pieces of an unknown wording; a function of the catalogue alone."""

    def __init__(self, catalogue: Catalogue) -> None:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for word, terms in catalogue.words.items():
            for term in terms:
                if term.kind is TermKind.JOB:
                    counts[term.key].update(_pieces(word, _PIECES_OF_WORDS))
        for job, cues in catalogue.cues.items():
            counts[job].update(dict.fromkeys(cues, _CUE_COUNTS))
        users = Counter(piece for found in counts.values() for piece in found)
        used: dict[str, float] = defaultdict(float)
        for found in counts.values():
            for piece, count in found.items():
                used[piece] += math.log1p(count)
        self._worth = {
            piece: math.log(len(counts) / spread + 1) * _WORTH[min(len(piece), _LONGEST)]
            for piece, spread in users.items()
        }
        self._shares: dict[str, dict[str, float]] = defaultdict(dict)
        for job, found in counts.items():
            for piece, count in found.items():
                self._shares[piece][job] = self._worth[piece] * math.log1p(count) / used[piece]
        self._counts = counts

    def best(self, wording: str) -> Term | None:
        """Return the occupation whose pieces ``wording`` shares, if one stands out."""
        asked = _pieces(wording, _LONGEST)
        scores: dict[str, float] = {}
        for piece in asked:
            weight = _LEADS if wording.startswith(piece) else 1.0
            for job, share in self._shares.get(piece, {}).items():
                scores[job] = scores.get(job, 0.0) + share * weight
        if not scores:
            return None
        ranked = sorted(scores.items(), key=lambda each: (-each[1], each[0]))
        (job, first), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
        if first < _LEAST or first < second * _LEAST_LEAD:
            return None
        theirs = self._counts[job]
        shared = [piece for piece in asked if piece in theirs]
        if len(shared) == 1 and theirs[shared[0]] < _USUAL_CHARACTER:
            return None  # one character in common with one word (神秘, 秘书) says nothing
        covered = self._covered(wording, job)
        if covered < _LEAST_COVERED:
            return None
        return Term(TermKind.JOB, job, _LOW + int(_SPAN * covered))

    def _covered(self, wording: str, job: str) -> float:
        """Return the mean over the characters of how far the best piece at each means ``job``."""
        means = [0.0] * len(wording)
        for length in range(1, _LONGEST + 1):
            for at in range(len(wording) - length + 1):
                piece = wording[at : at + length]
                share = self._shares.get(piece, {}).get(job, 0.0)
                if share:
                    certain = share / self._worth[piece]
                    for place in range(at, at + length):
                        means[place] = max(means[place], certain)
        return sum(means) / len(means)

    def speaks(self, wording: str, job: str) -> bool:
        """Tell whether a piece of ``wording`` is one that the occupation ``job`` uses."""
        return any(piece in self._counts[job] for piece in _pieces(wording, _LONGEST))


def _pieces(word: str, longest: int) -> set[str]:
    return {
        word[at : at + length]
        for length in range(1, longest + 1)
        for at in range(len(word) - length + 1)
    }
