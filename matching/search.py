"""Search for work from free text: what fits, or the closest with what had to give way.

Postings that a person must not be offered (age, sex, schooling, health, licence, refused before)
are left out whatever was asked. Where nothing fits everything, the closest are returned and each
says what it lacks; nothing is mixed into a list of real hits to fill it up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from labourers.tables import Sex
from matching.catalogue import Skill
from matching.conditions import Judge, Unmet
from matching.model import Person, Vacancy, Wishes, distance
from matching.query import Order, Query
from matching.reasons import Reasons
from matching.requirements import available, broken_rules
from matching.score import Scorer

_ANY_AGE = 35


@dataclass(frozen=True, slots=True)
class Found:
    """One posting found: its score (thousandths), why it suits, and what it lacks."""

    vacancy: Vacancy
    score: int
    reasons: tuple[str, ...]
    unmet: tuple[str, ...] = ()


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
    def note(self) -> str:
        """Return what to tell the person before the list; empty when everything fits."""
        if self.relaxed:
            return f"没有完全合适的,下面的最接近({'、'.join(self.relaxed)})"
        if not self.postings and self.barred:
            reason, count = self.barred[0]
            return f"有{count}个岗位,但{reason}"
        return "" if self.postings else "现在没有合适的岗位"


def search_in(
    vacancies: Sequence[Vacancy],
    query: Query,
    *,
    person: Person | None,
    home: str,
    on: date,
    scorer: Scorer,
    reasons: Reasons,
    name_of: Callable[[str], str],
    exclude: Collection[UUID] = (),
    limit: int = 3,
) -> SearchResult:
    """Search ``vacancies``; ``home`` is the county that "near" refers to."""
    judge = Judge(scorer.catalogue, scorer.features, person.home if person else home, name_of)
    seeker = _seeker(person, query, home)
    exact: list[Vacancy] = []
    close: list[tuple[int, Vacancy, tuple[Unmet, ...]]] = []
    barred: Counter[str] = Counter()
    for vacancy in vacancies:
        if vacancy.id in exclude or not available(vacancy, on) or vacancy.id in seeker.refused:
            continue
        unmet = (*judge.unmet(query, vacancy), *_unwilling(person, query, vacancy))
        why_not = judge.barred(query, vacancy) or _must_not(person, seeker, vacancy)
        if why_not is not None:
            if not unmet:
                barred[why_not] += 1
        elif not unmet:
            exact.append(vacancy)
        else:
            close.append((sum(each.cost for each in unmet), vacancy, unmet))
    rank = _ranking(query, seeker, scorer)
    if exact:
        chosen = _varied(sorted(exact, key=rank), limit)
        found = [Found(v, scorer.score(seeker, v), reasons.why(seeker, v)) for v in chosen]
        return SearchResult(query, tuple(found), (), len(exact))
    close.sort(key=lambda entry: (entry[0], *rank(entry[1])))
    nearest = _varied_close(close, limit)
    found = [
        Found(v, scorer.score(seeker, v), reasons.why(seeker, v), tuple(u.text for u in unmet))
        for _, v, unmet in nearest
    ]
    relaxed = Counter(text for each in found for text in each.unmet)
    return SearchResult(
        query,
        tuple(found),
        tuple(text for text, _ in relaxed.most_common()),
        0,
        tuple(barred.most_common()),
    )


def _seeker(person: Person | None, query: Query, home: str) -> Person:
    """Return the person as this search wants them: what was just said goes before the file."""
    known = person or Person(UUID(int=0), query.age or _ANY_AGE, query.sex or Sex.MALE, home)
    before = known.wishes
    wishes = Wishes(
        wants=query.wants or before.wants,
        skills=before.skills if person else query.wants,
        avoids=tuple(dict.fromkeys((*before.avoids, *query.avoids)))
        if not query.wants
        else query.avoids,
        features=before.features | query.features,
        places=query.places or before.places,
        wage=query.wage or before.wage,
        food=query.food or before.food,
        lodging=query.lodging or before.lodging,
        near=query.order is Order.NEAR or (before.near and not query.places),
    )
    return replace(
        known,
        wishes=wishes,
        age=query.age or known.age,
        licences=known.licences | frozenset(query.licences),
    )


def _must_not(person: Person | None, seeker: Person, vacancy: Vacancy) -> str | None:
    if person is None:
        return None
    # Where somebody asks to go is theirs to say now; the rest of the file still holds.
    broken = [rule for rule in broken_rules(seeker, vacancy) if rule.code != "place"]
    return broken[0].why if broken else None


def _unwilling(person: Person | None, query: Query, vacancy: Vacancy) -> tuple[Unmet, ...]:
    if person is None or query.places or query.area is not None:
        return ()
    broken = any(rule.code == "place" for rule in broken_rules(person, vacancy))
    return (Unmet("willingness", 4, "不在你登记的意向地"),) if broken else ()


def _ranking(
    query: Query, seeker: Person, scorer: Scorer
) -> Callable[[Vacancy], tuple[int, int, str]]:
    def wage(vacancy: Vacancy) -> int:
        return -((vacancy.wage_low or 0) + (vacancy.wage_high or vacancy.wage_low or 0))

    def rank(vacancy: Vacancy) -> tuple[int, int, str]:
        first = 0
        if query.order is Order.WAGE:
            first = wage(vacancy)
        elif query.order is Order.NEAR:
            first = int(distance(seeker.home, vacancy.place))
        elif query.features & scorer.features["light_work"].mask:
            first = int(vacancy.demand)
        # A trade nobody named is no answer to "有什么活".
        strange = vacancy.skill is Skill.TRADE and not query.wants and not seeker.wishes.skills
        return first + strange, -scorer.score(seeker, vacancy), str(vacancy.id)

    return rank


def _varied(ordered: Sequence[Vacancy], limit: int) -> list[Vacancy]:
    """Return the first ``limit``, different employers first."""
    chosen: list[Vacancy] = []
    for vacancy in ordered:
        if len(chosen) < limit and all(v.employer != vacancy.employer for v in chosen):
            chosen.append(vacancy)
    for vacancy in ordered:
        if len(chosen) >= limit:
            break
        if vacancy not in chosen:
            chosen.append(vacancy)
    return chosen


def _varied_close(
    ordered: Sequence[tuple[int, Vacancy, tuple[Unmet, ...]]], limit: int
) -> list[tuple[int, Vacancy, tuple[Unmet, ...]]]:
    """Return the closest ``limit``; of equally close ones different employers first."""
    chosen: list[tuple[int, Vacancy, tuple[Unmet, ...]]] = []
    left = list(ordered)
    while left and len(chosen) < limit:
        least = left[0][0]
        level = [entry for entry in left if entry[0] == least]
        used = {entry[1].employer for entry in chosen}
        level.sort(key=lambda entry: entry[1].employer in used)
        chosen.append(level[0])
        left.remove(level[0])
    return chosen
