"""What a good engineer would build from parts: TF-IDF, sparse_dot_topn and a second ranking.

People are taken by where they are willing to work; the texts of each such block are compared with
the postings it reaches alone (characters and pairs of characters, TF-IDF, the best 64). What breaks
a stated requirement falls away, and the rest is ranked by likeness, a stated wage that suffices and
a bed away from home. The person's three best are returned, fewer when no more are left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sparse_dot_topn import sp_matmul_topn  # type: ignore[import-untyped]

from benchmarks import matching_data
from benchmarks.matching_openings import Opening
from benchmarks.matching_seekers import Seeker
from benchmarks.matching_tables import LEVELS
from benchmarks.matching_truth import reaches
from labourers.tables import Sex

_KEPT = 64
_WAGE_WORTH, _BED_WORTH = 0.10, 0.05
Numbers = npt.NDArray[np.int64]


def best_by_text(market: matching_data.Market, threads: int) -> list[list[int]]:
    """Return the places of the three best postings of everybody."""
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), dtype=np.float32)
    offered = vectorizer.fit_transform([matching_data.said_of(o) for o in market.openings])
    said = vectorizer.transform([matching_data.said_by(s) for s in market.seekers])
    asked = _asked(market.openings)
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, seeker in enumerate(market.seekers):
        blocks[seeker.home[:6], seeker.willingness, seeker.named].append(at)
    best: list[list[int]] = [[] for _ in market.seekers]
    for members in blocks.values():
        someone = market.seekers[members[0]]
        within = np.flatnonzero([reaches(someone, each.place) for each in market.openings])
        if not len(within):
            continue
        likeness = sp_matmul_topn(
            said[members], offered[within].T.tocsr(), top_n=_KEPT, n_threads=threads, sort=True
        )
        people = _facts([market.seekers[member] for member in members])
        rows = np.repeat(np.arange(len(members)), np.diff(likeness.indptr))
        places = within[likeness.indices]
        worth = np.where(
            _meets(people, rows, asked, places),
            likeness.data + _second(people, rows, asked, places),
            -1.0,
        )
        order = np.lexsort((-worth, rows))
        for entry in order:
            row = rows[entry]
            if worth[entry] >= 0 and len(best[members[row]]) < 3:
                best[members[row]].append(int(places[entry]))
    return best


def _asked(openings: Sequence[Opening]) -> dict[str, Numbers]:
    def column(values: Sequence[int]) -> Numbers:
        return np.array(values, dtype=np.int64)

    return {
        "age_low": column([o.age_low or 16 for o in openings]),
        "age_high": column([o.age_high or 999 for o in openings]),
        "sex": column([0 if o.sex is None else 1 if o.sex is Sex.MALE else 2 for o in openings]),
        "level": column([LEVELS.index(o.education) for o in openings]),
        "middle": column([((o.wage_low or 0) + (o.wage_high or 0)) // 2 for o in openings]),
        "county": column([int(o.place[:6]) for o in openings]),
        "bed": column([int(bool(o.lodging)) for o in openings]),
    }


def _facts(seekers: Sequence[Seeker]) -> dict[str, Numbers]:
    return {
        "age": np.array([s.age for s in seekers]),
        "sex": np.array([1 if s.sex is Sex.MALE else 2 for s in seekers]),
        "level": np.array(
            [1 if s.education is None else LEVELS.index(s.education) for s in seekers]
        ),
        "wage": np.array([s.wage or 3000 for s in seekers]),
        "county": np.array([int(s.home[:6]) for s in seekers]),
    }


def _meets(
    people: dict[str, Numbers], rows: Numbers, asked: dict[str, Numbers], places: Numbers
) -> npt.NDArray[np.bool_]:
    age, level = people["age"][rows], people["level"][rows]
    sex = asked["sex"][places]
    met: npt.NDArray[np.bool_] = (
        (age >= asked["age_low"][places])
        & (age <= asked["age_high"][places])
        & ((sex == 0) | (sex == people["sex"][rows]))
        & (level >= asked["level"][places])
    )
    return met


def _second(
    people: dict[str, Numbers], rows: Numbers, asked: dict[str, Numbers], places: Numbers
) -> npt.NDArray[np.float64]:
    enough = asked["middle"][places] >= people["wage"][rows]
    away = asked["county"][places] != people["county"][rows]
    bed = ~away | (asked["bed"][places] == 1)
    worth: npt.NDArray[np.float64] = enough * _WAGE_WORTH + bed * _BED_WORTH
    return worth
