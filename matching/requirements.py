"""Hard requirements: what a match must never break, each a readable rule about one pair.

A rule looks at one key of the person and one key of the posting, so that the engine evaluates it
once per pair of keys and never again; the same function explains a single pair. What is not known
about a person is not assumed: a stated requirement that cannot be checked is not met.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any, TypeAlias

from labourers.tables import Education, Health, Sex, Willingness
from matching.local_people import local_allows, local_among
from matching.model import (
    EDUCATION_ORDER,
    OWN_TOWN,
    Distance,
    Key,
    Person,
    Vacancy,
    distance,
    lies_in,
)
from matching.reading import duties, height, substances
from matching.reading.licences import Papers, lacking, with_covered
from matching.reading.limits import limits, of_fields
from matching.reading.reserved import reserves
from matching.reading.sites import Sites
from matching.strength import GROWN_UP, bears, borne_by
from storage.towns import seat

YOUNGEST_WORKER = 16
"""劳动法 article 15: nobody below 16 may be hired."""
_FEEDS = 8
"""So many feeds' demands are kept at a time."""
_COUNTY_DIGITS, _PREFECTURE_DIGITS = 6, 4
_FIRST_TOWN = "100"
_Ages: TypeAlias = tuple[int | None, int | None]
_HOME = frozenset({Distance.TOWN, Distance.COUNTY})
_IN_PROVINCE = frozenset({Distance.PREFECTURE, Distance.PROVINCE})
_BEYOND = frozenset({Distance.FAR, Distance.UNKNOWN})
_REACH = {
    Willingness.ANYWHERE: _HOME | _IN_PROVINCE | _BEYOND,
    Willingness.IN_COUNTY: _HOME,
    Willingness.OUT_OF_COUNTY: _IN_PROVINCE | _BEYOND,
    Willingness.OUT_OF_COUNTY_IN_PROVINCE: _IN_PROVINCE,
    Willingness.OUT_OF_PROVINCE: _BEYOND,
}
# Asked for every pair of keys: looking a member up in its enumeration takes longer than the rest.
_ANYWHERE, _NOT_NOW = Willingness.ANYWHERE, Willingness.NOT_NOW
_IN_COUNTY, _COUNTY = Willingness.IN_COUNTY, Distance.COUNTY


@dataclass(frozen=True, slots=True)
class Rule:
    """One hard requirement.

    ``why`` says in plain Chinese why postings fall away, ``help`` what could change it. ``among``
    makes one of the keys of people whom no posting tells apart, where there are many.
    """

    code: str
    of_person: Callable[[Person], Key]
    of_vacancy: Callable[[Vacancy], Key]
    allows: Callable[[Any, Any], bool]
    why: str
    help: str
    among: Callable[[Any, frozenset[Any]], Key] | None = None

    def key_among(self, asked: frozenset[Key]) -> Callable[[Person], Key]:
        """Return how to make a person's key for postings that have only the keys ``asked``."""
        if self.among is None:
            return self.of_person
        of_person, among = self.of_person, self.among
        return lambda person: among(of_person(person), asked)

    def met(self, person: Person, vacancy: Vacancy) -> bool:
        """Tell whether this pair meets the rule."""
        return self.allows(self.of_person(person), self.of_vacancy(vacancy))


def place_allows(
    person: tuple[str, Willingness, tuple[str, ...], tuple[str, ...]], place: str | Sites | None
) -> bool:
    """Tell whether a place suits where the person will work.

    ``person`` is (home county, willingness, places named, places refused). Somebody who wants to
    stay in the county is sent nowhere else, somebody who wants out is not offered the county, and
    the border of the province is kept alike. Somebody who named places is offered those alone (and
    the county, when it was not ruled out; towns bind within it); one beyond what was said otherwise
    comes on top of it ("省外或昆明"). A posting without a place suits only those who would go
    anywhere. Of several sites to choose from one is enough; work done at home needs no town.
    """
    home, willingness, named, refused = person
    if isinstance(place, Sites):
        if place.at_home and distance(home, place.places[0]) <= _COUNTY:
            named = tuple(area for area in named if len(area) <= _COUNTY_DIGITS)
        enough = any if place.chosen else all
        return enough(
            place_allows((home, willingness, named, refused), each) for each in place.places
        )
    if place is None:
        return willingness is _ANYWHERE and not named and not refused
    if willingness is _NOT_NOW:
        return False
    if refused and any(lies_in(place, area) for area in refused):
        return False
    reach = _REACH[willingness]
    at = distance(home, place)
    if not named or at <= _COUNTY or willingness is _IN_COUNTY:
        towns = [area for area in named if len(area) > _COUNTY_DIGITS]
        return at in reach and (not towns or _in_towns(place, towns))
    of_it = [area for area in named if distance(home, area) in reach]
    if any(lies_in(place, area) for area in named if area not in of_it):
        return True
    return at in reach and (not of_it or any(lies_in(place, area) for area in of_it))


