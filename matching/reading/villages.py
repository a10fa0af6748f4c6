"""Villages, told apart by their names: what a name amounts to, and who is of which. Pure.

Nobody keeps codes of villages that a posting and a roster share, so names are compared: 五星村,
五星村委会, 迤那镇五星村三组 and 五星社区 are one within a town, whatever unit was written behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from matching.reading.phrases import phrases
from matching.reading.text import clean

SITE = "安置点"
"""The key of whichever site people were resettled to, where its name was not told."""
_SAYS = phrases("names", "villages")
_LONGEST, _ENDS = 8, 2
_MEMO_SIZE = 1 << 12


class Bond(IntEnum):
    """What a posting asks somebody to have to do with a village."""

    OF = 0
    """To be of it in any way: 本村的, 五星村村民."""
    REGISTERED = 1
    LIVING = 2


@dataclass(frozen=True, slots=True)
class VillageAsk:
    """The villages whose people alone a posting wants, by their keys, and in what way."""

    bond: Bond
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VillagesTold:
    """What somebody tells of their villages, by keys.

    ``registered`` is where the household is, ``living`` where they live, ``of`` where they say that
    they are from; ``town`` is the code of another town of the county that the household is in.
    ``elsewhere`` says that the household is not where the roster has it, and not told where.
    """

    registered: tuple[str, ...] = ()
    living: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    town: str = ""
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Villages:
    """The villages of a person by their keys: of the household, and all others they are of."""

    registered: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, listed_at: str, home: str, told: VillagesTold) -> Villages:
        """Return those of whom the roster has in the town ``home``: ``listed_at`` ("镇/村").

        What somebody tells of the household goes before the roster, which knows where they live;
        the name of their town tells no village.
        """
        town, _, cell = listed_at.partition("/")
        listed = village_keys(cell)
        registered = tuple(each for each in told.registered if not town.startswith(each))
        if not registered and not told.elsewhere and told.town in ("", home):
            registered = listed or told.of
        others = dict.fromkeys((*listed, *told.living, *told.of))
        return cls(registered, tuple(others))

    def meet(self, ask: VillageAsk) -> bool:
        """Tell whether they are of one of the villages asked for; nobody is of an unknown one."""
        if ask.bond is Bond.REGISTERED:
            theirs = self.registered
        else:
            theirs = self.others if ask.bond is Bond.LIVING else (*self.registered, *self.others)
        return any(name in ask.names for name in theirs)

    def among(self, names: frozenset[str]) -> Villages:
        """Return these with no other names than those that some posting asks for."""
        return Villages(
            tuple(each for each in self.registered if each in names),
            tuple(each for each in self.others if each in names),
        )


NO_VILLAGE = Villages()
"""Of somebody whose village nobody knows."""
NOTHING_TOLD = VillagesTold()


@lru_cache(maxsize=_MEMO_SIZE)
def village_keys(cell: str) -> tuple[str, ...]:
    """Return the keys of the village that a cell names, and of a hamlet it names within it.

    "迤那镇五星村杨家湾组" gives 五星 and 杨家湾, "本村" and an empty cell give none.
    """
    found: list[str] = []
    for name in _SAYS["apart"].split(clean(cell).replace(" ", "")):
        bare = without_town(_SAYS["first"].sub("", name))
        unit = _SAYS["with_unit"].match(bare)
        if unit is None:
            found.append(_key(_SAYS["group"].sub("", bare)))
            continue
        hamlet = _SAYS["hamlet"].fullmatch(unit["rest"])
        parts = hamlet.groups() if hamlet else ()
        found += [_whole(_key(unit["stem"])), *(_key(each) for each in parts if each)]
    return tuple(dict.fromkeys(filter(None, found)))


def keys_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of several names, each once."""
    return tuple(dict.fromkeys(key for name in names for key in village_keys(name)))


def without_town(name: str) -> str:
    """Return a name without the county and town before it (威宁县迤那镇五星村 → 五星村)."""
    before = _SAYS["above"].match(name)
    return name[before.end() :] if before and len(name) > before.end() else name


def _key(name: str) -> str:
    """Return a name without what tells a site; empty for what names no village (本, 外, 农)."""
    stem = name
    for _ in range(_ENDS):
        stem = _SAYS["site_end"].sub("", stem)
    if len(stem) > _LONGEST or _SAYS["nameless"].fullmatch(stem) or _SAYS["number"].fullmatch(stem):
        return ""
    return stem


def _whole(stem: str) -> str:
    """Return a name with its unit where it is none without (李村, 新村)."""
    return f"{stem}村" if len(stem) == 1 else stem
