"""What the clauses of a note about somebody say of work: wishes, skills, refusals or nothing.

A village cadre's note strings clauses together ("会贴瓷砖，工地也行，高空的不干"); each clause is
read alone, and what it tells of work depends on its neighbours. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from matching.catalogue import BY_PAPER, WITHIN, Demand, Term, TermKind, Work
from matching.reading.phrases import phrases
from matching.reading.query import Query
from matching.reading.query_text import Reader

_SAYS, _SPEAKS = phrases("skill"), phrases("search")
_CERTAIN, _LOOSELY, _LIKELY, _DOUBTFUL = 100, 80, 72, 60
"""How sure a wording is of its work: known, and three degrees of a guess."""
_NO_WISH_HOLDS = re.compile(r"[医夫护院疾检诊历证照本在先]|以前是|去了|有几个")
"""Without any of these no clause says why it names work."""
_OF_PEOPLE = frozenset("人嘴话向闹酬")
"""Without one of these characters nobody tells how they are with people."""
_WITH_PEOPLE = tuple(
    Term(TermKind.JOB, key, 62) for key in ("receptionist", "shop_assistant", "waiter")
)
_AMONG_STRANGERS = tuple(
    Term(TermKind.JOB, key, _CERTAIN)
    for key in ("sales", "customer_service", "receptionist", "online_marketer")
)
_ON_TWO_WHEELS = Term(TermKind.JOB, "courier", 62)
BY_EAR = tuple(
    Term(TermKind.JOB, key, _CERTAIN) for key in ("waiter", "receptionist", "sales", "guard")
)
"""Work that takes hearing and speech all day, for who has not got them."""
_PLACE_SURE = 60
"""How much "工地也行" counts beside a trade: where it may be done, more than other work there."""


def told(parts: Sequence[str], heard: Sequence[Query]) -> list[tuple[Term, ...]]:
    """Return the work that each clause names, without what was only guessed beside what is known.

    A guess counts for the clause that speaks of working; where somebody named work that is known,
    an unknown wording elsewhere is more likely about something else, as is one that tells of the
    body, the family, a place or the pay.
    """
    sure = any(term.sure == _CERTAIN for query in heard for term in query.wants)
    return [
        tuple(
            term
            for term in query.wants
            if term.sure >= _least_of(part, query, leads=at == 0, known=sure)
        )
        for at, (part, query) in enumerate(zip(parts, heard, strict=True))
    ]


def _least_of(part: str, query: Query, *, leads: bool, known: bool) -> int:
    """Return how sure a wording of a clause must be of its work."""
    if _is_no_wish(part):
        return _CERTAIN + 1
    if query.conditions:
        return _CERTAIN
    if "不" in part and _SAYS["unable"].search(part):
        return _CERTAIN
    if query.features or query.places or query.area or query.wage or query.food or query.lodging:
        return _LIKELY
    if leads or _SPEAKS["cued"].search(part):
        return _DOUBTFUL
    return _LOOSELY if known else _LIKELY


def _is_no_wish(part: str) -> bool:
    """Tell whether a clause names work for another reason than a wish or a skill of one's own."""
    if _SAYS["beside_home"].search(part) or _is_of_home(part):
        return True
    if not _NO_WISH_HOLDS.search(part):
        return False
    if _SAYS["of_doctors"].search(part) or _SAYS["without"].search(part):
        return True
    return not _SAYS["can"].search(part) and _SAYS["of_others"].search(part) is not None


def _is_of_home(part: str) -> bool:
    """Tell whether work is named beside what goes on at home, and no wish of one's own is."""
    return _SAYS["of_home"].search(part) is not None and _SAYS["wished"].search(part) is None


def cans(parts: Sequence[str], told: Sequence[tuple[Term, ...]]) -> list[bool]:
    """Tell which clauses tell what somebody can do, lists included ("喷漆，打磨都做过")."""
    cans = [_SAYS["can"].search(part) is not None for part in parts]
    for at in range(len(parts) - 1, 0, -1):
        before = parts[at - 1]
        bare = bool(told[at - 1]) and not _SAYS["wants"].search(before)
        if bare and cans[at] and _SAYS["all_of_it"].search(parts[at]):
            cans[at - 1] = True
    return cans


def manner(text: str) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Return the work that suits, and that does not suit, who talks of how they are with people."""
    if _OF_PEOPLE.isdisjoint(text):
        return (), ()
    if _SAYS["shy"].search(text):
        return (), _AMONG_STRANGERS
    return (_WITH_PEOPLE, ()) if _SAYS["outgoing"].search(text) else ((), ())


def by_bike(text: str) -> tuple[Term, ...]:
    """Return what somebody without a trade can do who tells of riding every day."""
    return (_ON_TWO_WHEELS,) if _SAYS["rides"].search(text) else ()


def is_job(term: Term) -> bool:
    """Tell whether a term surely names an occupation."""
    return term.kind is TermKind.JOB and term.sure == _CERTAIN


def as_places(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return what "工地也行" tells beside a trade, where it names no other occupation."""
    if any(term.kind is TermKind.JOB for term in terms):
        return terms
    return tuple(term._replace(sure=min(term.sure, _PLACE_SURE)) for term in terms)


def refused(parts: Sequence[str], heard: Sequence[Query], able: Sequence[Term]) -> Iterable[Term]:
    """Return what is refused; who only tells a part of their trade that they cannot keeps it."""
    known = names(able)
    for part, query in zip(parts, heard, strict=True):
        cannot = _SAYS["cannot"].search(part) is not None
        yield from (term for term in query.avoids if not cannot or term.key not in known)


def by_paper(part: str, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return what a clause tells that somebody can do, no surer than what it tells of a licence."""
    rest = _SAYS["papers"].sub("，", part)
    if rest == part or _SAYS["can"].search(rest):
        return terms
    return tuple(term._replace(sure=min(term.sure, BY_PAPER)) for term in terms)


def gave_up(part: str, terms: tuple[Term, ...]) -> bool:
    """Tell whether a clause only refuses what the one before it names ("太苦了不去")."""
    return not terms and _SPEAKS["gave_up"].search(part) is not None


def within(wants: Iterable[Term], able: Iterable[Term], reader: Reader) -> list[Term]:
    """Return what somebody can do of the trades they want ("会贴瓷砖，想上工地")."""
    catalogue = reader.lexicon.catalogue
    broad = [term for term in wants if term.kind is not TermKind.JOB]
    return [
        term._replace(sure=WITHIN)
        for term in able
        if term.kind is TermKind.JOB
        and term.sure >= WITHIN
        and any(catalogue.holds(each, Work((term.key,))) for each in broad)
    ]


def names(terms: Iterable[Term]) -> frozenset[str]:
    """Return the keys of terms."""
    return frozenset(term.key for term in terms)


def ordinary_work(wants: Iterable[Term], reader: Reader) -> bool:
    """Tell whether somebody named work as theirs that is neither light nor heavy (扫地, 喂鸡)."""
    jobs = reader.lexicon.catalogue.jobs
    return any(is_job(term) and jobs[term.key].demand is Demand.MODERATE for term in wants)
