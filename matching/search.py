"""Search for work from free text: what fits, or the closest with what had to give way.

Postings that a person must not be offered (age, sex, schooling, health, licence, refused before)
are left out whatever was asked. Where nothing fits everything, the closest are returned and each
says what it lacks; nothing is mixed into a list of real hits to fill it up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from labourers.tables import Sex, Willingness
from matching.catalogue import Skill, TermKind
from matching.closest import closest
from matching.conditions import Judge
from matching.feed import Feed
from matching.model import Distance, Person, Vacancy, Wishes, distance, lies_in
from matching.ranking import names_no_trade, ranks
from matching.reading.features import Features
from matching.reading.limits import limits
from matching.reading.query import Area, Order, Query
from matching.reasons import Reasons
from matching.requirements import broken_rules
from matching.unmet import Unmet

_ANY_AGE = 35
_THE_VERY_WORK, _SOON_LEARNT = 90, 78
_NEARLY = 3
_COUNTY_DIGITS = 6
_UNWILLING = 12


@dataclass(frozen=True, slots=True)
class Found:
    """One posting found: its score (thousandths), why it suits, and what it lacks.

    ``kin`` says that it is only near the work that was named, of which there was too little;
    ``alone`` is what it lacks and others beside it have.
    """

    vacancy: Vacancy
    score: int
    reasons: tuple[str, ...]
    unmet: tuple[str, ...] = ()
    kin: bool = False
    alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beyond:
    """What a follow-up wants to go beyond: "近一点的" a distance, "工资高一点的" a wage.

    ``within`` is the farthest distance class that will do, ``paid_above`` yuan per month that the
    posting's best wage must exceed.
    """

    within: Distance | None = None
    paid_above: int | None = None

    def keeps(self, vacancy: Vacancy, home: str) -> bool:
        """Tell whether a posting goes beyond what was shown."""
        if self.within is not None and distance(home, vacancy.place) > self.within:
            return False
        top = vacancy.wage_high or vacancy.wage_low or 0
        return self.paid_above is None or top > self.paid_above


def nearer(feed: Feed, shown: Collection[UUID], home: str) -> Distance | None:
    """Return the distance class that is one nearer than the farthest of ``shown``.

    None when nothing of it is known; the own town is as near as can be.
    """
    places = [feed.vacancies[feed.place_of[each]].place for each in shown if each in feed.place_of]
    if not places:
        return None
    farthest = min(max(distance(home, place) for place in places), Distance.FAR)
    nearest = Distance.TOWN if len(home) > _COUNTY_DIGITS else Distance.COUNTY
    return Distance(max(farthest - 1, nearest))


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found.

    ``total`` counts the postings that fit everything; when it is 0, ``postings`` are the closest
    and ``relaxed`` says, in plain Chinese, what they do not give. ``barred`` counts postings that
    fit the words but must not be offered to this person, by reason.
    """

    query: Query
    postings: tuple[Found, ...]
    relaxed: tuple[str, ...]
    total: int
    barred: tuple[tuple[str, int], ...] = ()

    @property
    def shared(self) -> tuple[str, ...]:
        """Return of ``relaxed`` what is so of every posting, and can be said of the whole list."""
        alone = {text for each in self.postings for text in each.alone}
        return tuple(text for text in self.relaxed if text not in alone)

    @property
    def note(self) -> str:
        """Return what to tell the person before the list; empty when everything fits."""
        if self.relaxed:
            lacking = "、".join(self.shared) or "各差一点"
            return f"没有完全合适的，下面的最接近({lacking})"
        if not self.postings and self.barred:
            reason, count = self.barred[0]
            return f"有{count}个岗位，但{reason}"
        return "" if self.postings else "现在没有合适的岗位"


