"""The order in which a message is understood.

Danger first, then words that stop messages, then short orders and digits that mean something now,
then the answer to what was asked last, then what the words speak for. Whatever interrupts a flow
is answered, and the flow is offered again.
"""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue import commands, intents, orders, slots
from bot.dialogue.flows import (
    consent,
    follow,
    handoff,
    home,
    job_started,
    lasting,
    listing,
    menu,
    official,
    policy,
    search,
    subsidy,
    wish,
)
from bot.dialogue.flows import subsidy_after as claims
from bot.dialogue.intents import Intent, Understanding
from bot.dialogue.session import (
    EmployerSlot,
    HumanSlot,
    IdentifySlot,
    ReminderSlot,
    SubsidySlot,
    WhereSlot,
    WhoSlot,
)
from bot.dialogue.turn import Say, Turn
from bot.replies.wording import CHINESE
from matching.reading.seeking import Stance
from messaging.tables import HandoffReason
from policy_faq.urgent import danger_in

_ASKS_AN_OFFICE: Final = re.compile(r"问|怎么|咋|如何|哪|吗|找谁|[?？]|办|开证明|手续")
_SAYS_SOMETHING: Final = 4
"""Characters from which on the nearest questions are offered to words that fit nothing."""
_WAITING: Final = (WhoSlot, IdentifySlot, WhereSlot, SubsidySlot, ReminderSlot)
"""What is asked of the person and is asked again after something else."""
_WHICH_COUNTY: Final = re.compile(
    r"(?:你们?|这里?|这个|说的)*(?:是|按|管)?(?:哪个|哪|什么|啥子?)(?:县|市|地方|省)的?"
    r"(?:政策|规定|文件|人社局|补贴)?(?:呢|吗|啊|嘛)?"
)
_CHINESE_AGAIN: Final = frozenset({"中文", "汉语", "chinese"})
_ENGLISH: Final = frozenset({"english", "英文", "英语", "in english"})


def respond(turn: Turn) -> Say:
    """Return the answer to a turn's text."""
    was_asked = isinstance(turn.state.slot, SubsidySlot)
    said = subsidy.left_open(turn, was_asked, _respond(turn))
    return lasting.offered(turn, said)


def _respond(turn: Turn) -> Say:
    if not turn.text:
        return menu.empty(turn)
    alarm = danger_in(turn.text)
    told = home.note(turn)
    if alarm is not None:
        return wish.beside(turn, alarm)
    return _answered(turn) if told is None else home.tell(turn, told, _answered)


def _answered(turn: Turn) -> Say:
    text = turn.text
    said = lasting.taken_back(turn)
    if said is not None:
        return said
    if intents.is_opt_out(text):
        # "以后别给我推电子厂" wants other postings, not none.
        return wish.begin(turn) if lasting.is_said(turn) else consent.opt_out(turn)
    if intents.refuses_some(text):
        return wish.begin(turn)
    if intents.is_opt_in(text):
        return _opt_in(turn)
    if _switch_language(turn):
        return menu.greeting(turn)
    if _WHICH_COUNTY.fullmatch(intents.bare(text)):
        place = turn.services.gazetteer.full_name(turn.home)
        return Say.text(turn.say("home_now", place=place))
    wording = official.hear(turn)
    if wording is not None:
        return wording
    said = claims.hear_slot(turn) or claims.hear_words(turn) or subsidy.take(turn)
    if said is not None:
        return said
    said = subsidy.nothing_open(turn) or _leaning(turn)
    if said is not None:
        return said
    command = commands.parse(text)
    if command is not None:
        said = orders.obey(turn, command)
        if said is not None:
            return said
    heard = intents.understand(text)
    said = slots.answer(turn, heard)
    return said if said is not None else _interrupting(turn, heard)


def _leaning(turn: Turn) -> Say | None:
    """Answer what leans on the answer before; a flow that waits is offered again."""
    slot = turn.state.slot
    waiting = isinstance(slot, _WAITING)
    said = wish.taken_up_again(turn) or follow.hear(turn, with_digits=not waiting)
    if said is not None and isinstance(slot, HumanSlot) and handoff.is_open(turn):
        if handoff.pass_on(turn, turn.text, HandoffReason.ASKED).added:
            said.lines.append(turn.say("human_noted"))
        return said
    if said is None or not waiting or turn.state.slot is not slot:
        return said
    asked = slots.asked_again(turn)
    return said.add(asked) if asked is not None else said


