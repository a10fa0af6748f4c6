"""One posting written by its employer on the page, through the same checks as a file's row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlmodel import Session, select

from jobs_feed import identity, validation
from jobs_feed.employers import facts_of
from jobs_feed.identity import EMPLOYER_PAGE
from jobs_feed.normalised import NormalPosting, normalise
from jobs_feed.plan import state_of_new
from jobs_feed.posting_form import PostingColumn, PostingDraft, draft_of, texts_of
from jobs_feed.publish import WrongStateError
from jobs_feed.screening import HoldReason
from jobs_feed.store import fill, new_row, phone_index, reasons_to_hold, settle
from jobs_feed.tables import Employer, Posting, PostingState
from jobs_feed.validation import Problem
from storage.clock import Clock
from storage.gazetteer import Gazetteer
from storage.places import town_codes
from storage.vault import Vault

_ENDED = (PostingState.CLOSED, PostingState.EXPIRED, PostingState.FILLED)


class EmployerBarredError(WrongStateError):
    """The employer may hire nobody; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of a posting: the row, unless ``problems`` say why there is none.

    ``reasons`` say why it waits for a person; without any it is published.
    """

    posting: Posting | None
    problems: tuple[Problem, ...] = ()
    reasons: tuple[HoldReason, ...] = ()


def post_job(
    session: Session,
    vault: Vault,
    clock: Clock,
    gazetteer: Gazetteer,
    employer: Employer,
    form: PostingDraft,
) -> Posted:
    """Normalise, validate, screen and store one posting of ``employer``.

    The employer is the one signed in: its name and credit code stand in place of the form's.
    Sending the same form twice gives the same posting; one that had ended is offered again, one
    that was refused stays so. Raises EmployerBarredError when the employer may hire nobody.
    """
    if employer.is_barred:
        raise EmployerBarredError("单位现在不能发布岗位，请联系县劳动就业机构。")
    draft = replace(
        draft_of(dict(texts_of(form))),
        employer=employer.name,
        credit_code=employer.credit_code or "",
        external_id="",
    )
    today = clock.today()
    county = employer.county_code
    towns = town_codes(session, county)
    posting = normalise(draft, home=county, gazetteer=gazetteer, today=today, towns=towns)
    found = [*validation.problems(posting, today), *_nobody_wanted(posting)]
    if found:
        return Posted(None, tuple(found))
    content = identity.content_hash(posting, phone_index(posting, vault))
    mark = identity.page_fingerprint(employer.id, content)
    reasons = reasons_to_hold(posting, facts_of(employer))
    row = _existing(session, employer, mark)
    if row is None:
        row = new_row(employer, EMPLOYER_PAGE, mark, clock, is_demo=employer.is_demo)
    elif row.state not in _ENDED:
        return Posted(row, (), reasons if row.state is PostingState.HELD else ())
    row.headcount = row.headcount_left = None
    row.reviewed_by = row.reviewed_at = None
    fill(row, posting, content_hash=content, vault=vault, clock=clock)
    settle(row, state_of_new(reasons), reasons, clock)
    session.add(row)
    session.flush()
    return Posted(row, (), reasons)


def _nobody_wanted(posting: NormalPosting) -> Iterator[Problem]:
    if posting.headcount == 0:
        yield Problem(
            PostingColumn.HEADCOUNT,
            "写的是已经招满（人数 0，或文字里写了已招满、停止报名）",
            "还招人就改掉这句话并填人数；不招了就不用发。",
        )


def _existing(session: Session, employer: Employer, mark: str) -> Posting | None:
    return session.exec(
        select(Posting).where(
            Posting.county_code == employer.county_code,
            Posting.source == EMPLOYER_PAGE,
            Posting.fingerprint == mark,
        )
    ).first()
