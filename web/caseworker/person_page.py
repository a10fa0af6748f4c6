"""One person's file, and what a caseworker writes into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, select

from labourers.profiles import current_willingness
from labourers.profiles import record_status as write_status
from labourers.tables import EmploymentStatus, Labourer, Source
from matching.understanding import ReadPerson, read_person
from service_ledger.kinds import ServiceKind
from service_ledger.own_entries import record_own_entry
from service_ledger.rules import LedgerError, SecondPersonError, needs_second_person
from service_ledger.tables import ServiceEntry
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.service import check_password
from web.accounts.signin import SignedIn, begin_try, caseworker, forget_try
from web.accounts.tables import Account, Role
from web.caseworker.coverage_page import standard_asked, year_asked
from web.caseworker.figures import count_menu
from web.caseworker.person_file import read_person_file
from web.caseworker.reading import toolkit
from web.i18n import gettext as _
from web.parsing import one_of, posted, posted_day, posted_id, posted_whole
from web.services import services


@dataclass(frozen=True, slots=True)
class Forms:
    """What the forms of the page hold again when something in them was wrong."""

    values: Mapping[str, str] = field(default_factory=dict)
    service: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)
    reversing: UUID | None = None

    @property
    def wrong(self) -> bool:
        """Whether there is an error to show."""
        return bool(self.service or self.status or self.reversing)


@open_to(Audience.CASEWORKER)
def person_page(labourer_id: UUID) -> ResponseReturnValue:
    """Show a person's file."""
    return _show(labourer_id, Forms())


def _show(labourer_id: UUID, forms: Forms) -> ResponseReturnValue:
    _account, scope = caseworker()
    given = services()
    with given.db.read() as rows:
        person = scope.labourer(rows, labourer_id)
        count_menu(rows, scope)
        standard, _codes = standard_asked(rows, person.county_code)
        file = read_person_file(
            rows,
            given.vault,
            given.clock,
            person,
            year=year_asked(),
            standard_code=standard,
        )
        understood = _understood(rows, person)
    page = render_template(
        "console/person.html",
        file=file,
        read=understood,
        year=year_asked(),
        kinds=_kinds_by_hand(),
        statuses=list(EmploymentStatus),
        form=defaultdict(str, forms.values),
        errors=defaultdict(str, forms.service),
        status_errors=forms.status and defaultdict(str, forms.status),
        reversing=forms.reversing,
        is_late=lambda day: needs_second_person(day, given.clock.today()),
    )
    return page, 422 if forms.wrong else 200


def _understood(rows: Session, person: Labourer) -> ReadPerson:
    today = services().clock.today()
    return read_person(toolkit(), person, current_willingness(rows, person.id, today), today)


def _kinds_by_hand() -> list[ServiceKind]:
    """Return the kinds in the order in which they are done by hand most often."""
    return [ServiceKind.CAREER_GUIDANCE, ServiceKind.TRAINING_INFO, ServiceKind.JOB_INFO]


@open_to(Audience.CASEWORKER)
def record_service(labourer_id: UUID) -> ResponseReturnValue:
    """Write a service that was given in person into the ledger."""
    account, scope = caseworker()
    given = services()
    kind = one_of(ServiceKind, posted("kind"))
    occurred_on = posted_day("occurred_on")
    errors: dict[str, str] = {}
    if kind is None:
        errors["kind"] = _("请选择做了什么")
    if occurred_on is None:
        errors["occurred_on"] = _("请写日期，例如 2026-11-23")
    postings = posted_whole("postings")
    if kind is ServiceKind.JOB_INFO and not postings:
        errors["postings"] = _("岗位信息要写介绍了几个岗位")
    if not posted("evidence"):
        errors["evidence"] = _("请写证据")
    if kind is None or occurred_on is None or errors:
        return _show(labourer_id, Forms(values=request.form, service=errors))
    entry = None
    try:
        colleague = _colleague()
        with given.db.write() as rows:
            person = scope.labourer(rows, labourer_id)
            entry = record_own_entry(
                rows,
                given.ledger,
                given.clock,
                county_code=person.county_code,
                person_ref=person.ledger_ref,
                kind=kind,
                occurred_on=occurred_on,
                evidence_text=posted("evidence", 500),
                by=account.user_name,
                postings=postings if kind is ServiceKind.JOB_INFO else None,
                confirmed_by=_second_person(colleague, account, person),
            )
    except SecondPersonError as error:
        return _show(labourer_id, Forms(request.form, service={"confirm": str(error)}))
    except LedgerError as error:
        return _show(labourer_id, Forms(request.form, service={"evidence": str(error)}))
    if entry is None:
        flash(_("同一天、同样的证据已经登记过，没有重复计入。"), "warn")
    else:
        flash(_("已登记，计入台账第 %(number)s 号。", number=entry.sequence), "ok")
    return _back_to(labourer_id, "services")


