"""不合适 2 太远: postings a person turns down, so that they and their like are not pushed again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlmodel import select

from bot.dialogue.commands import Command, RefusalReason
from bot.dialogue.flows import detail, listing, search
from bot.dialogue.session import MOST_SEEN
from bot.dialogue.turn import Say, Turn
from matching.feedback import CANNOT_DO
from matching.tables import PostingRefusal

_ASKS_ON: Final = re.compile(
    r"有没有|有没得|给有|换|找|看看别|再来|近(?:一)?[点些]|高(?:一)?[点些]"
)
"""Words behind a refusal that ask for another posting at once."""


def order(turn: Turn, command: Command) -> Say | None:
    """Take a refusal of numbered postings, of the one shown in full, or of the whole list.

    None when nothing is on the screen that could be meant.
    """
    shown = turn.state.listing
    if shown is None:
        return None
    if command.numbers:
        return _some(turn, command.numbers, command.reason)
    if turn.state.posting is not None:
        number = detail.number_of(turn, turn.state.posting)
        if number is not None:
            return _some(turn, (number,), command.reason)
    _keep(turn, shown.postings, command.reason)
    said = _instead(turn, command.reason)
    said.lines.insert(0, turn.say("refused_all" if turn.person else "refused_shown"))
    return said


def _instead(turn: Turn, reason: RefusalReason | None) -> Say:
    """Show others, without the fault that the whole list was turned down for."""
    match reason:
        case RefusalReason.TOO_FAR:
            return search.nearer(turn)
        case RefusalReason.LOW_WAGE:
            return search.better_paid(turn)
        case _:
            return search.more(turn)


def _some(turn: Turn, numbers: Sequence[int], reason: RefusalReason | None) -> Say:
    ids = [listing.numbered(turn, number) for number in numbers]
    for number, posting_id in zip(numbers, ids, strict=True):
        if posting_id is None:
            return detail.missing(turn, number)
    _keep(turn, [each for each in ids if each is not None], reason)
    turn.state.posting = None
    if _ASKS_ON.search(turn.text):
        return _instead(turn, reason)
    named = turn.wording.word("form", "join").join(map(str, numbers))
    if turn.person is None:
        return Say([turn.say("refused_one", numbers=named)], options=listing.digits(turn))
    return Say([turn.say("refused", numbers=named)], options=listing.digits(turn))


def _keep(turn: Turn, posting_ids: Sequence[UUID], reason: RefusalReason | None) -> None:
    """Write refusals of the person who speaks; a new reason replaces the one given before.

    Of somebody unknown they count for this conversation only.
    """
    refused = dict.fromkeys((*turn.state.refused, *posting_ids))
    turn.state.refused = list(refused)[-MOST_SEEN:]
    if turn.person is None:
        return
    for posting_id in posting_ids:
        code = _code(turn, posting_id, reason)
        known = turn.session.exec(
            select(PostingRefusal).where(
                PostingRefusal.labourer_id == turn.person.id,
                PostingRefusal.posting_id == posting_id,
            )
        ).first()
        if known is not None:
            known.reason = code or known.reason
            turn.session.add(known)
            continue
        turn.session.add(
            PostingRefusal(
                labourer_id=turn.person.id,
                posting_id=posting_id,
                reason=code,
                refused_at=turn.clock.now(),
            )
        )
    turn.session.flush()


def _code(turn: Turn, posting_id: UUID, reason: RefusalReason | None) -> str | None:
    """Return the reason as it is stored: what cannot be done is named."""
    if reason is not RefusalReason.CANNOT_DO:
        return reason.value if reason else None
    job = turn.services.jobs.main_job(
        turn.session, posting_id, county=turn.county, on=turn.clock.today()
    )
    return reason.value if job is None else f"{CANNOT_DO}{job}"
