"""The class of licence that what somebody drives in a posting takes: 开搅拌车, 19座中巴. Pure.

Data: ``data/vehicles.toml``. For postings that state no class: nobody may drive without one
(道路交通安全法 article 19), whatever a posting leaves out. A vehicle that others drive, that goes
by or that is washed, loaded or repaired asks nothing.
"""

from __future__ import annotations

import re

from matching.reading.phrases import phrases

_CLASSES = phrases("vehicles", "vehicles")
_SAYS = phrases("driving", "vehicles")
_ANY = "|".join(f"(?P<{key}>{pattern.pattern})" for key, pattern in _CLASSES.items())
_DRIVEN = re.compile(f"(?:{_SAYS['drives'].pattern})(?:{_ANY})")
_TITLED = re.compile(f"(?:{_ANY})(?={_SAYS['title_driver'].pattern})")
_SMALL = "C1"


def class_driven(title: str, text: str) -> str | None:
    """Return the class that a posting's cleaned text says somebody drives there, None for none.

    Where several are driven it is the highest that the list of classes has first.
    """
    if not _SAYS["may_drive"].search(text) or leaves_driving_to_others(title):
        return None
    found = {each.lastgroup or "" for each in _TITLED.finditer(title)}
    for each in _DRIVEN.finditer(text):
        before = text[: each.start()].rpartition("。")[2]
        others = _SAYS["not_oneself"].search(before) and not _SAYS["in_turn"].search(before)
        if others or _SAYS["no_must"].match(text[each.end() :]):
            continue
        found.add(each.lastgroup or "")
    first = next((key for key in _CLASSES if key in found), None)
    if first not in (None, _SMALL):
        return first
    if _SAYS["three_wheels"].search(text):
        return None
    told = first or _SAYS["says_drives"].search(text) or _SAYS["by_hand_driven"].search(text)
    return _SMALL if told else None


def leaves_driving_to_others(title: str) -> bool:
    """Tell whether a cleaned title is of somebody about vehicles who drives none (站务员)."""
    return _SAYS["not_a_driver"].search(title) is not None and not _SAYS["driver"].search(title)


def shifts_by_itself(text: str) -> bool:
    """Tell whether a posting's cleaned text speaks of cars that shift by themselves and no other.

    C2 is for those cars alone (机动车驾驶证申领和使用规定, annex 1).
    """
    return bool(_SAYS["self_changing"].search(text)) and not _SAYS["by_hand"].search(text)