def search_in(
    feed: Feed,
    query: Query,
    *,
    person: Person | None,
    home: str,
    reasons: Reasons,
    name_of: Callable[[str], str],
    exclude: Collection[UUID] = (),
    limit: int = 3,
    beyond: Beyond | None = None,
) -> SearchResult:
    """Search a feed; ``home`` is the county that "near" refers to where nobody is known.

    ``name_of`` gives the short name of an adcode. What does not go ``beyond`` is left out.
    """
    scorer = feed.scorer
    home = person.home if person else home
    if query.other:
        person = None  # the file of who asks says nothing of who is to work
    query = _heard(feed, query)
    judge = Judge(scorer.catalogue, scorer.features, home, name_of)
    seeker = _seeker(person, query, home, feed.scorer.features)
    hits: list[_Hit] = []
    barred: Counter[str] = Counter()
    order = ranks(feed, query, seeker, judge)
    for at, vacancy in enumerate(feed.vacancies):
        if vacancy.id in exclude or vacancy.id in seeker.refused:
            continue
        if beyond is not None and not beyond.keeps(vacancy, seeker.home):
            continue
        unmet = (*judge.unmet(_known(query, person), vacancy), *_unwilling(person, query, vacancy))
        why_not = judge.barred(query, vacancy) or _must_not(person, seeker, query, vacancy, judge)
        if why_not is None:
            hits.append(_Hit(sum(each.cost for each in unmet), order[at], vacancy, unmet))
        elif not unmet:
            barred[why_not] += 1
    hits.sort(key=lambda hit: (hit.cost, hit.rank))
    named, exact = _closest_work(hits, query, seeker, judge, limit)
    names_job = any(term.kind is TermKind.JOB for term in query.wants)
    near = exact or closest(_offerable(hits), query, home)
    chosen = _varied(near, limit, by_job=not names_job)
    no_such = bool(chosen) and all(_lacks(hit, "other_work") for hit in chosen)
    given_up = [
        [each.text for each in hit.unmet if not (no_such and each.code == "other_work")]
        for hit in chosen
    ]
    found = tuple(
        Found(
            hit.vacancy,
            -hit.rank[1],
            reasons.why(seeker, hit.vacancy),
            tuple(each.text for each in hit.unmet),
            kin=bool(named) and hit not in named,
            alone=tuple(text for text in texts if not all(text in other for other in given_up)),
        )
        for hit, texts in zip(chosen, given_up, strict=True)
    )
    relaxed = Counter(text for texts in given_up for text in texts)
    if no_such:
        relaxed = Counter({f"没有招{judge.work_asked(query)}的": limit}) + relaxed
    return SearchResult(
        query,
        found,
        tuple(text for text, _ in relaxed.most_common()),
        len(exact),
        tuple(barred.most_common()),
    )


@dataclass(frozen=True, slots=True)
class _Hit:
    """A posting that may be offered: how far from the query, and its place among equals."""

    cost: int
    rank: tuple[int, int, int]
    vacancy: Vacancy
    unmet: tuple[Unmet, ...]


def _heard(feed: Feed, query: Query) -> Query:
    """Return the query without unknown words that no posting holds, where more was said."""
    if not query.words or replace(query, words=()).is_empty:
        return query
    if any(word in vacancy.text for vacancy in feed.vacancies for word in query.words):
        return query
    return replace(query, words=())


def _known(query: Query, person: Person | None) -> Query:
    """Return the query with the schooling that the file tells of the person."""
    if person is None or query.education is not None:
        return query
    return replace(query, education=person.education)


def _lacks(hit: _Hit, *codes: str) -> bool:
    return any(each.code in codes for each in hit.unmet)


def _closest_work(
    hits: list[_Hit], query: Query, seeker: Person, judge: Judge, limit: int
) -> tuple[list[_Hit], list[_Hit]]:
    """Return of what fits the very work that was named, and that with the rest below ``limit``.

    What the seeker can do is as good where only a field of work was named. Where the very work asks
    for schooling of which nobody knows, it is told and goes before work that is only near.
    """
    fitting = [hit for hit in hits if not hit.unmet]
    if not query.wants or query.soft_work:
        return [], fitting
    terms = (*query.wants, *seeker.wishes.skills)
    # "进厂" means what is soon learnt there as well as what needs no learning.
    least = _SOON_LEARNT if names_no_trade(query) else _THE_VERY_WORK
    named = [hit for hit in fitting if judge.suits(terms, hit.vacancy) >= least]
    if len(named) >= limit:
        return named, named
    others = [hit for hit in fitting if hit not in named and judge.is_mainly(terms, hit.vacancy)]
    if not named:
        doubtful = [hit for hit in hits if [each.code for each in hit.unmet] == ["schooling"]]
        named = [hit for hit in doubtful if judge.suits(terms, hit.vacancy) >= _THE_VERY_WORK]
    elif names_no_trade(query):
        others = [hit for hit in others if hit.vacancy.skill is not Skill.TRADE]
    return named, [*named, *others]


def _offerable(hits: list[_Hit]) -> list[_Hit]:
    """Return what is left when what a person's file rules out is kept out, if anything is."""
    for codes in (("willingness",), ("couples_only",)):
        hits = [hit for hit in hits if not _lacks(hit, *codes)] or hits
    return hits


