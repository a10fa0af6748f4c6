"""What somebody's text tells of their papers: which they hold and which they do not.

Pure. A text is read clause by clause. A clause that names papers says of them that they are held,
unless it says otherwise: an examination not passed or yet to come (还没考过, 报名了, 等发证), a
wish (想考), a paper of somebody else's (我弟弟的), lost, revoked, handed over or false. A clause
that names none and says only that ("还没过", "补回来了") speaks of the papers named just before.
Who was put down to a lower class (降成C1) drives that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from matching.reading.licences import (
    DRIVING,
    HINTS,
    classes_in,
    names_any_class,
    of_trades,
    read_licences,
)
from matching.reading.phrases import phrases

_SAYS = phrases("papers_told", "papers_told")

_SELF_CHANGING = re.compile("^(?!.*手动).*自动[挡档]", re.DOTALL)


class Told(NamedTuple):
    """The papers that somebody says they hold, and those they say they do not hold."""

    held: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()


def held_in(text: str) -> frozenset[str]:
    """Return what a person's cleaned text says they hold ("没有驾照" holds nothing).

    Until when is another matter (``matching.reading.validity``): what has expired was held.
    """
    return told_in(text).held


def told_in(text: str) -> Told:
    """Return what a person's cleaned text says of papers held and not held."""
    if not HINTS.search(text) or _SAYS["all_taken"].search(text):
        return Told()
    text = _SAYS["no_other"].sub("", text)
    lowered = _SAYS["lowered"].search(text) if _SAYS["takes_down"].search(text) else None
    says_class = bool(classes_in(text))
    state: dict[str, bool] = {}
    focus: frozenset[str] = frozenset()
    kin = False
    for clause in clauses(text):
        named = _named(clause, says_class=says_class)
        of_kin, kin = (
            kin and not _SAYS["ones_own"].search(clause),
            _goes_on_of_kin(clause),
        )
        if named and of_kin and clause.startswith(("有", "考", "他", "她", "持", "拿")):
            continue
        if named:
            focus = named
            state.update(_told_of(clause, named, says_class=says_class))
            continue
        focus = of_trades(clause) or focus
        says = _says_alone(clause) if focus else None
        if (
            says is None
            and _SAYS["bare_paper"].search(clause)
            and not _SAYS["other_things"].search(clause)
        ):
            says = _heard(clause) is not False and not _SAYS["ended"].search(clause)
        if says is not None:
            # That a paper is held which has no name is believed where the clause speaks of one.
            known = focus if not says or _SAYS["of_paper"].search(clause) else focus & set(state)
            state.update(dict.fromkeys(known, says))
    if "C1" in state and not says_class and _SELF_CHANGING.search(text):
        state["C2"] = state.pop("C1")
    drives = state.pop(_ANY_CLASS, True)
    held = {key for key, is_held in state.items() if is_held}
    if lowered is not None:
        held = (held - DRIVING) | {lowered[1]} | _regained(text[lowered.end() :], held)
    elif not drives or lost_driving(text):
        held -= DRIVING
    return Told(frozenset(held), frozenset(state) - held)


def _regained(after: str, held: set[str]) -> set[str]:
    """Return the classes that a text says were got again after a lower one."""
    return {
        key for key in classes_in(after) & DRIVING if key in held and _SAYS["for"].search(after)
    }


def lost_driving(text: str) -> bool:
    """Tell whether a person's cleaned text says that they may not drive now (扣满12分, 吊销)."""
    lost = _SAYS["may_not_drive"].search(text)
    if lost is not None:
        own = (each for each in _SAYS["clause"].split(text) if not _is_of_another(each))
        lost = _SAYS["may_not_drive"].search("。".join(own))
    return lost is not None and not (
        _SAYS["drives_again"].search(text) or _SAYS["lowered"].search(text)
    )


def _goes_on_of_kin(clause: str) -> bool:
    """Tell whether a clause is of kin in such a way that "他有…" behind it is of them, too.

    Of kin who hold nothing it would say no more: there "他" is whom the text is about.
    """
    of_kin = _SAYS["drives_or_works"].search(clause) or _SAYS["of_another"].search(clause)
    return of_kin is not None and not _SAYS["against"].search(clause)


def _is_of_another(clause: str) -> bool:
    return _SAYS["of_another"].search(clause) is not None and not _SAYS["ones_own"].search(clause)


def clauses(text: str) -> Iterator[str]:
    """Give the clauses of a cleaned text, without words that a paper is still valid."""
    for clause in _SAYS["clause"].split(_SAYS["still_valid"].sub("", text)):
        if clause := clause.strip():
            yield clause


def _named(clause: str, *, says_class: bool) -> frozenset[str]:
    """Return the papers of a clause; "驾照" alone is the class that is told elsewhere."""
    found = read_licences(clause)
    if says_class and found & DRIVING and names_any_class(clause) and not classes_in(clause):
        return found - {"C1"} | {_ANY_CLASS}
    return found


def _told_of(clause: str, named: frozenset[str], *, says_class: bool) -> dict[str, bool]:
    """Return which of the papers that a clause names are held."""
    if _is_of_another(clause):
        return dict.fromkeys(named - {_ANY_CLASS}, False)
    if _SAYS["hearsay"].search(clause):
        return dict.fromkeys(named, True)
    if _SAYS["all_missing"].search(clause):
        return dict.fromkeys(named, False)
    told: dict[str, bool] = {}
    says = True
    for item in clause.split("、"):
        here = _named(item, says_class=says_class)
        if not here:
            continue
        if parts := _parted(item):
            told.update(dict.fromkeys(parts.held, True) | dict.fromkeys(parts.denied, False))
            continue
        without = {key for found in _SAYS["without"].finditer(item) for key in classes_in(found[0])}
        rest = _SAYS["without"].sub("", item) if without else item
        heard = _heard(rest)
        says = says if heard is None else heard
        told.update(dict.fromkeys(here, says if rest == item or read_licences(rest) else False))
        told.update(dict.fromkeys(without, False))
        if heard is None and not says and re.search("有|会", item):
            told.update(dict.fromkeys(here - without, True))
    return told


def _parted(item: str) -> Told | None:
    """Return what "C1准备增驾B2" and "有电工证没有焊工证" say: the first is held, the other not."""
    against = _SAYS["but_not"].search(item)
    if against is None or not against.start():
        return None
    first = read_licences(item[: against.start()])
    then = read_licences(item[against.start() :]) - first
    return Told(first, then) if first and then else None


def _heard(words: str) -> bool | None:
    """Return what words say of the papers they name: held, not held, or nothing of that."""
    plain = words.replace("无人机", "飞机")
    against = [found.start() for found in _SAYS["against"].finditer(plain)]
    rest = _SAYS["against"].sub(lambda found: "　" * len(found[0]), plain)
    speaks_for = [found.start() for found in _SAYS["for"].finditer(rest)]
    if not against:
        return True if speaks_for else None
    return bool(speaks_for) and max(speaks_for) > max(against)


def _says_alone(clause: str) -> bool | None:
    """Return what a clause without a name says of the papers named before it, or None."""
    if _SAYS["other_things"].search(clause) or len(clause) > _SHORT:
        return None
    if _SAYS["alone"].search(clause):
        return False
    return True if _SAYS["alone_for"].search(clause) else None


_ANY_CLASS = "驾照"
"""What stands for "驾照" without a class, where the class is told elsewhere."""
_SHORT = 16
"""A clause without a name that is longer speaks of something else."""
