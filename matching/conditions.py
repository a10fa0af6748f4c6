"""What a search asks of one posting, condition by condition, and how far a posting is from it.

Pure. A condition that is not met has a cost; the closest postings are those of the least cost.
What the person must not be offered at all is no condition but excluded before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from jobs_feed.tables import PostingKind
from labourers.tables import Education, Sex
from matching.catalogue import Catalogue, Skill, Term, TermKind
from matching.condition_hours import works_no_longer_than_a_day, wrong_hours
from matching.condition_pay import too_little
from matching.model import EDUCATION_ORDER, Distance, Vacancy, distance, lies_in
from matching.reading import height, substances
from matching.reading.company import for_couples_alone
from matching.reading.features import Features
from matching.reading.licences import DRIVING, lacking, with_covered
from matching.reading.phrases import phrases
from matching.reading.query import Area, Query
from matching.reading.query_beside import holds
from matching.requirements import age_allows, education_allows
from matching.unmet import Unmet
from storage import towns

_SAYS, _MORE = phrases("posting"), phrases("more_wishes", "talks")
FITS_FROM = 60
"""From this likeness on (0 to 100) a posting is of the trade or field that was asked for."""
_IS_FROM = 70
"""From this likeness on it is the occupation that was asked for, when one was named."""
_AKIN_FROM = 50
_OTHER_WORK, _AKIN_WORK, _OTHER_TRADE = 15, 8, 20
"""Other work is farther from what was asked than the right work at the far end of the country."""
_CLASSES_OF_CARS = DRIVING - {"D", "E"}
_COLLEGE = EDUCATION_ORDER[Education.COLLEGE]
_WIDTH = {TermKind.JOB: 0, TermKind.SECTOR: 1, TermKind.FAMILY: 2}
_LINE_WORK, _DRIVES = 90, 90
_ANY_FACTORY, _PACKS = Term(TermKind.FAMILY, "factory"), 50
"""Who asks for a factory wants none that packs flowers, and how near that is."""
_CALLED = {
    "waiter": ("服务员", 80),
    "cleaner": ("保洁", 90),
    "guard": ("保安", 90),
    "general_worker": ("普工", 90),
}
"""Words people ask with that stand in the titles of other occupations, and how well those suit."""
_ANY_HAND = "general_worker"
_AT_HOME, _NOT_BY_HAND = "handicraft", 40
_ANY_DRIVER = "driver"
"""Who asks for "司机" drives what there is to drive."""


class Judge:
    """Compares postings with a query for somebody who lives in ``home``."""

    def __init__(
        self,
        catalogue: Catalogue,
        features: Features,
        home: str,
        name_of: Callable[[str], str],
    ) -> None:
        self._catalogue = catalogue
        self._features = features
        self._home = home
        self._name_of = name_of

    def barred(self, query: Query, vacancy: Vacancy) -> str | None:
        """Return why the posting must not be offered to who asks so, or None."""
        refused = query.not_places
        if refused and all(_in_one_of(place, refused) for place in vacancy.places):
            return "不去的地方"
        if self._refused(query, vacancy):
            return "不想做的活"
        if holds(vacancy.text, query.things):
            return "不想碰的活"
        if substances.bars(query.harmful, vacancy.matter):
            return "碰不得的东西"
        paid = vacancy.wage_low is not None or vacancy.wage_high is not None
        if query.no_less and paid and too_little(query, vacancy, self._features):
            return f"工资不到{query.wage}元"
        if query.bare_hands and vacancy.licences:
            return "要有证"
        if height.of_sex(query.conditions, query.sex or Sex.MALE) & vacancy.rules_out:
            return "身体等要求对不上"
        if query.bearable is not None and vacancy.demand > query.bearable:
            return "活太重"
        asked = vacancy.ages_for(query.sex or Sex.MALE)
        if query.age is not None and not age_allows(query.age, asked):
            return "年龄不符"
        if query.sex is not None and vacancy.sex not in (None, query.sex):
            return f"只招{'男' if vacancy.sex is Sex.MALE else '女'}工"
        if query.education and not education_allows(query.education, vacancy.education):
            return "学历不够"
        return "驾照不够" if self._beyond_class(query, vacancy) else None

    def _beyond_class(self, query: Query, vacancy: Vacancy) -> bool:
        """Tell whether a posting asks for a higher class to drive than the one somebody told of."""
        held = with_covered(query.licences)
        if not held & _CLASSES_OF_CARS:
            return False
        return any(lacking(held, (one_of,)) for one_of in vacancy.licences if {*one_of} <= DRIVING)

    def _refused(self, query: Query, vacancy: Vacancy) -> bool:
        """Tell whether the posting is work that is refused more than wanted.

        A wish for a field of work gives way to the refusal of one trade of it ("的厂，不要鞋厂").
        """
        for term in query.avoids:
            refused = self._catalogue.likeness(term, vacancy.work)
            wants = self._catalogue.rivals(query.wants, (term,))
            as_narrow = tuple(t for t in wants if _WIDTH[t.kind] <= _WIDTH[term.kind])
            if refused < FITS_FROM or self._is_hand_elsewhere(term, vacancy):
                continue
            if refused > self.suits(as_narrow, vacancy):
                return True
        return False

    def _is_hand_elsewhere(self, term: Term, vacancy: Vacancy) -> bool:
        """Tell whether a posting is for a hand of another trade than the occupation refused.

        Who will not be a shoemaker, or a packer, may well help on the line of a toy factory.
        """
        jobs = self._catalogue.jobs
        if term.key not in jobs or term.key == _ANY_HAND or not vacancy.work.jobs:
            return False
        main = jobs[vacancy.work.jobs[0]]
        elsewhere = jobs[term.key].sector != (vacancy.work.sector or main.sector)
        return main.generic and main.key != term.key and (elsewhere or jobs[term.key].generic)

    def unmet(self, query: Query, vacancy: Vacancy) -> tuple[Unmet, ...]:
        """Return what the posting does not give of what was asked for; empty when it fits."""
        return tuple(
            found
            for reader in (
                self._work,
                self._place,
                self._kind,
                self._wage,
                self._board,
                self._asked,
                wrong_hours,
                self._pair,
                self._schooling,
            )
            for found in reader(query, vacancy)
        )

    def work_asked(self, query: Query) -> str:
        """Return the names of the first two works asked for, or the words nobody knows."""
        return "、".join(self._catalogue.name(term) for term in query.wants[:2])

    def _other_papers(self, query: Query, vacancy: Vacancy) -> bool:
        """Tell whether the work asked for has papers of its own and the posting needs others."""
        jobs, wants = self._catalogue.jobs, query.wants
        papers = [jobs[term.key].papers for term in wants if term.kind is TermKind.JOB]
        if not papers or len(papers) < len(wants) or () in papers or not vacancy.work.jobs:
            return False
        if any(self._catalogue.name(term) in vacancy.title for term in wants):
            return False
        named = {term.key for term in wants}
        needed = jobs[vacancy.work.jobs[0]].licence
        if vacancy.work.jobs[0] in named or needed in (None, *with_covered(query.licences)):
            return False
        return all(needed not in each for each in papers)

    def likeness(self, terms: tuple[Term, ...], vacancy: Vacancy) -> int:
        """Return the best likeness (0 to 100) of any of ``terms`` to the posting."""
        return max((self._catalogue.likeness(term, vacancy.work) for term in terms), default=0)

    def suits(self, terms: tuple[Term, ...], vacancy: Vacancy) -> int:
        """Return how far the posting is the work that was asked for, 0 to 100.

        As likeness, but simple line work of any factory is what a general hand asks for, and how
        sure the reading of a wording was matters no more.
        """
        return max((self._suits(term, vacancy) for term in self._meant(terms)), default=0)

    def is_mainly(self, terms: tuple[Term, ...], vacancy: Vacancy) -> bool:
        """Tell whether a posting's first occupation is near one asked for, not one of its others.

        A field of work may be named by any of them.
        """
        jobs = tuple(term for term in terms if term.kind is TermKind.JOB)
        if len(jobs) < len(terms) or len(vacancy.work.jobs) <= 1:
            return True
        alone = replace(vacancy, work=replace(vacancy.work, jobs=vacancy.work.jobs[:1]))
        return self.suits(jobs, alone) >= _IS_FROM

    def _meant(self, terms: tuple[Term, ...]) -> list[Term]:
        """Return the terms as sure as can be, without those that only describe another of them.

        "做缝纫的厂" means sewing, not any work in a factory.
        """
        likely = [term for term in terms if term.sure >= FITS_FROM] or list(terms)
        jobs, sectors = self._catalogue.jobs, self._catalogue.sectors
        named = [
            jobs[t.key].sector if t.kind is TermKind.JOB else t.key
            for t in likely
            if t.kind is not TermKind.FAMILY and (t.key in jobs or t.key in sectors)
        ]
        families = {sectors[each].family for each in named}
        return [
            term._replace(sure=100)
            for term in likely
            if term.kind is not TermKind.FAMILY or term.key not in families
        ]

    def _suits(self, term: Term, vacancy: Vacancy) -> int:
        found = self._catalogue.likeness(term, vacancy.work)
        if term.kind is TermKind.FAMILY:
            found = max(found, self._catalogue.belongs(term.key, vacancy.work))
        if term == _ANY_FACTORY and self._makes_nothing(vacancy):
            return min(found, _PACKS)
        if term.kind is not TermKind.JOB or (found >= _LINE_WORK and term.key != _AT_HOME):
            return found
        jobs = self._catalogue.jobs
        if term.key not in jobs or not vacancy.work.jobs:
            return found
        main = vacancy.work.jobs[0]
        if term.key == _AT_HOME:
            at_home = _SAYS["taken_home"].search(vacancy.text) is not None
            return max(found, _LINE_WORK) if at_home else found - jobs[main].generic * _NOT_BY_HAND
        word, suits = _CALLED.get(term.key, ("", 0))
        if word and word in vacancy.title:
            return max(found, suits)
        if term.key == _ANY_DRIVER and jobs[main].sector == jobs[term.key].sector:
            return max(found, _DRIVES)
        on_line = vacancy.skill is Skill.NONE and self._catalogue.family_of(main) == "factory"
        return _LINE_WORK if on_line and term.key == _ANY_HAND else found

    def _makes_nothing(self, vacancy: Vacancy) -> bool:
        """Tell whether an employer makes nothing: a farm, a shop, a store."""
        if vacancy.kind is PostingKind.WORKSHOP or "厂" in vacancy.title + vacancy.employer_name:
            return False
        return _MORE["no_factory"].search(vacancy.employer_name) is not None

    def is_asked(self, query: Query, vacancy: Vacancy) -> bool:
        """Tell whether the posting is the work asked for; true where none was named."""
        return not query.wants or any(
            self._suits(term, vacancy) >= (_IS_FROM if term.kind is TermKind.JOB else FITS_FROM)
            for term in self._meant(query.wants)
        )

    def _work(self, query: Query, vacancy: Vacancy) -> Iterator[Unmet]:
        if query.wants and not query.soft_work:
            name = self.work_asked(query)
            if not self.is_asked(query, vacancy):
                akin = self.suits(query.wants, vacancy) >= _AKIN_FROM
                cost = _AKIN_WORK if akin else _OTHER_WORK
                if vacancy.skill is Skill.TRADE:
                    # Another trade than the one asked for helps nobody: it takes years to learn.
                    cost += _OTHER_TRADE
                yield Unmet("work" if akin else "other_work", cost, f"不是{name}")
            elif self._other_papers(query, vacancy):
                yield Unmet("work", _AKIN_WORK, f"不是{name}")
        elif (
            query.words
            and not query.wants
            and not any(word in vacancy.text for word in query.words)
        ):
            yield Unmet("work", 5, f"没有写“{query.words[0]}”")

    def _place(self, query: Query, vacancy: Vacancy) -> Iterator[Unmet]:
        at = distance(self._home, vacancy.place)
        if query.places:
            wanted = query.places
            if any(_may_lie_in(each, area) for each in vacancy.places for area in wanted):
                return
            names = "、".join(list(dict.fromkeys(map(self._name_of, query.places)))[:2])
            yield Unmet("place", _apart(vacancy.place, query.places), f"不在{names}")
        elif query.area in (Area.NEAR, Area.SEAT):
            if at > Distance.COUNTY:
                yield Unmet("place", (0, 0, 3, 5, 7, 7)[at], "不在本县")
            elif query.area is Area.SEAT and not towns.in_seat(vacancy.place):
                yield Unmet("place", 2, "不在县城")
        elif query.area is Area.IN_PROVINCE and at not in _IN_PROVINCE:
            yield Unmet("place", 6, "不在本省")
        elif query.area is Area.OUT_OF_PROVINCE and at is not Distance.FAR:
            yield Unmet("place", 5, "不在省外")
        elif query.area is Area.OUT_OF_COUNTY and at <= Distance.COUNTY:
            yield Unmet("place", 5, "在本县")

    def _kind(self, query: Query, vacancy: Vacancy) -> Iterator[Unmet]:
        if query.kinds and vacancy.kind not in query.kinds:
            yield Unmet("kind", 5, f"不是{_KIND_NAMES[query.kinds[0].value]}")

    def _wage(self, query: Query, vacancy: Vacancy) -> Iterator[Unmet]:
        found = too_little(query, vacancy, self._features)
        if found is not None:
            yield found

    def _board(self, query: Query, vacancy: Vacancy) -> Iterator[Unmet]:
        if query.soft_board:
            return
        food, lodging = query.food, query.lodging
        lacking = [
            (name, given)
            for name, wanted, given in (
                ("吃", food, vacancy.food),
                ("住", lodging, vacancy.lodging),
            )
            if wanted and not given
        ]
        if lacking:
            names = "".join(name for name, _ in lacking)
            refused = any(given is False for _, given in lacking)
            text = f"不包{names}" if refused else f"没写包{names}"
            yield Unmet("board", len(lacking) + refused, text)
        elif food and lodging and _SAYS["part_board"].search(vacancy.text):
            yield Unmet("board", 1, "只管一两顿饭")

    def _schooling(self, query: Query, vacancy: Vacancy) -> Iterator[Unmet]:
        """Yield that a college is asked of somebody whose schooling nobody knows."""
        level = vacancy.education
        if query.education is None and level and EDUCATION_ORDER[level] >= _COLLEGE:
            yield Unmet("schooling", 4, "要大专以上")

    def _pair(self, query: Query, vacancy: Vacancy) -> Iterator[Unmet]:
        """Yield that a posting is for a couple alone, to who does not ask for two."""
        asked = (query.features | query.soft) & self._features["couples"].mask
        if not asked and for_couples_alone(vacancy.text):
            yield Unmet("couples_only", 9, "要夫妻两个人一起")

    def _asked(self, query: Query, vacancy: Vacancy) -> Iterator[Unmet]:
        offer = vacancy.offer
        for feature in self._features.of(query.features & ~query.soft):
            # How heavy the work is was judged before, and simple work needs no experience.
            if feature.key == "light_work" or (
                feature.key == "no_experience" and vacancy.skill is Skill.NONE
            ):
                continue
            unskilled = feature.key == "no_experience" and not offer.has & feature.mask
            if offer.lacks & feature.mask or (unskilled and vacancy.skill is Skill.TRADE):
                yield Unmet(feature.key, 3, f"不是{feature.wanted}", denied=True)
            elif feature.key == "short_hours" and works_no_longer_than_a_day(vacancy):
                continue
            elif feature.strict and not offer.has & feature.mask:
                yield Unmet(feature.key, 2, f"没写{feature.wanted}")


def _in_one_of(place: str | None, areas: Sequence[str]) -> bool:
    return any(lies_in(place, area) for area in areas)


def _may_lie_in(place: str | None, area: str) -> bool:
    """Tell whether a place lies in an area, or is the city of which the area is a district.

    The last two digits of a district are 01 to 20 (GB/T 2260); who writes 曲靖 means its districts
    rather than its counties.
    """
    of_city = area[:4] + "00" == place and area[4:6] <= "20"
    return of_city or lies_in(place, area)


def _apart(place: str | None, asked: tuple[str, ...]) -> int:
    """Return how grave it is to lie elsewhere: the nearer to a place asked for, the less."""
    if place is None:
        return 7
    shared = max(
        (digits for digits in (6, 4, 2) for code in asked if place[:digits] == code[:digits]),
        default=0,
    )
    return {6: 1, 4: 3, 2: 4, 0: 7}[shared]


_IN_PROVINCE = frozenset({Distance.TOWN, Distance.COUNTY, Distance.PREFECTURE, Distance.PROVINCE})
_KIND_NAMES = {
    "ordinary": "普通岗位",
    "workshop": "帮扶车间",
    "public_welfare_post": "公益性岗位",
    "work_relief": "以工代赈",
}
