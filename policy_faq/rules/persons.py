"""Subsidies of single persons: certificates, starting a business, village posts, training.

会政发〔2018〕20号 三(三)10, 三(三)12, 三(四)18, 三(五)22; 云人社通〔2018〕68号 clauses 8 and 9;
兴人社发〔2018〕135号 三(二)4, 三(三)1, 三(三)2.
"""

from __future__ import annotations

from policy_faq.parameters import Parameter
from policy_faq.rules.outcome import (
    OPEN_AMOUNT,
    Eligible,
    Fact,
    NeedToKnow,
    NotEligible,
    Outcome,
    at_least,
    first_obstacle,
    yuan,
)

_LEVELS = {5: "初级（五级）", 4: "中级（四级）", 3: "高级（三级）"}


def skill_upgrade(
    parameter: Parameter,
    *,
    level: int | None,
    insured_months: int | None,
    employed: bool | None,
    year: int | None = None,
) -> Outcome:
    """Return the amount in yuan for a certificate of level 5, 4 or 3 of an employee."""
    if level is None:
        return NeedToKnow("考的是几级证？1 初级（五级） 2 中级（四级） 3 高级（三级）")
    amount = parameter.get(f"level_{level}")
    if amount is None:
        return NotEligible("只有初级、中级、高级（五、四、三级）的证才有", parameter)
    least = parameter["insured_months"]
    facts = [
        Fact(employed, "要是企业在职职工", "现在是企业在职职工吗？"),
        Fact(
            at_least(insured_months, least),
            f"失业保险要累计缴满{least}个月",
            "失业保险一共缴了几个月？",
        ),
        Fact(
            True if year is None else year >= parameter["since_year"],
            f"证书要在{parameter['since_year']}年以后取得",
            "",
        ),
    ]
    obstacle = first_obstacle(facts, parameter)
    return obstacle or Eligible(amount, f"{_LEVELS[level]}{yuan(amount)}", parameter)


def startup_grant(
    parameter: Parameter,
    *,
    hard_to_employ: bool | None,
    first_business: bool | None,
    months: int | None,
) -> Outcome:
    """Return the one-time grant in yuan for a first business that has run long enough."""
    least = parameter["months"]
    facts = [
        Fact(
            hard_to_employ, "要经认定属于规定的对象", "您有没有认定为就业困难人员（或脱贫劳动力）？"
        ),
        Fact(first_business, "要是第一次办小微企业或个体户", "是第一次办执照吗？"),
        Fact(
            at_least(months, least),
            f"登记后要正常经营满{least}个月",
            "登记后正常经营了几个月？",
            later=True,
        ),
    ]
    obstacle = first_obstacle(facts, parameter)
    if obstacle is not None:
        return obstacle
    amount = parameter.get("amount")
    if amount is None:
        return Eligible(None, OPEN_AMOUNT, parameter)
    return Eligible(amount, f"一次性{yuan(amount)}", parameter)


def unemployed_startup(
    parameter: Parameter, *, drawing_benefit: bool | None, hires_unemployed: bool | None
) -> Outcome:
    """Return the extra amount in yuan for starting a business while drawing benefit."""
    facts = [
        Fact(drawing_benefit, "要正在领失业保险金", "现在正在领失业保险金吗？"),
        Fact(hires_unemployed, "要招用其他失业人员", "有没有招用其他失业人员？"),
    ]
    amount = parameter["amount"]
    return first_obstacle(facts, parameter) or Eligible(amount, f"另给{yuan(amount)}", parameter)


def startup_training(parameter: Parameter, *, registered: bool | None) -> Outcome:
    """Return the training subsidy in yuan of somebody who wants to start a business."""
    fact = Fact(registered, "要是农村贫困（脱贫）劳动力", "您是建档立卡（脱贫）户吗？")
    amount = parameter["amount"]
    return first_obstacle([fact], parameter) or Eligible(amount, yuan(amount), parameter)


def startup_loan(parameter: Parameter, *, registered: bool | None) -> Outcome:
    """Return the most that a registered labourer can borrow, in yuan, interest paid in full."""
    fact = Fact(registered, "要是农村贫困（脱贫）劳动力", "您是建档立卡（脱贫）户吗？")
    obstacle = first_obstacle([fact], parameter)
    if obstacle is not None:
        return obstacle
    most = parameter.get("most")
    if most is None:
        return Eligible(None, OPEN_AMOUNT, parameter)
    return Eligible(most, f"最高{yuan(most)}，按规定全额贴息", parameter, up_to=True)


def interest_years(
    parameter: Parameter, *, nationally_poor_county: bool | None
) -> int | NeedToKnow:
    """Return for how many years the interest is paid in full (兴安盟)."""
    if nationally_poor_county is None:
        return NeedToKnow("您所在的旗县市是国家级贫困旗县吗？")
    name = "interest_years_poor_county" if nationally_poor_county else "interest_years"
    return int(parameter[name])


def village_post(parameter: Parameter, *, placed: bool | None, months: int = 1) -> Outcome:
    """Return the subsidy in yuan for ``months`` months of a village public service post."""
    fact = Fact(placed, "要安排在乡村公共服务岗位上", "您现在安排在乡村公共服务岗位上吗？")
    obstacle = first_obstacle([fact], parameter)
    if obstacle is not None:
        return obstacle
    years = parameter.get("years")
    paid = months if years is None else min(months, int(years) * 12)
    total = parameter["monthly"] * paid
    return Eligible(total, f"每月{yuan(parameter['monthly'])}，{paid}个月", parameter)


def training_hours(
    parameter: Parameter, *, hours: int | None, woman_in_household_service: bool, age: int | None
) -> Outcome:
    """Tell whether a course reaches the hours and the person the age that the text asks for."""
    least = parameter["least_hours"]
    facts = [Fact(at_least(hours, least), f"培训不少于{least}课时才有补贴", "一共上了几课时？")]
    if woman_in_household_service:
        most = parameter["women_age_most"]
        facts.append(
            Fact(None if age is None else age <= most, f"年龄不超过{most}周岁", "今年几岁？")
        )
    obstacle = first_obstacle(facts, parameter)
    return obstacle or Eligible(None, OPEN_AMOUNT, parameter)
