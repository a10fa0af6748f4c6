"""Occupations of the invented labour market, and the shapes of real postings where they are there.

``data/matching_words.toml`` holds the wordings; those under ``held`` are kept out of the dictionary
of ``matching``. The shapes (value → count) come from counts over real postings, which are not part
of this project: ``SHAPES`` says where they are looked for; without the file a short
list of our own stands in, and ``shapes`` says so.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

SHAPES = Path(__file__).parents[2] / "shared" / "data" / "posting_shapes.json"
_WORDS = Path(__file__).parent / "data" / "matching_words.toml"
_STAND_IN: dict[str, dict[str, int]] = {
    "sex": {"不限": 84, "女": 9, "男": 7},
    "age": {"": 64, "18-30": 3, "18-35": 3, "18-45": 4, "18-50": 6, "20-45": 4, "18-55": 6},
    "headcount": {"1": 11, "2": 12, "3": 5, "5": 24, "10": 17, "20": 10, "50": 2, "0": 9},
    "education": {"不限": 60, "初中": 22, "高中": 14, "大专": 4},
    "title": {},
    "board": {"提供住宿": 113, "包吃住": 71, "提供食宿": 52, "提供工作餐": 30},
    "shift": {"双休": 246, "单休": 56, "月休#天": 37, "夜班": 21, "长白班": 21, "两班倒": 11},
}


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation as the generator knows it; see the head of the data file."""

    key: str
    group: str
    family: str
    trade: str
    skill: int
    demand: int
    share: int
    request: bool
    public: bool
    licence: str
    titles: tuple[str, ...]
    names: tuple[str, ...]
    acts: tuple[str, ...]
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Counts of values of the fields of real postings; ``real`` is False for the stand-in."""

    real: bool
    _counts: Mapping[str, Mapping[str, int]] = field(repr=False)

    def draw(self, random: Random, name: str) -> str:
        """Return a value of a field, as often as it was counted."""
        counts = self._counts[name]
        return random.choices(list(counts), list(counts.values()))[0]

    def count(self, name: str, value: str) -> int:
        """Return how often a value of a field was counted."""
        return self._counts[name].get(value, 0)


def shapes() -> Shapes:
    """Return the counts of the file beside the checkout, or the stand-in."""
    if SHAPES.exists():
        return Shapes(True, json.loads(SHAPES.read_text("utf-8")))
    return Shapes(False, _STAND_IN)


def occupations() -> dict[str, Occupation]:
    """Return all occupations by key, in the order of the file."""
    rows = tomllib.loads(_WORDS.read_text("utf-8"))
    return {key: _occupation(key, row) for key, row in rows.items()}


def _occupation(key: str, row: Mapping[str, Any]) -> Occupation:
    titles, names, acts, held = (
        tuple(str(row[name]).split()) for name in ("titles", "names", "acts", "held")
    )
    return Occupation(
        key=key,
        group=row["group"],
        family=row.get("family", ""),
        trade=row.get("trade", ""),
        skill=row["skill"],
        demand=row.get("demand", 1),
        share=row["share"],
        request=row.get("request", False),
        public=row.get("public", False),
        licence=row.get("licence", ""),
        titles=titles,
        names=names,
        acts=acts,
        held=held,
    )
