"""What somebody asks of the answer before about its terms: when, how long, until when, what fee.

Each takes the turn, what the words want (``Lean``) and whether the digits are free, and returns
None where nothing was told before.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.dialogue.flows import policy, subsidy_result
from bot.dialogue.follow_words import Lean
from bot.dialogue.turn import Say, Turn
from policy_faq.claims.assess import SUBSIDY
from policy_faq.urgent import Danger

_OF_A_DISPUTE: Final = frozenset(
    {Danger.WAGES.topic, Danger.ID_CARD.topic, "dismissal", "contract", "forced-quit"}
)
_ASK_INSTEAD: Final[Mapping[Lean, Mapping[str, str]]] = MappingProxyType(
    {
        Lean.HOW_LONG: {
            **dict.fromkeys(_OF_A_DISPUTE, "劳动监察投诉多久有结果"),
            Danger.INJURY.topic: "工伤认定多久出结果",
        },
        Lean.UNTIL: {
            **dict.fromkeys(_OF_A_DISPUTE, "申请仲裁有没有时间限制"),
            Danger.INJURY.topic: "工伤认定要在多久之内申请",
        },
        Lean.FEE: {
            **dict.fromkeys(_OF_A_DISPUTE, "申请仲裁要交钱吗"),
            "training": "参加培训要交学费吗",
        },
        Lean.GONE: dict.fromkeys(_OF_A_DISPUTE, "老板跑了欠工资怎么办"),
        Lean.AWAY: dict.fromkeys(_OF_A_DISPUTE, "在外地打工被欠工资去哪里投诉"),
    }
)
"""What is asked in full, by what is wanted and by the topic of the answer before."""
_BY_PROXY: Final = "人在外地能让家里人代申请补助吗"
_FREE: Final = "公共就业服务收费吗"


def aside(turn: Turn, asked: str, *, with_digits: bool) -> Say:
    """Answer what is asked on the way; the next question leans on what came before it."""
    return policy.answer(turn, asked, with_digits=with_digits, aside=True)


def again(turn: Turn, _: Lean, with_digits: bool) -> Say | None:
    """Tell the same once more."""
    before = policy.again(turn)
    if before is None:
        return None
    return policy.told(turn, turn.state.question, before, with_digits=with_digits)


def is_urgent(turn: Turn) -> bool:
    """Tell whether the answer before was about a danger."""
    topic = str((turn.state.context or {}).get("topic"))
    topics = turn.services.policy.knowledge.topics
    return topic in topics and topics[topic].urgent


def is_about_trip(turn: Turn) -> bool:
    """Tell whether the answer before was about a ticket."""
    return (turn.state.context or {}).get("topic") == SUBSIDY


def when(turn: Turn, _: Lean, with_digits: bool) -> Say | None:
    """Tell after how many months the ticket is paid; of anything else, on what it depends."""
    about = turn.state.context
    if about is None:
        return None
    months = subsidy_result.reminded_months(turn) if about.get("topic") == SUBSIDY else None
    if months is not None:
        return Say.text(turn.say("follow_when", months=months, **turn.hotline()))
    before = None if is_urgent(turn) else policy.again(turn)
    lines = before.text.split("\n") if before else []
    on_what = next((each for each in lines if each.startswith(policy.CONDITIONS)), "")
    said = how_long(turn, Lean.HOW_LONG, with_digits)
    if said is not None and on_what:
        said.lines.insert(0, on_what)
    return said


def how_long(turn: Turn, lean: Lean, with_digits: bool) -> Say | None:
    """Tell how long it takes where a text says so, else whom to call."""
    told = in_full(turn, lean, with_digits)
    if told is not None:
        return told
    if policy.knows(turn):
        return None
    return Say.text(turn.say("follow_how_long", **turn.hotline()))


def until(turn: Turn, lean: Lean, with_digits: bool) -> Say | None:
    """Tell until when the text behind the answer holds."""
    told = in_full(turn, lean, with_digits)
    if told is not None:
        return told
    before = policy.again(turn)
    if before is None or not before.citations:
        return None
    source = before.citations[0]
    if source.expired:
        return Say.text(before.text.partition("\n")[0])
    if source.valid_until is None:
        return Say.text(turn.say("follow_no_end", **turn.hotline()))
    until = source.valid_until
    end = f"{until.year}年{until.month}月{until.day}日"
    return Say.text(turn.say("follow_until", end=end, **turn.hotline()))


def in_full(turn: Turn, lean: Lean, with_digits: bool) -> Say | None:
    """Ask in full what the words leave out."""
    about = turn.state.context
    if about is None:
        return None
    asked = _ASK_INSTEAD.get(lean, {}).get(str(about.get("topic")), "")
    return aside(turn, asked, with_digits=with_digits) if asked else None


def away(turn: Turn, lean: Lean, with_digits: bool) -> Say | None:
    """Tell who is far from home whether the family may apply; a danger is told where it is."""
    told = in_full(turn, lean, with_digits)
    if told is not None or turn.state.context is None:
        return told
    if is_urgent(turn):
        return again(turn, lean, with_digits)
    return aside(turn, _BY_PROXY, with_digits=with_digits)


def fee(turn: Turn, lean: Lean, with_digits: bool) -> Say | None:
    """Tell that offices take no money: the short form of the card, which says so first."""
    told = in_full(turn, lean, with_digits)
    if told is not None or turn.state.context is None:
        return told
    return Say.text(policy.ask(turn, _FREE).sms)
