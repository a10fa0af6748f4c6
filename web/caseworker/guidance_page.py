"""职业指导建议: people whom somebody should talk to, and the training that would help them most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from labourers.tables import Labourer
from matching.attendance import attendances, end_attendance, enrol
from matching.tables_guidance import (
    AttendanceState,
    GuidanceProposal,
    ProposalReason,
    ProposalState,
    Training,
    TrainingAttendance,
)
from matching.training_desk import TrainingError, settle, tell_training
from messaging.tables import OutboxMessage
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker.area import current_area
from web.caseworker.figures import count_menu
from web.i18n import gettext as _
from web.paging import paged
from web.services import services

_ROWS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal with its person, its training and the message that was sent."""

    proposal: GuidanceProposal
    person: Labourer
    training: Training | None
    message: OutboxMessage | None


@open_to(Audience.CASEWORKER)
def guidance_page() -> ResponseReturnValue:
    """List whom to guide in the scope: those a training helps most first."""
    _account, scope = caseworker()
    show = request.args.get("show")
    told = show == "told"
    with services().db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        if show == "learning":
            here = sa.and_(scope.people(), col(Labourer.county_code) == area.county.code)
            learning = attendances(rows, here, AttendanceState.ENROLLED)
            return render_template("console/learning.html", area=area, learning=learning)
        state = ProposalState.SENT if told else ProposalState.OPEN
        query = (
            sa.select(GuidanceProposal)
            .join(Labourer, col(Labourer.id) == col(GuidanceProposal.labourer_id))
            .where(
                col(GuidanceProposal.state) == state,
                scope.people(),
                col(Labourer.county_code) == area.county.code,
            )
            .order_by(
                col(GuidanceProposal.opens).desc(),
                col(GuidanceProposal.found),
                col(GuidanceProposal.id),
            )
        )
        page = paged(rows, query, _ROWS)
        shown = [_row(rows, proposal) for proposal in page.rows]
    return render_template(
        "console/guidance.html",
        area=area,
        page=page,
        rows=shown,
        told=told,
        refusals=ProposalReason.REFUSALS,
    )


def _row(rows: Session, proposal: GuidanceProposal) -> Row:
    return Row(
        proposal,
        rows.get_one(Labourer, proposal.labourer_id),
        rows.get(Training, proposal.training_id) if proposal.training_id else None,
        rows.get(OutboxMessage, proposal.message_id) if proposal.message_id else None,
    )


@open_to(Audience.CASEWORKER)
def tell_of_training(proposal_id: UUID) -> ResponseReturnValue:
    """Send the person the training that was proposed."""
    account, scope = caseworker()
    given = services()
    with given.db.write() as rows:
        proposal = _proposal(rows, scope, proposal_id)
        try:
            tell_training(rows, given.vault, given.clock, proposal, account.user_name)
        except TrainingError as problem:
            flash(str(problem), "warn")
        else:
            flash(_("已放进发件箱。送到本人以后才计入培训信息。"), "ok")
    return _back()


@open_to(Audience.CASEWORKER)
def enrol_in_training(proposal_id: UUID) -> ResponseReturnValue:
    """Note that the person goes to the training that was proposed."""
    account, scope = caseworker()
    given = services()
    with given.db.write() as rows:
        proposal = _proposal(rows, scope, proposal_id)
        if proposal.training_id is None:
            abort(404)
        enrol(rows, given.clock, proposal.training_id, proposal.labourer_id, account.user_name)
    flash(_("已记为在学。学习期间不再建议别的培训。"), "ok")
    return _back()


@open_to(Audience.CASEWORKER)
def end_training_of(attendance_id: UUID) -> ResponseReturnValue:
    """Note that somebody finished a training, or did not come or stay."""
    account, scope = caseworker()
    given = services()
    completed = request.form.get("completed") == "yes"
    with given.db.write() as rows:
        row = rows.exec(
            select(TrainingAttendance)
            .join(Labourer, col(Labourer.id) == col(TrainingAttendance.labourer_id))
            .where(TrainingAttendance.id == attendance_id, scope.people())
        ).first()
        end_attendance(
            rows, given.clock, row or abort(404), completed=completed, by=account.user_name
        )
    if completed:
        flash(_("已记为学完。拿到的证请写进名册的技能里，匹配才用得上。"), "ok")
    else:
        flash(_("已记为没去或没学完。"), "ok")
    return redirect(url_for("console.guidance", show="learning", county=request.args.get("county")))


@open_to(Audience.CASEWORKER)
def settle_guidance(proposal_id: UUID) -> ResponseReturnValue:
    """Close a proposal; with "record" go on to the person's file, where guidance is recorded."""
    account, scope = caseworker()
    given = services()
    with given.db.write() as rows:
        proposal = _proposal(rows, scope, proposal_id)
        settle(rows, given.clock, proposal, account.user_name)
        person = proposal.labourer_id
    if request.form.get("go") == "record":
        flash(_("请在下面登记这次职业指导，写明证据才计入。"), "info")
        return redirect(url_for("console.person", labourer_id=person, _anchor="services"))
    flash(_("已处理。没有登记服务，不计入。"), "ok")
    return _back()


def _proposal(rows: Session, scope: Scope, proposal_id: UUID) -> GuidanceProposal:
    """Return a proposal about somebody inside the scope; aborts with 404 for any other."""
    found = rows.exec(
        select(GuidanceProposal)
        .join(Labourer, col(Labourer.id) == col(GuidanceProposal.labourer_id))
        .where(col(GuidanceProposal.id) == proposal_id, scope.people())
    ).first()
    return found or abort(404)


def _back() -> ResponseReturnValue:
    return redirect(url_for("console.guidance", county=request.args.get("county")))


ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/guidance", "guidance", guidance_page, "GET"),
    ("/guidance/<uuid:proposal_id>/tell", "tell_of_training", tell_of_training, "POST"),
    ("/guidance/<uuid:proposal_id>/settle", "settle_guidance", settle_guidance, "POST"),
    ("/guidance/<uuid:proposal_id>/enrol", "enrol_in_training", enrol_in_training, "POST"),
    ("/trainings/of/<uuid:attendance_id>/end", "end_training_of", end_training_of, "POST"),
)
"""Rule, endpoint, view and method of this module's routes."""
