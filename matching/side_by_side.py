"""How much one wording of work still counts where a closer one is named beside it. Pure."""

from __future__ import annotations

from matching.catalogue import Catalogue, Term, TermKind

_CERTAIN = 100
_GENERAL_SURE = 55
"""How much "普工" still counts beside a trade: not enough to find another trade's in a search."""
_TRADE_SURE = 85
"""How much a trade still counts beside an occupation of it."""


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
