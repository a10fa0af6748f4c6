"""政策文件: the official texts that answers rest on, how long they hold, and their clauses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from policy_faq.knowledge import Knowledge
from policy_faq.library import store
from policy_faq.library.expiry import cards_by_document, endings
from policy_faq.library.search import ClauseHit, ClauseSearch
from policy_faq.models import Card, Standing
from policy_faq.places import NATION
from policy_faq.tables import PolicyClause, PolicyDocument
from storage.places import within
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker.area import current_area
from web.caseworker.figures import count_menu
from web.i18n import gettext as _
from web.i18n import lazy_gettext as _l
from web.labels import Label
from web.paging import sliced
from web.rendering import place_name
from web.services import services

_SEARCH = "gangxin_clause_search"
_LONGEST_QUERY = 200
_FOUND = 20
_EXCERPT = 160
_STATES: Mapping[Standing, Label] = {
    Standing.IN_FORCE: Label(_l("在用"), "ok"),
    Standing.NO_END_STATED: Label(_l("没写期限"), "info"),
    Standing.NOT_YET: Label(_l("还没生效")),
    Standing.ENDED: Label(_l("已到期"), "warn"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One document of the list."""

    document: PolicyDocument
    state: Label
    place: str
    clauses: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One clause that a search found; ``place`` is where its document speaks."""

    hit: ClauseHit
    place: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Part:
    """One clause as the page of its document shows it, with the cards that rest on it."""

    clause: PolicyClause
    cards: tuple[Card, ...]


@cache
def _cards() -> tuple[Card, ...]:
    """Return the cards of the card files, which change only with the program."""
    return Knowledge.load().cards


@open_to(Audience.CASEWORKER)
def library_page() -> ResponseReturnValue:
    """List the documents that speak in the scope, those that end soon, and clauses searched for."""
    _account, scope = caseworker()
    on = services().clock.today()
    query = request.args.get("q", "").replace("\0", "").strip()[:_LONGEST_QUERY]
    resting = cards_by_document(_cards())
    with services().db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        counts = store.clause_counts(rows)
        listed = [
            Row(
                document,
                _STATES[store.standing_of(document, on)],
                _place(document.place_code),
                counts.get(document.id, 0),
                resting.get(document.key, ()),
            )
            for document in store.current_documents(rows)
            if _speaks_in(scope, document)
        ]
        ending = [each for each in endings(rows, _cards(), on) if _speaks_in(scope, each.document)]
        found = _find(rows, query, area.county.code) if query else []
    order = list(_STATES.values())
    listed.sort(key=lambda row: order.index(row.state))
    return render_template(
        "console/library.html",
        page=sliced(listed),
        ending=ending,
        query=query,
        found=found,
        area=area,
    )


@open_to(Audience.CASEWORKER)
def document_page(document_id: UUID) -> ResponseReturnValue:
    """Show one version of a document, clause by clause."""
    _account, scope = caseworker()
    with services().db.read() as rows:
        count_menu(rows, scope)
        document = rows.get(PolicyDocument, document_id)
        if document is None or not _speaks_in(scope, document):
            abort(404)
        clauses = store.clauses_of(rows, document.id)
        versions = store.versions(rows, document.key)
    cards = cards_by_document(_cards()).get(document.key, ())
    return render_template(
        "console/library_document.html",
        document=document,
        state=_STATES[store.standing_of(document, services().clock.today())],
        place=_place(document.place_code),
        parts=_parts(clauses, cards),
        cards=cards,
        versions=versions,
        current=versions[0],
    )


@open_to(Audience.CASEWORKER)
def open_clause() -> ResponseReturnValue:
    """Lead from a source as an answer cites it (number, title, clause) to the clause itself.

    ``key`` names the document instead; an unknown clause leads to the top of the document.
    """
    _account, scope = caseworker()
    asked = request.args
    with services().db.read() as rows:
        key = asked.get("key", "")
        document = (
            store.current_document(rows, key)
            if key
            else store.cited_document(rows, asked.get("number", ""), asked.get("title", ""))
        )
        if document is None or not _speaks_in(scope, document):
            abort(404)
        place = store.clause_at(store.clauses_of(rows, document.id), asked.get("clause", ""))
    anchor = None if place is None else f"c-{place}"
    return redirect(url_for("console.library_document", document_id=document.id, _anchor=anchor))


def _speaks_in(scope: Scope, document: PolicyDocument) -> bool:
    return scope.covers(document.place_code) or within(scope.code, document.place_code)


def _place(code: str) -> str:
    return _("全国") if code == NATION else place_name(code)


def _find(rows: Session, query: str, county: str) -> list[Found]:
    search: ClauseSearch = current_app.extensions.setdefault(_SEARCH, ClauseSearch())
    hits = search.find(rows, query, county=county, on=services().clock.today(), limit=_FOUND)
    return [Found(hit, _place(hit.document.place_code), _excerpt(hit.clause.text)) for hit in hits]


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"


def _parts(clauses: list[PolicyClause], cards: tuple[Card, ...]) -> list[Part]:
    resting: dict[int, list[Card]] = {}
    for card in cards:
        place = store.clause_at(clauses, card.clause)
        if place is not None:
            resting.setdefault(place, []).append(card)
    return [Part(clause, tuple(resting.get(place, ()))) for place, clause in enumerate(clauses)]


ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/library", "library", library_page, "GET"),
    ("/library/open", "open_clause", open_clause, "GET"),
    ("/library/<uuid:document_id>", "library_document", document_page, "GET"),
)
"""Rule, endpoint, view and method of the pages, for the console's blueprint."""
