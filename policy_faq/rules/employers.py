"""Subsidies of employers: hiring, workshops, training of new hires.

会政发〔2018〕20号 三(四)16; 云人社通〔2018〕68号 clauses 6 and 7;
兴人社发〔2018〕135号 三(一)1, 三(二)1.
"""

from __future__ import annotations

from enum import StrEnum

from policy_faq.parameters import Parameter
from policy_faq.rules.outcome import (
    OPEN_AMOUNT,
    CannotTell,
    Eligible,
    Fact,
    NeedToKnow,
    NotEligible,
    Outcome,
    at_least,
    first_obstacle,
    yuan,
)


class Certificate(StrEnum):
    """What a trained new hire got."""

    QUALIFICATION = "qualification"
    """职业资格证书"""
    SKILL_LEVEL = "skill_level"
    """职业技能等级证书 or 专项职业能力证书"""
    COMPLETION = "completion"
    """培训合格证书"""


def hiring(
    parameter: Parameter,
    *,
    new_labourers: int | None,
    new_relocated: int = 0,
    stayed: int | None = None,
    months: int | None,
    in_county: bool | None = True,
    registered: bool | None = None,
) -> Outcome:
    """Return the one-time subsidy in yuan of an employer in the county.

    ``new_labourers`` registered labourers were newly hired, ``new_relocated`` of them relocated
    people, and ``stayed`` are still there after a year; None is all of them. Up to 10 new
    labourers: the lower amount for each who stays. Ten or more relocated people: the higher amount
    for each of them. For anything between the two the text has no amount.
    """
    if new_labourers is None:
        return NeedToKnow("今年新招了几个脱贫劳动力？其中几个是搬迁群众？")
    least = parameter["months"]
    facts = [
        Fact(registered, "要是建档立卡（脱贫）劳动力才有用工补贴", ""),
        Fact(in_county, "要在县内用工", "是在会泽县内用工吗？"),
        Fact(new_labourers > 0, "今年要新招脱贫劳动力", ""),
        Fact(at_least(months, least), "要稳定就业1年以上", "这些人稳定干了几个月？"),
    ]
    obstacle = first_obstacle(facts, parameter)
    if isinstance(obstacle, NotEligible) or (obstacle and months is None):
        return obstacle
    most, each = parameter["labourers_most"], parameter["labourer"]
    more, many = parameter["relocated"], parameter["relocated_least"]
    stable = new_labourers if stayed is None else stayed
    if new_relocated == new_labourers >= many and stable >= many:
        return Eligible(more * stable, f"搬迁群众{stable}人，每人{yuan(more)}", parameter)
    if new_labourers <= most and stable <= new_labourers and new_relocated < many:
        return Eligible(each * stable, f"{stable}人，每人{yuan(each)}", parameter)
    return CannotTell(
        f"新招{most}人以内的每人{yuan(each)}，新招搬迁群众{many}人以上的每人{yuan(more)}", parameter
    )


def workshop(
    parameter: Parameter,
    *,
    people: int | None,
    contract_months: int | None = None,
    worked_months: int | None = None,
    minimum_wage_paid: bool | None = None,
) -> Outcome:
    """Return the one-time award in yuan of a workshop, where the text sets an amount."""
    least = parameter["least_people"]
    facts = [
        Fact(
            at_least(people, least),
            f"要吸纳{least}名（含）以上脱贫劳动力",
            "吸纳了几名脱贫劳动力？",
        ),
        Fact(
            at_least(contract_months, parameter["contract_months"]),
            f"合同或就业协议要签{parameter['contract_months']}个月以上",
            "合同签了几个月？",
        ),
        Fact(minimum_wage_paid, "工资不能低于当地最低工资标准", "工资不低于当地最低工资吗？"),
    ]
    worked = parameter.get("work_months")
    if worked is not None:
        facts.append(
            Fact(at_least(worked_months, worked), f"累计要工作满{worked}个月", "干了几个月？")
        )
    obstacle = first_obstacle(facts, parameter)
    if obstacle is not None:
        return obstacle
    each, most = parameter.get("each"), parameter.get("most")
    if each is None or people is None:
        return Eligible(None, OPEN_AMOUNT, parameter)
    total = each * people
    if most is not None and total > most:
        return Eligible(most, f"每人{yuan(each)}，最高{yuan(most)}", parameter)
    return Eligible(total, f"{people}人，每人{yuan(each)}", parameter)


def training_of_new_hire(
    parameter: Parameter,
    *,
    certificate: Certificate | None,
    contract_months: int | None,
    trained_within_months: int | None,
) -> Outcome:
    """Return the cap in yuan for one newly hired labourer who was trained on the job."""
    if certificate is None:
        return NeedToKnow("培训后拿的是什么证？1 职业资格证 2 技能等级或专项能力证 3 培训合格证")
    facts = [
        Fact(
            at_least(contract_months, parameter["contract_months"]),
            "要签1年以上劳动合同",
            "劳动合同签了几个月？",
        ),
        Fact(
            None
            if trained_within_months is None
            else trained_within_months <= parameter["within_months"],
            "要在签合同起1年内参加培训",
            "签合同后几个月参加的培训？",
        ),
    ]
    obstacle = first_obstacle(facts, parameter)
    if obstacle is not None:
        return obstacle
    most = parameter[certificate]
    return Eligible(most, f"每人最高{yuan(most)}", parameter, up_to=True)


def training_on_the_job(parameter: Parameter, *, months: int | None) -> Outcome:
    """Tell whether on-the-job training is subsidised as long as it lasted (兴安盟)."""
    if months is None:
        return NeedToKnow("以工代训做了几个月？")
    most = parameter["most_months"]
    if months > most:
        return NotEligible(f"补贴最长{most}个月，多出的月份不补", parameter)
    return Eligible(None, OPEN_AMOUNT, parameter)
