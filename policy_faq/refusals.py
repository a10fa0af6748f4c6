"""Polite answers to what we cannot answer: no figure, and where to ask instead."""

from __future__ import annotations

from collections.abc import Sequence

from policy_faq.answer import Answer, Gap
from policy_faq.compose import HOTLINE, Composer, fitted
from policy_faq.courtesy import Courtesy
from policy_faq.knowledge import Knowledge

_CAN_DO = "我能答的有：车票补助、招工信息、培训、创业、公益岗位、欠薪和受骗怎么办。"


class Refusals:
    """Writes the answers that carry no card."""

    def __init__(self, knowledge: Knowledge, composer: Composer) -> None:
        self._knowledge = knowledge
        self._composer = composer

    def phone(self, county: str) -> str:
        """Return the number to call for somebody of ``county``."""
        return self._composer.phone(county)

    def courtesy(self, courtesy: Courtesy) -> Answer:
        """Answer thanks, a greeting or "I see" with a kind word."""
        return Answer(courtesy.value, courtesy.value)

    def empty(self, county: str) -> Answer:
        """Answer a message without a word in it."""
        text = f"我没看懂，请用一句话说说您想问什么。{_CAN_DO}"
        return Answer(f"{text}\n也可以打 {self._composer.whom_to_ask(county)}。", fitted(text, ""))

    def unknown(self, county: str, *, confidence: float) -> Answer:
        """Answer what matches nothing we know."""
        text = f"这个我答不了，怕说错耽误您。{_CAN_DO}"
        return Answer(
            f"{text}\n要问别的就业、社保的事，请打 {self._composer.whom_to_ask(county)}。",
            fitted(f"{text}别的请打{HOTLINE}。", ""),
            confidence=confidence,
            gap=Gap.UNKNOWN,
        )

    def other(self, domain: str, county: str, confidence: float) -> Answer:
        """Answer a question that another office is there for."""
        known = self._knowledge.others[domain]
        text = known.reply
        text += f"\n就业补助、招工、培训、欠薪的事可以接着问我，也可以打 {HOTLINE}。"
        return Answer(
            text,
            fitted(known.reply, ""),
            confidence=confidence,
            handoff=known.handoff,
            gap=Gap.ELSEWHERE,
        )

    def unsure(self, near: Sequence[str], confidence: float) -> Answer:
        """Offer the nearest questions as digits; a caseworker sees the question too."""
        listed = "\n".join(f"{number} {ask}" for number, ask in enumerate(near, start=1))
        short = " ".join(f"{number}{ask}" for number, ask in enumerate(near, start=1))
        return Answer(
            f"我不太确定您问的是哪件事。您是不是想问：\n{listed}\n回复数字就行；都不是，我转给工作人员。",
            fitted(f"您是不是想问:{short}回复数字。都不是请打{HOTLINE}。", ""),
            confidence=confidence,
            handoff=True,
            suggestions=tuple(near),
            gap=Gap.UNKNOWN,
        )

    def choose(self, asks: Sequence[str]) -> Answer:
        """Offer questions to somebody who named only a field."""
        listed = "\n".join(f"{number} {ask}" for number, ask in enumerate(asks, start=1))
        short = " ".join(f"{number}{ask}" for number, ask in enumerate(asks, start=1))
        return Answer(
            f"您想问哪一件？\n{listed}\n回复数字，或者用一句话说说。",
            fitted(f"您想问哪一件:{short}回复数字。", ""),
            suggestions=tuple(asks),
        )

    def english(self, county: str) -> Answer:
        """Answer an English question that holds no word we know."""
        text = (
            "Sorry, I can answer questions about travel subsidies, jobs, training, unpaid wages "
            "and fraud."
        )
        return Answer(
            f"{text} For anything else call 12333.\n请打 {self._composer.whom_to_ask(county)}。",
            fitted("Sorry, I did not understand. Please call 12333. 请打12333。", ""),
        )
