"""What a short order means at this moment of the conversation."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue import actions, dispatch
from bot.dialogue.commands import Command, Order
from bot.dialogue.flows import (
    apply,
    detail,
    feedback,
    handoff,
    job_started,
    listing,
    menu,
    refusal,
    search,
    who,
)
from bot.dialogue.session import EmployerSlot, IdentifySlot, WhereSlot, WhoSlot
from bot.dialogue.turn import Say, Turn
from matching.reading.query_taken_back import without_slips
from matching.reading.seeking import Stance

ABOUT_POSTINGS = frozenset(
    {
        Order.PICK,
        Order.DETAIL,
        Order.APPLY,
        Order.REFUSE,
        Order.MORE,
        Order.NEARER,
        Order.BETTER_PAID,
    }
)
"""Orders that may speak of a digest pushed after the last word of the conversation."""

_WILL_NOT_HAVE: Final = re.compile(
    r"(?:我|都|就|也)*(?:不(?:想)?(?:要|去|做|干|进|到|上)|别(?:给我|推|要)|莫)(?!了|这|那|都|全)|"
    r"(?!这|那|都|全|一个|几个|不)[^,，。]{2,10}?(?:的)?(?:也|都|就)?(?:不要|不去|不做|不干|不行|不想|别)"
)
_ANOTHER_LOT: Final = re.compile(r"换一?[批换]|换几个|下一[批页组]|再来[几一]个")


def obey(turn: Turn, command: Command) -> Say | None:
    """Do what an order means now; None when at this moment it is no order."""
    match command.order:
        case Order.PICK:
            return _pick(turn, command.numbers[0])
        case Order.DETAIL:
            return detail.order(turn, command.numbers[0])
        case Order.APPLY:
            return apply.order(turn, command.numbers)
        case Order.WITHDRAW if turn.state.slot is not None:
            return menu.menu(turn, turn.say("cancelled"))
        case Order.WITHDRAW:
            return apply.withdraw(turn, command.numbers)
        case Order.REFUSE:
            return _turn_down(turn, command)
        case Order.MORE:
            return _more(turn)
        case Order.NEARER:
            return search.nearer(turn) if turn.state.listing else None
        case Order.BETTER_PAID:
            return search.better_paid(turn) if turn.state.listing else None
        case Order.MENU:
            return _zero(turn)
        case Order.HANDOFF:
            return handoff.call(turn)
        case Order.BACK:
            return _back(turn)
        case Order.CANCEL:
            return menu.menu(turn, turn.say("cancelled" if turn.state.slot else "fine"))
        case Order.WRONG:
            return _wrong(turn)
        case Order.USEFUL:
            return feedback.useful(turn) if turn.state.topic == "policy" else None
        case Order.USELESS:
            return feedback.useless(turn) if turn.state.topic == "policy" else None


def _turn_down(turn: Turn, command: Command) -> Say | None:
    """Turn postings down; "不要电子厂" and "不去广东" narrow the search and refuse no posting."""
    if command.numbers:
        return refusal.order(turn, command)
    if search.stance(turn) is Stance.DECLINES:
        return search.paused(turn)
    if _WILL_NOT_HAVE.match(without_slips(turn.text)):
        narrowed = search.narrowed(turn)
        if narrowed is not None:
            return narrowed
    return refusal.order(turn, command)


def _more(turn: Turn) -> Say | None:
    """Show others; after a policy answer only what cannot be about it ("换一批")."""
    about_policy = turn.state.topic == "policy"
    if about_policy and not (turn.state.listing and _ANOTHER_LOT.search(turn.text)):
        return None
    return search.more(turn)


def _pick(turn: Turn, number: int) -> Say:
    options = turn.state.options
    if 1 <= number <= len(options):
        action = actions.read(options[number - 1])
        if action is not None:
            return dispatch.act(turn, action)
    if not options and listing.numbered(turn, number) is not None:
        return detail.order(turn, number)
    if turn.state.listing is not None:
        return detail.missing(turn, number)
    return menu.bad_digit(turn, number)


def _zero(turn: Turn) -> Say:
    if isinstance(turn.state.slot, EmployerSlot) and turn.text == "0":
        return job_started.skip(turn)
    return menu.menu(turn)


def _back(turn: Turn) -> Say:
    if turn.state.posting is not None and turn.state.listing is not None:
        turn.state.posting = None
        return listing.again(turn)
    if turn.state.topic == "search" and turn.state.listing is not None:
        return listing.again(turn)
    return menu.menu(turn)


def _wrong(turn: Turn) -> Say:
    slot = turn.state.slot
    if isinstance(slot, WhoSlot | IdentifySlot):
        return who.again(turn, slot)
    if isinstance(slot, WhereSlot) or turn.state.started is not None:
        return job_started.correct(turn)
    return Say.text(turn.say("nothing_to_correct"))
