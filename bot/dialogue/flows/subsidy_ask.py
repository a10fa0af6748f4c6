"""Asks for what is still open about a trip: by digit where it can be."""

from __future__ import annotations

from typing import Final

from bot.dialogue import trips
from bot.dialogue.actions import Action, Verb
from bot.dialogue.destinations import Destination, Unsure
from bot.dialogue.flows import subsidy_result
from bot.dialogue.reply import Button
from bot.dialogue.session import SubsidySlot, Trip
from bot.dialogue.turn import Say, Turn
from policy_faq.claims.assess import Ask
from policy_faq.places import Distance

PATIENCE: Final = 1
"""How often the same is asked again before a caseworker is offered with it."""
_MOST_COUNTED: Final = 9
MOST_TRIES: Final = 3
"""How often the same thing is asked again before the flow rests."""
YES, NO, NONE = "yes", "no", "none"
_KINDS: Final = (Distance.IN_COUNTY, Distance.OUT_OF_COUNTY, Distance.OUT_OF_PROVINCE)


def new(turn: Turn) -> Trip:
    """Return a trip of which nothing is known."""
    return Trip(at=turn.clock.now())


def go_on(turn: Turn, *before: str) -> Say:
    """Ask what is still open, or tell the result."""
    trip = turn.state.trip or new(turn)
    trip.at = turn.clock.now()
    turn.state.trip = trip
    asks = turn.services.claims.next_question(trips.claim_of(turn, trip), turn.clock.today())
    said = subsidy_result.tell(turn, trip) if asks is None else ask(turn, asks)
    said.lines[:0] = [line for line in before if line]
    return said


def ask(turn: Turn, step: Ask) -> Say:
    """Ask for one thing; the next question of the person may lean on the trip.

    Who is asked the same again and again is told of a caseworker too.
    """
    tries = _waits_for(turn, step)
    said = _asked(turn, step)
    if tries > PATIENCE:
        said.lines.append(turn.say("trip_human"))
    return said


def _waits_for(turn: Turn, step: Ask) -> int:
    """Note what is asked; returns how often in a row it was asked before."""
    slot = turn.state.slot
    again = isinstance(slot, SubsidySlot) and slot.step is step
    tries = min(slot.tries + 1, _MOST_COUNTED) if again and isinstance(slot, SubsidySlot) else 0
    turn.state.slot = SubsidySlot(step=step, tries=tries)
    return tries


def _asked(turn: Turn, step: Ask) -> Say:
    if turn.state.trip is not None:
        turn.state.trip.told = False
        subsidy_result.lean_on(turn, turn.state.trip)
    match step:
        case Ask.PLACE:
            return Say([turn.say("trip_place")], options=[])
        case Ask.FARE:
            return Say([turn.say("trip_fare")], options=[])
        case Ask.MONTHS:
            return Say([turn.say("trip_months")], options=[])
        case Ask.CLAIMED:
            said = turn.say("trip_claimed", year=turn.clock.today().year)
            yes, no = turn.say("button_trip_claimed"), turn.say("button_trip_not_claimed")
            return _yes_or_no(step, said, yes, no)
        case Ask.ORGANISED:
            yes, no = turn.say("button_trip_organised"), turn.say("button_trip_alone")
            return _yes_or_no(step, turn.say("trip_organised"), yes, no)


def _yes_or_no(step: Ask, said: str, yes: str, no: str) -> Say:
    options = [Action(Verb.FACT, f"{step}={value}") for value in (YES, NO)]
    buttons = [Button(label, str(each)) for label, each in zip((yes, no), options, strict=True)]
    return Say([said], options=options, buttons=buttons)


def ask_which(turn: Turn, unsure: Unsure) -> Say:
    """Offer the places somebody may have meant."""
    tries = _waits_for(turn, Ask.PLACE)
    if tries >= MOST_TRIES and not unsure.too_large:
        return ask_kind(turn)
    said = _which(turn, unsure)
    if tries > PATIENCE:
        said.lines.append(turn.say("trip_human"))
    return said


def _which(turn: Turn, unsure: Unsure) -> Say:
    if unsure.too_large:
        return Say([turn.say("trip_place_too_large", place=unsure.too_large)], options=[])
    gazetteer = turn.services.gazetteer
    labels = [gazetteer.full_name(code) for code in unsure.candidates]
    options = [Action(Verb.FACT, f"{Ask.PLACE}={code}") for code in unsure.candidates]
    return _choice(
        turn.say("trip_which", place=unsure.typed),
        [*labels, turn.say("trip_which_none")],
        [*options, Action(Verb.FACT, f"{Ask.PLACE}={NONE}")],
    )


def ask_kind(turn: Turn) -> Say:
    """Offer the kinds of distance, for a place that is not settled or that nobody made out."""
    tries = _waits_for(turn, Ask.PLACE)
    labels = [turn.wording.word("distance", kind) for kind in _KINDS]
    options = [Action(Verb.FACT, f"{Ask.PLACE}={kind}") for kind in _KINDS]
    said = _choice(turn.say("trip_kind"), labels, options)
    if tries > PATIENCE:
        said.lines.append(turn.say("trip_human"))
    return said


def _choice(head: str, labels: list[str], options: list[Action]) -> Say:
    numbered = [f"{number} {label}" for number, label in enumerate(labels, start=1)]
    return Say(
        [head, *numbered],
        options=options,
        buttons=[Button(label, str(each)) for label, each in zip(labels, options, strict=True)],
    )


def take_place(turn: Turn, trip: Trip, found: Destination | Unsure) -> Say:
    """Note the destination and go on, or ask which place is meant."""
    if isinstance(found, Unsure):
        return ask_which(turn, found)
    trip.place, trip.distance = found.code, found.distance
    name = trips.place_name(turn, trip)
    return go_on(turn, turn.say("trip_heard_place", place=name))


def not_understood(turn: Turn, slot: SubsidySlot) -> Say:
    """Ask once more; a place that stays unclear is asked for by its distance."""
    if slot.step is Ask.PLACE and slot.tries + 1 >= MOST_TRIES:
        return ask_kind(turn)
    said = ask(turn, slot.step)
    said.lines.insert(0, turn.say("unclear"))
    return said
