"""转人工: pass a question to the caseworkers, and say when an answer comes and whom to call."""

from __future__ import annotations

import re
from typing import Final

import sqlalchemy as sa
from sqlmodel import col, select

from bot.dialogue.redact import redacted
from bot.dialogue.session import HumanSlot
from bot.dialogue.turn import Say, Turn
from messaging import handoffs
from messaging.tables import Handoff, HandoffReason
from policy_faq import unanswered

MOST_OPEN: Final = 5
"""Questions of one contact that may wait at a time; more would bury those of others."""
_CALL: Final = re.compile(
    r"^(?:我要?|想|请|麻烦)?(?:转|找|叫|喊)?(?:一下)?(?:人工|客服|真人)(?:服务|客服)?[\s,，。:：!！吧嘛]*"
)


def call(turn: Turn, text: str = "", reason: HandoffReason = HandoffReason.ASKED) -> Say:
    """Pass ``text``, or else the last question, to a caseworker because the person asks for one."""
    own = _CALL.sub("", text).strip()
    question = own or turn.state.question or turn.say("no_question")
    if not own:
        unanswered.settle(turn.session, turn.clock, turn.contact.id)
    new = pass_on(turn, question, reason)
    turn.state.slot = HumanSlot()
    said = turn.say("human" if new else "human_waiting", **turn.hotline())
    return Say.text(said, "" if turn.wording.is_sms else turn.say("human_more"))


def add(turn: Turn) -> Say:
    """Pass on what a person adds after calling for a caseworker."""
    new = pass_on(turn, turn.text, HandoffReason.ASKED)
    return Say.text(turn.say("human_noted") if new else turn.say("human_waiting", **turn.hotline()))


def pass_on(turn: Turn, question: str, reason: HandoffReason) -> bool:
    """Open a hand-off without numbers of people in it.

    False when the same question waits already, or too many do.
    """
    before = _waiting(turn)
    if before >= MOST_OPEN:
        return False
    handoffs.open_handoff(
        turn.session,
        turn.vault,
        turn.clock,
        contact=turn.contact,
        person_id=turn.person_id,
        county_code=turn.county,
        reason=reason,
        question=redacted(question),
    )
    return _waiting(turn) > before


def _waiting(turn: Turn) -> int:
    return turn.session.exec(
        select(sa.func.count())
        .select_from(Handoff)
        .where(Handoff.contact_id == turn.contact.id, col(Handoff.closed_at).is_(None))
    ).one()
