"""Ages that running text asks for: a figure, its bound, and what shows that it is an age. Pure.

Every figure that can be an age is judged by what stands around it in its clause: a bound before or
behind it (不超过, 封顶), a word of age or of people, whether those it names are sent away, and
whether it is a must at all (最好, 优先) or told of others (老人, 现有员工).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobs_feed.normalise.reading import Span
from storage.phrases import phrases

_SAYS = phrases("jobs_feed.normalise", "age_told", "age_told")

REFUSED = f"(?:{_SAYS['refused'].pattern})"
"""Words by which those named before are sent away (不要, 谢绝, 恕)."""
_GROWN_UP = frozenset({16, 18, 20})
_OLDEST_LEAST = 30
"""A least age above this is told of all who come only where nothing else follows it."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A figure that may be an age: what stands around it in its clause and in those beside it."""

    low: int | None
    age: int
    in_years: bool
    many: bool
    before: str
    after: str
    preceding: str
    following: str


def ages_asked(plain: str) -> list[Span]:
    """Return what each figure of tidied text in Arabic figures asks of people's ages, in order."""
    return [span for each in _mentions(plain) if (span := _asked(each)) is not None]


def _mentions(plain: str) -> Iterator[_Mention]:
    clauses = _SAYS["clause"].split(_SAYS["numbered"].sub(" ", plain))
    for at, clause in enumerate(clauses):
        for found in _SAYS["figure"].finditer(clause):
            units = found["unit"] + (found["unit1"] or "")
            yield _Mention(
                low=int(found["low"]) if found["low"] else None,
                age=int(found["age"]),
                in_years="岁" in units or "生日" in units,
                many="多" in units,
                before=clause[: found.start()],
                after=clause[found.end() :],
                preceding=clauses[at - 1] if at else "",
                following=clauses[at + 1] if at + 1 < len(clauses) else "",
            )


def _asked(each: _Mention) -> Span | None:
    """Return what a mention asks, None where it is no age, no must or of somebody else."""
    before, after = each.before, each.after
    if not each.in_years and (_SAYS["other_unit"].match(after) or _SAYS["measured"].search(before)):
        return None
    if (
        _is_of_others(each)
        or _SAYS["work_until"].search(before)
        or _SAYS["soft_before"].search(before)
    ):
        return None
    if each.low is not None:
        if _SAYS["sent_away"].match(after):
            return None
        if each.low > each.age or not _shows_age(
            each,
            after,
            by_bound=not before.strip() and _SAYS["between"].fullmatch(after) is not None,
        ):
            return None
        return None if _SAYS["soft_behind"].match(after) else Span(each.low, each.age)
    reaches, ends = _SAYS["low_behind"].match(after), _SAYS["high_behind"].match(after)
    bound = reaches or ends
    rest = after[bound.end() :] if bound else after
    if _sent_away(each, rest):
        if not (
            each.in_years
            or each.many
            or bound
            or before.strip()
            or _SAYS["age_word"].search(each.preceding)
        ):
            return None
        return _refused(each, reaches, ends)
    asked = _wanted(each, reaches, ends, rest)
    by_bound = bool(ends) and not before.strip()
    if (
        asked is None
        or _SAYS["soft_behind"].match(rest)
        or (asked.high is None and _SAYS["too"].match(rest))
    ):
        return None
    return asked if _shows_age(each, rest, by_bound=by_bound or _alone(each, rest)) else None


def _refused(
    each: _Mention, reaches: re.Match[str] | None, ends: re.Match[str] | None
) -> Span | None:
    """Return what sending away those whom a mention names leaves."""
    if ends or _SAYS["below_before"].search(each.before):
        return Span(each.age, None) if each.age <= _OLDEST_LEAST else None
    if _SAYS["high_before"].search(each.before):
        return Span(None, each.age)
    full = _SAYS["low_before"].search(each.before)
    if (full and full["full"]) or (reaches and reaches["incl"]):
        return Span(None, each.age - 1)
    return Span(None, each.age) if reaches or full or each.many else Span(None, each.age - 1)


def _wanted(
    each: _Mention, reaches: re.Match[str] | None, ends: re.Match[str] | None, rest: str
) -> Span | None:
    """Return the bound that a mention sets for those who are wanted."""
    if _SAYS["below_before"].search(each.before) or _SAYS["below_behind"].match(each.after):
        return Span(None, each.age - 1)
    if ends or _SAYS["high_before"].search(each.before):
        return Span(None, each.age - (_SAYS["not_itself"].match(rest) is not None))
    least = _SAYS["low_before"].search(each.before)
    if least and (least["full"] is None or "满" in least["full"]) and "过" not in least.group():
        return Span(each.age, None)
    if reaches and (each.age <= _OLDEST_LEAST or _SAYS["whole"].match(rest)):
        return Span(each.age, None)
    return None


def _sent_away(each: _Mention, rest: str) -> bool:
    if _SAYS["refused_before"].search(each.before) or _SAYS["sent_away"].match(rest):
        return True
    return bool(_SAYS["open_end"].fullmatch(rest) and _SAYS["sent_away_next"].match(each.following))


def _is_of_others(each: _Mention) -> bool:
    around = each.before[-6:] + each.after[:6]
    if _SAYS["refused_before"].search(each.before):
        return False
    if _SAYS["of_others"].search(around) and not _SAYS["themselves"].search(each.before[-8:]):
        return True
    return _SAYS["of_staff"].search(each.before) is not None


def _alone(each: _Mention, rest: str) -> bool:
    """Tell whether a clause is little else than a bound before its figure (别超55)."""
    return (
        bool(_SAYS["open_end"].match(rest))
        and (_SAYS["high_before"].search(each.before) or _SAYS["below_before"].search(each.before))
        is not None
    )


def _shows_age(each: _Mention, rest: str, *, by_bound: bool) -> bool:
    if each.in_years or by_bound:
        return True
    if each.age in _GROWN_UP and re.search(r"满\s*$", each.before):
        return True
    if _SAYS["age_word"].search(each.before[-14:]) or _SAYS["age_word"].search(rest[:4]):
        return True
    if _SAYS["age_word"].search(each.preceding) and not re.search(r"\d", each.preceding):
        return True
    if _SAYS["sex_before"].search(each.before) or _SAYS["people_behind"].match(rest):
        return True
    return _SAYS["recruits"].search(each.before) is not None
