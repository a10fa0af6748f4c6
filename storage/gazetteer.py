"""Places of China: codes, names, and what place a text means.

Codes are GB/T 2260 adcodes of six digits (``530000`` province, ``530300`` prefecture, ``530326``
county) and, for the towns that are known, GB/T 10114 codes of nine. Pure: the list comes with the
package, no database is asked.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz import fuzz, process

from storage import towns
from storage.place_names import ABROAD, MUNICIPALITIES, Level, PlaceNames, Unit, trimmed
from storage.place_text import PlaceMatch, PlaceReader
from storage.readings import toneless
from storage.towns import Town

__all__ = [
    "ABROAD",
    "Gazetteer",
    "Level",
    "PlaceMatch",
    "Relation",
    "Suggestion",
    "Town",
    "trimmed",
]

_CODE = re.compile(r"\d{6}(?:\d{3})?(?:\d{3})?")
_MIN_SCORE = 72.0


class Relation(StrEnum):
    """How far another place is from home, in administrative steps."""

    SAME_COUNTY = "same_county"
    SAME_PREFECTURE = "same_prefecture"
    SAME_PROVINCE = "same_province"
    OTHER_PROVINCE = "other_province"
    ABROAD = "abroad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place somebody may have meant; ``score`` is 0 to 100."""

    code: str
    name: str
    score: float


