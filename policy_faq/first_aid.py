"""What to do at once: said before anything else when a message tells of danger; pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from policy_faq.answer import SMS_LIMIT, Answer
from policy_faq.compose import fitted
from policy_faq.text import has_chinese
from policy_faq.urgent import GRAVEST_FIRST, Alarm, Danger

_FIRST: Final = {
    Danger.HELD: "先打110报警，说清地址或发定位，不要硬闯。",
    Danger.HARM: "先离开那里，打110报警；受伤打120。",
    Danger.INJURY: "人要紧：先治伤，打120，留好病历。",
    Danger.MINOR: "不满16岁不能打工。孩子先离开，打12333或110举报。",
    Danger.ID_CARD: "不让走、不还证件，打110。",
    Danger.FRAUD: "先别再交钱、转账，打110。",
    Danger.WAGES: "先留好证据（考勤、聊天、转账），打12333投诉。",
}
_ALSO: Final = {
    Danger.INJURY: "伤：先治，留病历，1年内可自己申请工伤。",
    Danger.MINOR: "不满16岁不能打工，打12333举报。",
    Danger.ID_CARD: "身份证谁都不能扣，不还打110。",
    Danger.FRAUD: "别再交钱，打110。",
    Danger.WAGES: "工钱：留好证据，打12333投诉，1年内可申请仲裁。",
}
"""Dangers that somebody else has to be called for than for the gravest, in a few words."""
_PAY_NAMED: Final = re.compile(r"工资(?!卡)|工钱|薪|血汗钱|劳务费|[不没]给钱|[不没]发钱")
_FEE_NAMED: Final = re.compile(r"押金|保证金|介绍费|报名费|中介|骗")
_NOT_BESIDE: Final = {
    Danger.HARM: frozenset({Danger.INJURY}),
    Danger.INJURY: frozenset({Danger.FRAUD, Danger.MINOR}),
    Danger.HELD: frozenset({Danger.FRAUD, Danger.HARM}),
}
"""What is part of the graver danger already, or told with it."""
_SOURCE: Final = re.compile(r"(?<=[。；！？])(?:\(\d{4}年文件[^)]*\))?据[^。；！？]*$")
_TURN_TO: Final = "先留好证据，打12333找劳动保障监察。"
_CHILD_PAID_FOR: Final = "用童工的单位要出治疗费、给赔偿（《禁止使用童工规定》第10条）。"
_COMFORT: Final = (
    "您心里一定很难受，先别一个人扛。现在就找身边的人说说，让他陪着您。",
    "打 12356，全国心理援助热线，有人听您说。",
    "情况紧急，马上打 110 或 120。",
    "工作人员会尽快联系您。",
)
_COMFORT_SMS: Final = (
    "先别一个人扛，现在就找身边的人说说。打12356心理援助热线，有人听您说；紧急打110或120。"
    "工作人员会联系您。"
)
_COMFORT_ENGLISH: Final = (
    "Please talk to someone near you now. Call 12356 (psychological help), or 110 / 120 at once."
)


def comfort(text: str, beside: Answer | None) -> Answer:
    """Answer somebody who does not want to live: a few kind words, and whom to call.

    ``beside`` is the answer to another danger that was told, such as pay that is owed; its short
    form follows, because it is often what drove them there. Nothing else of policy is told.
    """
    lines = [*_COMFORT, beside.sms] if beside else list(_COMFORT)
    if not has_chinese(text):
        lines.insert(0, _COMFORT_ENGLISH)
    room = SMS_LIMIT - len(_COMFORT_SMS)
    return replace(
        beside or Answer("", ""),
        text="\n".join(lines),
        sms=_COMFORT_SMS + (fitted(beside.sms, "", room) if beside else ""),
        confidence=1.0,
        handoff=True,
        urgent=True,
        suggestions=(),
        gap=None,
    )


def with_first_aid(answer: Answer, alarm: Alarm | None, *, pressing: bool) -> Answer:
    """Put the first thing to do before an answer, and the question before others.

    ``pressing`` is ``urgent.is_pressing``. An answer about that very danger begins with it already;
    a general question, in which nobody is in danger, is answered as one.
    """
    happening = alarm is not None and alarm.happening
    if not (happening or pressing):
        return answer
    if alarm is not None and alarm.danger is Danger.INJURY and Danger.MINOR in alarm.beside:
        first = _FIRST[Danger.INJURY] + _FIRST[Danger.MINOR]
        return _led(answer, first, first + _CHILD_PAID_FOR)
    if answer.urgent and not (
        alarm is not None and alarm.danger.is_grave and answer.topic != alarm.danger.topic
    ):
        return answer
    return _led(answer, _FIRST[alarm.danger] if alarm is not None and happening else _TURN_TO)


def with_lesser(
    answer: Answer, alarm: Alarm | None, text: str, tell: Callable[[str], Answer]
) -> Answer:
    """Tell after the gravest danger of a message what to do about the others, in short.

    ``tell`` answers a topic.
    """
    if alarm is None or not alarm.happening or answer.parts:
        return answer
    told = [(danger, tell(danger.topic)) for danger in _lesser(alarm, text)]
    wanted = [(danger, each) for danger, each in told if each.sms not in answer.text]
    if not wanted:
        return answer
    also = "".join(_ALSO[danger] for danger, _ in wanted)
    cited = dict.fromkeys((*answer.citations, *(c for _, each in wanted for c in each.citations)))
    return replace(
        answer,
        text="\n".join((answer.text, *(f"另外：{each.sms}" for _, each in wanted))),
        sms=_before_source(answer.sms, also),
        citations=tuple(cited),
    )


def _before_source(sms: str, also: str) -> str:
    source = _SOURCE.search(sms)
    if source is None:
        return fitted(sms, also)
    return fitted(sms[: source.start()], also + source.group())


def _lesser(alarm: Alarm, text: str) -> tuple[Danger, ...]:
    """Return the further dangers of a message that want an answer of their own.

    Pay and fees count only when the message names them: words for both are often the same.
    """
    unnamed = {
        danger
        for danger, words in ((Danger.WAGES, _PAY_NAMED), (Danger.FRAUD, _FEE_NAMED))
        if not words.search(text)
    }
    left = alarm.beside - unnamed - _NOT_BESIDE.get(alarm.danger, frozenset())
    return tuple(danger for danger in GRAVEST_FIRST if danger in left and danger in _ALSO)


def _led(answer: Answer, first: str, in_full: str = "") -> Answer:
    return replace(
        answer,
        text=f"{in_full or first}\n{answer.text}",
        sms=first + fitted(answer.sms, "", SMS_LIMIT - len(first)),
        urgent=True,
        handoff=True,
        suggestions=(),
    )
