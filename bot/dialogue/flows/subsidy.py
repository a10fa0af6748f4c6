"""我的车票能报多少: asks for the trip step by step, and tells what it gives.

What a message says of the trip is never asked again; whatever interrupts is answered first; every
answer can be corrected ("不是上海,是苏州"), also after the result.
"""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue import claim_words, commands, destinations, intents, trips
from bot.dialogue.commands import Order
from bot.dialogue.destinations import Destination
from bot.dialogue.flows import menu, policy, subsidy_result
from bot.dialogue.flows.subsidy_ask import (
    MOST_TRIES,
    NO,
    NONE,
    YES,
    ask,
    go_on,
    new,
    not_understood,
    take_place,
)
from bot.dialogue.flows.subsidy_hear import (
    STEPS,
    add_what_is_said,
    ahead,
    correct,
    named_place,
    step_back,
)
from bot.dialogue.session import SubsidySlot, Trip
from bot.dialogue.turn import Say, Turn
from policy_faq.claims.assess import SUBSIDY, Ask
from policy_faq.places import Distance
from policy_faq.slots import read as read_slots

_MAY_BE_LEFT: Final = ("question", "employer")
"""What else may be asked when a question about a fare comes: it is no answer to these."""
_AROUND_PLACE: Final = 4
"""Characters beside the name of a place in an answer: 去……打工."""
_QUESTION: Final = "外出务工的车票能报多少"
_GO_ON: Final = re.compile(r"继续(?:算|办|填|吧)?|接着(?:算|办|来|填)|接着来?|往下|go on|continue")
_RESTART: Final = re.compile(
    r"重来|重新来|重新(?:算|问|填)|从头(?:来|算|再来)|再算一?次|再来一?[次遍]|重填"
    r"|重新开始算|start again"
)


def begin(turn: Turn) -> Say:
    """Start, or go on with what was begun and not finished."""
    if not trips.is_computable(turn):
        return policy.answer(turn, turn.text if trips.names_ticket(turn.text) else _QUESTION)
    begun = turn.state.trip
    if begun is None or begun.told:
        turn.state.trip = trips.from_context(turn)
        return go_on(turn, turn.say("trip_start"), _heard(turn, turn.state.trip))
    fresh = trips.from_context(turn).model_dump(exclude_unset=True, exclude={"at"})
    turn.state.trip = begun.model_copy(update=fresh)
    return go_on(turn)


def take(turn: Turn) -> Say | None:
    """Take a message that belongs to this flow before anything else; None when it does not.

    The answer to what was asked, a correction, "继续", "重来", or the wish to begin.
    """
    text, trip = turn.text, turn.state.trip
    slot = turn.state.slot
    if isinstance(slot, SubsidySlot) and trip is not None:
        return _in_flow(turn, slot, trip)
    if slot is not None and slot.kind in ("who", "identify", "where", "reminder"):
        return None
    if slot is not None and slot.kind == "human" and not _GO_ON.fullmatch(intents.bare(text)):
        return None
    if trip is not None:
        said = _after(turn, trip)
        if said is not None:
            return said
    if trips.is_wanted(text) and not _is_plain(turn):
        return _begin_with(turn)
    return _with_fare(turn) if trips.names_ticket(text) else None


def fact(turn: Turn, about: str) -> Say:
    """Take a digit or button that answers a question ("claimed=no")."""
    trip = turn.state.trip
    name, _, value = about.partition("=")
    if trip is None or not trips.is_computable(turn):
        return menu.menu(turn, turn.say("expired_choice"))
    match name:
        case Ask.CLAIMED if value in (YES, NO):
            trip.claimed = value == YES
        case Ask.ORGANISED if value in (YES, NO):
            trip.organised = value == YES
        case Ask.PLACE if value == NONE:
            return ask(turn, Ask.PLACE)
        case Ask.PLACE if value in set(Distance):
            return take_place(turn, trip, Destination(Distance(value)))
        case Ask.PLACE if turn.services.gazetteer.exists(value):
            return take_place(
                turn, trip, destinations.of(value, turn.services.gazetteer, turn.home)
            )
        case _:
            return menu.menu(turn, turn.say("expired_choice"))
    return go_on(turn)


def asked_again(turn: Turn, slot: SubsidySlot) -> Say | None:
    """Ask once more after something came between; None when that was done often enough."""
    if turn.state.trip is None or slot.tries >= MOST_TRIES:
        turn.state.slot = None
        return None
    return ask(turn, slot.step)


def left_open(turn: Turn, was_asked: bool, said: Say) -> Say:
    """Say how to go on when something took the flow's place before it was finished."""
    trip = turn.state.trip
    elsewhere = turn.state.slot is None or turn.state.slot.kind == "human"
    if was_asked and trip is not None and not trip.told and elsewhere:
        said.lines.append(turn.say("trip_left_open"))
    return said


# -- starting --------------------------------------------------------------------------------


def _begin_with(turn: Turn) -> Say:
    """Start with what the wish itself says of the trip."""
    if not trips.is_computable(turn):
        return policy.answer(turn, turn.text)
    turn.state.trip = trips.from_context(turn) if turn.state.topic == "policy" else new(turn)
    add_what_is_said(turn, turn.state.trip)
    return go_on(turn, turn.say("trip_start"), _heard(turn, turn.state.trip))