class Gazetteer:
    """Answers questions about places; every answer is a function of the vendored list alone."""

    def __init__(self, names: PlaceNames) -> None:
        self._names = names
        self._reader = PlaceReader(names)

    @classmethod
    def load(cls) -> Gazetteer:
        """Return the gazetteer of the package; indexes are built when they are first needed."""
        return cls(PlaceNames())

    # -- codes -----------------------------------------------------------------------------

    def exists(self, code: str) -> bool:
        """Tell whether ``code`` is a province, prefecture, county or town, or ``ABROAD``."""
        return self._names.unit(code) is not None

    def current(self, code: str) -> str:
        """Return today's code of a county whose code was given up, any other code unchanged.

        Rosters and people's own lists keep the codes of before a county became a district or city.
        """
        return self._names.former_codes.get(code, code)

    def name(self, code: str) -> str:
        """Return the official name (会泽县); raises KeyError for an unknown code."""
        return self._unit(code).name

    def short_name(self, code: str) -> str:
        """Return the name people say (会泽); raises KeyError for an unknown code."""
        return self._unit(code).short

    def full_name(self, code: str) -> str:
        """Return the name from the province down (云南省曲靖市会泽县).

        Raises KeyError for an unknown code.
        """
        return "".join(self._unit(each).name for each in reversed(self.chain(code)))

    def level(self, code: str) -> Level:
        """Return what kind of unit ``code`` is; raises KeyError for an unknown code."""
        return self._unit(code).level

    def chain(self, code: str) -> tuple[str, ...]:
        """Return ``code`` and the units above it, smallest first.

        Raises KeyError for an unknown code.
        """
        found = [code]
        while above := self._unit(found[-1]).parent:
            found.append(above)
        return tuple(found)

    def province_of(self, code: str) -> str | None:
        """Return the province of ``code``, or None abroad; raises KeyError when unknown."""
        return self._of_level(code, Level.PROVINCE)

    def prefecture_of(self, code: str) -> str | None:
        """Return the prefecture of ``code``.

        None for a province, for a district of a municipality and for a county directly under its
        province. Raises KeyError for an unknown code.
        """
        return self._of_level(code, Level.PREFECTURE)

    def county_of(self, code: str) -> str | None:
        """Return the county of a county or town, else None; raises KeyError when unknown."""
        return self._of_level(code, Level.COUNTY)

    def children(self, code: str) -> tuple[str, ...]:
        """Return the codes directly below ``code`` in order; ``""`` gives the provinces."""
        return self._names.below(code)

    def towns(self, code: str) -> tuple[Town, ...]:
        """Return the towns directly below a county or a prefecture without counties."""
        return towns.towns_of(code).towns

    def contains(self, outer: str, code: str) -> bool:
        """Tell whether ``code`` is ``outer`` or lies in it (``000000`` is the whole country)."""
        return code.startswith(trimmed(outer))

    def relation(self, home: str, other: str | None) -> Relation:
        """Return how far ``other`` is from ``home``.

        When ``other`` is a larger unit that holds ``home`` (a posting "in Yunnan"), the answer is
        that unit: nearer cannot be claimed. A municipality counts as one prefecture.
        """
        if other == ABROAD:
            return Relation.ABROAD
        if other is None or not self.exists(other) or not self.exists(home) or home == ABROAD:
            return Relation.UNKNOWN
        if self.province_of(home) != self.province_of(other):
            return Relation.OTHER_PROVINCE
        here, there = self.county_of(home), self.county_of(other)
        if here is not None and here == there:
            return Relation.SAME_COUNTY
        if self._city_of(home) is not None and self._city_of(home) == self._city_of(other):
            return Relation.SAME_PREFECTURE
        return Relation.SAME_PROVINCE

    def _city_of(self, code: str) -> str | None:
        province = self.province_of(code)
        return province if province in MUNICIPALITIES else self.prefecture_of(code)

    def _of_level(self, code: str, level: Level) -> str | None:
        return next((each for each in self.chain(code) if self._unit(each).level is level), None)

    def _unit(self, code: str) -> Unit:
        unit = self._names.unit(code)
        if unit is None:
            raise KeyError(f"unknown place code {code!r}")
        return unit

    # -- texts -----------------------------------------------------------------------------

    def resolve(self, text: str, home: str | None = None) -> PlaceMatch | None:
        """Return the place that a cell, an address or a code means.

        Reads 广东省/广州市, 东莞长安, 苏州市/常熟, 宁夏/银川市, 上海市/不限, names that are no
        longer in use (闸北区, 江津市), 本县 and 县内 with ``home`` (a county code), a bare adcode.
        A name that several places share is the one of ``home``'s prefecture or province, otherwise
        None: a place is never guessed. A cell that lists several places gives the first.
        """
        stripped = text.strip()
        if _CODE.fullmatch(stripped):
            return self._by_code(text, stripped)
        return self._reader.cell(text, home)

    def find_in(self, sentence: str, home: str | None = None) -> list[PlaceMatch]:
        """Return the places named in a sentence, in its order, without overlap.

        Everyday words that are place names too (和平, 长安, 资源) count only after the name of a
        larger place; the short name of a county counts at the start of a phrase, after a word of
        going or staying, or when it is ``home``.
        """
        return self._reader.sentence(sentence, home)

    @property
    def begin(self) -> frozenset[str]:
        """Return the first two characters of all names.

        In a sentence that holds none of them, none of ``towns_begin``, and matches none of
        ``home_words``, ``find_in`` finds nothing; whoever looks for other words as well can tell
        that beforehand. Full-width letters and digits must have been folded.
        """
        return self._reader.begin

    def towns_begin(self, home: str) -> AbstractSet[str]:
        """Return the first two characters by which the towns of a county are named in sentences."""
        return towns.towns_of(home[:6]).heads.keys()

    @property
    def home_words(self) -> tuple[str, ...]:
        """Return regular expressions of the words that mean home (本县, 当地, 省内)."""
        return self._reader.home_words

    def named(self, name: str) -> tuple[str, ...]:
        """Return the codes of all counties and larger places that are called ``name``, or nothing.

        For words that grammar shows to be a place (宝安 in 宝安附近). Names that every town has a
        place for (城东, 郊区) give nothing.
        """
        return self._reader.named(name)

    def town_in(self, county: str, text: str) -> Town | None:
        """Return the town of ``county`` named by ``text`` (者海, 会泽县者海镇), or None."""
        code = self._reader.town(text, county)
        return None if code is None else towns.town(code)

    def suggest(self, text: str, home: str | None = None, limit: int = 5) -> list[Suggestion]:
        """Return places with a name like ``text``, the likeliest first; for "did you mean".

        Looks at characters and at sound (会择县 is 会泽县, 昆名 is 昆明). Places of ``home``'s
        province win a tie.
        """
        typed = text.strip()
        if len(typed) < 2:
            return []
        sound = _sound(typed)
        forms = [form for form in self._sounds if abs(len(form) - len(typed)) <= 2]
        sounds = {form: self._sounds[form] for form in forms}
        near = process.extract(sound, sounds, scorer=fuzz.ratio, score_cutoff=_MIN_SCORE, limit=60)
        best: dict[str, float] = {}
        for _, sounding, form in near:
            score = (sounding + fuzz.ratio(typed, form)) / 2
            if not set(typed) & set(form) and sounding < 100:
                continue
            for code in self._names.forms[form]:
                if code == ABROAD:
                    continue
                bonus = 3 if home and code.startswith(home[:2]) else 0
                best[code] = max(best.get(code, 0), min(100.0, score + bonus))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [
            Suggestion(code, self.name(code), round(score, 1)) for code, score in ranked[:limit]
        ]

    @cached_property
    def _sounds(self) -> dict[str, str]:
        towns = self._names.known_alone
        return {form: _sound(form) for form in self._names.forms if form not in towns}

    def _by_code(self, text: str, code: str) -> PlaceMatch | None:
        place = next((each for each in (code, code[:9], code[:6]) if self.exists(each)), None)
        if place is None:
            return None
        unit, town = self._unit(place), None
        if unit.level is Level.TOWN:
            unit, town = self._unit(unit.parent), place
        start = text.index(code)
        return PlaceMatch(
            unit.code, unit.name, unit.level, code, start, start + len(code), True, town
        )


def _sound(text: str) -> str:
    return " ".join(toneless(text))
