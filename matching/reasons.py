"""Why a posting was chosen for a person, and why somebody has too few: short plain Chinese.

Every phrase states a fact that the score counted; nothing is said that the posting does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from jobs_feed.tables import PostingKind
from labourers.tables import Willingness, WorkAbility
from matching.catalogue import BY_PAPER, WITHIN, Catalogue, Term, TermKind, Work
from matching.crowd import AGE, PLACE, TEXT, WISHES
from matching.feed import Feed
from matching.model import OWN_TOWN, Distance, Key, Person, Vacancy, distance, lies_in
from matching.reading import height
from matching.reading.features import Features
from matching.reading.licences import is_paper, lacking, licence_name, with_covered

MOST_REASONS = 4
_SURE, _ALIKE = 95, 55
_KIND_OF = 80
_GUESSED = 70
"""Below it what somebody said was guessed, and the reason says so."""
_PLACE_ENDS = "厂店馆所库地山"
"""How the name of a trade ends that is a place of work."""
_GOOD_WAGE = 5_000
_OLDER = 50
_RINGS = ((Distance.COUNTY, "县内别的乡镇"), (Distance.PROVINCE, "县外省内"))
_WANTS = {
    Willingness.IN_COUNTY: "县内",
    Willingness.OUT_OF_COUNTY: "县外",
    Willingness.OUT_OF_COUNTY_IN_PROVINCE: "县外省内",
    Willingness.OUT_OF_PROVINCE: "省外",
}


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a person has fewer postings than wanted, and what would help, as short phrases."""

    reasons: tuple[str, ...]
    helps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that phrases are about, and what they look at.

    Of the posting that is ``of_vacancy``; of the person no more than the key of ``group`` (a place
    in ``crowd.GROUPS``) holds, or nothing where it is None.
    """

    phrases: Callable[[Person, Vacancy], Sequence[str]]
    of_vacancy: Callable[[Vacancy], Key]
    group: int | None = None


class Reasons:
    """Words for what the engine decided; ``aspects`` are in order, the strongest first."""

    def __init__(self, catalogue: Catalogue, features: Features) -> None:
        self._catalogue = catalogue
        self._features = features
        self._likeness: dict[Work, dict[tuple[TermKind, str], int]] = {}
        self.aspects: tuple[Aspect, ...] = (
            Aspect(self._work, lambda v: v.work, TEXT),
            Aspect(_place, lambda v: v.place, PLACE),
            Aspect(_board, lambda v: (v.food, v.lodging, height.least_asked_of(v.rules_out))),
            Aspect(_wage, lambda v: v.wage_low, WISHES),
            Aspect(self._asked, lambda v: v.offer.told, WISHES),
            Aspect(_kind, lambda v: v.kind),
            Aspect(_age, lambda v: (v.age_high, v.women_age_high), AGE),
        )

    def why(self, person: Person, vacancy: Vacancy) -> tuple[str, ...]:
        """Return up to four phrases, the strongest first ("你做过缝纫", "包吃住", "离家近")."""
        return self.joined(aspect.phrases(person, vacancy) for aspect in self.aspects)

    def joined(self, phrases: Iterable[Sequence[str]]) -> tuple[str, ...]:
        """Return the reasons that the phrases of all aspects make."""
        found = [phrase for some in phrases for phrase in some]
        return tuple(found[:MOST_REASONS]) or ("条件都符合",)

    def _work(self, person: Person, vacancy: Vacancy) -> list[str]:
        wishes, found = person.wishes, []
        best, skill = self._best(wishes.skills, vacancy)
        if skill is not None and best >= _ALIKE:
            found.append(self._known(skill, alike=best < _SURE))
        # What was only found within a trade that was asked for is told as that trade.
        asked = [term for term in wishes.wants if term.sure != WITHIN]
        best, want = self._best(asked, vacancy)
        if want is not None and best >= _SURE:
            found.append(f"{self._maybe(want)}是你想找的{self._named(want)}")
        elif want is not None and best >= _ALIKE and not found:
            found.append(f"和你想找的{self._catalogue.name(want)}相近")
        return found

    def _best(self, terms: Sequence[Term], vacancy: Vacancy) -> tuple[int, Term | None]:
        best: tuple[int, Term | None] = (0, None)
        known = self._likeness.setdefault(vacancy.work, {})
        for term in terms:
            named = (term.kind, term.key)
            likeness = known.get(named)
            if likeness is None:
                likeness = known[named] = self._resemblance(term, vacancy.work)
            if likeness > best[0]:
                best = (likeness, term)
        return best

    def _resemblance(self, term: Term, work: Work) -> int:
        """Return how much ``work`` is what ``term`` names, 95 or more where it is just that.

        How sure the reading was matters for the score, not here; nor what a trade takes to learn.
        """
        likeness = self._catalogue.likeness(term._replace(sure=100), work)
        if term.kind is TermKind.JOB:
            just = term.key in work.jobs or (likeness >= _KIND_OF and self._kind_of(term, work))
            return max(likeness, _SURE) if just else min(likeness, _SURE - 1)
        return max(likeness, _SURE) if self._catalogue.holds(term, work) else likeness

    def _kind_of(self, term: Term, work: Work) -> bool:
        """Tell whether the work is called after what ``term`` names (村庄保洁员 after 保洁)."""
        name = self._catalogue.name(term)
        return any(name in self._catalogue.jobs[job].name for job in work.jobs)

    def _maybe(self, term: Term) -> str:
        job = self._catalogue.jobs.get(term.key)
        sure = term.sure >= _GUESSED or (job is not None and job.generic)
        return "" if sure or term.kind is not TermKind.JOB else "可能"

    def _named(self, term: Term) -> str:
        """Return what somebody called so looks for (电子厂, 餐饮类的活)."""
        name = self._catalogue.name(term)
        told = term.kind is TermKind.JOB or name[-1] in _PLACE_ENDS + "作位岗"
        return name if told else f"{name}类的活"

    def _known(self, term: Term, *, alike: bool) -> str:
        """Return that somebody can do this, or something like it, or has worked in such a place."""
        doing = self._doing(term)
        if term.sure == BY_PAPER:
            return f"和{doing}相近，你有证" if alike else f"你有{doing}的证"
        if term.kind is not TermKind.JOB and doing[-1] in _PLACE_ENDS:
            return f"和你干过的{doing}相近" if alike else f"你在{doing}干过"
        can = "会" if doing[0] in "开做" else "做过"
        if alike:
            return f"和你{can}的{doing}相近"
        return f"你{self._maybe(term)}{can}{doing}"

    def _doing(self, term: Term) -> str:
        """Return what somebody called so does (缝纫工 → 缝纫, 货车司机 → 开货车)."""
        name = self._catalogue.name(term)
        if name.endswith("司机"):
            return f"开{name.removesuffix('司机') or '车'}"
        bare = name.removesuffix("阿姨") if name.endswith("阿姨") else name[:-1]
        job = self._catalogue.jobs.get(term.key)
        if bare.endswith("车") and job is not None and job.licence is not None:
            return f"开{bare}"
        return bare if name[-1] in "工员师姨" and bare in self._catalogue.words else name

    def _asked(self, person: Person, vacancy: Vacancy) -> list[str]:
        met = person.wishes.features & vacancy.offer.told
        return [feature.label for feature in self._features.of(met)]


def _place(person: Person, vacancy: Vacancy) -> list[str]:
    at = distance(person.home, vacancy.place)
    wanted = (*person.named_places, *person.wishes.places)
    if at is Distance.TOWN:
        return ["就在本乡镇"]
    if at is Distance.COUNTY:
        return ["在本县，离家近"]
    if any(lies_in(vacancy.place, area) for area in wanted):
        return ["在你想去的地方"]
    wants_out = person.willingness in (Willingness.OUT_OF_COUNTY, Willingness.OUT_OF_PROVINCE)
    if wants_out or at not in (Distance.PREFECTURE, Distance.PROVINCE):
        return []
    return ["离家不远，在本市" if at is Distance.PREFECTURE else "不出省"]


def _board(_: Person, vacancy: Vacancy) -> list[str]:
    """Return what of food and lodging is given, behind the height that a posting asks for."""
    told = [f"身高要{tall}"] if (tall := height.named(vacancy.rules_out)) else []
    if vacancy.food and vacancy.lodging:
        return [*told, "包吃住"]
    return [*told, *(["包吃"] if vacancy.food else ["包住"] if vacancy.lodging else [])]


def _wage(person: Person, vacancy: Vacancy) -> list[str]:
    low, wish = vacancy.wage_low, person.wishes.wage
    if low is None:
        return []
    if wish and low >= wish:
        # No figure: one of the two may have been said by the day, and neither said this month.
        return ["工资够你要的数"]
    return ["工资较高"] if not wish and low >= _GOOD_WAGE else []


def _kind(_: Person, vacancy: Vacancy) -> list[str]:
    return {
        PostingKind.WORKSHOP: ["帮扶车间"],
        PostingKind.PUBLIC_WELFARE: ["公益性岗位"],
        PostingKind.WORK_RELIEF: ["以工代赈"],
    }.get(vacancy.kind, [])


def _age(person: Person, vacancy: Vacancy) -> list[str]:
    _, oldest = vacancy.ages_for(person.sex)
    if person.age >= _OLDER and oldest is not None:
        return [f"{oldest}岁以内都招"]
    return []


def lack(feed: Feed, person: Person) -> Lack:
    """Return why so few postings suit this person, with the numbers.

    For each requirement it counts the postings that only this one keeps away.
    """
    if not len(feed):
        return Lack(("现在没有在招的岗位",), ("联系更多用人单位报岗位",))
    if person.work_ability is WorkAbility.NONE:
        return Lack(("登记为无劳动能力",), ("核对劳动能力登记，或转社会救助",))
    allowed, met = feed.allowed(person), feed.met(person)
    found = int((allowed & ~met).sum())
    reasons = [f"合适的岗位只有{found}个" if found else "没有合适的岗位"]
    helps = []
    if known := int((allowed & met).sum()):
        reasons.append(f"另有{known}个推送过或已回绝")
        helps.append("等新岗位")
    opened = {
        code: np.flatnonzero(feed.allowed(person, without=code) & ~allowed & ~met)
        for code in feed.rules
    }
    for code, places in sorted(opened.items(), key=lambda pair: -len(pair[1])):
        if len(places):
            reasons.append(f"{_why(feed, code, person)}({len(places)}个)")
            if code == "place":
                helps.append(_wider(person, [feed.vacancies[at] for at in places]))
            elif code == "licence":
                helps.append(_paper_to_get(person, [feed.vacancies[at] for at in places]))
            else:
                helps.append(f"{feed.rules[code].rule.help}，可多{len(places)}个")
    if len(reasons) == 1:
        blocked = [
            (int(np.count_nonzero(~table.allowed(person))), _why(feed, code, person))
            for code, table in feed.rules.items()
        ]
        reasons += [why for count, why in sorted(blocked, key=lambda pair: -pair[0])[:2] if count]
    return Lack(tuple(reasons), tuple(helps) or ("请工作人员上门了解情况",))


def _why(feed: Feed, code: str, person: Person) -> str:
    """Return why postings fall away, with what the person said about places."""
    if code == "place" and _in_town(person):
        return "只在本乡镇做，别处的没有算"
    if code != "place" or person.willingness not in _WANTS:
        return feed.rules[code].rule.why
    where = "点名的地方" if person.named_places else _WANTS[person.willingness]
    return f"想{'在' if where == '县内' else '去'}{where}，别处的没有算"


def _in_town(person: Person) -> bool:
    """Tell whether somebody works in a town of their county and nowhere else."""
    named = person.named_places
    towns = (each for each in named if each != OWN_TOWN)
    return bool(named) and all(len(each) > 6 and each[:6] == person.home[:6] for each in towns)


def _wider(person: Person, vacancies: Sequence[Vacancy]) -> str:
    """Return how many postings the next wider ring of places would open, and which ring that is."""
    away = [distance(person.home, vacancy.place) for vacancy in vacancies]
    for ring, where in _RINGS:
        if within := sum(at <= ring for at in away):
            return f"愿去{where}，可多{within}个"
    return f"放宽工作地点，可多{len(away)}个"


def _paper_to_get(person: Person, vacancies: Sequence[Vacancy]) -> str:
    """Return which one licence would open the most of these postings, and how many.

    One that has expired only takes a 复审 or 换证, so it goes before others that open as many.
    """
    held = with_covered(person.licences)
    missing = (lacking(held, vacancy.licences) for vacancy in vacancies)
    single = [clauses[0] for clauses in missing if len(clauses) == 1 and is_paper(clauses[0])]
    lapsed = person.lapsed
    wanted = {
        paper: sum(not with_covered({paper}).isdisjoint(clause) for clause in single)
        for paper in lapsed.union(*single)
    }
    if not any(wanted.values()):
        return "参加培训考证，或补登已有证件"
    paper, count = min(wanted.items(), key=lambda pair: (-pair[1], pair[0] not in lapsed, pair[0]))
    if paper in lapsed:
        return f"{licence_name(paper)}已过期，复审或换证后可多{count}个"
    return f"考{licence_name(paper)}或补登，可多{count}个"
