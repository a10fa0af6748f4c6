"""Licences a work needs and a person holds: reading them, and which one covers which.

Pure. Driving classes follow the 机动车驾驶证申领和使用规定: a higher class may drive what the lower
ones may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from matching.phrases import phrases
from matching.text import clean, sentences

_COVERS = {
    "A1": ("A3", "B1", "B2", "C1", "C2", "C3"),
    "A2": ("B1", "B2", "C1", "C2", "C3"),
    "A3": ("C1", "C2", "C3"),
    "B1": ("C1", "C2", "C3"),
    "B2": ("C1", "C2", "C3"),
    "C1": ("C2", "C3"),
    "electrician": ("special_work",),
    "welder": ("special_work",),
    "heights": ("special_work",),
    "forklift": ("special_work",),
    "crane": ("special_work",),
}
_CLASSES = re.compile(r"(?<![A-Z0-9])(A1|A2|A3|B1|B2|C1|C2)(?![A-Z0-9])")
_LETTER = re.compile(r"(?<![A-Z0-9/])([ABC])(?:类|级|型)?(?:驾)?(?:照(?!片)|本(?!科)|证)")
_USUAL = {"A": "A1", "B": "B2", "C": "C1"}
_ANY_CLASS = re.compile(r"驾驶证|驾照|驾驶执照|驾驶本|(?<!叉)(?<!铲)车本(?!田)")
_TRADES = phrases("licence_named")
_SAYS = phrases("licence")
_NAMES = {
    "forklift": "叉车证",
    "electrician": "电工证",
    "welder": "焊工证",
    "heights": "登高证",
    "crane": "起重机证",
    "excavator": "挖掘机证",
    "guard": "保安员证",
    "fire_control": "消防证",
    "baby_nurse": "育婴证",
    "carer": "护理员证",
    "nurse": "医护资格证",
    "cook": "厨师证",
    "accountant": "会计证",
    "teacher": "教师资格证",
    "safety_officer": "安全员证",
    "beautician": "美容美发证",
    "road_freight": "运输从业资格证",
    "special_work": "特种作业证",
}


def read_licences(text: str) -> frozenset[str]:
    """Return the keys of all licences named in a cleaned piece of text."""
    found = {match[1] for match in _CLASSES.finditer(text)}
    found |= {_USUAL[match[1]] for match in _LETTER.finditer(text)}
    if not found and _ANY_CLASS.search(text):
        found.add("C1")
    found.update(key for key, pattern in _TRADES.items() if pattern.search(text))
    return frozenset(found)


def required_in(text: str) -> frozenset[str]:
    """Return what a posting's cleaned text demands; what is only preferred does not count."""
    found: set[str] = set()
    for sentence in sentences(text):
        if not _SAYS["not_required"].search(sentence):
            found |= read_licences(sentence)
    return frozenset(found)


def held_in(text: str) -> frozenset[str]:
    """Return what a person's cleaned text says they hold ("没有驾照" holds nothing)."""
    found: set[str] = set()
    for sentence in sentences(text):
        if not _SAYS["not_held"].search(sentence):
            found |= read_licences(sentence)
    return frozenset(found)


def canonical(names: Iterable[str]) -> frozenset[str]:
    """Return the keys of licences listed by name; an unknown name stays as it is, cleaned.

    A health certificate (健康证) is left out: anybody gets one in a day.
    """
    found: set[str] = set()
    for name in names:
        text = clean(name)
        if not text or "健康证" in text or "身份证" in text:
            continue
        known = read_licences(text) or read_licences(text + "证")
        known |= {key for key in _NAMES if key.upper() == text}
        found |= known or {text}
    return frozenset(found)


def with_covered(held: Iterable[str]) -> frozenset[str]:
    """Return the licences held together with those they include (B2 includes C1)."""
    found = set(held)
    for licence in tuple(found):
        found.update(_COVERS.get(licence, ()))
    return frozenset(found)


def licence_name(key: str) -> str:
    """Return the Chinese name of a licence."""
    return _NAMES.get(key, f"{key}驾照" if key[:1] in "ABC" and len(key) == 2 else key)
