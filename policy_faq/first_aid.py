"""What to do at once: said before anything else when a message tells of danger; pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from policy_faq.answer import SMS_LIMIT, Answer
from policy_faq.compose import fitted
from policy_faq.urgent import Alarm, Danger

_FIRST: Final = {
    Danger.HARM: "先离开那里，打110报警；受伤打120。",
    Danger.INJURY: "人要紧：先治伤，打120，留好病历。",
    Danger.MINOR: "不满16岁不能打工。孩子先离开，打12333或110举报。",
    Danger.ID_CARD: "不让走、不还证件，打110。",
    Danger.FRAUD: "先别再交钱、转账，打110。",
    Danger.WAGES: "先留好证据（考勤、聊天、转账），打12333投诉。",
}
_TURN_TO: Final = "先留好证据，打12333找劳动保障监察。"


def with_first_aid(answer: Answer, alarm: Alarm | None, *, pressing: bool) -> Answer:
    """Put the first thing to do before an answer, and the question before others.

    ``pressing`` is ``urgent.is_pressing``. An answer about that very danger begins with it already;
    a general question, in which nobody is in danger, is answered as one.
    """
    happening = alarm is not None and alarm.happening
    if not (happening or pressing):
        return answer
    if alarm is not None and alarm.danger is Danger.INJURY and Danger.MINOR in alarm.beside:
        return _led(answer, _FIRST[Danger.INJURY] + _FIRST[Danger.MINOR])
    if answer.urgent and not (alarm is not None and alarm.danger is Danger.HARM):
        return answer
    return _led(answer, _FIRST[alarm.danger] if alarm is not None and happening else _TURN_TO)


def _led(answer: Answer, first: str) -> Answer:
    return replace(
        answer,
        text=f"{first}\n{answer.text}",
        sms=first + fitted(answer.sms, "", SMS_LIMIT - len(first)),
        urgent=True,
        handoff=True,
        suggestions=(),
    )
