"""Clauses of the imported texts as the console's pages find and show them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app
from sqlmodel import Session

from policy_faq.library.search import ClauseHit, ClauseSearch
from policy_faq.places import NATION
from web.i18n import gettext as _
from web.rendering import place_name
from web.services import services

_SEARCH = "gangxin_clause_search"
_EXCERPT = 160
HELPFUL = 0.25
"""Share of a question a clause must say to be shown beside it without anybody having searched."""
_BESIDE = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One clause that a search found; ``place`` is where its document speaks."""

    hit: ClauseHit
    place: str
    excerpt: str


def place_of(code: str) -> str:
    """Return the name of a document's place."""
    return _("全国") if code == NATION else place_name(code)


def found_clauses(rows: Session, query: str, county: str, limit: int) -> list[Found]:
    """Return the clauses that speak to a county and fit ``query`` best."""
    search: ClauseSearch = current_app.extensions.setdefault(_SEARCH, ClauseSearch())
    on = services().clock.today()
    hits = search.find(rows, query, county=county, on=on, limit=limit)
    return [
        Found(hit, place_of(hit.document.place_code), _excerpt(hit.clause.text)) for hit in hits
    ]


def clauses_beside(rows: Session, question: str, county: str) -> list[Found]:
    """Return the few clauses that a caseworker may want to read before answering a question."""
    found = found_clauses(rows, question, county, _BESIDE)
    return [one for one in found if one.hit.score >= HELPFUL]


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"
