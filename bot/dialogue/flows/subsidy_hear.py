"""Hears the answers about a trip, in short or in a longer sentence, and what puts them right."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bot.dialogue import claim_words, destinations, intents, trips
from bot.dialogue.claim_words import Correction
from bot.dialogue.destinations import Destination, Unsure
from bot.dialogue.flows import policy
from bot.dialogue.flows.subsidy_ask import ask, ask_kind, go_on, take_place
from bot.dialogue.intents import Intent
from bot.dialogue.session import SubsidySlot, Trip
from bot.dialogue.turn import Say, Turn
from policy_faq.claims.assess import Ask
from policy_faq.rules.outcome import yuan
from policy_faq.slots import read as read_slots

_LATIN: Final = re.compile(r"[a-z' ]+")
_ORDER: Final = (Ask.PLACE, Ask.FARE, Ask.CLAIMED, Ask.MONTHS, Ask.ORGANISED)
_QUESTION: Final = "外出务工的车票能报多少"
_LONGEST_TYPO: Final = 12
_MOST_LIKELY_MONTHS: Final = 24


def _place(turn: Turn, trip: Trip) -> Say | None:
    if claim_words.knows_not(turn.text):
        slot = turn.state.slot
        asked_twice = isinstance(slot, SubsidySlot) and slot.tries > 0
        return _rule(turn) if asked_twice else ask_kind(turn)
    if claim_words.is_asking(turn.text):
        return None
    found = named_place(turn, turn.text)
    if not isinstance(found, Destination):
        other = ahead(turn, trip, Ask.PLACE)
        if other is not None:
            return other
    if isinstance(found, Unsure) and found.candidates:
        heard = intents.understand(turn.text).intent
        if heard not in (Intent.OTHER, Intent.JOB_SEARCH) or len(turn.text) > _LONGEST_TYPO:
            return None
    if found is None:
        return None
    add_what_is_said(turn, trip, but_place=True)
    return take_place(turn, trip, found)


def _fare(turn: Turn, trip: Trip) -> Say | None:
    found = claim_words.read_fare(turn.text)
    if found is not None:
        trip.fare, trip.fare_open, trip.round_trip = found.amount, False, found.round_trip
        return go_on(turn, turn.say("trip_heard_fare", fare=yuan(found.amount)))
    if claim_words.knows_not(turn.text):
        trip.fare, trip.fare_open = None, True
        return go_on(turn)
    return _stray(turn, trip, lambda: trip.fare is not None)


def _claimed(turn: Turn, trip: Trip) -> Say | None:
    found = claim_words.read_claimed(turn.text)
    if found is not None:
        trip.claimed = found
        return go_on(turn)
    return _stray(turn, trip, lambda: trip.claimed is not None)


def _months(turn: Turn, trip: Trip) -> Say | None:
    found = claim_words.read_worked(turn.text, turn.clock.today())
    if found is not None:
        trip.months, trip.since = found.months, found.since
        return go_on(turn)
    return _stray(turn, trip, lambda: trip.months is not None)


def _organised(turn: Turn, trip: Trip) -> Say | None:
    found = claim_words.read_organised(turn.text)
    if found is not None:
        trip.organised = found
        return go_on(turn)
    return _stray(turn, trip, lambda: trip.organised is not None)


def ahead(turn: Turn, trip: Trip, step: Ask) -> Say | None:
    """Take what answers another question than the one asked at ``step``, before it is asked.

    Only what is not known yet, and what says by itself what it answers: a sum, a time, 没领过.
    It is no failed answer, so the tries of what was asked start anew.
    """
    asked = turn.state.slot
    for other in (Ask.FARE, Ask.CLAIMED, Ask.MONTHS):
        known = _is_known(trip, other) and not (other is Ask.FARE and trip.fare_open)
        if other is step or known or not claim_words.names_answer(other, turn.text):
            continue
        turn.state.slot = SubsidySlot(step=other)
        said = STEPS[other](turn, trip)
        if said is None:
            turn.state.slot = asked
        else:
            if other is not Ask.FARE:
                said.lines.insert(0, turn.say("trip_noted"))
            return said
    return None


def _rule(turn: Turn) -> Say:
    """Tell the rule for every distance to who cannot say where, and let the question rest."""
    turn.state.slot = None
    return Say.text(policy.ask(turn, _QUESTION).sms)


STEPS: Final[dict[Ask, Callable[[Turn, Trip], Say | None]]] = {
    Ask.PLACE: _place,
    Ask.FARE: _fare,
    Ask.CLAIMED: _claimed,
    Ask.MONTHS: _months,
    Ask.ORGANISED: _organised,
}


def _stray(turn: Turn, trip: Trip, is_answered: Callable[[], bool]) -> Say | None:
    """Take an answer in a longer sentence, or another place than the one said before."""
    if claim_words.is_asking(turn.text):
        return None
    before = trip.place
    add_what_is_said(turn, trip, but_place=True)
    if is_answered():
        add_what_is_said(turn, trip)
        return go_on(turn)
    found = named_place(turn, turn.text)
    heard = intents.understand(turn.text).intent
    alone = isinstance(found, Destination) and len(turn.text) <= len(found.name) + 4
    if isinstance(found, Destination) and found.code != before and alone:
        return None if heard is Intent.POLICY else take_place(turn, trip, found)
    return None


def step_back(turn: Turn, slot: SubsidySlot, trip: Trip) -> Say:
    """Ask again for what was answered last."""
    before = [step for step in _ORDER[: _ORDER.index(slot.step)] if _is_known(trip, step)]
    if not before:
        return ask(turn, slot.step)
    _forget(trip, before[-1])
    return ask(turn, before[-1])


def _is_known(trip: Trip, step: Ask) -> bool:
    match step:
        case Ask.PLACE:
            return trip.distance is not None
        case Ask.FARE:
            return trip.fare is not None or trip.fare_open
        case Ask.CLAIMED:
            return trip.claimed is not None
        case Ask.MONTHS:
            return trip.months is not None
        case Ask.ORGANISED:
            return trip.organised is not None


def _forget(trip: Trip, step: Ask) -> None:
    match step:
        case Ask.PLACE:
            trip.place = trip.distance = None
        case Ask.FARE:
            trip.fare, trip.fare_open, trip.round_trip = None, False, False
        case Ask.CLAIMED:
            trip.claimed = None
        case Ask.MONTHS:
            trip.months = trip.since = None
        case Ask.ORGANISED:
            trip.organised = None


def correct(turn: Turn, trip: Trip) -> Say | None:
    """Take "不是上海,是苏州", "票价说错了,是280"; None when nothing is corrected.

    Who was refused for having claimed this year need not say that this was wrong: "去年领的".
    """
    found = claim_words.read_correction(turn.text)
    if found is None and trip.told and trip.claimed and claim_words.denies_claim(turn.text):
        trip.claimed = False
        return go_on(turn, turn.say("trip_corrected"))
    if found is None or claim_words.is_asking(turn.text):
        return None
    step = _corrected_step(turn, found)
    if step is Ask.PLACE:
        place = named_place(turn, found.right)
        return None if place is None else _corrected_place(turn, trip, place)
    if step is Ask.FARE and (fare := claim_words.read_fare(found.right)) is not None:
        trip.fare, trip.fare_open, trip.round_trip = fare.amount, False, fare.round_trip
    elif step is Ask.MONTHS and (
        worked := claim_words.read_worked(found.right, turn.clock.today())
    ):
        trip.months, trip.since = worked.months, worked.since
    elif step is Ask.CLAIMED and (claimed := claim_words.read_claimed(found.right)) is not None:
        trip.claimed = claimed
    elif step is Ask.ORGANISED and (sent := claim_words.read_organised(found.right)) is not None:
        trip.organised = sent
    else:
        return None
    return go_on(turn, turn.say("trip_corrected"))


def _corrected_place(turn: Turn, trip: Trip, place: Destination | Unsure) -> Say:
    said = take_place(turn, trip, place)
    if isinstance(place, Destination):
        said.lines.insert(0, turn.say("trip_corrected"))
    return said


def _corrected_step(turn: Turn, found: Correction) -> Ask | None:
    """Return what a correction is about: what it names, else what its words can be."""
    if found.about is not None:
        return found.about
    if isinstance(named_place(turn, found.right), Destination):
        return Ask.PLACE
    worked = claim_words.read_worked(found.right, turn.clock.today())
    fare = claim_words.read_fare(found.right)
    if fare is not None and (worked is None or fare.amount > _MOST_LIKELY_MONTHS):
        return Ask.FARE
    if worked is not None:
        return Ask.MONTHS
    return Ask.PLACE if isinstance(named_place(turn, found.right), Unsure) else None


def named_place(turn: Turn, text: str) -> Destination | Unsure | None:
    """Return the destination that a text names, or what it may be."""
    written = turn.services.english.places(text)
    if written != text:
        written = _LATIN.sub("", written)
    return destinations.read(written, turn.services.gazetteer, turn.home)


def add_what_is_said(turn: Turn, trip: Trip, *, but_place: bool = False) -> None:
    """Add whatever a whole sentence says of the trip; ``but_place`` leaves the place alone."""
    gazetteer = turn.services.gazetteer
    found = () if but_place else gazetteer.find_in(turn.text, turn.home)
    slots = read_slots(turn.text, found, gazetteer, turn.home)
    if but_place:
        kept = trip.place, trip.distance
        trips.add_slots(turn, trip, slots)
        trip.place, trip.distance = kept
        return
    trips.add_slots(turn, trip, slots)
