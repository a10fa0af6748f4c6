"""What a trip gives, why, and what can be done next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from bot.dialogue import trips
from bot.dialogue.actions import Action, Verb
from bot.dialogue.flows import handoff
from bot.dialogue.redact import redacted
from bot.dialogue.reply import Button
from bot.dialogue.session import KEPT_TEXT, Trip
from bot.dialogue.turn import Say, Turn
from bot.replies.postings import day
from messaging.tables import HandoffReason
from policy_faq.answer import FollowUp
from policy_faq.claims.assess import SUBSIDY, Assessment, Grant, Verdict
from policy_faq.claims.form import sum_text
from policy_faq.learned import answering
from policy_faq.models import Standing
from policy_faq.parameters import Parameter
from policy_faq.rules.outcome import yuan
from policy_faq.slots import Slots
from reminders.subsidies import shipped_rules
from reminders.subsidy_due import add_months

_CHOICES: Final = (
    (Verb.CHECKLIST, "button_trip_checklist"),
    (Verb.FORM, "button_trip_form"),
    (Verb.REMIND, "button_trip_remind"),
)


def tell(turn: Turn, trip: Trip) -> Say:
    """Tell what the trip gives and why, or what stands in the way; the digits lead on."""
    today = turn.clock.today()
    claim = trips.claim_of(turn, trip)
    found = turn.services.claims.assess(claim, today)
    _remember(turn, trip)
    lines = list(_lines(turn, trip, found, today))
    if trip.round_trip and found.grants:
        lines.append(turn.say("trip_round"))
    newer = _newer(turn, trip)
    if newer:
        lines.append(newer)
        _pass_on(turn, trip)
    if found.differs:
        lines.append(turn.say("trip_decides", **turn.hotline()))
        _pass_on(turn, trip)
    source = found.source or (found.grants[0].parameter if found.grants else None)
    if source is not None and not found.differs:
        lines.append(_source(turn, source, today))
    if found.verdict is Verdict.REFUSED:
        lines.append(turn.say("trip_wrong"))
        return Say(lines, options=[])
    return Say(lines).add(choices(turn))


def choices(turn: Turn) -> Say:
    """Offer by digit what comes next: what to bring, the form, and the reminder where it helps."""
    offered = _CHOICES if can_remind(turn) else _CHOICES[:2]
    labels = [turn.say(label) for _, label in offered]
    options = [Action(verb) for verb, _ in offered]
    numbered = [f"{number}{label}" for number, label in enumerate(labels, start=1)]
    if turn.wording.is_sms:
        lines = [turn.say("trip_choices") + " ".join(numbered)]
    else:
        lines = [turn.say("trip_choices"), *(f"{each[0]} {each[1:]}" for each in numbered)]
    buttons = [Button(label, str(each)) for label, each in zip(labels, options, strict=True)]
    return Say(lines, options=options, buttons=buttons)


def is_offered(turn: Turn) -> bool:
    """Tell whether the digits mean what ``choices`` offered."""
    return turn.state.options[:1] == [str(Action(Verb.CHECKLIST))]


def question(turn: Turn, trip: Trip) -> str:
    """Return what a caseworker is asked about a trip on which two texts differ."""
    found = turn.services.claims.assess(trips.claim_of(turn, trip), turn.clock.today())
    amounts = "".join(_by_source(turn, grant) for grant in found.grants)
    fare = "" if trip.fare is None else yuan(trip.fare)
    place = trips.place_name(turn, trip)
    text = turn.say("trip_question", place=place, fare=fare, amounts=amounts)
    return redacted(text)[:KEPT_TEXT]


def _lines(turn: Turn, trip: Trip, found: Assessment, today: date) -> Iterator[str]:
    if found.verdict is Verdict.REFUSED:
        name = "trip_unset" if found.silent else "trip_refused"
        yield turn.say(name, missing=found.missing, phone=turn.hotline()["phone"])
        return
    if found.verdict is Verdict.LATER:
        yield turn.say("trip_later", missing=found.missing)
    if found.differs:
        yield turn.say("trip_differs")
        for grant in found.grants:
            yield _by_source(turn, grant)
    else:
        grant = found.grants[0]
        values = {"amount": yuan(grant.amount), "reason": grant.reason}
        if found.verdict is Verdict.LATER:
            yield turn.say("trip_then_up_to" if grant.up_to else "trip_then", **values)
        elif grant.up_to:
            yield turn.say("trip_pays_up_to", **values)
        else:
            yield turn.say("trip_pays", **values)
    if found.wait is not None and trip.since is not None and trip.since <= today:
        due = day(add_months(trip.since, found.wait), turn.wording)
        yield turn.say("trip_due", due=due, months=found.wait)
    times = found.grants[0].parameter.times
    registered = turn.person is not None or trip.registered
    yield turn.say("trip_times" if registered else "trip_who", times=times)


def _newer(turn: Turn, trip: Trip) -> str:
    """Return what a newer text of the place says of such a trip; empty where there is none.

    The amounts are worked out from the texts that the program knows; a text that the office
    imported later may set them anew, which only a caseworker can tell.
    """
    policy = answering(turn.session, turn.services.policy, turn.home)
    known = trip.place is not None and turn.services.gazetteer.exists(trip.place)
    where = f"去{trips.place_name(turn, trip)}打工" if known else "外出打工"
    asked = f"{where}车票能报多少"
    found = policy.ask(asked, county=turn.home, on=turn.clock.today())
    if not found.newer or not found.citations:
        return ""
    source = found.citations[0]
    return turn.say(
        "trip_newer",
        place=_name_of(turn, source.place),
        words=found.newer,
        source=f"{source.number}{source.clause}",
    )


def _name_of(turn: Turn, place: str) -> str:
    gazetteer = turn.services.gazetteer
    return gazetteer.name(place) if gazetteer.exists(place) else ""


def _by_source(turn: Turn, grant: Grant) -> str:
    values = {"source": _cited(grant.parameter), "sum": sum_text(grant)}
    if grant.wait is not None:
        return turn.say("trip_one_later", months=grant.wait, **values)
    return turn.say("trip_one", **values)


def _source(turn: Turn, parameter: Parameter, today: date) -> str:
    document = parameter.document
    if document.standing(today) is not Standing.NO_END_STATED:
        return turn.say("trip_source", source=_cited(parameter))
    return turn.say(
        "trip_source_old", source=_cited(parameter), year=document.year, **turn.hotline()
    )


def _cited(parameter: Parameter) -> str:
    return f"{parameter.document.cited}{parameter.clause}"


def reminded_months(turn: Turn) -> int | None:
    """Return after how many months of work people of the county are reminded; None when never."""
    reminded = _reminded_parameters()
    local = turn.services.claims.local(turn.home, turn.clock.today())
    waits = [each["months"] for each in local if each.id in reminded and each.get("months")]
    return int(max(waits)) if waits else None


@cache
def _reminded_parameters() -> frozenset[str]:
    return frozenset(rule.parameter for rule in shipped_rules())


def can_remind(turn: Turn) -> bool:
    """Whether a reminder would come: the months are not full, and the county has the rule."""
    trip, today = turn.state.trip, turn.clock.today()
    if trip is None:
        return False
    claim = trips.claim_of(turn, trip)
    wait, months = turn.services.claims.wait(claim, today), claim.months_on(today)
    if wait is None or (months is not None and months >= wait):
        return False
    return reminded_months(turn) is not None


def _pass_on(turn: Turn, trip: Trip) -> None:
    """Ask the caseworkers which text decides, once for the same facts."""
    asked = question(turn, trip)
    if trip.passed_on != asked:
        handoff.pass_on(turn, asked, HandoffReason.UNSURE)
        trip.passed_on = asked


def lean_on(turn: Turn, trip: Trip) -> None:
    """Let the next question ("那材料呢") lean on this trip."""
    card = turn.services.claims.card(turn.home, turn.clock.today())
    slots = Slots(
        destination=trip.place,
        destination_name=trips.place_name(turn, trip) or None,
        distance=trip.distance,
        fare=trip.fare,
        months=trips.claim_of(turn, trip).months_on(turn.clock.today()),
        claimed_this_year=trip.claimed,
        registered=trip.registered,
    )
    turn.state.topic = "policy"
    turn.state.context = FollowUp(SUBSIDY, card.id if card else None, slots).to_json()


def _remember(turn: Turn, trip: Trip) -> None:
    trip.told = True
    turn.state.slot = None
    turn.state.question = question(turn, trip)
    lean_on(turn, trip)
