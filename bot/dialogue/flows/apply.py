"""Applying for postings (报名): for the person who speaks, once that is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlmodel import select

from bot.dialogue import postings
from bot.dialogue.actions import Verb, about_ids
from bot.dialogue.flows import detail, listing, menu, who
from bot.dialogue.turn import Say, Turn
from bot.replies.postings import TITLE_LENGTH, PostingView, clipped, short_title
from jobs_feed import applications
from jobs_feed.applications import NotOpenError
from jobs_feed.publish import PostingNotFoundError
from jobs_feed.tables import Application, ApplicationState

BY: Final = "labourer"
AT_ONCE: Final = 3
"""Postings one message may apply for."""


def order(turn: Turn, numbers: Sequence[int]) -> Say:
    """Apply for the postings under these numbers; without any, for the one shown in full."""
    if not numbers:
        return _unnumbered(turn)
    ids = [listing.numbered(turn, number) for number in numbers[:AT_ONCE]]
    for number, posting_id in zip(numbers, ids, strict=False):
        if posting_id is None:
            return detail.missing(turn, number)
    return start(turn, [each for each in ids if each is not None])


def start(turn: Turn, posting_ids: Sequence[UUID]) -> Say:
    """Apply for postings, or ask first who is applying."""
    if not posting_ids:
        return menu.menu(turn, turn.say("expired_choice"))
    if turn.person is None:
        return who.ask(turn, about_ids(Verb.APPLY, *posting_ids))
    return finish(turn, posting_ids)


def finish(turn: Turn, posting_ids: Sequence[UUID]) -> Say:
    """Write the applications of the person who speaks, and say what comes next."""
    turn.state.slot = None
    turn.state.topic = "search"
    said = Say(options=listing.digits(turn) or None)
    done: list[PostingView] = []
    for view in postings.views(turn, posting_ids):
        title = short_title(view, turn.wording)
        if _has_applied(turn, view.id):
            said.lines.append(turn.say("apply_again", title=title))
        elif not view.is_open or not _apply(turn, view.id):
            said.add(detail.closed(turn, title))
        else:
            said.lines.append(turn.say("apply_done", title=title, employer=view.employer))
            done.append(view)
    if not said.lines:
        return menu.menu(turn, turn.say("expired_choice"))
    if len(done) == 1 and done[0].phone:
        said.lines.append(turn.say("apply_next_with_phone", phone=done[0].phone))
    elif done:
        said.lines.append(turn.say("apply_next"))
    return said


def _unnumbered(turn: Turn) -> Say:
    shown = turn.state.listing
    if turn.state.posting is not None:
        return start(turn, [turn.state.posting])
    if shown is None:
        return menu.menu(turn, turn.say("no_listing"))
    if len(shown.postings) == 1:
        return start(turn, shown.postings)
    return Say([turn.say("apply_which")], options=listing.digits(turn))


def withdraw(turn: Turn, numbers: Sequence[int]) -> Say:
    """Take back applications: those under the numbers, or the newest one."""
    if turn.person is None:
        return Say.text(turn.say("withdraw_nothing"))
    mine = [
        (application, posting)
        for application, posting in applications.applications_of(turn.session, turn.person.id)
        if application.state in (ApplicationState.APPLIED, ApplicationState.CONTACTED)
    ]
    if numbers:
        wanted = {listing.numbered(turn, number) for number in numbers}
        mine = [pair for pair in mine if pair[1].id in wanted]
    if not mine:
        return Say.text(turn.say("withdraw_nothing"))
    said = Say()
    for application, posting in mine if numbers else mine[:1]:
        applications.set_state(
            turn.session, turn.clock, application.id, ApplicationState.WITHDRAWN, BY
        )
        title = clipped(posting.title, TITLE_LENGTH[turn.wording.is_sms])
        said.lines.append(turn.say("withdrawn", title=title))
    return said


def _has_applied(turn: Turn, posting_id: UUID) -> bool:
    known = select(Application.id).where(
        Application.labourer_id == turn.person_id,
        Application.posting_id == posting_id,
        Application.state != ApplicationState.WITHDRAWN,
    )
    return turn.session.exec(known).first() is not None


def _apply(turn: Turn, posting_id: UUID) -> bool:
    """Write one application; False when the posting was closed in the meantime."""
    if turn.person is None:
        return False
    try:
        applications.apply(
            turn.session, turn.clock, turn.person.id, posting_id, turn.contact.channel
        )
    except (NotOpenError, PostingNotFoundError):
        return False
    turn.session.flush()
    return True
