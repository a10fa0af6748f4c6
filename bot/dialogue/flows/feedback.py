"""What people make of the answers: 有用, 没用, and questions that stayed open."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from bot.dialogue.actions import Action, Verb
from bot.dialogue.flows import handoff
from bot.dialogue.redact import redacted
from bot.dialogue.reply import Button
from bot.dialogue.session import KEPT_TEXT, MOST_TOLD, Told
from bot.dialogue.turn import Say, Turn
from messaging.tables import HandoffReason
from policy_faq import unanswered
from policy_faq.answer import Answer
from policy_faq.feedback import note_answer, vote

_MARK_LENGTH: Final = 12


def noted(turn: Turn, question: str, found: Answer, *, handed_off: bool) -> None:
    """Count an answer that is being told, and keep what the next 有用 or 没用 is about."""
    asked = redacted(question)[:KEPT_TEXT]
    note_answer(
        turn.session,
        turn.clock,
        county=turn.county,
        card=found.card,
        confidence=found.confidence,
        handed_off=handed_off,
    )
    if found.suggestions and found.handoff:
        unanswered.note_unsure(
            turn.session,
            turn.vault,
            turn.clock,
            contact=turn.contact,
            person_id=turn.person_id,
            county=turn.county,
            question=asked,
        )
    if found.card is not None:
        unanswered.settle(turn.session, turn.clock, turn.contact.id)
        told = Told(card=found.card, county=turn.county, question=asked)
        turn.state.told = [*turn.state.told, told][-MOST_TOLD:]


def asked(turn: Turn, *, digits_are_free: bool = True) -> Say:
    """Ask whether the answer told last was useful; digits only while nothing else needs them."""
    about = _mark(turn.state.told[-1]) if turn.state.told else ""
    options = [Action(Verb.USEFUL, about), Action(Verb.USELESS, about)]
    by_digit = digits_are_free and turn.state.listing is None
    if turn.wording.is_sms and not by_digit:
        return Say([turn.say("policy_more")])
    buttons = [
        Button(turn.say("button_useful"), str(options[0])),
        Button(turn.say("button_useless"), str(options[1])),
    ]
    return Say(
        [turn.say("policy_feedback_digits" if by_digit else "policy_feedback")],
        options=options if by_digit else None,
        buttons=[] if turn.wording.is_sms else buttons,
    )


def useful(turn: Turn, about: str = "") -> Say:
    """Take 有用 for the answer ``about``, else for the last one."""
    _vote(turn, about, useful=True)
    return Say.text(turn.say("useful"))


def useless(turn: Turn, about: str = "") -> Say:
    """Take 没用: a caseworker gets the question, and the person says what was missing."""
    told = _vote(turn, about, useful=False)
    asked = told.question if told else ""
    return handoff.call(turn, asked, HandoffReason.UNSURE, asks="useless_more")


def _vote(turn: Turn, about: str, *, useful: bool) -> Told | None:
    told = next((each for each in reversed(turn.state.told) if about in ("", _mark(each))), None)
    if told is not None:
        vote(
            turn.session,
            turn.vault,
            turn.clock,
            contact_id=turn.contact.id,
            channel=turn.contact.channel,
            county=told.county,
            card=told.card,
            question=told.question,
            useful=useful,
        )
    return told


def _mark(told: Told) -> str:
    """Return what a button carries so that it means this answer even below later ones."""
    return sha256(f"{told.card}\0{told.question}".encode()).hexdigest()[:_MARK_LENGTH]
