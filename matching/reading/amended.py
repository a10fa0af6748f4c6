"""What a note amends of where somebody works: the form, or what stands before it in the note. Pure.

Forms age, and notes tell what came after them: "表上填的去广东,家公中风了,改成只在县里" leaves
nothing of 广东, and "娃上高中了,可以出省了" opens what the form left out. What was said last holds,
in both directions. What others do, what may be one day and what is only liked amends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from labourers.tables import Willingness
from matching.model import LEAVES
from matching.reading.phrases import phrases
from matching.reading.place_sayings import Kind, Statement, sayings, with_signs
from storage.gazetteer import Gazetteer

_SAYS = phrases("says", "amended")
_HINT = re.compile(
    "改|换|现|如今|而今|今年|眼下|目前|这[回次下]|后来|后头|又[说讲]|为准|不算|不作数|作废|作罢|错|误|反悔|变|取消"
    "|打消|决定|最[后终]|其实|实际|了[,。;!]|了$|黄|泡汤|[填勾写]的|也|亦|都|均"
)
"""Without one of these nothing is amended."""
_PIECE = re.compile(r"[^,。;:!?\n]*[,。;:!?\n]?")
_MARKS = ",。;:!?\n"
_PLACED, _OWN, _AROUND = "Ⓟ", "Ⓗ", "Ⓠ"
_BEYOND_COUNTY, _BEYOND_PROVINCE = "ⓍⓎ", "Ⓞ"
_SIGNS = re.compile("[ⓅⒸⓍⓄⓎⓈⒺⒽⓆ]")
_NEAR = 2
"""Clauses behind a change of mind within which what is meant now is told."""

Recorded = tuple[Willingness, tuple[str, ...]]
"""A willingness, and the adcodes that bind with it."""


class Amended(NamedTuple):
    """A note without what it takes back, and the willingness that it leaves.

    ``refused`` are the places that somebody no longer goes to.
    """

    text: str
    recorded: Recorded
    refused: tuple[str, ...] = ()


class _Clause(NamedTuple):
    """A clause as written, with signs for its places, and what the named of them are."""

    raw: str
    text: str
    codes: tuple[str, ...]
    mine: bool


def amended(gazetteer: Gazetteer, home: str, told: str, recorded: Recorded) -> Amended | None:
    """Return what a cleaned note makes of the recorded willingness; None where it amends nothing.

    ``home`` is the adcode of the county.
    """
    if recorded[0] is Willingness.NOT_NOW or not _HINT.search(told):
        return None
    clauses = list(_clauses(gazetteer, home, told))
    found = _Reading(gazetteer, home, recorded).read(clauses)
    if found is None:
        return None
    kept = [each.raw for each in clauses if not _is_taken_back(each)]
    return found._replace(text="".join(kept))


def _clauses(gazetteer: Gazetteer, home: str, told: str) -> Iterator[_Clause]:
    others = named = False
    for raw in _PIECE.findall(told):
        body = raw.strip(_MARKS + " ")
        if not body:
            continue
        sign = with_signs(gazetteer, home, body)
        text, codes = sign.text, tuple(code for each in sign.codes.values() for code in each)
        if codes and all(code[:6] == home for code in codes):
            text, codes = text.replace(_PLACED, _OWN), ()
        elif codes and all(code in (f"{home[:4]}00", f"{home[:2]}0000") for code in codes):
            text = text.replace(_PLACED, _AROUND)
        own = _SAYS["oneself"].search(text) is not None
        kin = _SAYS["others"].search(text) is not None and not _SAYS["of_form"].search(text)
        named = named or kin
        # Where nobody else was named, a caseworker's 他 is the person.
        theirs = (kin or (named and _SAYS["they"].search(text) is not None)) and not own
        yield _Clause(raw, text, codes, mine=not theirs and (own or not others))
        # What follows a clause about others and places goes on about them.
        others = (theirs and _SAYS["place"].search(text) is not None) or (others and not own)
        others = others and raw[-1:] in ", "


def _is_taken_back(clause: _Clause) -> bool:
    """Tell whether nothing of a clause counts: it is old, void, or of where somebody else works."""
    if _is_old(clause) or _SAYS["void"].search(clause.text):
        return True
    return not clause.mine and _SAYS["place"].search(clause.text) is not None


def _is_old(clause: _Clause) -> bool:
    """Tell whether a clause only says what was recorded or wished once ("本来想换成县内")."""
    if not _SAYS["old"].search(clause.text) or _SAYS["turns"].search(clause.text):
        return False
    change = _SAYS["at_once"].search(clause.text)
    if change is None:
        return True
    before = clause.text[: change.start()]
    return _SAYS["planned"].search(before) is not None and not _SAYS["place"].search(before)


class _Reading:
    """The willingness as the clauses of a note amend it one after the other."""

    def __init__(self, gazetteer: Gazetteer, home: str, recorded: Recorded) -> None:
        self._gazetteer, self._home = gazetteer, home
        self._before = self._now = recorded
        self._old: tuple[str, ...] = ()
        self._was_planned = self._is_now = self._amends = False
        self._told = self._changes = False
        self._turned = 0
        self._refused: tuple[str, ...] = ()

    def read(self, clauses: Sequence[_Clause]) -> Amended | None:
        """Return what is left; None where nothing was amended."""
        for at, clause in enumerate(clauses):
            if not clause.mine:
                continue
            before = clauses[at - 1] if at else None
            self._turned = max(self._turned - 1, 0)
            if _is_old(clause):
                self._was_planned, self._is_now, self._old = True, False, clause.codes
                continue
            self._is_now = self._is_now or _SAYS["now"].search(clause.text) is not None
            if _SAYS["turns"].search(clause.text):
                self._turned = _NEAR + 1
            void = _SAYS["void"].search(clause.text) is not None and not clause.codes
            if not void and self._is_of_now(clause, before):
                self._take(clause, before)
        return Amended("", self._now, self._refused) if self._amends else None

    def _is_of_now(self, clause: _Clause, before: _Clause | None) -> bool:
        """Tell whether a clause tells what holds now, and firmly."""
        if any(_SAYS[name].search(clause.text) for name in ("liked", "later", "errand")):
            return False
        if before is None or _SAYS["now"].search(clause.text):
            return True
        return not (before.mine and _SAYS["later"].search(before.text))

    def _take(self, clause: _Clause, before: _Clause | None) -> None:
        text = clause.text
        told = bool(self._turned) or _SAYS["at_once"].search(text) is not None
        told = told or self._amends or (self._was_planned and (self._is_now or "了" in text))
        # "现在只在县里" and "出得去了" tell by themselves that it was otherwise before.
        self._told, self._changes = told, told or _changes(text)
        if self._was_planned and _SAYS["only_goes"].search(text):
            self._amends = True  # what was refused once is not refused any more
            return
        for reader in (self._opened, self._stays, self._quits, self._goes):
            new = reader(clause, before)
            if new is not None:
                self._now, self._amends = new, True
                return

    def _opened(self, clause: _Clause, before: _Clause | None) -> Recorded | None:
        """Return the willingness of who may go farther than before ("可以出省了")."""
        text = clause.text
        for name, area in (("in_province", f"{self._home[:2]}0000"), ("in_prefecture", "")):
            if self._told and _SAYS[name].search(text):
                return Willingness.ANYWHERE, (area or f"{self._home[:4]}00",)
        found = _SAYS["opens"].search(text)
        if found is None:
            return None
        # Who leaves the county as the form says is sent no farther for saying that they leave.
        stayed = self._now[0] is Willingness.IN_COUNTY
        new = self._changes or (before is not None and before.raw.rstrip(_MARKS).endswith("了"))
        changes = self._told or (stayed and (new or "也" in found.group()))
        return (Willingness.ANYWHERE, ()) if changes else None

    def _stays(self, clause: _Clause, before: _Clause | None) -> Recorded | None:
        """Return the willingness of who stays in the county from now on."""
        del before
        firm = (self._changes or self._is_now) and _SAYS["firm_home"].search(clause.text)
        home = firm or (self._told and _SAYS["home"].search(clause.text))
        return (Willingness.IN_COUNTY, ()) if home else None

    def _quits(self, clause: _Clause, before: _Clause | None) -> Recorded | None:
        """Return what is left to who no longer goes where they wanted to go."""
        willingness, named = self._now
        if not _SAYS["quits"].search(clause.text):
            return None
        bare = _SAYS["only_quits"].search(clause.text) is not None
        places = clause.codes
        if bare and not places:
            places = (before.codes if before is not None else ()) or self._old
        if not places:
            why = before is None or _SAYS["why"].search(before.text) is not None
            whole = bare and willingness in LEAVES and (why or self._told)
            if whole and not named:
                self._turned = _NEAR  # what they do instead is told next
            return (Willingness.IN_COUNTY, ()) if whole and named else None
        if not (self._changes or bare or _SAYS["dropped"].search(clause.text)):
            return None
        self._refused += places
        left = tuple(code for code in named if code not in places)
        if named and not left and willingness in LEAVES:
            return Willingness.IN_COUNTY, ()
        return willingness, left

    def _goes(self, clause: _Clause, before: _Clause | None) -> Recorded | None:
        """Return the willingness of who names other places now ("改成去浙江", "改成省外")."""
        del before
        text = clause.text
        if not self._told:
            return None
        if any(each.kind in _DRAWS for each in self._statements(clause)):
            return Willingness.ANYWHERE, ()
        found = _SAYS["places"].search(text)
        if found is None or not clause.codes:
            return self._beyond(text)
        if _AROUND in text:
            return Willingness.ANYWHERE, clause.codes
        if _SAYS["can"].search(found.group()):
            return self._also(clause.codes)
        return _out_to(clause.codes, self._home), clause.codes

    def _statements(self, clause: _Clause) -> Sequence[Statement]:
        return sayings(self._gazetteer, self._home, clause.raw.strip(_MARKS)).statements

    def _beyond(self, text: str) -> Recorded | None:
        at_once = _SAYS["at_once"].search(text) or self._turned
        if not at_once or "不" in text:
            return None
        if _BEYOND_PROVINCE in text:
            return Willingness.OUT_OF_PROVINCE, ()
        if any(sign in text for sign in _BEYOND_COUNTY):
            return Willingness.OUT_OF_COUNTY, ()
        return None

    def _also(self, codes: tuple[str, ...]) -> Recorded:
        willingness, named = self._now
        if willingness is Willingness.IN_COUNTY:
            return Willingness.ANYWHERE, codes
        return (willingness, (*named, *codes)) if named else (willingness, named)


def _changes(text: str) -> bool:
    return text.endswith("了") or _SAYS["now"].search(text) is not None


_DRAWS = frozenset({Kind.ONLY, Kind.WITHIN})


def _out_to(codes: Sequence[str], home: str) -> Willingness:
    far = {code[:2] != home[:2] for code in codes}
    if len(far) > 1:
        return Willingness.OUT_OF_COUNTY
    return Willingness.OUT_OF_PROVINCE if far.pop() else Willingness.OUT_OF_COUNTY_IN_PROVINCE