def _colleague() -> Account | None:
    """Return the colleague who confirmed with a password, None when nobody was named.

    Counts like a sign-in, before the ledger's transaction. Raises SecondPersonError for a wrong
    password.
    """
    name = posted("confirm_name")
    if not name:
        return None
    try_id = begin_try(name)
    with services().db.read() as rows:
        colleague = check_password(rows, name, request.form.get("confirm_password", "")[:200])
    if colleague is None:
        raise SecondPersonError(_("确认人的用户名或密码不对"))
    forget_try(try_id)
    return colleague


def _second_person(colleague: Account | None, account: SignedIn, person: Labourer) -> str | None:
    """Return the user name of the colleague who confirmed, if one did.

    Raises SecondPersonError when the colleague may not see the person.
    """
    if colleague is None:
        return None
    code = person.village_code or person.town_code or person.county_code
    scope = Scope(colleague.scope_code) if colleague.scope_code else None
    if colleague.role is not Role.CASEWORKER or scope is None or not scope.covers(code):
        raise SecondPersonError(_("确认人要是管辖这个人的工作人员"))
    if colleague.id == account.id:
        raise SecondPersonError(_("确认人必须是另一个人"))
    return colleague.user_name


@open_to(Audience.CASEWORKER)
def reverse_service(labourer_id: UUID) -> ResponseReturnValue:
    """Take a wrong entry back by another one that names it."""
    account, scope = caseworker()
    given = services()
    entry_id = posted_id("entry") or abort(404)
    reason = posted("reason")
    problem = "" if reason else _("请写冲销原因")
    try:
        colleague = _colleague() if reason else None
        with given.db.write() as rows:
            person = scope.labourer(rows, labourer_id)
            known = select(ServiceEntry.id).where(
                ServiceEntry.id == entry_id, ServiceEntry.person_ref == person.ledger_ref
            )
            if rows.exec(known).first() is None:
                abort(404)
            if reason:
                given.ledger.reverse(
                    rows,
                    given.clock,
                    entry_id=entry_id,
                    reason=reason,
                    by=account.user_name,
                    confirmed_by=_second_person(colleague, account, person),
                )
    except LedgerError as error:
        problem = str(error)
    if problem:
        flash(problem, "warn")
        return _show(labourer_id, Forms(request.form, reversing=entry_id))
    flash(_("已冲销。原来的记录还在，只是不再计入。"), "ok")
    return _back_to(labourer_id, "services")


@open_to(Audience.CASEWORKER)
def record_status(labourer_id: UUID) -> ResponseReturnValue:
    """Write a new dated employment status."""
    account, scope = caseworker()
    given = services()
    status = one_of(EmploymentStatus, posted("status"))
    since = posted_day("since")
    errors: dict[str, str] = {}
    if status is None:
        errors["status"] = _("请选择状态")
    if since is None or since > given.clock.today():
        errors["since"] = _("请写今天或以前的日期，例如 2026-11-23")
    if status is None or since is None or errors:
        return _show(labourer_id, Forms(request.form, status=errors))
    with given.db.write() as rows:
        person = scope.labourer(rows, labourer_id)
        place_text = posted("place_text") or None
        place = given.gazetteer.resolve(place_text, person.county_code) if place_text else None
        write_status(
            rows,
            given.clock,
            person.id,
            status,
            since=since,
            source=Source.CASEWORKER,
            by=account.user_name,
            employer_name=posted("employer_name") or None,
            place_text=place_text,
            place_code=place.code if place else None,
        )
    flash(_("状态已登记。"), "ok")
    return _back_to(labourer_id, "record-status")


def _back_to(labourer_id: UUID, part: str) -> ResponseReturnValue:
    return redirect(url_for("console.person", labourer_id=labourer_id, _anchor=part))
