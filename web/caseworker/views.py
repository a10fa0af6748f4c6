"""The routes of the console."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from web.caseworker import (
    answers,
    coverage_page,
    drafts,
    employers_page,
    guidance_page,
    handoffs_page,
    imports_page,
    library,
    library_import,
    matching_page,
    messages_page,
    notices_page,
    operations_page,
    people_page,
    person_page,
    review_page,
    stuck_page,
    templates_page,
    trainings_page,
)


def console_blueprint() -> Blueprint:
    """Return the routes of the console; each page lives in its own module."""
    pages = Blueprint("console", __name__, url_prefix="/console")
    person = "/people/<uuid:labourer_id>"
    question = "/handoffs/<uuid:handoff_id>"
    posting = "/review/<uuid:posting_id>"
    routes: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
        ("", "coverage", coverage_page.coverage_page, "GET"),
        ("/people", "people", people_page.people_page, "GET"),
        ("/people/find", "find_person", people_page.find_person, "POST"),
        (person, "person", person_page.person_page, "GET"),
        (f"{person}/services", "record_service", person_page.record_service, "POST"),
        (f"{person}/reversals", "reverse_service", person_page.reverse_service, "POST"),
        (f"{person}/status", "record_status", person_page.record_status, "POST"),
        ("/handoffs", "handoffs", handoffs_page.handoffs_page, "GET"),
        (f"{question}/answer", "answer_handoff", handoffs_page.answer, "POST"),
        (f"{question}/close", "close_handoff", handoffs_page.close, "POST"),
        ("/review", "review", review_page.review_page, "GET"),
        (f"{posting}/publish", "publish_posting", review_page.publish_posting, "POST"),
        (f"{posting}/refuse", "refuse_posting", review_page.refuse_posting, "POST"),
        (f"{posting}/verify", "verify_employer", review_page.verify_posting_employer, "POST"),
        ("/imports", "imports", imports_page.imports_page, "GET"),
        *answers.ROUTES,
        *drafts.ROUTES,
        *employers_page.ROUTES,
        *guidance_page.ROUTES,
        *library_import.ROUTES,
        *library.ROUTES,
        *matching_page.ROUTES,
        *messages_page.ROUTES,
        *notices_page.ROUTES,
        *operations_page.ROUTES,
        *stuck_page.ROUTES,
        *templates_page.ROUTES,
        *trainings_page.ROUTES,
    )
    for rule, endpoint, view, method in routes:
        pages.add_url_rule(rule, endpoint, view, methods=[method])
    return pages
