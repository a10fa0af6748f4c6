"""What a rule can say: this much, not this person and why, or what must be asked first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from policy_faq.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Eligible:
    """The person or firm gets ``amount`` yuan; ``reason`` says in Chinese how it comes about.

    ``amount`` is None when the text grants the subsidy and leaves the amount open. ``up_to`` is
    True when the amount is a cap and what is really paid depends on something the person has not
    said, such as the fare.
    """

    amount: Decimal | None
    reason: str
    parameter: Parameter
    up_to: bool = False


@dataclass(frozen=True, slots=True)
class NotEligible:
    """The condition that is missing, in Chinese; ``later`` when time alone will meet it.

    ``silent`` when the clause sets nothing for such a case, so that another office still may.
    """

    missing: str
    parameter: Parameter | None = None
    later: bool = False
    silent: bool = False

    def told(self, source: str, phone: str) -> str:
        """Say it in Chinese with its source, and ``phone`` where somebody else may set it."""
        if self.silent:
            return f"说不准：{self.missing}{source}，别的文件有没有定，先打 {phone} 问清。"
        if self.later:
            return f"现在还不能领：{self.missing}{source}。满足了再申请。"
        return f"按现有规定领不到：{self.missing}{source}。"


@dataclass(frozen=True, slots=True)
class NeedToKnow:
    """The question to ask next, in Chinese."""

    question: str


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The text does not say what this case gets; ``written`` is what it does say, in Chinese."""

    written: str
    parameter: Parameter


Outcome = Eligible | NotEligible | NeedToKnow | CannotTell


@dataclass(frozen=True, slots=True)
class Fact:
    """One condition: ``holds`` is None when the person has not said."""

    holds: bool | None
    missing: str
    question: str
    later: bool = False


def first_obstacle(
    facts: Sequence[Fact], parameter: Parameter | None = None
) -> NotEligible | NeedToKnow | None:
    """Return the first condition that fails, else the first that is unknown, else None."""
    for fact in facts:
        if fact.holds is False:
            return NotEligible(fact.missing, parameter, fact.later)
    for fact in facts:
        if fact.holds is None:
            return NeedToKnow(fact.question)
    return None


def at_least(value: int | Decimal | None, least: Decimal) -> bool | None:
    """Tell whether ``value`` reaches ``least``; None when it is not known."""
    return None if value is None else value >= least


OPEN_AMOUNT = "条件够了；文件没有定金额，请打电话问"


def yuan(amount: Decimal) -> str:
    """Write an amount as people read it: no decimals unless there are some, 5万 for 50000.

    >>> yuan(Decimal("380.50")), yuan(Decimal(50000))
    ('380.5元', '5万元')
    """
    if amount >= 10000 and amount % 10000 == 0:
        return f"{int(amount) // 10000}万元"
    text = f"{amount:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "元"
