"""转人工: pass a question to the caseworkers, and say when an answer comes and whom to call."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.redact import redacted
from bot.dialogue.session import HumanSlot
from bot.dialogue.turn import Say, Turn
from messaging import handoffs
from messaging.handoffs import Passed
from messaging.tables import HandoffReason
from policy_faq import unanswered

_CALL: Final = re.compile(
    r"^(?:我要?|想|请|麻烦)?(?:转|找|叫|喊)?(?:一下)?(?:人工|客服|真人)(?:服务|客服)?[\s,，。:：!！吧嘛]*"
)


def call(
    turn: Turn,
    text: str = "",
    reason: HandoffReason = HandoffReason.ASKED,
    *,
    asks: str = "human_more",
) -> Say:
    """Pass ``text``, or else the last question, to a caseworker because the person asks for one.

    ``asks`` names the sentence that invites the person to say more.
    """
    own = _CALL.sub("", text).strip()
    question = own or turn.state.question or turn.say("no_question")
    if not own:
        unanswered.settle(turn.session, turn.clock, turn.contact.id)
    passed = pass_on(turn, question, reason)
    turn.state.slot = HumanSlot()
    name = "human" if passed.opened else "human_joined" if passed.added else "human_waiting"
    said = turn.say(name, **turn.hotline())
    return Say.text(said, turn.say(asks))


def add(turn: Turn) -> Say:
    """Pass on what a person adds after calling for a caseworker."""
    passed = pass_on(turn, turn.text, HandoffReason.ASKED)
    if passed.added and not passed.opened:
        return Say.text(turn.say("human_noted"))
    return Say.text(turn.say("human" if passed.opened else "human_waiting", **turn.hotline()))


def pass_on(turn: Turn, question: str, reason: HandoffReason) -> Passed:
    """Pass words on without numbers of people in them; they join what the person waits for.

    Who is from another place than the office's is told to be.
    """
    if turn.home != turn.county and turn.services.gazetteer.exists(turn.home):
        question = turn.say("home_of", place=turn.services.gazetteer.name(turn.home)) + question
    return handoffs.pass_on(
        turn.session,
        turn.vault,
        turn.clock,
        contact=turn.contact,
        person_id=turn.person_id,
        county_code=turn.county,
        reason=reason,
        question=redacted(question),
    )


def told(turn: Turn, passed: Passed) -> str:
    """Return the sentence that says who answers."""
    if passed.opened:
        name = "policy_also_human"
    else:
        name = "policy_joined_human" if passed.added else "human_waiting"
    return turn.say(name, **turn.hotline())


def is_open(turn: Turn) -> bool:
    """Tell whether a caseworker still owes the contact an answer."""
    return handoffs.waits_for_answer(turn.session, turn.contact.id)
