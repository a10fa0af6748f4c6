"""Everything about one posting, and what can be done with it."""

from __future__ import annotations

from uuid import UUID

from bot.dialogue import postings
from bot.dialogue.actions import Verb, about_ids
from bot.dialogue.flows import listing, menu
from bot.dialogue.reply import Button
from bot.dialogue.turn import Say, Turn
from bot.replies.postings import in_full, short_title


def order(turn: Turn, number: int) -> Say:
    """Show the posting that stands under ``number`` in the list."""
    posting_id = listing.numbered(turn, number)
    if posting_id is None:
        return missing(turn, number)
    return show(turn, posting_id)


def show(turn: Turn, posting_id: UUID) -> Say:
    """Show one posting; the digits still mean the list."""
    view = postings.view(turn, posting_id)
    if view is None:
        return menu.menu(turn, turn.say("expired_choice"))
    turn.state.topic = "search"
    if not view.is_open:
        return closed(turn, short_title(view, turn.wording))
    turn.state.posting = posting_id
    number = number_of(turn, posting_id)
    if number is None:
        foot, label = turn.say("detail_foot_plain"), turn.say("button_apply_plain")
    else:
        foot = turn.say("detail_foot", number=number)
        label = turn.say("button_apply", number=number)
    return Say(
        [in_full(view, turn.wording), foot],
        options=None if number is None else listing.digits(turn),
        buttons=[Button(label, str(about_ids(Verb.APPLY, posting_id)))],
    )


def number_of(turn: Turn, posting_id: UUID) -> int | None:
    """Return the number of a posting in the list, or None."""
    shown = turn.state.listing
    if shown is None or posting_id not in shown.postings:
        return None
    return shown.postings.index(posting_id) + 1


def missing(turn: Turn, number: int) -> Say:
    """Answer a number that is not in the list; without a list, offer a search."""
    if turn.state.listing is None:
        return menu.menu(turn, turn.say("no_listing"))
    said = listing.again(turn)
    said.lines.insert(0, turn.say("bad_digit", number=number))
    return said


def closed(turn: Turn, title: str) -> Say:
    """Say that a posting is gone; others can be asked for."""
    return Say.text(turn.say("detail_closed", title=title))
