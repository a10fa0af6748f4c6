"""Answers to what was asked last; whatever is no answer interrupts the flow and is heard first."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue import dispatch
from bot.dialogue.flows import handoff, job_started, policy, subsidy, subsidy_after, who
from bot.dialogue.intents import Intent, Understanding
from bot.dialogue.session import (
    EmployerSlot,
    HumanSlot,
    IdentifySlot,
    QuestionSlot,
    ReminderSlot,
    SubsidySlot,
    WhereSlot,
    WhoSlot,
)
from bot.dialogue.turn import Say, Turn
from messaging.tables import HandoffReason

_WISH: Final = re.compile(r"找|想|有没有|给有|招|吗|[?？]|哪|介绍|推荐|多少|多久|怎么|咋|什么|哪样")
_ADDS: Final = re.compile(r"^(?:我?(?:再|要)?补充|我?再(?:说|补|讲)|忘了说|还有一?点)")
"""What begins so belongs to the question that waits, whatever cards its words fit."""
_LEANS: Final = re.compile(r"^(?:那|如果|要是|假如|换成|要不).{1,12}[呢吗?？]$")
_HALF: Final = re.compile(r"^[\u3400-\u9fff]{2,4}$|^[\dx\s]{3,20}$")
"""A name alone, or a number alone."""
_NO_NAME: Final = re.compile(
    r"[呢吗嘛吧]$|^[那这]|材料|清单|表格?$|怎么|什么|多少|取消|不用|算了|提醒"
)


def answer(turn: Turn, heard: Understanding) -> Say | None:
    """Take a message as the answer to what was asked last; None when it is something else."""
    match turn.state.slot:
        case WhoSlot() | IdentifySlot() as slot:
            return _identity(turn, slot, heard)
        case WhereSlot() as slot if not _asks(turn.text, heard):
            return job_started.answer_where(turn, slot)
        case EmployerSlot() as slot:
            return _employer(turn, slot, heard)
        case QuestionSlot() if heard.intent in (Intent.POLICY, Intent.OTHER):
            turn.state.slot = None
            return policy.answer(turn, turn.text)
        case HumanSlot() if heard.intent in (Intent.POLICY, Intent.OTHER):
            return _while_waiting(turn, heard)
    return None


def asked_again(turn: Turn) -> Say | None:
    """Ask again what was asked before something else came between; None when it can rest."""
    match turn.state.slot:
        case WhoSlot() | IdentifySlot() as slot:
            said = who.again(turn, slot)
        case WhereSlot() as slot:
            said = job_started.ask_where(turn, slot.since, corrects=slot.corrects)
        case SubsidySlot() as slot:
            return _offered_again(turn, subsidy.asked_again(turn, slot))
        case ReminderSlot():
            return _offered_again(turn, subsidy_after.asked_again(turn))
        case _:
            turn.state.slot = None
            return None
    said.lines.insert(0, turn.say("resume"))
    return said


def _offered_again(turn: Turn, said: Say | None) -> Say | None:
    if said is not None:
        said.lines.insert(0, turn.say("resume"))
    return said


def _while_waiting(turn: Turn, heard: Understanding) -> Say | None:
    """Pass on what is said while a caseworker is awaited, and answer what can be answered."""
    if not handoff.is_open(turn):
        turn.state.slot = None
        return None
    asks_on = heard.intent is Intent.POLICY and policy.knows(turn)
    if _ADDS.search(turn.text):
        return handoff.add(turn)
    if not asks_on and not (_LEANS.search(turn.text) and policy.goes_on(turn)):
        return handoff.add(turn)
    said = policy.answer(turn, turn.text)
    if handoff.pass_on(turn, turn.text, HandoffReason.ASKED).added:
        said.lines.append(turn.say("human_noted"))
    return said


def _identity(turn: Turn, slot: WhoSlot | IdentifySlot, heard: Understanding) -> Say | None:
    if who.is_identity(turn.text):
        return dispatch.identity(turn)
    named = [person for person in turn.people if person.name == turn.text.strip()]
    if isinstance(slot, WhoSlot) and len(named) == 1:
        turn.person = named[0]
        return dispatch.go_on(turn, slot.then)
    half = _HALF.search(turn.text) and not _NO_NAME.search(turn.text)
    if isinstance(slot, IdentifySlot) and half and not _asks(turn.text, heard):
        return who.form(turn) if turn.names_may_be_told else who.not_here(turn)
    return None


def _employer(turn: Turn, slot: EmployerSlot, heard: Understanding) -> Say | None:
    if heard.intent in (Intent.THANKS, Intent.GREETING):
        return job_started.skip(turn) if heard.intent is Intent.THANKS else None
    other = (Intent.HANDOFF, Intent.MENU, Intent.POLICY, Intent.JOB_LOST)
    if heard.intent in other or _WISH.search(turn.text):
        return None
    return job_started.answer_employer(turn, slot)


def _asks(text: str, heard: Understanding) -> bool:
    return heard.intent in (Intent.POLICY, Intent.JOB_SEARCH) and _WISH.search(text) is not None