def _interrupting(turn: Turn, heard: Understanding) -> Say:
    """Answer what belongs to no flow; one that waits for an answer is offered again."""
    slot = turn.state.slot
    waiting = isinstance(slot, _WAITING)
    said = _meant(turn, heard, with_digits=not waiting)
    if not waiting or turn.state.slot is not slot:
        if isinstance(turn.state.slot, EmployerSlot) and turn.state.slot is slot:
            turn.state.slot = None
        return said
    asked = slots.asked_again(turn)
    return said.add(asked) if asked is not None else said


def _meant(turn: Turn, heard: Understanding, *, with_digits: bool) -> Say:
    said = wish.weighed(turn, heard.intent)
    if said is not None:
        return said
    match heard.intent:
        case Intent.HANDOFF:
            return handoff.call(turn, turn.text)
        case Intent.JOB_STARTED:
            return job_started.begin(turn, turn.text)
        case Intent.JOB_LOST:
            return _lost(turn)
        case Intent.JOB_SEARCH if not search.is_no_search(turn):
            return wish.begin(turn)
        case Intent.POLICY:
            return wish.about_shown(turn) or policy.answer(
                turn, follow.question(turn), with_digits=with_digits
            )
        case Intent.MENU:
            return menu.menu(turn)
        case Intent.GREETING:
            return menu.greeting(turn) if with_digits else Say.text(turn.say("greeting"))
        case Intent.OPENS:
            return policy.prompt(turn) if with_digits else Say.text(turn.say("question"))
        case Intent.THANKS:
            return menu.thanks(turn)
        case _:
            return _other(turn, with_digits=with_digits)


def _other(turn: Turn, *, with_digits: bool) -> Say:
    """Make sense of words that speak for nothing by themselves, from what was talked about."""
    shown = wish.about_shown(turn)
    if shown is not None:
        return shown
    if turn.state.topic == "search" and turn.state.listing is not None:
        followed = search.follow(turn, turn.text)
        if followed is not None:
            return followed
    if policy.goes_on(turn) or (policy.knows(turn) and not _names_far_place(turn)):
        return policy.answer(turn, turn.text, with_digits=with_digits)
    if _ASKS_AN_OFFICE.search(turn.text) and policy.is_for_another_office(turn):
        return policy.answer(turn, turn.text, with_digits=with_digits)
    if _is_place(turn) or search.names_place(turn) or search.names_work(turn, turn.text):
        return wish.anew(turn)
    question = follow.question(turn)
    if question != turn.text:
        return policy.answer(turn, question, with_digits=with_digits)
    found = policy.ask(turn, turn.text)
    half = follow.fallen_back(turn, found)
    if half is not None:
        return half
    if with_digits and found.suggestions and len(intents.bare(turn.text)) >= _SAYS_SOMETHING:
        return policy.answer(turn, turn.text)
    return menu.unclear(turn, found) if with_digits else menu.puzzled(turn)


def _lost(turn: Turn) -> Say:
    """Take "我没工作了": the status changes for who was employed, and work is offered."""
    changed = job_started.lost(turn)
    if turn.state.topic == "search" and turn.state.listing is not None:
        said = listing.again(turn)
    else:
        said = search.start(turn, turn.text if search.ends_in_wish(turn) else "")
    if changed:
        said.lines.insert(0, turn.say("lost"))
    return said


def _opt_in(turn: Turn) -> Say:
    """Send postings again; "开始" from somebody who never stopped is a greeting."""
    opens = intents.bare(turn.text) in {"start", "开始", "重新开始"}
    if opens and turn.contact.opted_out_at is None:
        return menu.greeting(turn)
    return consent.opt_in(turn)


def _names_far_place(turn: Turn) -> bool:
    """Tell whether a message is a place outside the county and a word, and asks for no rule."""
    if not search.names_place(turn) or search.stance(turn) is not Stance.OPEN:
        return False
    told = turn.services.jobs.read(turn.text, county=turn.county, on=turn.clock.today())
    return bool(told.places) and not any(place.startswith(turn.county) for place in told.places)


def _is_place(turn: Turn) -> bool:
    found = turn.services.gazetteer.find_in(turn.text, turn.county)
    return bool(found) and len(found[0].text) >= len(turn.text) - 1


def _switch_language(turn: Turn) -> bool:
    words = intents.bare(turn.text)
    wanted = "en" if words in _ENGLISH else CHINESE if words in _CHINESE_AGAIN else None
    if wanted is None:
        return False
    turn.contact.language = wanted
    turn.session.add(turn.contact)
    turn.wording = turn.wording.in_language(wanted)
    return True
