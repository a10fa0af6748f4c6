"""Which village somebody tells they are of: 户口在崇木凼, 我是红星村的, 住昭美安置点. Pure.

The roster has a village of everybody, where they live or are registered; who tells that the
household is in another one, or was never moved here, is of that one. What was so before, what is
only meant (想搬到白马社区) and the households of others tell nothing. Patterns:
``data/villages.toml``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from matching.reading.phrases import phrases
from matching.reading.villages import NOTHING_TOLD, SITE, VillagesTold, village_keys, without_town
from storage.gazetteer import Gazetteer

_SAYS = phrases("told", "villages")
_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")
_FROM = re.compile(r"从[^,。;]{1,8}?(?=迁|转|落|搬|起|嫁)")
_LONGEST_BARE = 4


def villages_told(text: str, home: str, gazetteer: Gazetteer) -> VillagesTold:
    """Return what somebody's cleaned text tells of their villages; ``home`` is their county."""
    if not _SAYS["hints"].search(text):
        return NOTHING_TOLD
    listener = _Listener(home, gazetteer)
    before = ""
    for said in _CLAUSE.split(text):
        if _SAYS["hints"].search(said) and not _SAYS["before"].search(said):
            listener.hear(said, before)
        before = said
    found = listener.found
    if not found.registered and _SAYS["stays"].search(text) and _SAYS["arrived"].search(text):
        # Who came from elsewhere and left the household there: where that was may be told.
        came = _SAYS["came"].search(text)
        there = village_keys(came["name"]) if came and came["name"] else ()
        found = replace(found, registered=there, elsewhere=not there)
    return found


class _Listener:
    """Gathers what the clauses of one text tell; ``home`` is the county of who wrote it."""

    def __init__(self, home: str, gazetteer: Gazetteer) -> None:
        self._home, self._gazetteer = home, gazetteer
        self.found = NOTHING_TOLD

    def hear(self, said: str, before: str) -> None:
        """Take in a clause; ``before`` is the one that it goes on from."""
        site = _SAYS["in_site"].search(said)
        if site and not _SAYS["meant"].search(said[: site.start() + 1]):
            self._add(living=(SITE,))
        clause = _FROM.sub("", said)
        if _SAYS["not_here"].search(clause):
            self.found = replace(self.found, elsewhere=True)
        elif not self._registered(clause, before):
            living = self._keys_by("lives", clause) or self._keys_by("moved", clause)
            self._add(living=living)
            if not living:
                of = self._keys_by("from_there", clause) or self._keys_by("of_there", clause)
                self._add(of=of)

    def _add(self, living: tuple[str, ...] = (), of: tuple[str, ...] = ()) -> None:
        if living or of:
            known = self.found
            more = ((*known.living, *living), (*known.of, *of))
            lives, is_of = (tuple(dict.fromkeys(each)) for each in more)
            self.found = replace(known, living=lives, of=is_of)

    def _registered(self, clause: str, before: str) -> bool:
        """Take in where a clause says that the household is; tell whether it does."""
        name = self._name("lies", clause) or self._name("of_household", clause)
        if not name and _SAYS["of_household_alone"].search(before):
            name = self._name("lies_still", clause)
        name = name or self._bare(clause)
        keys = () if not name or self._town(name) else village_keys(name)
        town = self._town(name) or self._town_in(clause)
        if keys or town:
            self.found = replace(self.found, registered=keys, town=town, elsewhere=False)
        return bool(keys or town)

    def _keys_by(self, entry: str, clause: str) -> tuple[str, ...]:
        name = self._name(entry, clause)
        return village_keys(name) if name and not self._town(name) else ()

    def _name(self, entry: str, clause: str) -> str:
        """Return the name that a turn of phrase tells of who speaks, now; empty where none."""
        found = _SAYS[entry].search(clause)
        if found is None or _SAYS["starts_no_name"].search(found["name"]):
            return ""
        is_meant = _SAYS["meant"].search(clause[: found.start("name")])
        of_others = _SAYS["of_others"].search(clause[: found.start()])
        return "" if is_meant or of_others else found["name"]

    def _bare(self, clause: str) -> str:
        """Return a village named without its unit (户口在崇木凼); empty where none."""
        found = _SAYS["lies_bare"].search(clause)
        if found is None or _SAYS["of_others"].search(clause[: found.start()]):
            return ""
        name = without_town(found["name"])
        if len(name) > _LONGEST_BARE or _SAYS["nameless"].search(name):
            return ""
        return "" if self._gazetteer.find_in(f"在{name}", self._home) else name

    def _town(self, name: str) -> str:
        """Return the code of the town that a name without 村 or 社区 is of (六都寨)."""
        if not name or _SAYS["surely_village"].search(name):
            return ""
        town = self._gazetteer.town_in(self._home, name)
        return town.code if town else ""

    def _town_in(self, clause: str) -> str:
        """Return the code of another town of the county that a clause puts the household in."""
        lies = _SAYS["says_lies"].search(clause)
        if lies is None or _SAYS["of_others"].search(clause[: lies.start()]):
            return ""
        named = self._gazetteer.find_in(clause[lies.start() :], self._home)
        return next((each.town for each in named if each.town and each.code == self._home), "")
