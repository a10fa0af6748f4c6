"""What a message after a search means for that search: others, nearer, better paid, narrower."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from matching.phrases import phrases
from matching.query import Area, Order, Query, merged
from matching.query_text import Reader
from matching.text import clean

_SAYS = phrases("follow_up")
_LEANING = ("change", "more", "nearer", "lower", "higher")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The search that a follow-up message asks for; ``fresh`` says to leave out what was shown."""

    query: Query
    fresh: bool


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

    ``shown_wage`` is the highest monthly wage in yuan among the postings shown last; "工资高一点的"
    asks for more than that. A message that names other work, or asks for work in a whole sentence
    ("有没有县里的活"), is a new search, not a follow-up, unless it says that one thing takes the
    place of another ("换成服装厂").
    """
    plain = clean(text)
    if _SAYS["anew"].search(plain) and not any(_SAYS[each].search(plain) for each in _LEANING):
        return None
    said = _SAYS["change"].sub("", plain)
    more = reader.read(said, home=home, on=on)
    if said == plain and {term.key for term in more.wants} - {term.key for term in before.wants}:
        return None
    if more.words and not _SAYS["more"].search(plain):
        return None
    narrowed = merged(before, replace(more, words=(), order=Order.FIT))
    if _SAYS["lower"].search(plain) and more.wage is None:
        return FollowUp(replace(narrowed, wage=None, order=Order.FIT), fresh=False)
    if _SAYS["higher"].search(plain) and more.wage is None:
        above = max(
            filter(None, (before.wage, shown_wage + 1 if shown_wage else None)), default=None
        )
        return FollowUp(replace(narrowed, order=Order.WAGE, wage=above), fresh=True)
    if _SAYS["nearer"].search(plain):
        return FollowUp(replace(narrowed, order=Order.NEAR, places=(), area=Area.NEAR), fresh=True)
    if _SAYS["more"].search(plain):
        return FollowUp(narrowed, fresh=True)
    if replace(more, words=(), order=Order.FIT).is_empty:
        return None
    return FollowUp(narrowed, fresh=False)
