"""One posting of an employer: who fits, without names, and who applied, with what is needed.

An employer learns who somebody is when the person applies, and not before. The telephone number of
an applicant is shown on demand, and that it was shown is logged.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
import structlog
from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from jobs_feed import applications as applying
from jobs_feed import publish
from jobs_feed.publish import WrongStateError
from jobs_feed.tables import Application, ApplicationState, Employer, Posting
from labourers.tables import PHONE_FIELD, Labourer, Sex
from matching.tables import Match
from storage.vault import masked_phone
from web.access import Audience, open_to
from web.accounts.signin import employer
from web.formatting import age_band, age_on
from web.i18n import gettext as _
from web.parsing import posted_day
from web.services import services

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Fitting:
    """People of one sex and one decade of age who fit and have not applied: nobody by name.

    ``best`` is the highest score among them, 0 to 100.
    """

    sex: Sex
    ages: str
    people: int
    best: int


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who applied; ``number`` is masked unless it was asked for."""

    application: Application
    name: str
    sex: Sex
    age: int
    number: str


@open_to(Audience.EMPLOYER)
def posting_page(posting_id: UUID) -> ResponseReturnValue:
    """Show a posting with who fits and who applied."""
    return _show(posting_id, None)


def _show(posting_id: UUID, revealed: UUID | None) -> ResponseReturnValue:
    _account, employer_id = employer()
    with services().db.read() as rows:
        posting = _own(rows, employer_id, posting_id)
        applicants = _applicants(rows, posting_id, revealed)
        fitting = _fitting(rows, posting_id)
    return render_template(
        "employer/posting.html",
        posting=posting,
        applicants=applicants,
        fitting=fitting,
        today=services().clock.today(),
        revealed=revealed,
    )


def _own(rows: Session, employer_id: UUID, posting_id: UUID) -> Posting:
    found = rows.exec(
        select(Posting).where(Posting.id == posting_id, Posting.employer_id == employer_id)
    ).first()
    return found if found is not None else abort(404)


def _applicants(rows: Session, posting_id: UUID, revealed: UUID | None) -> list[Applicant]:
    return [
        _applicant(one.application, one.labourer, clear=one.application.id == revealed)
        for one in applying.applicants(rows, posting_id)
        if one.labourer.erased_at is None
    ]


def _applicant(application: Application, person: Labourer, *, clear: bool) -> Applicant:
    given = services()
    number = ""
    if person.phone_sealed is not None:
        number = given.vault.open(PHONE_FIELD, person.phone_sealed)
    return Applicant(
        application=application,
        name=person.name,
        sex=person.sex,
        age=age_on(person.birth_date, given.clock.today()),
        number=number if clear else masked_phone(number) if number else "",
    )


def _fitting(rows: Session, posting_id: UUID) -> list[Fitting]:
    applied = sa.select(col(Application.labourer_id)).where(
        col(Application.posting_id) == posting_id,
        col(Application.state) != ApplicationState.WITHDRAWN,
    )
    found = (
        sa.select(col(Labourer.sex), col(Labourer.birth_date), col(Match.score))
        .join(Match, col(Match.labourer_id) == col(Labourer.id))
        .where(
            col(Match.posting_id) == posting_id,
            col(Labourer.id).not_in(applied),
            col(Labourer.erased_at).is_(None),
        )
    )
    today = services().clock.today()
    scores: defaultdict[tuple[str, Sex], list[int]] = defaultdict(list)
    for sex, birth, score in rows.connection().execute(found):
        scores[age_band(age_on(birth, today)), sex].append(round(score / 10))
    groups = [Fitting(sex, ages, len(group), max(group)) for (ages, sex), group in scores.items()]
    return sorted(groups, key=lambda group: (-group.best, group.ages, group.sex))


@open_to(Audience.EMPLOYER)
def close_posting(posting_id: UUID) -> ResponseReturnValue:
    """Take a posting out of the offer."""
    _account, employer_id = employer()
    given = services()
    with given.db.write() as rows:
        _own(rows, employer_id, posting_id)
        publish.close(rows, given.clock, posting_id)
    flash(_("岗位已关闭，不再匹配和推送。"), "ok")
    return redirect(url_for("employer.posting", posting_id=posting_id))


@open_to(Audience.EMPLOYER)
def show_phone(application_id: UUID) -> ResponseReturnValue:
    """Show the telephone number of somebody who applied, and note who looked."""
    account, employer_id = employer()
    with services().db.read() as rows:
        application = _own_application(rows, employer_id, application_id)
        barred = rows.get_one(Employer, employer_id).is_barred
    if barred:
        flash(_("单位被暂停招聘，不能看报名人的电话。请联系县劳动就业机构。"), "warn")
        return redirect(url_for("employer.posting", posting_id=application.posting_id))
    _log.info("applicant_phone_shown", account=account.user_name, application=str(application_id))
    return _show(application.posting_id, application_id)


def _own_application(rows: Session, employer_id: UUID, application_id: UUID) -> Application:
    found = rows.exec(
        select(Application).where(
            Application.id == application_id,
            Application.posting_id == Posting.id,
            Posting.employer_id == employer_id,
        )
    ).first()
    return found if found is not None else abort(404)


@open_to(Audience.EMPLOYER)
def contacted(application_id: UUID) -> ResponseReturnValue:
    """Note that the applicant was called."""
    return _move(application_id, ApplicationState.CONTACTED, _("已标为联系过。"))


@open_to(Audience.EMPLOYER)
def refused(application_id: UUID) -> ResponseReturnValue:
    """Note that the applicant will not be taken."""
    return _move(application_id, ApplicationState.REFUSED, _("已标为未录用。"))


def _move(application_id: UUID, state: ApplicationState, done: str) -> ResponseReturnValue:
    account, employer_id = employer()
    given = services()
    with given.db.write() as rows:
        posting_id = _own_application(rows, employer_id, application_id).posting_id
        try:
            applying.set_state(rows, given.clock, application_id, state, account.user_name)
        except WrongStateError as error:
            done = ""
            flash(str(error), "warn")
    if done:
        flash(done, "ok")
    return redirect(url_for("employer.posting", posting_id=posting_id, _anchor="applicants"))


@open_to(Audience.EMPLOYER)
def hired(application_id: UUID) -> ResponseReturnValue:
    """Report that the applicant was taken, and from which day."""
    account, employer_id = employer()
    given = services()
    day = posted_day("hired_on")
    with given.db.write() as rows:
        posting_id = _own_application(rows, employer_id, application_id).posting_id
        if day is None:
            flash(_("请写录用日期，例如 2026-11-23"), "warn")
        else:
            try:
                applying.report_hire(rows, given.clock, application_id, day, account.user_name)
                flash(_("已登记录用。"), "ok")
            except WrongStateError as error:
                flash(str(error), "warn")
    return redirect(url_for("employer.posting", posting_id=posting_id, _anchor="applicants"))
