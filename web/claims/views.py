"""The application form of a claim, to be printed or downloaded, by a link that expires.

Whoever holds the link sees the form, so it shows no more than a name and the trip: ID number,
telephone and bank card are lines to be filled in by hand.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final

from flask import Blueprint, Response, make_response, render_template, send_file
from flask.typing import ResponseReturnValue

from labourers.profiles import current_status
from labourers.tables import EmploymentStatus, Labourer
from policy_faq.claims import form as forms
from policy_faq.claims.assess import Assessor
from policy_faq.claims.docx_form import MIME, write_form
from policy_faq.claims.form import Applicant, ClaimForm, build_form
from policy_faq.claims.links import BadLinkError, ClaimLinks, Sheet
from policy_faq.library.texts import with_library
from web.access import Audience, open_to
from web.services import services

_GONE: Final = 410


def claims_blueprint() -> Blueprint:
    """Return the routes of this module."""
    pages = Blueprint("claims", __name__)
    pages.add_url_rule("/claims/<token>", view_func=page)
    pages.add_url_rule("/claims/<token>/form.docx", view_func=word_file)
    return pages


@open_to(Audience.EVERYBODY)
def page(token: str) -> ResponseReturnValue:
    """Show the form, ready to be printed on A4."""
    found = _form(token)
    if found is None:
        return _gone()
    return _unlisted(
        make_response(render_template("claims/page.html", form=found, words=forms, token=token))
    )


@open_to(Audience.EVERYBODY)
def word_file(token: str) -> ResponseReturnValue:
    """Send the form as a Word file."""
    found = _form(token)
    if found is None:
        return _gone()
    written = BytesIO()
    write_form(written, found)
    written.seek(0)
    return _unlisted(
        send_file(written, MIME, as_attachment=True, download_name=f"{found.title}.docx")
    )


def _form(token: str) -> ClaimForm | None:
    given = services()
    try:
        sheet = ClaimLinks(given.settings.secret_key).read(token, given.clock)
    except BadLinkError:
        return None
    if not given.gazetteer.exists(sheet.claim.county):
        return None
    with given.db.read() as rows:
        policy = with_library(rows, given.policy, sheet.claim.county)
    assessor = Assessor(policy.knowledge, policy.parameters)
    today = given.clock.today()
    return build_form(assessor, given.gazetteer, sheet.claim, today, _applicant(sheet))


def _applicant(sheet: Sheet) -> Applicant:
    """Return what the roster says of whom the link is for; nothing after an erasure."""
    given = services()
    if sheet.person is None:
        return Applicant()
    with given.db.read() as rows:
        person = rows.get(Labourer, sheet.person)
        if person is None or person.erased_at is not None:
            return Applicant()
        status = current_status(rows, person.id, given.clock.today())
        works = status is not None and status.status is EmploymentStatus.EMPLOYED
        employer = status.employer_name if status is not None and works else None
        return Applicant(person.name, employer or "")


def _gone() -> Response:
    return make_response(render_template("claims/gone.html"), _GONE)


def _unlisted(response: Response) -> Response:
    """Keep the form out of search engines, should a link ever be published."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
