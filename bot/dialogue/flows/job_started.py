"""我上班了: the new employment status, and what the person can claim after three months.

The status is recorded as soon as the place is known; the employer's name is asked for afterwards,
because many people answer only once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.dialogue.actions import Action, Verb
from bot.dialogue.dates import read_day, without_day
from bot.dialogue.flows import who
from bot.dialogue.redact import redacted
from bot.dialogue.reply import Button
from bot.dialogue.session import EmployerSlot, WhereSlot
from bot.dialogue.turn import Say, Turn
from bot.replies.postings import clipped, day
from labourers.profiles import current_status, record_status
from labourers.tables import EmploymentStatus, Source
from reminders.subsidy_due import add_months
from storage.gazetteer import Gazetteer, Relation

BY: Final = "labourer"
STABLE_MONTHS: Final = 3
"""Months of stable work before the transport subsidy can be claimed (HZFAQ 11, YN68 clause 1)."""
IN_COUNTY, IN_PROVINCE, OUTSIDE, NOT_WORKING = "county", "province", "outside", "none"
_WORDS: Final = (
    (OUTSIDE, re.compile(r"省外|外省|出省|跨省|^3(?!\d|月|[号日])|外面")),
    (IN_PROVINCE, re.compile(r"县外|外县|别的县|省内|州里|^2(?!\d|月|[号日])")),
    (
        IN_COUNTY,
        re.compile(r"县内|县里|县城|本县|本地|当地|老家|家门口|镇上|村里|^1(?!\d|月|[号日])"),
    ),
    (NOT_WORKING, re.compile(r"(?:还)?没有?(?:上班|工作|去)|没上|^4(?!\d|月|[号日])")),
)
_EMPLOYER_FILLER: Final = re.compile(
    r"^(?:我?(?:在|到|去)|单位(?:叫|是|名称)?|名字叫|叫做?|是|公司(?:叫|是)|厂(?:叫|是)|开始)+|"
    r"(?:上班|打工|干活|做工|工作|开始)?[了的]?[\s,，。.!！]*$"
)
_KINDS: Final = frozenset({IN_COUNTY, IN_PROVINCE, OUTSIDE, NOT_WORKING})
_LONGEST_NAME: Final = 60
_SHORTEST_NAME: Final = 2


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where somebody works: an adcode when it is known, and the words that were used."""

    code: str | None
    text: str


def begin(turn: Turn, text: str) -> Say:
    """Take "我上班了"; what it says of place and day is used, the rest is asked for."""
    found = _named_place(turn, text)
    since = read_day(text, turn.clock.today())
    about = f"{found.code if found and found.code else ''}/{since.isoformat() if since else ''}"
    return resume(turn, about)


def resume(turn: Turn, about: str) -> Say:
    """Go on once it is known who speaks; ``about`` holds an adcode and a day, as far as said."""
    if turn.person is None:
        return who.ask(turn, Action(Verb.STARTED, about))
    code, _, told = about.partition("/")
    gazetteer = turn.services.gazetteer
    since = _day_in(told)
    if code and gazetteer.exists(code):
        return _record(turn, Workplace(code, _place_name(gazetteer, code, turn.county)), since)
    return ask_where(turn, since)


def ask_where(turn: Turn, since: date | None = None, *, corrects: date | None = None) -> Say:
    """Ask in which of the three kinds of place the person works."""
    gazetteer, county = turn.services.gazetteer, turn.county
    province = gazetteer.province_of(county) if gazetteer.exists(county) else None
    turn.state.slot = WhereSlot(since=since, corrects=corrects)
    values = {
        "county": gazetteer.name(county) if gazetteer.exists(county) else "",
        "province": gazetteer.name(province) if province else "",
    }
    kinds = [IN_COUNTY, IN_PROVINCE, OUTSIDE]
    lines = [turn.say("where", **values)]
    if corrects is not None:
        kinds.append(NOT_WORKING)
        lines = [turn.say("where_corrected", **values)]
    options = [Action(Verb.WHERE, kind) for kind in kinds]
    return Say(lines, options=options)


def where(turn: Turn, kind: str) -> Say:
    """Take a digit or button that says where."""
    slot = turn.state.slot
    if turn.person is None or not isinstance(slot, WhereSlot) or kind not in _KINDS:
        return begin(turn, "")
    if kind == NOT_WORKING:
        return _not_working(turn, slot)
    return _record(turn, _workplace(turn, kind), slot.since, corrects=slot.corrects)


def answer_where(turn: Turn, slot: WhereSlot) -> Say | None:
    """Take an answer in words ("3 11月5日", "东莞"); None when it does not say where."""
    since = read_day(turn.text, turn.clock.today()) or slot.since
    place = _named_place(turn, turn.text)
    kind = next((kind for kind, pattern in _WORDS if pattern.search(turn.text)), None)
    if turn.person is None or (place is None and kind is None):
        return None
    if kind == NOT_WORKING:
        return _not_working(turn, slot) if slot.corrects else None
    found = place or _workplace(turn, kind or OUTSIDE)
    return _record(turn, found, since, corrects=slot.corrects)


