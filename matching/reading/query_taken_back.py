"""What a message after a search takes back of it: slips of the tongue, and what will do without.

"打错了，不是深圳，是上海" puts a place in the place of another and refuses none; "不包吃也行" and
"不要6000了" give up a condition of the search before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from matching.reading.phrases import phrases
from matching.reading.query import Query
from matching.reading.query_text import Reader
from matching.reading.text import clean, sentences

_SAYS = phrases("taken_back", "talks")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A message without the slips it puts right; ``slipped`` says that it had any."""

    text: str
    slipped: bool


def corrected(text: str) -> Corrected:
    """Return cleaned text without what was said by mistake and the words that say so."""
    said = sentences(text)
    meant = [_SAYS["but_that"].match(each) for each in said]
    kept, slipped = [], False
    for at, sentence in enumerate(said):
        that = meant[at]
        others = any(found is not None for place, found in enumerate(meant) if place != at)
        denied = others and that is None and _SAYS["not_this"].match(sentence)
        slip = _SAYS["slip"].fullmatch(sentence) or _SAYS["said_by_mistake"].match(sentence)
        if slip or denied:
            slipped = True
        elif found := _SAYS["not_but"].search(sentence):
            slipped = True
            kept.append(sentence[: found.start()] + found["meant"])
        elif that is not None and (slipped or len(said) > 1):
            kept.append(that["meant"])
        else:
            kept.append(sentence)
    return Corrected(",".join(kept), slipped=True) if slipped else Corrected(text, slipped=False)


def without_slips(text: str) -> str:
    """Return a message without the slips it puts right, or all of it where it is nothing else.

    "初中文化哈，登记错了" tells of schooling, and asks no office about a register.
    """
    found = corrected(clean(text))
    return found.text if found.slipped and found.text else text


def given_up(
    reader: Reader, text: str, before: Query, *, home: str | None, on: date
) -> tuple[Query, str]:
    """Return ``before`` without what cleaned text gives up of it, and the rest of the text."""
    kept = []
    for sentence in sentences(text):
        left = _lessened(reader, sentence, before, home=home, on=on)
        if left is None:
            kept.append(sentence)
        else:
            before = left
    return before, ",".join(kept)


_OPPOSED = {
    "long_term": ("paid_daily", "short_term"),
    "short_term": ("long_term",),
    "day_shift": (),
}
"""Conditions by which others are ruled out."""


def _conceded(
    reader: Reader, sentence: str, before: Query, *, home: str | None, on: date
) -> Query | None:
    """Return ``before`` without what is opposed to a condition that will do as well.

    None when the sentence concedes none, or names work, a place or pay besides.
    """
    found = _SAYS["concedes"].fullmatch(sentence)
    if found is None:
        return None
    told = reader.read(found["conceded"], home=home, on=on)
    if not told.features or told.wants or told.places or told.area or told.wage or told.words:
        return None
    opposed = 0
    for key, others in _OPPOSED.items():
        if told.features & reader.features[key].mask:
            for other in others:
                opposed |= reader.features[other].mask
    return replace(before, features=before.features & ~opposed, soft=before.soft & ~opposed)


def _lessened(
    reader: Reader, sentence: str, before: Query, *, home: str | None, on: date
) -> Query | None:
    """Return ``before`` without what one sentence gives up; None when it gives up nothing."""
    for name in ("without_it", "no_more"):
        found = _SAYS[name].search(sentence)
        what = next((each for each in found.groupdict().values() if each), "") if found else ""
        if not what or _SAYS["a_floor"].search(what):
            continue
        for given in ("", *(_SAYS["given"].pattern.split("|"))):
            told = reader.read(given + what, home=home, on=on)
            less = _without(before, told, whole=name == "without_it")
            if less != before:
                return less
    return _conceded(reader, sentence, before, home=home, on=on)


def _without(before: Query, told: Query, *, whole: bool) -> Query:
    """Return a query without what another asks for; its work and places only when ``whole``."""
    wage = None if told.wage else before.wage
    less = replace(
        before,
        features=before.features & ~told.features,
        soft=before.soft & ~told.features,
        food=before.food and not told.food,
        lodging=before.lodging and not told.lodging,
        full_board=before.full_board and not (told.food or told.lodging),
        wage=wage,
        floor=before.floor and wage is not None,
        around=before.around and wage is not None,
        no_less=before.no_less and wage is not None,
        kinds=tuple(kind for kind in before.kinds if kind not in told.kinds),
    )
    if not whole:
        return less
    wanted = {(term.kind, term.key) for term in told.wants}
    return replace(
        less,
        wants=tuple(term for term in less.wants if (term.kind, term.key) not in wanted),
        places=tuple(place for place in less.places if place not in told.places),
        area=None if told.area is not None and told.area is less.area else less.area,
    )
