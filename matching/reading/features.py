"""Wishes beside occupation, place and wage (no night shift, paid daily …) as bits of a mask.

Data: ``data/features.toml``. Pure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

FLEXIBLE = 1 << 10
"""The mask of ``flexible``, what somebody asks who must be at home for others: it decides where
they are best sent, too, so people are told apart by it alone."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One wish that postings may meet; ``bit`` is its place in a mask.

    ``strict``: only a posting that says so will do; otherwise silence is no lack.
    """

    key: str
    bit: int
    label: str
    wanted: str
    strict: bool
    ask: re.Pattern[str]
    aside: re.Pattern[str]
    has: re.Pattern[str]
    hints: re.Pattern[str]
    lacks: re.Pattern[str]

    @property
    def mask(self) -> int:
        """Return the mask that holds this feature alone."""
        return 1 << self.bit


@dataclass(frozen=True, slots=True)
class Offer:
    """What a posting says of the features: those it has and those it rules out, as masks.

    ``hinted`` are those of ``has`` that it does not say but most likely has; no reason tells them.
    """

    has: int = 0
    lacks: int = 0
    hinted: int = 0

    @property
    def told(self) -> int:
        """Return the mask of the features that the posting says it has."""
        return self.has & ~self.hinted


_NEVER = r"(?!)"


def _blanked(text: str, feature: Feature) -> str:
    apart = [found.span() for found in feature.aside.finditer(text)]

    def blank(found: re.Match[str]) -> str:
        kept = any(start < found.end() and found.start() < end for start, end in apart)
        return found.group() if kept else "，" * len(found.group())

    return feature.ask.sub(blank, text)


class Features:
    """All features; reads them from people's and from postings' cleaned text."""

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        self.all = tuple(
            Feature(
                key,
                row["bit"],
                row["label"],
                row["wanted"],
                row["strict"],
                *(
                    re.compile("|".join(row.get(part, ())) or _NEVER)
                    for part in ("ask", "aside", "has", "hints", "lacks")
                ),
            )
            for key, row in data.items()
        )
        self._by_key = {feature.key: feature for feature in self.all}

    @classmethod
    def load(cls) -> Features:
        """Return the features of the package; raises ValueError where ``FLEXIBLE`` is another."""
        text = (resources.files("matching") / "data" / "features.toml").read_text("utf-8")
        found = cls(tomllib.loads(text))
        if found["flexible"].mask != FLEXIBLE:
            raise ValueError(f"features.toml: flexible has bit {FLEXIBLE.bit_length() - 1}")
        return found

    def __getitem__(self, key: str) -> Feature:
        """Return the feature ``key``; raises KeyError for an unknown one."""
        return self._by_key[key]

    def asked(self, text: str) -> int:
        """Return the mask of what a person's cleaned text asks for."""
        # Most ask for nothing of the kind, whatever else they tell.
        return sum(
            feature.mask
            for feature in self.all
            if feature.ask.search(text) and feature.ask.search(feature.aside.sub("，", text))
        )

    def without_asked(self, text: str) -> str:
        """Return the text with everything that asks for a feature blanked, same length.

        What only looks like asking stays ("想带小娃娃" wishes for that work).
        """
        for feature in self.all:
            if feature.ask.search(text):
                text = _blanked(text, feature)
        return text

    def offered(self, text: str) -> Offer:
        """Return what a posting's cleaned text offers and rules out."""
        has = lacks = hinted = 0
        for feature in self.all:
            if feature.lacks.search(text):
                lacks |= feature.mask
            elif feature.has.search(text):
                has |= feature.mask
            elif feature.hints.search(text):
                has |= feature.mask
                hinted |= feature.mask
        return Offer(has, lacks, hinted)

    def of(self, mask: int) -> Iterator[Feature]:
        """Yield the features of ``mask`` in the order of the data."""
        return (feature for feature in self.all if mask & feature.mask)
