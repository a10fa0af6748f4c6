"""Writes postings as rows: the one place where a posting's values become columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jobs_feed.normalised import NormalPosting
from jobs_feed.plan import Stored
from jobs_feed.posting_form import PostingColumn
from jobs_feed.publish import drop_unlawful_sex, hold, publish
from jobs_feed.screening import EmployerFacts, HoldReason, ToScreen, screen
from jobs_feed.tables import POSTING_PHONE_FIELD, Employer, Posting, PostingState
from jobs_feed.validation import warnings
from storage.clock import Clock
from storage.vault import Vault

_LEFT_THE_FEED = {"code": "left_the_feed", "text": "来源的文件里已经没有这个岗位", "field": ""}
_SCREENED = (
    PostingColumn.TITLE,
    PostingColumn.SEX,
    PostingColumn.AGE,
    PostingColumn.WAGE,
    PostingColumn.SKILLS,
    PostingColumn.BENEFITS,
    PostingColumn.DESCRIPTION,
)


def reasons_to_hold(posting: NormalPosting, employer: EmployerFacts) -> tuple[HoldReason, ...]:
    """Return why a posting of ``employer`` must be seen by a person first."""
    return tuple(
        screen(
            ToScreen(
                texts={column.value: posting.draft[column] for column in _SCREENED},
                sex=posting.sex,
                age_low=posting.age.low,
                age_high=posting.age.high,
                place_abroad=posting.draft.place if posting.is_abroad else None,
                employer=employer,
            )
        )
    )


def phone_index(posting: NormalPosting, vault: Vault) -> bytes | None:
    """Return the keyed index of the posting's telephone number, if it has one."""
    if posting.phone is None:
        return None
    return vault.blind_index(POSTING_PHONE_FIELD, posting.phone)


def as_stored(posting: Posting) -> Stored:
    """Return a row as planning sees it."""
    return Stored(
        id=posting.id,
        fingerprint=posting.fingerprint,
        content_hash=posting.content_hash,
        state=posting.state,
        reasons=tuple(HoldReason.from_json(reason) for reason in posting.hold_reasons),
        reviewed=posting.reviewed_at is not None,
        left_the_feed=_LEFT_THE_FEED in posting.warnings,
        was_published=posting.published_at is not None,
    )


def new_row(
    employer: Employer, source: str, fingerprint: str, clock: Clock, *, is_demo: bool = False
) -> Posting:
    """Return an unsaved posting of ``employer`` that waits for its content."""
    now = clock.now()
    return Posting(
        employer_id=employer.id,
        county_code=employer.county_code,
        source=source,
        fingerprint=fingerprint,
        state=PostingState.HELD,
        is_demo=is_demo,
        created_at=now,
        updated_at=now,
    )


def fill(
    row: Posting,
    posting: NormalPosting,
    *,
    content_hash: str,
    vault: Vault,
    clock: Clock,
    notes: Sequence[tuple[PostingColumn, str]] = (),
) -> None:
    """Write the content of ``posting`` into ``row``; the state stays as it is.

    Of a changed headcount the places already taken stay taken. ``notes`` are further warnings.
    """
    draft, wage = posting.draft, posting.wage
    taken = (row.headcount or 0) - (row.headcount_left or 0) if row.headcount else 0
    values: dict[str, Any] = {
        "external_id": posting.external_id,
        "content_hash": content_hash,
        "title": posting.title,
        "kind": posting.kind,
        "place_code": posting.place.code if posting.place else None,
        "place_text": draft.place or None,
        # Nobody is wanted any more: how many had been wanted is not known.
        "headcount": posting.headcount or None,
        "headcount_left": None if posting.headcount is None else max(0, posting.headcount - taken),
        "wage_low_fen": wage.low_fen if wage else None,
        "wage_high_fen": wage.high_fen if wage else None,
        "wage_basis": wage.basis if wage else None,
        "wage_text": draft.wage or None,
        "sex": posting.sex,
        "age_low": posting.age.low,
        "age_high": posting.age.high,
        "women_age_low": posting.women_age.low if posting.women_age else None,
        "women_age_high": posting.women_age.high if posting.women_age else None,
        "education_min": posting.education,
        "skills": draft.skills or None,
        "licences": list(posting.licences),
        "heavy_work": posting.heavy_work,
        "food": posting.food,
        "lodging": posting.lodging,
        "benefits": draft.benefits or None,
        "description": draft.description or None,
        "contact_name": posting.contact,
        "contact_phone_sealed": None
        if posting.phone is None
        else vault.seal(POSTING_PHONE_FIELD, posting.phone),
        "deadline": posting.deadline,
        "warnings": [
            {"field": column.value, "text": text} for column, text in (*warnings(posting), *notes)
        ],
        "updated_at": clock.now(),
    }
    for name, value in values.items():
        setattr(row, name, value)


def settle(
    row: Posting, state: PostingState, reasons: tuple[HoldReason, ...], clock: Clock
) -> None:
    """Give ``row`` the state that planning decided on."""
    if state is PostingState.HELD:
        hold(row, clock, reasons)
    elif state is PostingState.OPEN:
        if row.reviewed_at is None:
            row.hold_reasons = [reason.as_json() for reason in reasons]
        else:
            drop_unlawful_sex(row)
        if row.state is not PostingState.OPEN:
            publish(row, clock)
        if row.headcount_left == 0:
            row.state = PostingState.FILLED
    else:
        row.state = state


def close_gone(row: Posting, clock: Clock) -> None:
    """Close a posting that its source no longer lists, so that it can come back by itself."""
    row.state = PostingState.CLOSED
    row.closed_at = row.updated_at = clock.now()
    row.warnings = [*row.warnings, _LEFT_THE_FEED]