def _heard(turn: Turn, trip: Trip) -> str:
    """Return the place that is known before anything was asked, so that it can be put right."""
    name = trips.place_name(turn, trip)
    return turn.say("trip_heard_place", place=name) if name else ""


def nothing_open(turn: Turn) -> Say | None:
    """Answer "继续" when nothing was begun; None for anything else."""
    if turn.state.trip is not None or turn.state.slot is not None:
        return None
    if not _GO_ON.fullmatch(intents.bare(turn.text)):
        return None
    return menu.menu(turn, turn.say("nothing_open"))


def _with_fare(turn: Turn) -> Say | None:
    """Answer a question that names a fare, and go on with what its amount still depends on."""
    slot = turn.state.slot
    if not trips.is_computable(turn) or (slot is not None and slot.kind not in _MAY_BE_LEFT):
        return None
    if read_slots(turn.text, (), turn.services.gazetteer, turn.home).fare is None:
        return None
    found = policy.ask(turn, turn.text)
    if found.topic != SUBSIDY or found.card is None or found.follow_up is None:
        return None
    if found.follow_up.slots.distance is None:
        return None
    said = policy.answer(turn, turn.text, with_digits=False)
    turn.state.trip = trips.from_context(turn)
    turn.state.trip.round_trip = claim_words.is_round_trip(turn.text)
    if found.handoff:
        turn.state.trip.passed_on = subsidy_result.question(turn, turn.state.trip)
    asks = turn.services.claims.next_question(
        trips.claim_of(turn, turn.state.trip), turn.clock.today()
    )
    return said.add(subsidy_result.choices(turn) if asks is None else ask(turn, asks))


def _is_plain(turn: Turn) -> bool:
    """Whether a wish names where to and no fare: then the rule itself is the answer."""
    if re.search(r"申请|申报|申领|办|算|apply|claim", turn.text):
        return False
    return isinstance(named_place(turn, turn.text), Destination)


# -- going on ---------------------------------------------------------------------------------


def _in_flow(turn: Turn, slot: SubsidySlot, trip: Trip) -> Say | None:
    """Take what is said while something is asked."""
    words = intents.bare(turn.text)
    if _RESTART.fullmatch(words):
        turn.state.trip = new(turn)
        return go_on(turn, turn.say("trip_restart"))
    if _GO_ON.fullmatch(words):
        return ask(turn, slot.step)
    corrected = correct(turn, trip)
    if corrected is not None:
        return corrected
    command = commands.parse(turn.text)
    if command is not None and command.order in (Order.CANCEL, Order.WITHDRAW):
        turn.state.trip = None
        return None
    if command is not None and command.order in (Order.WRONG, Order.BACK):
        return step_back(turn, slot, trip)
    pressed = command is not None and command.order is Order.PICK
    if pressed and turn.state.options:
        chosen = command.numbers[0] if command else 0
        if chosen <= len(turn.state.options):
            return None
        return ahead(turn, trip, slot.step) or not_understood(turn, slot)
    if command is not None and not pressed:
        return None
    said = STEPS[slot.step](turn, trip) or ahead(turn, trip, slot.step)
    if said is not None:
        return said
    if trips.is_wanted(turn.text):
        return ask(turn, slot.step)
    return not_understood(turn, slot) if pressed else None


def _after(turn: Turn, trip: Trip) -> Say | None:
    """Take "继续", "重来" and corrections while something else is going on."""
    words = intents.bare(turn.text)
    if _GO_ON.fullmatch(words):
        return go_on(turn)
    if turn.state.topic != "policy" and trip.told:
        return None
    if _RESTART.fullmatch(words):
        turn.state.trip = new(turn)
        return go_on(turn, turn.say("trip_restart"))
    if not trip.told:
        return _picked_up(turn, trip) if turn.state.slot is None else None
    corrected = correct(turn, trip)
    if corrected is None and trip.organised is None and turn.state.slot is None:
        trip.organised = claim_words.read_organised(turn.text)
        if trip.organised is not None:
            return go_on(turn)
    command = commands.parse(turn.text) if corrected is None else None
    if command is not None and command.order is Order.WRONG and turn.state.started is None:
        return Say.text(turn.say("trip_what_is_wrong"))
    if command is not None and command.order is Order.PICK and subsidy_result.is_offered(turn):
        number = command.numbers[0]
        if number > len(turn.state.options):
            missing = Say.text(turn.say("bad_digit", number=number))
            return missing.add(subsidy_result.choices(turn))
    return corrected


def _picked_up(turn: Turn, trip: Trip) -> Say | None:
    """Take the answer to what was asked before something urgent came between, or a correction.

    People answer the question they still see instead of writing "继续". Only what names the matter
    itself counts: a bare digit belongs to what came last.
    """
    corrected = correct(turn, trip)
    if corrected is not None:
        return corrected
    step = turn.services.claims.next_question(trips.claim_of(turn, trip), turn.clock.today())
    if step is Ask.PLACE:
        found = named_place(turn, turn.text)
        name = (
            found.name if isinstance(found, Destination) else "" if found is None else found.typed
        )
        alone = bool(name) and len(turn.text) <= len(name) + _AROUND_PLACE
        return STEPS[step](turn, trip) if alone else None
    if step is None or not claim_words.names_answer(step, turn.text):
        return None
    return STEPS[step](turn, trip)
