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
    menu,
    official,
    policy,
    search,
    subsidy,
)
from bot.dialogue.flows import detail as details
from bot.dialogue.flows import subsidy_after as claims
from bot.dialogue.intents import Intent, Understanding
from bot.dialogue.redact import redacted
from bot.dialogue.session import (
    KEPT_TEXT,
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
from messaging.tables import HandoffReason
from policy_faq.urgent import danger_in

_ABOUT_SHOWN: Final = re.compile(
    r"(?:这个|那个)?(?:电话|联系(?:方式|电话|人)|地址|地点|位置|在哪里?|在哪点|怎么去|要求|工资|工价|吃住|包吃住|"
    r"待遇|福利|招几个|招多少人|单位|哪个厂|什么厂|详情|具体|要什么条件|什么条件|年龄)"
    r"(?:是|有)?(?:什么|多少|好多|哪里|哪点|怎么样|咋样|吗|呢|不|限制|要求)?"
)
_ASKS_AN_OFFICE: Final = re.compile(r"问|怎么|咋|如何|哪|吗|找谁|[?？]|办|开证明|手续")
_SHORTEST_WISH: Final = 3
_SAYS_SOMETHING: Final = 4
"""Characters from which on the nearest questions are offered to words that fit nothing."""
_WAITING: Final = (WhoSlot, IdentifySlot, WhereSlot, SubsidySlot, ReminderSlot)
"""What is asked of the person and is asked again after something else."""
_WHICH_COUNTY: Final = re.compile(
    r"(?:你们?|这里?|这个|说的)*(?:是|按|管)?(?:哪个|哪|什么|啥子?)(?:县|市|地方|省)的?"
    r"(?:政策|规定|文件|人社局|补贴)?(?:呢|吗|啊|嘛)?"
)
_LEANS: Final = re.compile(r"^(?:那|如果|要是|假如|换成|要不|还有|不是)")
_WISHES_WORK: Final = re.compile(
    r"找|招|活|工作|岗位|应聘|进厂|包吃|想(?:去.{0,6})?(?:做|干|当|学)|有没有|给有|哪里有|哪点有|job|work"
)
_ASKS_FOR_FARE: Final = re.compile(
    r"(?:报|给|补|管|出|发).{0,3}(?:车票|路费|车费|车钱).{0,2}(?:不|吗|没|么|嘛|[?？]|$)"
)
_CHINESE_AGAIN: Final = frozenset({"中文", "汉语", "chinese"})
_ENGLISH: Final = frozenset({"english", "英文", "英语", "in english"})


def respond(turn: Turn) -> Say:
    """Return the answer to a turn's text."""
    was_asked = isinstance(turn.state.slot, SubsidySlot)
    return subsidy.left_open(turn, was_asked, _respond(turn))


def _respond(turn: Turn) -> Say:
    if not turn.text:
        return menu.empty(turn)
    alarm = danger_in(turn.text)
    told = home.note(turn)
    if alarm is not None:
        return policy.urgent(turn, alarm)
    return _answered(turn) if told is None else home.tell(turn, told, _answered)


def _answered(turn: Turn) -> Say:
    text = turn.text
    if intents.is_opt_out(text):
        return consent.opt_out(turn)
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
    said = follow.hear(turn, with_digits=not waiting)
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
    if heard.intent in (Intent.POLICY, Intent.OTHER) and _is_search(turn):
        return _job_search(turn)
    if heard.intent in (Intent.POLICY, Intent.OTHER) and not policy.goes_on(turn):
        doubted = heard.intent is Intent.POLICY
        if search.is_clear_wish(turn, doubted=doubted):
            return _job_search(turn)
    match heard.intent:
        case Intent.HANDOFF:
            return handoff.call(turn, turn.text)
        case Intent.JOB_STARTED:
            return job_started.begin(turn, turn.text)
        case Intent.JOB_LOST:
            return _lost(turn)
        case Intent.JOB_SEARCH if not search.is_no_search(turn):
            return _job_search(turn)
        case Intent.POLICY:
            return _about_shown(turn) or policy.answer(
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


def _is_search(turn: Turn) -> bool:
    """Tell whether a message that could be a question is nothing but wishes for work.

    A lone word that policies are about (公益性岗位, 残疾人) stays a question, unless a list of
    postings is on the screen, and so does what goes on with the question answered last.
    """
    if len(intents.bare(turn.text)) < _SHORTEST_WISH and turn.state.topic != "search":
        return False
    if _ASKS_FOR_FARE.search(turn.text) and not _WISHES_WORK.search(turn.text):
        return False
    return search.says_only_wishes(turn) and not policy.goes_on(turn)


def _job_search(turn: Turn) -> Say:
    """Search anew, or go on with the search or the question the message leans on."""
    shown = _about_shown(turn)
    if shown is not None:
        return shown
    leans = _LEANS.search(turn.text) or not _WISHES_WORK.search(turn.text)
    if leans and policy.goes_on(turn):
        return policy.answer(turn, turn.text)
    if turn.state.listing is not None:
        followed = search.follow(turn, turn.text)
        if followed is not None:
            return followed
    return _new_search(turn)


def _new_search(turn: Turn) -> Say:
    """Search for work; who then calls for a person need not write the wish again."""
    turn.state.question = redacted(turn.text)[:KEPT_TEXT]
    return search.start(turn, turn.text)


def _other(turn: Turn, *, with_digits: bool) -> Say:
    """Make sense of words that speak for nothing by themselves, from what was talked about."""
    shown = _about_shown(turn)
    if shown is not None:
        return shown
    if turn.state.topic == "search" and turn.state.listing is not None:
        followed = search.follow(turn, turn.text)
        if followed is not None:
            return followed
    if policy.goes_on(turn) or policy.knows(turn):
        return policy.answer(turn, turn.text, with_digits=with_digits)
    if _ASKS_AN_OFFICE.search(turn.text) and policy.is_for_another_office(turn):
        return policy.answer(turn, turn.text, with_digits=with_digits)
    if _is_place(turn) or search.names_work(turn, turn.text):
        return _new_search(turn)
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


def _about_shown(turn: Turn) -> Say | None:
    """Answer "电话多少" and the like below the posting that is shown in full."""
    if turn.state.posting is None or not _ABOUT_SHOWN.fullmatch(intents.bare(turn.text)):
        return None
    return details.show(turn, turn.state.posting)


def _lost(turn: Turn) -> Say:
    """Take "我没工作了": the status changes for who was employed, and work is offered."""
    changed = job_started.lost(turn)
    said = search.start(turn, "")
    if changed:
        said.lines.insert(0, turn.say("lost"))
    return said


def _opt_in(turn: Turn) -> Say:
    """Send postings again; "开始" from somebody who never stopped is a greeting."""
    opens = intents.bare(turn.text) in {"start", "开始", "重新开始"}
    if opens and turn.contact.opted_out_at is None:
        return menu.greeting(turn)
    return consent.opt_in(turn)


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
