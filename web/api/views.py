"""HTTP API, version 1: policy answers and open postings for everybody, coverage for caseworkers."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from apiflask import APIBlueprint
from flask import abort, current_app
from flask_limiter.util import get_remote_address
from limits import parse
from pydantic import BaseModel
from sqlmodel import col

from jobs_feed.tables import Employer, Posting, PostingState
from policy_faq.learned import answering
from service_ledger.assessment import CoverageError
from service_ledger.coverage import coverage
from service_ledger.standards import StandardError
from storage.money import to_yuan
from web.access import Audience, open_to
from web.accounts.signin import caseworker, limiter_of
from web.api import schemas
from web.errors import problem
from web.services import services

_ASKING = "60 per minute"


def api_blueprint() -> APIBlueprint:
    """Return the routes of this module."""
    api = APIBlueprint("api", __name__, url_prefix="/api/v1")
    _add(api, "/policy/answers", policy_answers, schemas.PolicyQuery, schemas.PolicyAnswerOut)
    _add(api, "/postings", open_postings, schemas.PostingsQuery, schemas.PostingsOut)
    _add(api, "/coverage", county_coverage, schemas.CoverageQuery, schemas.CoverageOut)
    return api


def _add(
    api: APIBlueprint, rule: str, view: Any, query: type[BaseModel], out: type[BaseModel]
) -> None:
    described = api.input(query, location="query", arg_name="query")(api.output(out)(view))
    api.get(rule)(described)


@open_to(Audience.EVERYBODY)
def policy_answers(query: schemas.PolicyQuery) -> Any:
    """Answer a policy question for a county, with the texts it rests on."""
    limiter = limiter_of(current_app)
    if not limiter.limiter.hit(parse(_ASKING), "api-policy", get_remote_address()):
        abort(429)
    given = services()
    county = given.gazetteer.current(query.county)
    if not given.gazetteer.exists(county):
        return _unknown_county()
    with given.db.read() as rows:
        policy = answering(rows, given.policy, county)
    return policy.ask(query.question, county=county, on=given.clock.today()).to_json()


@open_to(Audience.EVERYBODY)
def open_postings(query: schemas.PostingsQuery) -> Any:
    """Return the open postings that a county's office published, the newest first."""
    given = services()
    if not given.gazetteer.exists(query.county):
        return _unknown_county()
    found = (
        sa.select(Posting, Employer)
        .join(Employer, col(Employer.id) == col(Posting.employer_id))
        .where(col(Posting.county_code) == query.county, col(Posting.state) == PostingState.OPEN)
    )
    newest = found.order_by(col(Posting.published_at).desc(), col(Posting.id).desc())
    with given.db.read() as rows:
        number = sa.select(sa.func.count()).select_from(found.subquery())
        total = rows.connection().execute(number).scalar_one()
        page = newest.limit(query.limit).offset((query.page - 1) * query.limit)
        postings = [_posting(posting, employer) for posting, employer in rows.execute(page)]
    return schemas.PostingsOut(total=total, page=query.page, limit=query.limit, postings=postings)


def _posting(posting: Posting, employer: Employer) -> schemas.PostingOut:
    low, high = posting.wage_low_fen, posting.wage_high_fen
    return schemas.PostingOut(
        id=posting.id,
        title=posting.title,
        employer=employer.name,
        kind=posting.kind.value,
        place=posting.place_text,
        place_code=posting.place_code,
        headcount=posting.headcount_left if posting.headcount_left else posting.headcount,
        wage=posting.wage_text,
        wage_low_yuan=None if low is None else to_yuan(low),
        wage_high_yuan=None if high is None else to_yuan(high),
        food=posting.food,
        lodging=posting.lodging,
        deadline=posting.deadline,
        published_on=posting.published_at.date() if posting.published_at else None,
    )


@open_to(Audience.CASEWORKER)
def county_coverage(query: schemas.CoverageQuery) -> Any:
    """Return the coverage of a county that the signed-in caseworker may see as a whole."""
    _account, scope = caseworker()
    given = services()
    if not scope.whole_county or not scope.covers(query.county):
        abort(404)
    today = given.clock.today()
    try:
        with given.db.read() as rows:
            found = coverage(
                rows,
                query.county,
                query.year or today.year,
                today,
                standard_code=given.settings.standard,
            )
    except (CoverageError, StandardError) as error:
        return problem(422, "没有覆盖情况", str(error))
    return found.to_json()


def _unknown_county() -> Any:
    return problem(422, "参数不对", "没有这个区划代码", errors={"county": ["没有这个区划代码"]})
