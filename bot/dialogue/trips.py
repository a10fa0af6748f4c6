"""The trip that a conversation works out the transport subsidy for, and whether it can be."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue import destinations
from bot.dialogue.actions import Action, Verb
from bot.dialogue.destinations import Destination
from bot.dialogue.reply import Button
from bot.dialogue.session import Trip
from bot.dialogue.turn import Say, Turn
from policy_faq.answer import Answer, FollowUp
from policy_faq.claims.assess import SUBSIDY
from policy_faq.claims.claim import Claim
from policy_faq.slots import Slots

_TICKET: Final = (
    r"(?:车票|火车票|高铁票|动车票|汽车票|大巴票|票钱|路费|车费|车钱|交通费|交通补[助贴]|"
    r"路费补[助贴])"
)
_HOW: Final = re.compile(
    r"怎么|咋|如何|什么|啥|哪|材料|条件|手续|证明|多久|几次|几回|几个月|谁|丢|没有?票|飞机|机票|能不能|可不可以|"
    r"可以|能申请|能领|吗|[给要]不[给要]|别人|组织"
)
_APPLY: Final = re.compile(
    rf"^(?:你好|您好|请)?[,，\s]*(?:我|俺|帮我|帮忙|请帮我|给我|我来|来)?[也就还]?(?:想|要|想要|需要|打算|来)?(?:帮我)?"
    rf"(?:申请|申报|申领|办理?|领取?|报销|报|填)(?:一下|个|下)?(?:外出)?(?:打工|务工)?的?(?:往返|来回)?{_TICKET}"
)
_APPLIED: Final = re.compile(
    rf"^(?:我|俺)?(?:的)?{_TICKET}(?:补[助贴])?(?:我)?(?:想|要|想要)(?:申请|报销|报|办|领)"
)
_OWN: Final = re.compile(
    rf"(?:我|俺|咱)们?(?:这趟|这次|这回|这个)?的?(?:往返|来回)?{_TICKET}.{{0,6}}?(?:报|补|领|拿|给)(?:得|到|销)?"
    rf"(?:多少|好多|几多|几块)|(?:我|俺)(?:能|可以)(?:报|补|领|拿)(?:多少|好多|几多)(?:钱)?的?{_TICKET}"
)
_RECKON: Final = re.compile(
    rf"^(?:请|麻烦)?(?:帮我|给我|帮忙|来)?(?:算|核算|估)(?:算|一下|下)?.{{0,6}}?{_TICKET}"
)
_OF_A_WORKPLACE: Final = re.compile(
    rf"{_TICKET}的(?:那[种个]|这种)?(?:[㐀-鿿]{{0,5}}(?:厂|活|工作|岗位|公司|单位|地方|普工|小工|保安|工地)"
    r"|有没有|有没得|有莫得|有吗|给有|招|呢?$)"
)
"""Somebody looks for an employer who pays the ticket."""
_ENGLISH: Final = re.compile(
    r"\b(?:apply for|claim|get)\b.{0,20}\b(?:travel|transport|ticket)"
    r"|\bmy (?:train |bus )?ticket.{0,20}how much"
    r"|how much.{0,20}\bmy (?:train |bus )?ticket"
)
_NAMED: Final = re.compile(_TICKET)


def is_computable(turn: Turn) -> bool:
    """Tell whether a text in force sets amounts where the person lives."""
    return bool(turn.services.claims.local(turn.home, turn.clock.today()))


def is_wanted(text: str) -> bool:
    """Tell whether a cleaned message wants the own subsidy worked out or applied for.

    A question about the rule ("怎么申请", "去广东打工车票能报多少") is answered as one.
    """
    if _ENGLISH.search(text):
        return True
    if _HOW.search(text) or _OF_A_WORKPLACE.search(text):
        return False
    return any(pattern.search(text) for pattern in (_APPLY, _APPLIED, _OWN, _RECKON))


def names_ticket(text: str) -> bool:
    """Tell whether a cleaned message speaks of a ticket or of the subsidy."""
    return _NAMED.search(text) is not None


def claim_of(turn: Turn, trip: Trip) -> Claim:
    """Return the claim of whoever speaks; who is on the roster is registered."""
    return Claim(
        county=turn.home,
        place=trip.place,
        distance=trip.distance,
        fare=trip.fare,
        fare_open=trip.fare_open,
        round_trip=trip.round_trip,
        claimed=trip.claimed,
        months=trip.months,
        since=trip.since,
        organised=trip.organised,
        registered=trip.registered if turn.person is None else True,
    )


def place_name(turn: Turn, trip: Trip) -> str:
    """Return where the trip goes, as people write it; empty while that is open."""
    gazetteer = turn.services.gazetteer
    if trip.place is not None and gazetteer.exists(trip.place):
        return destinations.name_of(trip.place, gazetteer, turn.home)
    return turn.wording.word("distance", trip.distance) if trip.distance else ""


def from_context(turn: Turn) -> Trip:
    """Return a new trip with what the question answered last said of it."""
    trip = Trip(at=turn.clock.now())
    kept = turn.state.context
    if kept is None or kept.get("topic") != SUBSIDY:
        return trip
    try:
        slots = FollowUp.from_json(kept).slots
    except (KeyError, TypeError, ValueError):
        return trip
    add_slots(turn, trip, slots)
    return trip


def add_slots(turn: Turn, trip: Trip, slots: Slots) -> None:
    """Add to a trip what a question said of it; what it leaves open stays as it was."""
    if slots.destination is not None and turn.services.gazetteer.exists(slots.destination):
        found = destinations.of(slots.destination, turn.services.gazetteer, turn.home)
        if isinstance(found, Destination):
            trip.place, trip.distance = found.code, found.distance
    elif slots.distance is not None:
        trip.place, trip.distance = None, slots.distance
    if slots.fare is not None and slots.fare > 0:
        trip.fare, trip.fare_open = slots.fare, False
    if slots.months is not None:
        trip.months, trip.since = slots.months, None
    if slots.claimed_this_year is not None:
        trip.claimed = slots.claimed_this_year
    if slots.registered is not None:
        trip.registered = slots.registered


def offer(turn: Turn, found: Answer) -> Say | None:
    """Offer to work out the amount below an answer about the transport subsidy.

    None when the answer is about something else or nothing can be computed.
    """
    if found.topic != SUBSIDY or found.card is None or not is_computable(turn):
        return None
    action = Action(Verb.CLAIM)
    return Say(
        [turn.say("trip_offer")],
        options=[action],
        buttons=[Button(turn.say("button_trip"), str(action))],
    )
