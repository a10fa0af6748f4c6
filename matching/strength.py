"""How hard a work somebody can bear, from what the roster and they themselves tell. Pure."""

from __future__ import annotations

from labourers.tables import Health, WorkAbility
from matching.catalogue import Demand
from matching.model import Person
from matching.reading.limits import limits

GROWN_UP = 18
"""劳动法 article 64: nobody below 18 may be given the heaviest bodily work."""

_STRENGTH = {
    WorkAbility.SKILLED: Demand.HEAVY,
    WorkAbility.ORDINARY: Demand.HEAVY,
    WorkAbility.WEAK: Demand.LIGHT,
    WorkAbility.NONE: None,
    None: Demand.HEAVY,
}
_HEALTH = {
    Health.HEALTHY: Demand.HEAVY,
    Health.CHRONIC: Demand.MODERATE,
    Health.DISABLED: Demand.MODERATE,
    Health.SERIOUS: Demand.LIGHT,
    None: Demand.HEAVY,
}


def bearable(
    ability: WorkAbility | None, health: Health | None, *, minor: bool = False
) -> Demand | None:
    """Return the hardest work that can be borne; None when none can.

    弱劳动力 and people with a serious illness get light work, the chronically ill and the disabled
    nothing heavy, people registered without 劳动能力 nothing, minors nothing heavy.
    """
    strength = _STRENGTH[ability]
    if strength is None:
        return None
    return min(strength, _HEALTH[health], Demand.MODERATE if minor else Demand.HEAVY)


def borne_by(person: Person) -> Demand | None:
    """Return the hardest work that ``person`` can bear; None when none can.

    A 弱劳动力 who is not seriously ill and tells of strength, or names ordinary work as theirs
    (扫地, 喂鸡), bears what the chronically ill do: the form's word is coarse, their own is not.
    The deaf and mute carry as others do.
    """
    ability, health = person.work_ability, _health(person)
    tells_more = bool(person.conditions & limits()["able"])
    if ability is WorkAbility.WEAK and tells_more and _HEALTH[health] >= Demand.MODERATE:
        ability, health = None, Health.CHRONIC
    return bearable(ability, health, minor=person.age < GROWN_UP)


def bears(hardest: Demand | None, demand: Demand) -> bool:
    """Tell whether who bears at most ``hardest`` can do work of this ``demand``."""
    return hardest is not None and demand <= hardest


def _health(person: Person) -> Health | None:
    known = limits()
    deaf = person.conditions & (known["hearing"] | known["speech"])
    if person.health is Health.DISABLED and deaf and not person.conditions & known.of_heavy_work:
        return Health.HEALTHY
    return person.health