def answer_employer(turn: Turn, slot: EmployerSlot) -> Say | None:
    """Take the employer's name, and a place with it; None when it is neither."""
    name = clipped(
        redacted(_EMPLOYER_FILLER.sub("", without_day(turn.text)).strip()), _LONGEST_NAME
    )
    if turn.person is None or len(name) < _SHORTEST_NAME or name.isdigit():
        return None
    place = _named_place(turn, turn.text)
    finer = place is not None and (slot.place_code is None or slot.place_code.endswith("0000"))
    record_status(
        turn.session,
        turn.clock,
        turn.person.id,
        EmploymentStatus.EMPLOYED,
        source=Source.LABOURER,
        by=BY,
        since=slot.since,
        place_code=place.code if place and finer else slot.place_code,
        place_text=place.text if place and finer else slot.place_text,
        employer_name=name,
    )
    turn.state.slot = None
    return Say([turn.say("employer_done", employer=name)], options=[])


def skip(turn: Turn) -> Say:
    """Leave the employer out."""
    turn.state.slot = None
    return Say([turn.say("employer_skipped")], options=[])


def correct(turn: Turn) -> Say:
    """Ask again because something was wrong with what was told or recorded."""
    said = ask_where(turn, corrects=turn.state.started)
    said.lines.insert(0, turn.say("started_wrong"))
    return said


def lost(turn: Turn) -> bool:
    """Record that somebody known as employed has no work any more; False when nothing changed."""
    if turn.person is None:
        return False
    today = turn.clock.today()
    known = current_status(turn.session, turn.person.id, today)
    if known is None or known.status is not EmploymentStatus.EMPLOYED:
        return False
    _unemployed_from(turn, today)
    return True


def _record(
    turn: Turn, place: Workplace, since: date | None, *, corrects: date | None = None
) -> Say:
    today = turn.clock.today()
    begun = since or corrects or today
    for day_from in {begun, corrects or begun}:
        # A wrong record from a later day would still hold: it is corrected on its own day too.
        _employed_from(turn, place, day_from)
    turn.state.started = begun
    turn.state.slot = EmployerSlot(place_code=place.code, place_text=place.text, since=begun)
    lines = [turn.say("started", since=day(begun, turn.wording), place=place.text)]
    lines.append(_subsidy(turn, place, begun))
    lines.append(turn.say("employer"))
    return Say(lines, options=[], buttons=[_skip_button(turn)])


def _employed_from(turn: Turn, place: Workplace, since: date) -> None:
    if turn.person is not None:
        record_status(
            turn.session,
            turn.clock,
            turn.person.id,
            EmploymentStatus.EMPLOYED,
            source=Source.LABOURER,
            by=BY,
            since=since,
            place_code=place.code,
            place_text=place.text,
        )


def _unemployed_from(turn: Turn, since: date) -> None:
    if turn.person is not None:
        record_status(
            turn.session,
            turn.clock,
            turn.person.id,
            EmploymentStatus.UNEMPLOYED,
            source=Source.LABOURER,
            by=BY,
            since=since,
        )


def _not_working(turn: Turn, slot: WhereSlot) -> Say:
    """Take back what was recorded: the person does not work after all."""
    if slot.corrects is not None:
        _unemployed_from(turn, slot.corrects)
    turn.state.slot = None
    return Say([turn.say("started_withdrawn")], options=[])


def _subsidy(turn: Turn, place: Workplace, since: date) -> str:
    """Say what can be claimed after three months, as the texts of the person's own place set it."""
    due = day(add_months(since, STABLE_MONTHS), turn.wording)
    found = turn.services.policy.ask(
        f"去{place.text}打工车票能报多少", county=turn.county, on=turn.clock.today()
    )
    if found.card is None or found.handoff or found.topic != "transport":
        return turn.say("started_subsidy", due=due)
    return turn.say("started_subsidy_set", due=due, rule=found.sms)


def _day_in(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def _workplace(turn: Turn, kind: str) -> Workplace:
    gazetteer, county = turn.services.gazetteer, turn.county
    if kind == IN_COUNTY:
        return Workplace(county, gazetteer.name(county))
    if kind == IN_PROVINCE:
        province = gazetteer.province_of(county)
        return Workplace(province, turn.wording.word("workplace", IN_PROVINCE))
    return Workplace(None, turn.wording.word("workplace", OUTSIDE))


def _named_place(turn: Turn, text: str) -> Workplace | None:
    found = turn.services.gazetteer.find_in(text, turn.county)
    if not found:
        return None
    code = found[-1].code
    return Workplace(code, _place_name(turn.services.gazetteer, code, turn.county))


def _place_name(gazetteer: Gazetteer, code: str, home: str) -> str:
    if gazetteer.relation(home, code) is Relation.OTHER_PROVINCE:
        province = gazetteer.province_of(code)
        if province and province != code:
            return f"{gazetteer.short_name(province)}{gazetteer.short_name(code)}"
    return gazetteer.short_name(code) if code != home else gazetteer.name(code)


def _skip_button(turn: Turn) -> Button:
    return Button(turn.say("button_skip"), str(Action(Verb.SKIP)))
