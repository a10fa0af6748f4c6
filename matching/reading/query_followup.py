"""What a message after a search means for that search: others, nearer, better paid, narrower."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from matching.model import lies_in
from matching.reading.phrases import phrases
from matching.reading.query import Area, Order, Query, merged
from matching.reading.query_taken_back import corrected, given_up
from matching.reading.query_text import Reader
from matching.reading.query_told import asks_for_other, without_soft
from matching.reading.side_by_side import lathe_or_needle
from matching.reading.text import clean, sentences
from matching.reading.wished_hours import BY_NIGHT

_SAYS, _TALKS = phrases("follow_up"), phrases("taken_back", "talks")
_LEANING = (
    "change",
    "more",
    "nearer",
    "lower",
    "higher",
    "beside",
    "anywhere",
    "other_line",
    "same",
    "any_work",
    "shifts_too",
    "of_shown",
)
_SURE = 72
_LIGHT = "轻一点的"
_ELLIPTIC = 14
"""Characters up to which other work ("那保洁呢", "电子厂") stands in for the work before."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The search that a follow-up message asks for; ``fresh`` says to leave out what was shown.

    ``further`` says to go beyond what was shown, as the order of the query tells: nearer, better
    paid. A search for what is near stays one when it is narrowed.
    """

    query: Query
    fresh: bool
    further: bool = False


_ALIKE = re.compile(r"也|同样|一样|还是")
"""Words that ask for the same once more, for whomever."""


def follow_up(
    reader: Reader,
    text: str,
    before: Query,
    *,
    home: str | None,
    on: date,
    shown_wage: int | None = None,
) -> FollowUp | None:
    """Return the search that ``text`` makes of ``before``, or None when it is no follow-up.

    ``shown_wage`` is a monthly wage in yuan of the postings shown last; "工资高一点的" asks for
    more than that. A message that asks for work in a whole sentence ("有没有县里的活", "想找保洁")
    is a new search, not a follow-up, unless it says that one thing takes the place of another
    ("换成服装厂") or no work was named before.
    """
    plain = _SAYS["aside"].sub("", clean(text))
    if not _SAYS["ready"].sub("", plain).strip("的,，。 "):
        return FollowUp(before, fresh=False)
    home_town = _told_home(reader, plain, home)
    if home_town is not None:
        return FollowUp(replace(before, liked=(home_town,)), fresh=False)
    meant = corrected(_settled(plain))
    kept, plain = given_up(reader, meant.text, before, home=home, on=on)
    for_other = asks_for_other(plain)
    leans = meant.slipped or kept != before
    before = kept
    if leans and not plain:
        return FollowUp(before, fresh=False)
    leans = leans or any(_SAYS[each].search(plain) for each in _LEANING)
    if _SAYS["anew"].search(plain) and not leans:
        return None
    said = _SAYS["change"].sub("", plain)
    more = _told_beside(plain, reader.read(said, home=home, on=on))
    more = replace(more, other=more.other or for_other)
    if _SAYS["lighter"].search(plain) and not more.features and not more.wants:
        more = replace(reader.read(_LIGHT, home=home, on=on), conditions=more.conditions)
    more = _in_context(reader, plain, before, _in_towns(reader, plain, before, more))
    if said == plain and not meant.slipped and _names_other_work(plain, before, more):
        return None
    for_another = more.other and not before.other and not leans and not _ALIKE.search(plain)
    if for_another and (more.wants or more.places or more.features):
        return None
    if more.words and not (leans or more.places):
        # What would merely be nice and nobody can look for leaves the search as it is.
        return None if more.wants or without_soft(plain) else FollowUp(before, fresh=False)
    more = replace(more, words=(), order=Order.FIT, soft_work=more.soft_work and not before.wants)
    beside = _beside(plain)
    side = reader.read(beside, home=home, on=on) if beside else Query()
    narrowed = _narrowed(reader, plain, before, more, side)
    if _SAYS["lower"].search(plain) and more.wage is None:
        return FollowUp(replace(narrowed, wage=None, order=Order.FIT), fresh=False)
    if _SAYS["higher"].search(plain) and more.wage is None:
        return _better_paid(narrowed, before, shown_wage, alone=more.is_empty)
    near = _SAYS["nearer"].search(plain) and not _SAYS["anywhere"].search(plain)
    if near and not more.places:
        found = replace(narrowed, order=Order.NEAR, places=(), area=Area.NEAR)
        return FollowUp(found, fresh=True, further=True)
    if (more.places or more.area) and not more.wants and _SAYS["others_there"].search(plain):
        others = replace(narrowed, wants=(), words=(), named=(), things=(), kinds=())
        return FollowUp(others, fresh=True)
    if _SAYS["more"].search(plain) or _SAYS["other_line"].search(plain):
        without = set(more.avoids) - set(before.avoids) or more.things
        return FollowUp(narrowed, fresh=not without)
    unchanged = more.is_empty and not (more.conditions or more.harmful)
    unchanged = unchanged and narrowed == _unordered(before)
    if unchanged and not leans:
        return None
    return FollowUp(narrowed, fresh=False)


def carried(before: Query, query: Query, text: str = "") -> Query:
    """Return a new search with what was told of the person in the one before.

    ``text`` may take up the trade of before ("还想做老本行"). Who asks for somebody else tells of
    another person.
    """
    if query.other != before.other:
        return query
    same = not query.wants and _SAYS["same"].search(clean(text)) is not None
    return replace(
        query,
        wants=before.wants if same else query.wants,
        words=() if same else query.words,
        age=query.age or before.age,
        sex=query.sex or before.sex,
        education=query.education or before.education,
        licences=tuple(dict.fromkeys((*before.licences, *query.licences))),
        bearable=before.bearable if query.bearable is None else query.bearable,
    )


def _told_home(reader: Reader, plain: str, home: str | None) -> str | None:
    """Return the town of the county that somebody says to be from ("我是古城街道的")."""
    found = _TALKS["from_town"].fullmatch(plain)
    town = reader.gazetteer.town_in(home[:6], found["town"]) if found and home else None
    return town.code if town else None


def _settled(plain: str) -> str:
    """Return what a message comes to: "昆明的吗,还是广东的好" speaks of 广东."""
    before, said, after = plain.rpartition("还是")
    return after if said and before.rstrip(" ,。").endswith(("吗", "么", "不")) else plain


def _names_other_work(plain: str, before: Query, more: Query) -> bool:
    """Tell whether a message asks for other work than before in a sentence of its own."""
    others = {term.key for term in more.wants} - {term.key for term in before.wants}
    if not others or not before.wants:
        return False
    return len(plain) > _ELLIPTIC or _SAYS["whole_wish"].search(plain) is not None


def _told_beside(plain: str, more: Query) -> Query:
    """Return what a long message says without trades that are only guessed out of a story."""
    if len(plain) <= _ELLIPTIC:
        return more
    return replace(more, wants=tuple(term for term in more.wants if term.sure >= _SURE))


def _narrowed(reader: Reader, plain: str, before: Query, more: Query, side: Query) -> Query:
    """Return ``before`` with what a message adds to it, takes the place of, or gives up.

    ``side`` is what of it comes beside what was asked for before.
    """
    held = reader.certified(plain, before.wants) if not more.wants else frozenset()
    found = merged(before, replace(more, licences=tuple(sorted({*more.licences, *held}))))
    if more.places and side.places:
        both = tuple(dict.fromkeys((*before.places, *more.places))) if before.places else ()
        found = replace(found, places=both)
    if more.wants and before.wants and side.wants:
        found = replace(found, wants=tuple(dict.fromkeys((*before.wants, *more.wants))))
    if _TALKS["paid_later"].search(plain):
        daily = reader.features["paid_daily"].mask
        found = replace(found, features=found.features & ~daily, soft=found.soft & ~daily)
    if not more.places and _SAYS["anywhere"].search(plain):
        found = replace(found, places=(), area=None)
        before = replace(before, order=Order.FIT)
    if _SAYS["other_line"].search(plain) and found.wants == before.wants:
        avoids = tuple(dict.fromkeys((*found.avoids, *before.wants)))
        found = replace(found, wants=(), words=(), avoids=avoids)
    if _SAYS["any_work"].search(plain) and not more.wants:
        found = replace(found, wants=(), words=())
    if _SAYS["shifts_too"].search(plain) or BY_NIGHT & {*more.parts}:
        by_day = reader.features["day_shift"].mask
        found = replace(found, features=found.features & ~by_day, soft=found.soft & ~by_day)
    licences = tuple(dict.fromkeys((*before.licences, *found.licences)))
    return _unordered(replace(found, licences=licences), before)


def _beside(plain: str) -> str:
    """Return the sentences that say what comes beside that of before, and does not replace it."""
    return ",".join(each for each in sentences(plain) if _SAYS["beside"].search(each))


def _unordered(query: Query, before: Query | None = None) -> Query:
    """Return a query in the order that stays: nearness, which is a wish of its own."""
    order = (before or query).order
    return replace(query, order=order if order is Order.NEAR else Order.FIT)


def _in_towns(reader: Reader, plain: str, before: Query, more: Query) -> Query:
    """Return what is said with a town of the place asked for before ("长安镇的" after 东莞)."""
    if more.places or more.wants:
        return more
    named = [_TALKS["town"].fullmatch(each) for each in sentences(plain)]
    towns = (
        reader.gazetteer.town_in(code[:6], found["town"])
        for found in named
        if found is not None
        for code in before.places
    )
    places = tuple(town.code for town in towns if town is not None)
    within = all(any(lies_in(at, no) for at in places) for no in more.not_places)
    refused = () if within else more.not_places
    return replace(more, places=places, not_places=refused, words=()) if places else more


def _in_context(reader: Reader, plain: str, before: Query, more: Query) -> Query:
    """Return what is said as it is meant below the search before.

    A place that would be nice narrows nothing that was asked for, examples of a region do not
    either, and 车工 is who sews where sewing was spoken of.
    """
    catalogue = reader.lexicon.catalogue
    wants = tuple(lathe_or_needle(catalogue, list(more.wants), plain, before.wants))
    more = replace(more, wants=wants)
    asked = before.places or before.area
    if asked and _TALKS["part_of_day"].search(plain):
        more = replace(more, area=None)
    if asked and more.liked and set(more.places) == set(more.liked):
        more = replace(more, places=(), area=None if before.places else more.area)
    if more.places and _TALKS["examples"].search(plain):
        region = all(any(lies_in(at, wide) for wide in before.places) for at in more.places)
        if region and before.places:
            return replace(more, places=before.places, liked=more.places)
    return more


def _better_paid(
    narrowed: Query, before: Query, shown_wage: int | None, *, alone: bool
) -> FollowUp:
    """Return the search for better pay: above what was shown, or best paid of what else is told."""
    if not alone:
        return FollowUp(replace(narrowed, order=Order.WAGE), fresh=False)
    above = max(filter(None, (before.wage, shown_wage + 1 if shown_wage else None)), default=None)
    return FollowUp(replace(narrowed, order=Order.WAGE, wage=above), fresh=True, further=True)