def _town_of(home: str) -> str:
    """Return the town of a home; the streets of a county's seat, 001 to 099, are one."""
    is_street = home[_COUNTY_DIGITS:] < _FIRST_TOWN
    return home[: _COUNTY_DIGITS + 1] if is_street else home


def _in_towns(place: str, towns: list[str]) -> bool:
    """Tell whether a place of the county lies in one of the towns somebody is bound to.

    A posting without a town is in the seat.
    """
    if len(place) <= _COUNTY_DIGITS:
        return any(each.startswith(town) for each in seat(place) for town in towns)
    return any(lies_in(place, town) for town in towns)


def age_allows(age: int, asked: tuple[int | None, int | None]) -> bool:
    """Tell whether ``age`` lies within what is asked, both ends included."""
    low, high = asked
    if age < YOUNGEST_WORKER:
        return False
    return (low is None or age >= low) and (high is None or age <= high)


def _age_allows(person: tuple[int, bool], asked: tuple[_Ages, _Ages]) -> bool:
    """Tell whether (age, is a woman) lies within what is asked of men or of women."""
    age, is_woman = person
    return age_allows(age, asked[is_woman])


def sex_allows(sex: Sex, asked: Sex | None) -> bool:
    """Tell whether the posting is open to this sex.

    Whether asking for one is lawful is settled before a posting is opened (jobs_feed.screening).
    """
    return asked is None or sex is asked


def education_allows(level: Education | None, asked: Education | None) -> bool:
    """Tell whether the level reaches what is asked; an unknown level reaches only 不限."""
    if asked is None or asked is Education.NONE:
        return True
    return level is not None and EDUCATION_ORDER[level] >= EDUCATION_ORDER[asked]


def condition_allows(conditions: int, ruled_out: int) -> bool:
    """Tell whether a posting rules out nothing that is so of the person."""
    return not conditions & ruled_out


def _conditions_among(conditions: int, asked: frozenset[int]) -> int:
    """Return those of somebody's conditions that any of some postings rules out."""
    return conditions & _ruled_out_by(asked)


@lru_cache(maxsize=_FEEDS)
def _ruled_out_by(asked: frozenset[int]) -> int:
    return reduce(or_, asked, 0)


def substance_allows(harmful: tuple[str, ...], matter: str) -> bool:
    """Tell whether a posting works with nothing that the person cannot smell or touch."""
    return not harmful or not substances.bars(harmful, matter)


def _conditions(person: Person) -> int:
    of_file = of_fields(person.health, person.work_ability, person.education)
    known = limits()
    if person.age < GROWN_UP:
        of_file |= known["minor"]
    none_of_theirs = known.of_mothers if person.sex is Sex.MALE else 0
    if person.health is Health.DISABLED:
        none_of_theirs |= reserves()["sound"]
    return height.of_sex((person.conditions | of_file) & ~none_of_theirs, person.sex)


def _named(person: Person) -> tuple[str, ...]:
    """Return the places that bind a person, their own town by its code where that is known."""
    named = person.named_places
    if OWN_TOWN not in named:
        return named
    own = (_town_of(person.home),) if len(person.home) > _COUNTY_DIGITS else ()
    return (*(each for each in named if each != OWN_TOWN), *own)


def licence_allows(held: frozenset[str], asked: Papers) -> bool:
    """Tell whether one licence of every clause asked for is held, or covered by one that is."""
    return not asked or not lacking(held, asked)


def _licences_among(held: frozenset[str], asked: frozenset[Papers]) -> frozenset[str]:
    """Return those of somebody's licences that any of some postings asks for."""
    return held & _licences_of(asked)


@lru_cache(maxsize=_FEEDS)
def _licences_of(asked: frozenset[Papers]) -> frozenset[str]:
    return frozenset(key for papers in asked for clause in papers for key in clause)


