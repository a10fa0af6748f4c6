"""When a posting may ask for one sex; the rules are data (``lawful_sex.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jobs_feed.normalise.text import with_arabic_figures
from jobs_feed.screening.one_sex import (
    is_too_heavy_for_women,
    is_underground,
    sex_of_bodies,
    sex_of_rooms,
)
from labourers.tables import Sex

_LOAD = re.compile(r"(?<!\d)(\d{2,3})(?:\s*-\s*\d{2,3})?\s*(公斤|kg|KG|千克|斤)")
_NAMED = re.compile(r"\{([a-z]+)\}")
_CARRIES = re.compile(
    r"搬|扛|抬|装卸|负重|卸货|装车|卸车|码垛|肩[挑背]|挑(?:夫|担|运|上山)|背(?:夫|运)|驮"
)


_CASES: Mapping[str, Callable[[str], Sex | None]] = {
    "mine": lambda text: Sex.MALE if is_underground(text) else None,
    "loads": lambda text: Sex.MALE if is_too_heavy_for_women(text) else None,
    "rooms": lambda text: sex_of_rooms(text) or sex_of_bodies(text),
}


@dataclass(frozen=True, slots=True)
class LawfulSexRule:
    """One lawful ground: the sex that may be asked for and how its case is recognised.

    ``case`` is one of those that the law or decency leaves to that sex anyway (``one_sex``).
    """

    sex: Sex
    ground: str
    pattern: re.Pattern[str]
    load_above_kg: int | None
    case: str | None = None


@cache
def lawful_sex_rules() -> tuple[LawfulSexRule, ...]:
    """Return the rules of the package."""
    text = files("jobs_feed.screening").joinpath("lawful_sex.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    named: dict[str, str] = data["words"]
    return tuple(
        LawfulSexRule(
            Sex(rule["sex"]),
            rule["ground"],
            re.compile(_NAMED.sub(lambda found: named[found[1]], "|".join(rule["words"]))),
            rule.get("load_above_kg"),
            rule.get("case"),
        )
        for rule in data["rule"]
    )


def lawful_ground(sex: Sex, text: str) -> str | None:
    """Return the ground on which a posting with this canonical text may ask for ``sex``, if any."""
    for rule in lawful_sex_rules():
        if rule.sex is sex and (
            rule.pattern.search(text) or _too_heavy(rule, text) or _is_left_to(rule, text)
        ):
            return rule.ground
    return None


def _is_left_to(rule: LawfulSexRule, text: str) -> bool:
    return rule.case is not None and _CASES[rule.case](text) is rule.sex


def _too_heavy(rule: LawfulSexRule, text: str) -> bool:
    if rule.load_above_kg is None or not _CARRIES.search(text):
        return False
    plain = with_arabic_figures(text)
    loads = (int(n) / (2 if unit == "斤" else 1) for n, unit in _LOAD.findall(plain))
    return any(load > rule.load_above_kg for load in loads)
