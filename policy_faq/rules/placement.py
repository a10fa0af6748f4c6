"""Rewards for those who organise people to go to work.

会政发〔2018〕20号 三(四)16, 会泽 FAQ question 12, 云人社发〔2017〕100号 二(三)12,
云人社通〔2018〕68号 clause 1.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from policy_faq.parameters import Parameter
from policy_faq.places import Distance
from policy_faq.rules.outcome import (
    Eligible,
    Fact,
    NeedToKnow,
    NotEligible,
    Outcome,
    at_least,
    first_obstacle,
    yuan,
)

_FAR = {
    Distance.OUT_OF_PROVINCE: ("out_of_province", "省外"),
    Distance.IN_PROVINCE: ("out_of_county", "县外"),
    Distance.IN_PREFECTURE: ("out_of_county", "县外"),
    Distance.OUT_OF_COUNTY: ("out_of_county", "县外"),
    Distance.IN_COUNTY: ("in_county", "县内"),
}


class Organiser(StrEnum):
    """Who organises, as the 以奖代补 scheme divides them."""

    PERSON = "person"
    COMPANY = "company"


def placement(
    parameter: Parameter,
    *,
    distance: Distance | None,
    people: int | None = None,
    stayed: int | None = None,
    contract_months: int | None = None,
    registered: bool | None = None,
) -> Outcome:
    """Return the reward in yuan for registered labourers who were organised to go.

    It is for those of the ``people`` who ``stayed``; None is all of them. Without either it is the
    amount for one.
    """
    if registered is False:
        return NotEligible("这份补贴只给组织建档立卡（脱贫）劳动力去就业的", parameter)
    if distance is None:
        return NeedToKnow("送到哪里？请回复：1 省外 2 县外省内 3 县内")
    name, words = _FAR.get(distance, ("", "境外"))
    each = parameter.get(name)
    if each is None:
        return NotEligible(f"这份文件没有定{words}转移就业的补助", parameter, silent=True)
    least = parameter.get("months")
    if least is not None:
        kept = Fact(at_least(contract_months, least), f"劳动合同要履行满{least}个月", "")
        obstacle = first_obstacle([kept], parameter)
        if isinstance(obstacle, NotEligible):
            return obstacle
    counted = people if stayed is None else stayed
    if counted is None:
        return Eligible(each, f"{words}每送1人补{yuan(each)}", parameter)
    if people is not None and counted > people:
        return NeedToKnow("一共送了几个人？干满的有几个？")
    total = each * counted
    only = "" if people in {None, counted} else f"送了{people}人，只算干满的{counted}人，"
    return Eligible(total, f"{only}{words}每人{yuan(each)}，{counted}人共{yuan(total)}", parameter)


def award(
    parameter: Parameter,
    *,
    organiser: Organiser,
    people: int | None,
    still_working: int | None = None,
    distance: Distance | None = None,
) -> Outcome:
    """Return the reward in yuan for people who are not registered (以奖代补).

    ``people`` went out of the county, ``still_working`` of them are still there after half a year.
    A person with 20 or more, or a company with 200 or more, of whom at least 70% stay, gets the
    award for each one who stays; otherwise it is the plain amount for each who went.
    """
    if people is None:
        return NeedToKnow("一共组织了多少人到县外务工？")
    if distance is Distance.IN_COUNTY:
        return NotEligible("要组织到县外务工才有", parameter)
    least = parameter[f"{organiser}_least"]
    plain = parameter["each"] * people
    if people < least:
        return Eligible(
            plain, f"每人{yuan(parameter['each'])}，{people}人共{yuan(plain)}", parameter
        )
    if still_working is None or still_working > people:
        return NeedToKnow("半年后还有多少人在岗？")
    stable = Decimal(100 * still_working) / people
    if stable < parameter["stable_percent"]:
        reason = (
            f"半年稳定率{_percent(stable)}，不到{parameter['stable_percent']}%，"
            f"按组织的{people}人、每人{yuan(parameter['each'])}算"
        )
        return Eligible(plain, reason, parameter)
    each = parameter[f"{organiser}_award"]
    total = each * still_working
    return Eligible(
        total,
        f"半年稳定率{_percent(stable)}，按稳定的{still_working}人、每人{yuan(each)}算奖励",
        parameter,
    )


def _percent(share: Decimal) -> str:
    shown = share.quantize(Decimal("0.1"), ROUND_DOWN)
    return f"{shown:f}".removesuffix(".0") + "%"
