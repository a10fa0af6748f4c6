"""How much one wording of work still counts where a closer one is named beside it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from matching.catalogue import Catalogue, Term, TermKind

_CERTAIN = 100
_GENERAL_SURE = 55
"""How much "普工" still counts beside a trade: not enough to find another trade's in a search."""
_TRADE_SURE = 85
"""How much a trade still counts beside an occupation of it."""
_LATHE, _NEEDLE = "machinist", "sewing"
_EITHER = re.compile(r"(?<![控普床])车(?:工|位)(?!床)")
_METAL = re.compile(r"数控|车床|机床|机械|五金|普车|师傅|钳|铣|磨|CNC")
_SEWN = frozenset({"garment", "shoes", "textile"})
"""The trades in which 车 is a sewing machine."""


def trade_before_general(catalogue: Catalogue, terms: list[Term]) -> list[Term]:
    """Return the terms with "普工" weakened where a trade of factories is named beside it."""
    in_factory = any(
        term.kind is TermKind.SECTOR and catalogue.sectors[term.key].family == "factory"
        for term in terms
    )
    if not in_factory:
        return terms
    return [
        Term(t.kind, t.key, min(t.sure, _GENERAL_SURE))
        if t.kind is TermKind.JOB and catalogue.jobs[t.key].generic
        else t
        for t in terms
    ]


def work_before_trade(catalogue: Catalogue, terms: list[Term]) -> list[Term]:
    """Return the terms with a trade weakened where an occupation of it is named beside it.

    "水电安装，装修公司" asks for that work there, and for other work of the trade after it.
    """
    jobs = catalogue.jobs
    sectors = {
        jobs[term.key].sector
        for term in terms
        if term.kind is TermKind.JOB and term.sure == _CERTAIN and not jobs[term.key].generic
    }
    families = {catalogue.sectors[each].family for each in sectors}
    named = {TermKind.SECTOR: sectors, TermKind.FAMILY: families, TermKind.JOB: frozenset()}
    weaker = [term._replace(sure=min(term.sure, _TRADE_SURE)) for term in terms]
    return [
        less if term.key in named[term.kind] else term
        for term, less in zip(terms, weaker, strict=True)
    ]


def lathe_or_needle(
    catalogue: Catalogue, terms: list[Term], text: str, beside: Iterable[Term]
) -> list[Term]:
    """Return the terms with 车工 as who sews, where what is named ``beside`` it is sewn.

    Alone it may be either.
    """
    if all(term.key != _LATHE for term in terms) or not _EITHER.search(text):
        return terms
    jobs = catalogue.jobs
    trades = {jobs[t.key].sector if t.kind is TermKind.JOB else t.key for t in beside}
    needle = [term._replace(key=_NEEDLE) if term.key == _LATHE else term for term in terms]
    if trades & _SEWN:
        return needle
    alone = trades == {jobs[_LATHE].sector} and not _METAL.search(text)
    return [*terms, *needle] if alone else terms
