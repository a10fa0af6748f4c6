"""政策文件: the official texts that answers rest on, how long they hold, and their clauses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from policy_faq.knowledge import Knowledge
from policy_faq.library import store
from policy_faq.library.expiry import cards_by_document, endings
from policy_faq.library.history import changes_of
from policy_faq.library.notices import note_withdrawal
from policy_faq.library.withdrawal import withdraw
from policy_faq.models import Card, Standing
from policy_faq.tables import PolicyClause, PolicyDocument
from storage.places import within
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker.area import current_area
from web.caseworker.clauses import found_clauses, place_of
from web.caseworker.figures import count_menu
from web.i18n import gettext as _
from web.i18n import lazy_gettext as _l
from web.labels import Label
from web.paging import sliced
from web.parsing import posted
from web.services import services

_LONGEST_QUERY = 200
_FOUND = 20
_STATES: Mapping[Standing, Label] = {
    Standing.IN_FORCE: Label(_l("在用"), "ok"),
    Standing.NO_END_STATED: Label(_l("没写期限"), "info"),
    Standing.NOT_YET: Label(_l("还没生效")),
    Standing.ENDED: Label(_l("已到期"), "warn"),
}
_CHANGES: Mapping[str, Label] = {
    "changed": Label(_l("改动"), "warn"),
    "added": Label(_l("新增"), "ok"),
    "removed": Label(_l("删去"), "bad"),
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
                place_of(document.place_code),
                counts.get(document.id, 0),
                resting.get(document.key, ()),
            )
            for document in store.current_documents(rows)
            if _speaks_in(scope, document)
        ]
        ending = [each for each in endings(rows, _cards(), on) if _speaks_in(scope, each.document)]
        found = found_clauses(rows, query, area.county.code, _FOUND) if query else []
    order = list(_STATES.values())
    listed.sort(key=lambda row: order.index(row.state))
    return render_template(
        "console/library.html",
        page=sliced(listed),
        ending=ending,
        query=query,
        found=found,
        area=area,
        may_import=scope.whole_county,
    )


@open_to(Audience.CASEWORKER)
def document_page(document_id: UUID) -> ResponseReturnValue:
    """Show one version of a document, clause by clause, and what it changed."""
    _account, scope = caseworker()
    with services().db.read() as rows:
        count_menu(rows, scope)
        document = _in_scope(rows, scope, document_id)
        cards = cards_by_document(_cards()).get(document.key, ())
        clauses = store.clauses_of(rows, document.id)
        versions = store.versions(rows, document.key)
        current = store.current_document(rows, document.key)
        changes = changes_of(rows, document, cards)
    is_current = current is not None and current.id == document.id
    return render_template(
        "console/library_document.html",
        document=document,
        state=_state(document),
        place=place_of(document.place_code),
        parts=_parts(clauses, cards),
        cards=cards,
        versions=[(version, _state(version)) for version in versions],
        current=current,
        changes=changes,
        change_words=_CHANGES,
        may_withdraw=is_current and _may_withdraw(scope, document),
    )


@open_to(Audience.CASEWORKER)
def withdraw_document(document_id: UUID) -> ResponseReturnValue:
    """Take back the current version of a document that was imported by mistake."""
    account, scope = caseworker()
    given = services()
    with given.db.write() as rows:
        document = _in_scope(rows, scope, document_id)
        if not _may_withdraw(scope, document):
            abort(404)
        current = store.current_document(rows, document.key)
        if current is None or current.id != document.id:
            flash(_("这一版已经不是现在用的版本，没有撤回。"), "warn")
        else:
            why = posted("why", _LONGEST_QUERY)
            replaced = withdraw(rows, given.clock, document, by=account.user_name, why=why)
            counties = sorted({*scope.counties(rows), given.settings.county_code})
            note_withdrawal(rows, given.clock, document, replaced, counties)
            flash(_("已撤回，记录还在。"), "ok")
    return redirect(url_for("console.library_document", document_id=document_id))


@open_to(Audience.CASEWORKER)
def open_clause() -> ResponseReturnValue:
    """Lead from a source as an answer cites it (number, title, clause) to the clause itself.

    ``key`` names the document instead, ``card`` a card with its document and clause; an unknown
    clause leads to the top of the document, a text that was not imported to the list.
    """
    _account, scope = caseworker()
    asked = request.args
    card = next((each for each in _cards() if each.id == asked.get("card")), None)
    key, clause = asked.get("key", ""), asked.get("clause", "")
    if card is not None:
        key, clause = card.document, card.clause
    with services().db.read() as rows:
        document = (
            store.current_document(rows, key)
            if key
            else store.cited_document(rows, asked.get("number", ""), asked.get("title", ""))
        )
        if document is None or not _speaks_in(scope, document):
            if card is None:
                abort(404)
            flash(_("“%(title)s”依据的原文还没有导入。", title=card.title), "warn")
            return redirect(url_for("console.library"))
        place = store.clause_at(store.clauses_of(rows, document.id), clause)
    anchor = None if place is None else f"c-{place}"
    return redirect(url_for("console.library_document", document_id=document.id, _anchor=anchor))


def _in_scope(rows: Session, scope: Scope, document_id: UUID) -> PolicyDocument:
    document = rows.get(PolicyDocument, document_id)
    if document is None or not _speaks_in(scope, document):
        abort(404)
    return document


def _may_withdraw(scope: Scope, document: PolicyDocument) -> bool:
    """Tell whether it is this office's to take back: its own place, not one above it."""
    return scope.whole_county and scope.covers(document.place_code)


def _state(document: PolicyDocument) -> Label:
    if document.withdrawn_at is not None:
        return Label(_l("已撤回"), "bad")
    if document.superseded_by is not None:
        return Label(_l("旧版本"), "idle")
    return _STATES[store.standing_of(document, services().clock.today())]


def _speaks_in(scope: Scope, document: PolicyDocument) -> bool:
    return scope.covers(document.place_code) or within(scope.code, document.place_code)


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
    (
        "/library/<uuid:document_id>/withdraw",
        "withdraw_document",
        withdraw_document,
        "POST",
    ),
)
"""Rule, endpoint, view and method of the pages, for the console's blueprint."""
