"""Importing an official text on a page, the same way as ``gangxin policy import`` does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session
from werkzeug.datastructures import FileStorage

from policy_faq.knowledge import Knowledge
from policy_faq.library.details import NO_NUMBER
from policy_faq.library.importing import Plan, Stated, carry_out, plan
from policy_faq.library.reading import MIB, DocumentError, Limits
from policy_faq.library.store import Outcome
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker.area import current_area
from web.caseworker.clauses import place_of
from web.caseworker.figures import count_menu
from web.i18n import gettext as _
from web.parsing import posted
from web.services import services

MOST_MIB = 15
"""What one file may have; the whole form is bounded a little above it."""
_LIMITS = Limits(file_bytes=MOST_MIB * MIB, seconds=20)
_LONGEST: Mapping[str, int] = {
    "number": 200,
    "title": 400,
    "issuer": 400,
    "place": 6,
    "issued": 20,
    "until": 20,
}
_LONGEST_NAME = 120


@cache
def _knowledge() -> Knowledge:
    """Return the card files, which change only with the program."""
    return Knowledge.load()


@open_to(Audience.CASEWORKER)
def import_form() -> ResponseReturnValue:
    """Show the form for an official text."""
    return _form({}, "", 200)


@open_to(Audience.CASEWORKER)
def import_document() -> ResponseReturnValue:
    """Read the posted file and store it; lead to the text, or say what is wrong with it."""
    account, scope = _office()
    given = services()
    values = {name: posted(name, longest) for name, longest in _LONGEST.items()}
    if not scope.covers(values["place"]):
        abort(404)
    try:
        planned = _planned(values, request.files.get("file"))
    except DocumentError as error:
        return _form(values, str(error), 422)
    with given.db.write() as rows:
        counties = sorted({*scope.counties(rows), given.settings.county_code})
        imported = carry_out(rows, given.clock, planned, counties=counties, by=account.user_name)
        document_id, outcome = imported.document.id, imported.outcome
    _tell(planned, outcome)
    return redirect(url_for("console.library_document", document_id=document_id))


def _planned(values: Mapping[str, str], sent: FileStorage | None) -> Plan:
    """Return what an import would do; raises DocumentError, also where no file was chosen."""
    if sent is None or not sent.filename:
        raise DocumentError(_("请选一个文件（.txt、.docx、.pdf 或 .html）。"))
    stated = Stated(**{**values, "number": values["number"] or NO_NUMBER})
    with TemporaryDirectory() as folder:
        file = Path(folder) / _plain_name(sent.filename)
        sent.save(file)
        return plan(
            services().db,
            file,
            stated,
            knowledge=_knowledge(),
            gazetteer=services().gazetteer,
            limits=_LIMITS,
        )


def _plain_name(given: str) -> str:
    """Return the name of a file as it can be stored: no folders, no control characters."""
    name = PurePath(given.replace("\\", "/")).name
    name = "".join(char for char in name if char.isprintable()).strip(". ")
    suffix = PurePath(name).suffix[:10]
    return f"{name.removesuffix(suffix)[:_LONGEST_NAME] or 'document'}{suffix}"


def _tell(planned: Plan, outcome: Outcome) -> None:
    match outcome:
        case Outcome.UNCHANGED:
            flash(_("和现在的版本一样，没有变化。"), "warn")
        case Outcome.REPLACED:
            flash(_("导入好了，成了新的版本。改了什么在下面。"), "ok")
        case Outcome.ADDED:
            flash(
                _("导入好了，分成 %(number)s 条。", number=len(planned.prepared.parts.clauses)),
                "ok",
            )
    for caution in planned.cautions:
        flash(_("请留意：%(caution)s", caution=caution.replace("--until 长期", "长期")), "warn")


def _office() -> tuple[Any, Scope]:
    """Return who is signed in for whole counties; below that nobody imports for all."""
    account, scope = caseworker()
    if not scope.whole_county:
        abort(404)
    return account, scope


def _form(values: Mapping[str, str], problem: str, status: int) -> ResponseReturnValue:
    _account, scope = _office()
    with services().db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        places = _places(rows, scope)
    body = render_template(
        "console/library_import.html",
        area=area,
        values=values,
        problem=problem,
        places=places,
        most=MOST_MIB,
    )
    return body, status


def _places(rows: Session, scope: Scope) -> list[tuple[str, str]]:
    """Return the places an account may import for: its own and those inside, none above."""
    codes = dict.fromkeys((scope.code, *scope.counties(rows)))
    return [(code, place_of(code)) for code in codes]


ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/library/import", "library_import", import_form, "GET"),
    ("/library/import", "import_document", import_document, "POST"),
)
"""Rule, endpoint, view and method of the pages, for the console's blueprint."""
