"""The routes of the employers' pages."""

from __future__ import annotations

from flask import Blueprint

from web.employer import posting_page, postings_page


def employer_blueprint() -> Blueprint:
    """Return the routes of the employers' pages; each page lives in its own module."""
    pages = Blueprint("employer", __name__, url_prefix="/employer")
    posting = "/postings/<uuid:posting_id>"
    application = "/applications/<uuid:application_id>"
    for rule, endpoint, view, method in (
        ("", "postings", postings_page.postings_page, "GET"),
        ("/postings/new", "new_posting", postings_page.new_posting, "GET"),
        ("/postings", "post", postings_page.post, "POST"),
        (posting, "posting", posting_page.posting_page, "GET"),
        (f"{posting}/close", "close", posting_page.close_posting, "POST"),
        (f"{application}/phone", "show_phone", posting_page.show_phone, "POST"),
        (f"{application}/contacted", "contacted", posting_page.contacted, "POST"),
        (f"{application}/refused", "refused", posting_page.refused, "POST"),
        (f"{application}/hired", "hired", posting_page.hired, "POST"),
    ):
        pages.add_url_rule(rule, endpoint, view, methods=[method])
    return pages
