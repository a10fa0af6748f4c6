"""The vendored list of places: codes, names, and every form in which people write them.

Codes are GB/T 2260 adcodes of six digits (province ``530000``, prefecture ``530300``, county
``530326``) and GB/T 10114 town codes of nine. ``data/README.md`` tells where the list comes from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib import resources

from storage import towns

#: Outside China; no GB/T 2260 code begins with 99.
ABROAD = "990000"
MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})


class Level(StrEnum):
    """What kind of administrative unit a code names."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWN = "town"
    ABROAD = "abroad"


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit; ``short`` is its name without 省, 市, 县, 彝族自治州…."""

    code: str
    name: str
    short: str
    level: Level
    parent: str


def trimmed(code: str) -> str:
    """Return the digits that every code inside ``code`` begins with (``530300`` gives ``5303``)."""
    while len(code) <= 6 and code.endswith("00"):
        code = code[:-2]
    return code


class PlaceNames:
    """All units by code and by written form; built from the package data when first asked.

    ``forms`` maps a written form (at least two characters) to the codes it may mean, highest
    level first. ``ordinary`` holds forms that are everyday words as well. ``units`` are those above
    the towns, which ``storage.towns`` reads county by county.
    """

    def __init__(self) -> None:
        self.units: dict[str, Unit] = {}
        for code, name, level, short in _rows("places.tsv"):
            self.units[code] = Unit(code, name, short, Level(level), "")
        for code, unit in list(self.units.items()):
            self.units[code] = Unit(code, unit.name, unit.short, unit.level, self._above(code))
        self.units[ABROAD] = Unit(ABROAD, "境外", "境外", Level.ABROAD, "")

    def _above(self, code: str) -> str:
        above = (f"{code[:4]}00", f"{code[:2]}0000")
        return next((parent for parent in above if parent != code and parent in self.units), "")

    def unit(self, code: str) -> Unit | None:
        """Return the unit of a code, that of a town too; None for a code that is unknown."""
        found = self.units.get(code)
        if found is None and (town := towns.town(code)) is not None:
            found = Unit(code, town.name, town.short, Level.TOWN, towns.parent_of(code))
        return found

    def below(self, code: str) -> tuple[str, ...]:
        """Return the codes directly below a code, in order; ``""`` gives the provinces."""
        return self._children.get(code) or tuple(each.code for each in towns.towns_of(code).towns)

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        """Map a code to the codes directly below it that are no towns."""
        below: defaultdict[str, list[str]] = defaultdict(list)
        for code, unit in self.units.items():
            if code != ABROAD:
                below[unit.parent].append(code)
        return {parent: tuple(sorted(codes)) for parent, codes in below.items()}

    @cached_property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """Map every written form of a place above the towns to the codes it may mean.

        Towns that everybody knows without their city (虎门) are there as well.
        """
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for code, unit in sorted(self.units.items(), key=lambda item: _RANK[item[1].level]):
            for form in _forms(unit):
                found[form][code] = None
        for alias, code, _kind in _rows("aliases.tsv"):
            found[alias][code] = None
        for form, code in self.known_alone.items():
            found[form][code] = None
        return {form: tuple(codes) for form, codes in found.items()}

    @cached_property
    def lengths(self) -> Mapping[str, tuple[int, ...]]:
        """Map the first two characters of the forms to the lengths that occur, longest first."""
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for form in self.forms:
            lengths[form[:2]].add(len(form))
        return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}

    @cached_property
    def begin(self) -> frozenset[str]:
        """The first two characters of all forms; those of a county's towns are its own."""
        return frozenset(self.lengths)

    @cached_property
    def former(self) -> frozenset[str]:
        """Names that are no longer the official ones (闸北区, 开县)."""
        return frozenset(alias for alias, _code, kind in _rows("aliases.tsv") if kind == "former")

    @cached_property
    def known_alone(self) -> Mapping[str, str]:
        """Map the forms of towns that people name without their city to their codes.

        The code of a town whose city's towns are known is its own, of all others their county's.
        """
        found: dict[str, str] = {}
        for name, code, kind in _rows("aliases.tsv"):
            if kind == "town":
                bare = name[-1] not in "镇乡道"
                forms = (name, f"{name}镇", f"{name}街道") if bare else (name,)
                found |= dict.fromkeys(forms, code)
        return found

    @cached_property
    def former_codes(self) -> Mapping[str, str]:
        """Map county codes that were given up to today's (530328 沾益县 to 530303 沾益区)."""
        return {old: code for old, code, _name in _rows("former_codes.tsv")}

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Forms that are also everyday words."""
        lines = _text("ordinary_words.txt").splitlines()
        return frozenset(
            word for line in lines if not line.startswith("#") for word in line.split()
        )


_RANK = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2, Level.TOWN: 3, Level.ABROAD: 4}
_AUTONOMOUS = re.compile(r"自治([州县旗])$")


def _forms(unit: Unit) -> Iterator[str]:
    yield unit.name
    yield unit.short
    autonomous = _AUTONOMOUS.search(unit.name)
    if autonomous:
        yield unit.short + autonomous[1]


def _rows(name: str) -> Iterator[list[str]]:
    lines = iter(_text(name).splitlines())
    next(lines)
    for line in lines:
        yield line.split("\t")


def _text(name: str) -> str:
    return resources.files("storage").joinpath("data", name).read_text("utf-8")
