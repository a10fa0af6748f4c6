"""In what order postings that come equally close to a search are shown. Pure."""

from __future__ import annotations

from matching.catalogue import Skill, TermKind
from matching.condition_pay import falls_short
from matching.conditions import FITS_FROM, Judge
from matching.feed import Feed
from matching.model import Person, distance, lies_in
from matching.reading.phrases import phrases
from matching.reading.query import Order, Query

_MORE = phrases("more_wishes", "talks")
_EXACTLY = 95
_SHORT = 20
_MEAL = 6
"""How much a meal a day counts for less than board, among postings that are else alike."""
_LAST = 1_000_000
"""Puts what was not asked for behind everything else of the same closeness."""


def names_no_trade(query: Query) -> bool:
    """Tell whether only a sector or a field of work is asked for, and no occupation."""
    return bool(query.wants) and all(term.kind is not TermKind.JOB for term in query.wants)


def ranks(feed: Feed, query: Query, seeker: Person, judge: Judge) -> list[tuple[int, int, int]]:
    """Return for each posting what orders it among equally close ones; smaller comes first."""
    scores = feed.taste(seeker)
    features = feed.scorer.features
    light = features["light_work"].mask | features["flexible"].mask
    # A trade nobody named is no answer to "有什么活".
    any_work = not query.wants and not seeker.wishes.wants and not seeker.wishes.skills
    # Nor to "厂": a sector or a field of work names no trade.
    any_work = any_work or names_no_trade(query)
    skills = seeker.wishes.skills
    order = []
    for at, vacancy in enumerate(feed.vacancies):
        unasked_trade = (
            any_work
            and vacancy.skill is Skill.TRADE
            and judge.likeness(skills, vacancy) < FITS_FROM
        )
        first = int(unasked_trade)
        if query.order is Order.WAGE:
            top = vacancy.wage_high or vacancy.wage_low or 0
            first = -((vacancy.wage_low or 0) + top) + _LAST * unasked_trade
        elif query.order is Order.NEAR:
            first = int(distance(seeker.home, vacancy.place)) + _LAST * unasked_trade
        elif query.features & light and not query.wants:
            # Who is weak, or has a child on the arm, is served by light work first.
            first = int(vacancy.demand)
        elif query.wants:
            # "洗碗" means dish washing before any better paid kitchen work, "洋芋" potatoes.
            called = any(word in vacancy.title for word in query.named)
            exactly = judge.likeness(query.wants, vacancy) >= _EXACTLY
            first = 2 * (not exactly) + 2 * unasked_trade + (not called)
        short = int(falls_short(query, vacancy)) if query.order is Order.FIT else 0
        # What would be nice, or one or the other of what was named, goes before its lack.
        short += 2 * bool(query.soft and not vacancy.offer.has & query.soft)
        short += query.learns and not _MORE["teaches"].search(vacancy.text)
        elsewhere = not any(lies_in(vacancy.place, place) for place in query.liked)
        first = 2 * first + (bool(query.liked) and elsewhere)
        if query.full_board and query.order is Order.FIT and _gives_one_meal(vacancy.text):
            first += _MEAL
        order.append((first + _SHORT * short, -int(scores[at]), at))
    return order


def _gives_one_meal(text: str) -> bool:
    """Tell whether a posting gives a meal a day and no board."""
    return bool(_MORE["one_meal"].search(text)) and not _MORE["full_board"].search(text)