def _seeker(person: Person | None, query: Query, home: str, features: Features) -> Person:
    """Return the person as this search wants them: what was just said goes before the file."""
    known = person or Person(UUID(int=0), query.age or _ANY_AGE, query.sex or Sex.MALE, home)
    before = known.wishes
    wishes = Wishes(
        wants=query.wants or before.wants,
        skills=before.skills,
        avoids=query.avoids or (() if query.wants else before.avoids),
        features=before.features | query.features,
        places=query.places or before.places,
        wage=query.wage or before.wage,
        food=query.food or before.food,
        lodging=query.lodging or before.lodging,
        near=query.order is Order.NEAR or (before.near and not query.places),
    )
    held = known.licences | frozenset(query.licences)
    conditions = known.conditions
    if query.features & features["couples"].mask:
        conditions &= ~limits()["single"]
    return replace(
        known,
        wishes=wishes,
        age=query.age or known.age,
        education=known.education if query.education is None else query.education,
        licences=held,
        conditions=conditions | query.conditions,
        harmful=(*known.harmful, *query.harmful),
    )


def _must_not(
    person: Person | None, seeker: Person, query: Query, vacancy: Vacancy, judge: Judge
) -> str | None:
    if person is None:
        return None
    waived = {"place"}  # where somebody asks to go is theirs to say now
    trades = tuple(term for term in query.wants if term.kind is TermKind.JOB)
    if judge.suits(trades, vacancy) >= _THE_VERY_WORK:
        waived.add("licence")  # who asks for welding welds, whatever the file knows of papers
    broken = [rule for rule in broken_rules(seeker, vacancy) if rule.code not in waived]
    return broken[0].why if broken else None


def _unwilling(person: Person | None, query: Query, vacancy: Vacancy) -> tuple[Unmet, ...]:
    """Return what the registered willingness says; it gives way before a place said just now.

    A province or prefecture around the home that was named is narrowed by it all the same: who
    registered 县外 and says 云南 means the rest of the province. Who registered to leave the
    province and now asks for work in it has changed their mind.
    """
    if person is None or query.area not in (None, Area.NEAR, Area.SEAT):
        return ()
    county = person.home[:_COUNTY_DIGITS]
    stays = query.area is not None or any(lies_in(county, area) for area in query.places)
    if stays and _leaves_province(person):
        return ()
    if any(not lies_in(county, area) and not lies_in(area, county) for area in query.places):
        return ()
    named = (area for area in query.places if not area.endswith("0000"))
    if any(lies_in(vacancy.place, area) for area in named):
        return ()
    broken = any(rule.code == "place" for rule in broken_rules(person, vacancy))
    return (Unmet("willingness", _UNWILLING, "不在你登记的意向地"),) if broken else ()


def _leaves_province(person: Person) -> bool:
    """Tell whether the registered willingness leaves nothing of the own province."""
    province, named = f"{person.home[:2]}0000", person.named_places
    if person.willingness is Willingness.OUT_OF_PROVINCE:
        return not any(lies_in(area, province) for area in named)
    leaves = person.willingness is Willingness.OUT_OF_COUNTY and bool(named)
    return leaves and not any(lies_in(area, province) for area in named)


def _varied(ordered: Sequence[_Hit], limit: int, *, by_job: bool) -> list[_Hit]:
    """Return the first ``limit``; among equally close ones different employers first.

    With ``by_job`` (no occupation was asked for) different occupations, too.
    """
    chosen: list[_Hit] = []
    for _, level in groupby(ordered, key=lambda hit: (hit.cost, hit.rank[0])):
        equals = list(level)
        while equals and len(chosen) < limit:
            # The first of those that are least like what was chosen.
            best = min(equals, key=lambda hit: _alikeness(hit, chosen, by_job))
            chosen.append(best)
            equals.remove(best)
        if len(chosen) == limit:
            break
    if by_job and len(chosen) > 1 and len({hit.vacancy.work.jobs[:1] for hit in chosen}) == 1:
        return _with_another(chosen, ordered)
    return chosen


def _with_another(chosen: list[_Hit], ordered: Sequence[_Hit]) -> list[_Hit]:
    """Return the choice with another occupation for its last, where one is nearly as close."""
    work = chosen[0].vacancy.work.jobs[:1]
    others = (
        hit
        for hit in ordered
        if hit.vacancy.work.jobs[:1] != work
        and hit.vacancy.skill is not Skill.TRADE
        and hit.cost <= chosen[-1].cost + _NEARLY
    )
    other = next(others, None)
    return chosen if other is None else [*chosen[:-1], other]


def _alikeness(hit: _Hit, chosen: Sequence[_Hit], by_job: bool) -> int:
    employer = any(other.vacancy.employer == hit.vacancy.employer for other in chosen)
    work = hit.vacancy.work.jobs[:1]
    job = by_job and work != () and any(other.vacancy.work.jobs[:1] == work for other in chosen)
    return 2 * employer + job
