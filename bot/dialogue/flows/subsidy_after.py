"""After the amount is known: what to bring, the filled-in form, and the reminder."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from sqlmodel import col, select

from bot.dialogue import claim_words, commands, intents, trips
from bot.dialogue.actions import Action, Verb
from bot.dialogue.commands import Order
from bot.dialogue.dates import read_day
from bot.dialogue.flows import menu, policy, subsidy, subsidy_ask, subsidy_result, who
from bot.dialogue.reply import Button
from bot.dialogue.session import IdentifySlot, ReminderSlot, SubsidySlot, Trip, WhoSlot
from bot.dialogue.turn import Say, Turn
from bot.replies.postings import day
from labourers.profiles import record_status
from labourers.tables import EmploymentStatus, Source, StatusRecord
from policy_faq.claims.form import Applicant, build_form
from policy_faq.claims.links import Sheet
from reminders.subsidy_due import add_months
from service_ledger.counting import Change, holding_since

BY: Final = "labourer"
YES, NO = "yes", "no"
_PAGE: Final = "/claims/"
_BRING: Final = "申请外出务工交通补助要带什么材料"
_WORDS: Final = (
    (
        Verb.CHECKLIST,
        re.compile(
            r"(?:看|要|给我)?(?:材料)?清单|(?:要)?(?:带|准备)(?:什么|啥|哪些)(?:材料|东西)?"
            r"|(?:the )?(?:check)?list"
        ),
    ),
    (
        Verb.FORM,
        re.compile(
            r"(?:我?要|给我|看|打印|下载|填)?(?:一[张份])?(?:申请|报销)?表格?"
            r"|(?:the )?(?:application )?form"
        ),
    ),
    (
        Verb.REMIND,
        re.compile(r"(?:到时候?|满了)?(?:再)?(?:提醒|通知|叫)(?:一下)?我?(?:一下|一声)?|remind me"),
    ),
)
_RIGHT: Final = re.compile(r"对(?:的|了)?|是(?:的)?|没错|好(?:的)?|可以|行|要|嗯+|yes|ok|right")
_WRONG: Final = re.compile(r"不对|不是|错了?|no|wrong|2")


def checklist(turn: Turn) -> Say:
    """Tell what to bring and where to go."""
    said = _items(turn)
    if said is None:
        return policy.answer(turn, _BRING)
    return Say(said, options=None) if turn.wording.is_sms else Say(said).add(_more(turn))


def _items(turn: Turn) -> list[str] | None:
    """Return the lines that say what to bring and where to go; None where no card tells."""
    card = turn.services.claims.card(turn.home, turn.clock.today())
    if card is None:
        return None
    items = [item.rstrip("。") for item in card.bring]
    where = card.where.rstrip("。")
    if turn.wording.is_sms:
        return [turn.say("checklist", items="；".join(items), where=where)]
    lines = [turn.say("checklist"), *(f"□ {item}" for item in items)]
    lines.append(turn.say("checklist_where", where=where))
    if card.conditions:
        lines.append(turn.say("checklist_note", note="；".join(card.conditions)))
    return lines


def form(turn: Turn) -> Say:
    """Send the filled-in form: a link where there are pages, its content in words elsewhere."""
    trip = turn.state.trip
    if trip is None or trip.distance is None:
        return subsidy.begin(turn)
    settings, claim = turn.services.settings, trips.claim_of(turn, trip)
    if settings.links is not None and settings.pages_url:
        person = turn.person_id if turn.names_may_be_told else None
        token = settings.links.token(Sheet(claim, person), turn.clock)
        return Say.text(
            turn.say("form_link"),
            f"{settings.pages_url}{_PAGE}{token}",
            "" if turn.wording.is_sms else turn.say("form_by_hand"),
        )
    may_tell = turn.names_may_be_told and not turn.wording.is_sms
    name = turn.person.name if turn.person is not None and may_tell else ""
    filled = build_form(
        turn.services.claims,
        turn.services.gazetteer,
        claim,
        turn.clock.today(),
        Applicant(name=name),
    )
    lines = [f"{row.label}：{row.value}" for row in filled.rows() if row.value]
    return Say.text(
        turn.say("form_words", title=filled.title, office=filled.office),
        *lines,
        turn.say("form_by_hand"),
    )


def remind(turn: Turn, about: str) -> Say:
    """Take the wish for a reminder, or the digit that confirms the first day of work."""
    trip = turn.state.trip
    if trip is None or subsidy_result.reminded_months(turn) is None:
        return menu.menu(turn, turn.say("expired_choice"))
    if turn.person is None:
        return who.ask(turn, Action(Verb.REMIND))
    answer, _, told = about.partition("=")
    slot = turn.state.slot
    if answer == YES:
        since = _day_in(told)
        return _confirm(turn, trip) if since is None else _record(turn, trip, since)
    if answer == NO:
        turn.state.slot = slot if isinstance(slot, ReminderSlot) else None
        return Say([turn.say("remind_when")], options=[])
    return _confirm(turn, trip)


def hear_slot(turn: Turn) -> Say | None:
    """Take "对", "不对" or another day while that is asked; None for anything else."""
    trip, slot = turn.state.trip, turn.state.slot
    if not isinstance(slot, ReminderSlot) or trip is None or turn.person is None:
        return None
    command = commands.parse(turn.text)
    if command is not None and command.order in (Order.CANCEL, Order.MENU, Order.HANDOFF):
        return None
    if command is not None and command.order is Order.PICK and turn.state.options:
        return None
    since = None if claim_words.is_asking(turn.text) else read_day(turn.text, turn.clock.today())
    if since is not None:
        return _record(turn, trip, since)
    words = intents.bare(turn.text)
    named = [each for each in turn.people if each.name in words and each.id != turn.person.id]
    if len(named) == 1:
        turn.person = named[0]
        return _confirm(turn, trip)
    if _WRONG.fullmatch(words):
        return remind(turn, NO)
    return _record(turn, trip, slot.since) if _RIGHT.fullmatch(words) else None


def asked_again(turn: Turn) -> Say | None:
    """Ask once more for the first day of work, after something else was answered."""
    trip = turn.state.trip
    if trip is None or turn.person is None:
        turn.state.slot = None
        return None
    return _confirm(turn, trip)


def hear_words(turn: Turn) -> Say | None:
    """Take "清单", "申请表" and "提醒我" typed instead of the digit; None for anything else.

    Before the amount is known the list is told and the open question asked again; the rest waits.
    """
    trip, slot = turn.state.trip, turn.state.slot
    wanted = next(
        (verb for verb, words in _WORDS if words.fullmatch(intents.bare(turn.text))), None
    )
    if trip is None or wanted is None:
        return None
    if trip.told and (slot is None or isinstance(slot, WhoSlot | IdentifySlot)):
        turn.state.slot = None
        if wanted is Verb.REMIND and not subsidy_result.can_remind(turn):
            return Say.text(turn.say("remind_needless")).add(subsidy_result.choices(turn))
        return _BY_WORD[wanted](turn)
    if not isinstance(slot, SubsidySlot):
        return None
    items = _items(turn) if wanted is Verb.CHECKLIST else None
    lines = [turn.say("trip_first")] if items is None else [*items, turn.say("resume")]
    return Say.text(*lines).add(subsidy_ask.ask(turn, slot.step))


def _confirm(turn: Turn, trip: Trip) -> Say:
    """Ask whether the first day of work is right, unless the roster has it."""
    known = _employed_since(turn)
    if known is not None:
        return _promise(turn, trip, known)
    since = trip.since or add_months(turn.clock.today(), -(trip.months or 0))
    turn.state.slot = ReminderSlot(since=since)
    due = add_months(since, _wait(turn, trip))
    options = [Action(Verb.REMIND, f"{YES}={since.isoformat()}"), Action(Verb.REMIND, NO)]
    labels = [turn.say("button_right"), turn.say("button_not_right")]
    values = {
        "since": day(since, turn.wording),
        "due": day(due, turn.wording),
        "months": _wait(turn, trip),
        "place": trips.place_name(turn, trip),
    }
    return Say(
        [turn.say("remind_confirm", **values)],
        options=options,
        buttons=[Button(label, str(each)) for label, each in zip(labels, options, strict=True)],
    )


def _record(turn: Turn, trip: Trip, since: date) -> Say:
    """Record the job that the person confirmed; the daily reminder finds it there."""
    if turn.person is None:
        return who.ask(turn, Action(Verb.REMIND))
    today = turn.clock.today()
    denied = {
        each.since
        for each in _statuses(turn)
        if since < each.since <= today and each.status is not EmploymentStatus.EMPLOYED
    }
    for day_from in sorted({since} | denied):
        # A later record that says otherwise would still hold: it is corrected on its own day too.
        record_status(
            turn.session,
            turn.clock,
            turn.person.id,
            EmploymentStatus.EMPLOYED,
            source=Source.LABOURER,
            by=BY,
            since=day_from,
            place_code=trip.place,
            place_text=trips.place_name(turn, trip),
        )
    trip.since, trip.months = since, None
    turn.state.started = since
    return _promise(turn, trip, since)


def _promise(turn: Turn, trip: Trip, since: date) -> Say:
    """Say on which day the reminder comes, or that the months are full already."""
    turn.state.slot = None
    due = add_months(since, _wait(turn, trip))
    values = {
        "since": day(since, turn.wording),
        "due": day(due, turn.wording),
        "months": _wait(turn, trip),
    }
    if due <= turn.clock.today():
        return Say([turn.say("remind_full", **values)]).add(subsidy_result.choices(turn))
    has_phone = turn.person is not None and bool(
        turn.person.phone_sealed or turn.person.second_phone_sealed
    )
    said = turn.say("remind_done" if has_phone else "remind_no_phone", **values)
    return Say([said]).add(_more(turn))


def _more(turn: Turn) -> Say:
    """Say again what the digits mean; nothing by SMS, where they stand in the message before."""
    return (
        Say(options=subsidy_result.choices(turn).options)
        if turn.wording.is_sms
        else (subsidy_result.choices(turn))
    )


def _wait(turn: Turn, trip: Trip) -> int:
    """Return the months of work until the subsidy is due."""
    wait = turn.services.claims.wait(trips.claim_of(turn, trip), turn.clock.today())
    return wait or subsidy_result.reminded_months(turn) or 0


def _employed_since(turn: Turn) -> date | None:
    """Return since when the person is known to work without a break, as the reminder counts it."""
    employed = EmploymentStatus.EMPLOYED
    changes = [Change(each.since, each.status is employed) for each in _statuses(turn)]
    return holding_since(changes, turn.clock.today())


def _statuses(turn: Turn) -> list[StatusRecord]:
    """Return what is recorded of the person's work, in the order in which it holds."""
    wanted = select(StatusRecord).where(StatusRecord.labourer_id == turn.person_id)
    in_order = (col(StatusRecord.since), col(StatusRecord.recorded_at), col(StatusRecord.id))
    return list(turn.session.exec(wanted.order_by(*in_order)))


_BY_WORD: Final[dict[Verb, Callable[[Turn], Say]]] = {
    Verb.CHECKLIST: checklist,
    Verb.FORM: form,
    Verb.REMIND: lambda turn: remind(turn, ""),
}


def _day_in(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None
