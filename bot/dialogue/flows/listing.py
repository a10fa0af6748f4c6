"""The numbered list of postings: showing it, finding what a number means, what was pushed last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any, Final, Literal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from bot.dialogue import postings
from bot.dialogue.actions import Action, Verb, about_ids
from bot.dialogue.reply import Button
from bot.dialogue.session import MOST_SEEN, Listing
from bot.dialogue.turn import Say, Turn
from bot.replies.postings import PostingView, in_one_line, short_title
from bot.replies.reasons import in_short, with_lacks, with_reasons
from bot.replies.wording import CHINESE
from matching.tables import Push
from messaging.tables import MessageState, OutboxMessage

PUSH_LIFE: Final = timedelta(days=14)
"""How long a digit may still mean a posting of a pushed digest."""
JOB_INFO: Final = "job_info"
SIGNATURE_ROOM: Final = "【某某县劳动就业局】"
"""Holds the place of an SMS's signature, which the gateway's account decides."""


def show(
    turn: Turn,
    views: Sequence[PostingView],
    *,
    source: Literal["search", "push"],
    head: str = "",
    reasons: Sequence[Sequence[str]] = (),
    lacks: Sequence[Sequence[str]] = (),
    query: dict[str, Any] | None = None,
    seen: Sequence[UUID] = (),
) -> Say:
    """List postings by number below ``head``; remember which is which.

    Behind each stands what it alone ``lacks`` of what was asked for, and its ``reasons``.
    """
    ids = [view.id for view in views]
    known = [*seen, *(each for each in ids if each not in seen)]
    turn.state.slot = None
    turn.state.posting = None
    turn.state.topic = "search"
    turn.state.listing = Listing(
        source=source,
        postings=ids,
        query=query or {},
        seen=known[-MOST_SEEN:],
        at=turn.clock.now(),
    )
    foot = turn.say("search_foot")
    lines = [in_one_line(number, view, turn.wording) for number, view in enumerate(views, start=1)]
    if turn.wording.language == CHINESE and (turn.person is None or turn.names_may_be_told):
        around = "\n".join((SIGNATURE_ROOM, head, foot))
        both = zip_longest(reasons, lacks, fillvalue=())
        short = [in_short(why, lacking) for why, lacking in both]
        lines = with_reasons(lines, short, around, sms=turn.wording.is_sms, lacks=lacks)
    else:
        lines = with_lacks(lines, lacks)
    buttons = [
        Button(f"{number} {short_title(view, turn.wording)}", str(about_ids(Verb.DETAIL, view.id)))
        for number, view in enumerate(views, start=1)
    ]
    buttons.append(Button(turn.say("button_more"), str(Action(Verb.MORE))))
    return Say(
        [*filter(None, (head,)), *lines, foot],
        options=[about_ids(Verb.DETAIL, each) for each in ids],
        buttons=buttons,
    )


def service(turn: Turn, ids: Sequence[UUID]) -> dict[str, Any] | None:
    """Return what this list proves: a job information for a known person, or nothing."""
    if turn.person is None or len(ids) < turn.services.settings.postings_per_service:
        return None
    return {"kind": JOB_INFO, "postings": [str(each) for each in ids]}


def numbered(turn: Turn, number: int) -> UUID | None:
    """Return the posting that ``number`` means in the list shown last."""
    listing = turn.state.listing
    if listing is None or not 1 <= number <= len(listing.postings):
        return None
    return listing.postings[number - 1]


def adopt_push(turn: Turn, since: datetime | None) -> None:
    """Take the newest pushed digest as the list, when it came after the last word was said.

    ``since`` is when the conversation last moved, None when it never did. A digest counts once it
    is on its way; one that waits, only when nothing else was ever listed. Whose digest it was is
    who speaks, also on a shared phone.
    """
    ids = [person.id for person in turn.people]
    if not ids:
        return
    now = turn.clock.now()
    least = MessageState.SUBMITTING if turn.state.listing else MessageState.QUEUED
    found = turn.session.exec(
        select(Push, OutboxMessage)
        .where(
            sa.or_(
                col(Push.message_id) == col(OutboxMessage.id),
                col(Push.message_id) == col(OutboxMessage.instead_of),
            )
        )
        .where(
            col(Push.labourer_id).in_(ids),
            OutboxMessage.contact_id == turn.contact.id,
            col(OutboxMessage.state) >= least,
            col(OutboxMessage.created_at) >= now - PUSH_LIFE,
        )
        .order_by(col(OutboxMessage.created_at).desc(), col(Push.id).desc())
        .limit(1)
    ).first()
    if found is None:
        return
    push, message = found
    shown_at = message.submitted_at or message.created_at
    if since is not None and shown_at < since:
        return
    if turn.state.listing is not None and turn.state.listing.at >= shown_at:
        return
    pushed = [UUID(str(each)) for each in push.posting_ids][:9]
    turn.state.slot = None
    turn.state.listing = Listing(source="push", postings=pushed, seen=pushed, at=shown_at)
    turn.state.options = [str(about_ids(Verb.DETAIL, each)) for each in pushed]
    turn.state.posting = None
    turn.person = next(person for person in turn.people if person.id == push.labourer_id)


def digits(turn: Turn) -> list[Action]:
    """Return what the digits mean while a list is on the screen: its postings."""
    shown = turn.state.listing
    return [about_ids(Verb.DETAIL, each) for each in shown.postings] if shown else []


def again(turn: Turn) -> Say:
    """Show the list once more."""
    views = current(turn)
    lines = [in_one_line(number, view, turn.wording) for number, view in enumerate(views, start=1)]
    return Say([*lines, turn.say("search_foot")], options=digits(turn))


def current(turn: Turn) -> list[PostingView]:
    """Return the postings of the list shown last."""
    listing = turn.state.listing
    return postings.views(turn, listing.postings) if listing else []
