"""培训: the trainings of a county, as its caseworkers keep them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from matching.attendance import enrolled_counts
from matching.tables_guidance import GuidanceProposal, ProposalState, Training
from matching.training import read_course, taught
from matching.training_desk import TrainingError, close_training, keep_training, trainings
from web.access import Audience, open_to
from web.caseworker.area import current_area
from web.caseworker.figures import count_menu
from web.caseworker.operations_page import whole_county
from web.caseworker.reading import toolkit
from web.i18n import gettext as _
from web.parsing import posted, posted_day, posted_whole
from web.services import services


@dataclass(frozen=True, slots=True)
class Row:
    """A training, what was read out of it, and how many people it is proposed to and are on it."""

    training: Training
    taught: tuple[str, ...]
    proposed: int
    enrolled: int


@open_to(Audience.CASEWORKER)
def trainings_page() -> ResponseReturnValue:
    """List the county's trainings with a form for another one."""
    return _show("", 200)


@open_to(Audience.CASEWORKER)
def add_training() -> ResponseReturnValue:
    """Put a training on the list."""
    account, scope = whole_county()
    given = services()
    begins_on = posted_day("begins_on")
    numbers = {name: posted_whole(name) for name in ("days", "age_low", "age_high")}
    if posted("begins_on") and begins_on is None:
        return _show(_("请写日期，例如 2026-11-23"), 422)
    if any(value is None and posted(name) for name, value in numbers.items()):
        return _show(_("天数和年龄请填整数"), 422)
    try:
        with given.db.write() as rows:
            keep_training(
                rows,
                given.clock,
                toolkit().reader,
                county=current_area(rows, scope).county.code,
                name=posted("name", 64),
                teaches=posted("teaches"),
                place=posted("place"),
                contact=posted("contact", 64),
                by=account.user_name,
                begins_on=begins_on,
                **numbers,
            )
    except TrainingError as problem:
        return _show(str(problem), 422)
    flash(_("已加入。下一次匹配后，会推荐给用得上的人。"), "ok")
    return _back()


@open_to(Audience.CASEWORKER)
def end_training(training_id: UUID) -> ResponseReturnValue:
    """Take a training off the list."""
    account, scope = whole_county()
    given = services()
    with given.db.write() as rows:
        training = rows.get(Training, training_id)
        if training is None or not scope.covers(training.county_code):
            abort(404)
        close_training(rows, given.clock, training, account.user_name)
    flash(_("已停止，不再推荐。"), "ok")
    return _back()


def _show(problem: str, status: int) -> ResponseReturnValue:
    _account, scope = whole_county()
    with services().db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        page = render_template(
            "console/trainings.html",
            area=area,
            rows=_rows(rows, area.county.code),
            form=defaultdict(str, request.form),
            problem=problem,
        )
    return page, status


def _rows(rows: Session, county: str) -> list[Row]:
    proposed = dict(
        rows.exec(
            select(GuidanceProposal.training_id, sa.func.count())
            .where(
                GuidanceProposal.county_code == county,
                GuidanceProposal.state == ProposalState.OPEN,
                col(GuidanceProposal.training_id).is_not(None),
            )
            .group_by(col(GuidanceProposal.training_id))
        ).all()
    )
    tools = toolkit()
    enrolled = enrolled_counts(rows, county)
    return [
        Row(
            each,
            taught(
                read_course(tools.reader, each.id, each.name, each.teaches),
                tools.scorer.catalogue,
            ),
            proposed.get(each.id, 0),
            enrolled.get(each.id, 0),
        )
        for each in trainings(rows, county)
    ]


def _back() -> ResponseReturnValue:
    return redirect(url_for("console.trainings", county=request.args.get("county")))


ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/trainings", "trainings", trainings_page, "GET"),
    ("/trainings", "add_training", add_training, "POST"),
    ("/trainings/<uuid:training_id>/end", "end_training", end_training, "POST"),
)
"""Rule, endpoint, view and method of this module's routes."""