def duty_key(person: Person) -> tuple[int, str]:
    """Return when somebody has to be at home, with the prefecture of it where that matters."""
    duty = person.duties
    if not duty:
        return 0, ""
    if duty & duties.FEEDS:
        duty = duty & ~duties.FEEDS | (duties.OF_FEEDING if person.sex is Sex.FEMALE else 0)
    return duty, person.home[:_PREFECTURE_DIGITS] if duty & duties.REACHES else ""


RULES: tuple[Rule, ...] = (
    Rule(
        "place",
        lambda p: (p.home[:_COUNTY_DIGITS], p.willingness, _named(p), p.not_places),
        lambda vacancy: vacancy.sites or vacancy.place,
        place_allows,
        "不在愿意去的地方",
        "放宽工作地点",
    ),
    Rule(
        "local",
        lambda person: (person.registered or person.home, person.home, person.villages),
        lambda vacancy: (vacancy.locals_of, vacancy.villages),
        local_allows,
        "岗位只招当地户籍或本村的人",
        "看本村、本乡镇的岗位，或核对登记的乡镇和村",
        local_among,
    ),
    Rule(
        "age",
        lambda person: (person.age, person.sex is Sex.FEMALE),
        lambda vacancy: (vacancy.ages_for(Sex.MALE), vacancy.ages_for(Sex.FEMALE)),
        _age_allows,
        "年龄不在岗位要求内",
        "请用人单位放宽年龄，或看公益性岗位",
    ),
    Rule(
        "sex",
        lambda person: person.sex,
        lambda vacancy: vacancy.sex,
        sex_allows,
        "岗位只招另一性别",
        "多找男女不限的岗位",
    ),
    Rule(
        "education",
        lambda person: person.education,
        lambda vacancy: vacancy.education,
        education_allows,
        "学历不够或没有登记",
        "核对登记的文化程度",
    ),
    Rule(
        "body",
        borne_by,
        lambda vacancy: vacancy.demand,
        bears,
        "身体条件做不了较重的活",
        "找轻活、帮扶车间或公益性岗位",
    ),
    Rule(
        "condition",
        _conditions,
        lambda vacancy: vacancy.rules_out,
        condition_allows,
        "岗位写明的身体等要求对不上",
        "找没有这些要求的岗位，或核对登记的情况",
        _conditions_among,
    ),
    Rule(
        "substance",
        lambda person: person.harmful,
        lambda vacancy: vacancy.matter,
        substance_allows,
        "岗位要碰本人闻不得、碰不得的东西",
        "找不沾这些东西的岗位，或核对登记的情况",
        substances.among,
    ),
    Rule(
        "duty",
        duty_key,
        lambda vacancy: (vacancy.hours, (vacancy.place or "")[:_PREFECTURE_DIGITS]),
        duties.allows,
        "班次或食宿安排和家里离不开的时间撞上了",
        "找白天上班、能按时回家的岗位，或先找人替一把",
    ),
    Rule(
        "licence",
        lambda person: with_covered(person.licences),
        lambda vacancy: vacancy.licences,
        licence_allows,
        "没有岗位要的证件",
        "参加培训考证，或补登已有证件",
        _licences_among,
    ),
)


def available(vacancy: Vacancy, on: date) -> bool:
    """Tell whether anybody can be offered the posting on that day.

    It is open, its employer may hire, a place is left, and the deadline (its day included) has not
    passed.
    """
    return (
        vacancy.is_open
        and vacancy.employer_ok
        and vacancy.headcount_left != 0
        and (vacancy.deadline is None or vacancy.deadline >= on)
    )


def met_before(person: Person, vacancy: Vacancy) -> bool:
    """Tell whether the posting was pushed to the person before, or the person turned it down."""
    seen, refused = person.seen, person.refused
    return (bool(seen) and vacancy.id in seen) or (bool(refused) and vacancy.id in refused)


def broken_rules(person: Person, vacancy: Vacancy) -> tuple[Rule, ...]:
    """Return the rules this pair breaks; empty when the person may be offered the posting."""
    return tuple(rule for rule in RULES if not rule.met(person, vacancy))


def eligible(person: Person, vacancy: Vacancy, on: date) -> bool:
    """Tell whether the person may be offered the posting on that day."""
    return (
        available(vacancy, on)
        and not met_before(person, vacancy)
        and not broken_rules(person, vacancy)
    )
