"""The town of a roster's row: known by name or by sound, kept as written, or doubted. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from labourers.problems import CellProblem
from labourers.roster_values import read_text
from storage.gazetteer import Gazetteer, Town
from storage.readings import toneless

_UNIT = r"(?:镇|(?:民族)?乡|街道|苏木|[农林牧]场)"
_TOWN = re.compile(rf"[^省市县旗州\s]{{1,12}}{_UNIT}")
_STEM = re.compile(rf"{_UNIT}$")
_SHOWN = 3
_ALIKE = 60
"""Per cent of characters, or of the letters that they are read by."""


def read_town(text: str, county: str, gazetteer: Gazetteer) -> Town | str | None:
    """Return the town of ``county`` that a cell names, or the words for one it does not have.

    Raises CellProblem for words that are no name of a town in a county whose towns are known.
    """
    words = read_text(text, 64)
    if words is None:
        return None
    towns = gazetteer.towns(county)
    town = gazetteer.town_in(county, words) or _sounding(words, towns)
    if town is not None:
        return town
    if not towns or _TOWN.fullmatch(words):
        return words
    problem = f"{gazetteer.name(county)}没有这个乡镇"
    raise CellProblem(problem, f"{_hint(words, towns)}请按现在的乡镇名称填写。")


def doubt_of(words: str, county: str, gazetteer: Gazetteer) -> CellProblem | None:
    """Return what to tell the office of a town kept as written that the county's list has not.

    It may be misspelt; it may as well be new, or merged into another and still an address.
    """
    towns = gazetteer.towns(county)
    if not towns:
        return None
    hint = _hint(words, towns) or "名单里也没有读音、写法相近的乡镇。"
    return CellProblem(
        f"{gazetteer.name(county)}的乡镇名单里没有这个名称，先按填的收下了",
        f"{hint}写错了请改正后重新导入；确是新设或已撤并的乡镇，就不用改。",
    )


def _sounding(words: str, towns: Sequence[Town]) -> Town | None:
    """Return the only town that sounds like what was written (西岐乡 for 西歧乡), or None."""
    sound = toneless(words)
    alike = [town for town in towns if town.name[-1] == words[-1] and toneless(town.name) == sound]
    return alike[0] if len(alike) == 1 else None


def _hint(words: str, towns: Sequence[Town]) -> str:
    """Return the question whether a town was meant that looks or sounds alike, if there is one."""
    scores = sorted(((_likeness(words, town.name), town.name) for town in towns), reverse=True)
    near = [name for score, name in scores[:_SHOWN] if score >= _ALIKE]
    return f"是不是“{'”“'.join(near)}”？" if near else ""


def _likeness(words: str, name: str) -> float:
    """Return in per cent how much two names look or sound alike, whatever unit they end in."""
    said, known = _STEM.sub("", words), _STEM.sub("", name)
    return max(fuzz.ratio(said, known), fuzz.ratio(_read(said), _read(known)))


def _read(words: str) -> str:
    return "".join(toneless(words))
