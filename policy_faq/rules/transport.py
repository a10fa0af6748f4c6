"""Transport subsidy of labourers who work away from home.

会政发〔2018〕20号 三(四)16 (by county), 会泽 FAQ question 11 (by prefecture),
云人社发〔2017〕100号 二(三)13 (other provinces), 云人社通〔2018〕68号 clause 1 (one-time, after
three months): the price of the ticket, at most the cap for the distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

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
    Distance.OUT_OF_PROVINCE: ("out_of_province", "anywhere"),
    Distance.IN_PROVINCE: ("out_of_prefecture", "out_of_county", "anywhere"),
    Distance.IN_PREFECTURE: ("in_prefecture", "out_of_county", "anywhere"),
    Distance.OUT_OF_COUNTY: ("out_of_county", "out_of_prefecture", "anywhere"),
    Distance.IN_COUNTY: ("in_county", "in_prefecture", "anywhere"),
}
_WORDS = {
    Distance.OUT_OF_PROVINCE: "省外",
    Distance.IN_PROVINCE: "市外、省内",
    Distance.IN_PREFECTURE: "市内别的县",
    Distance.OUT_OF_COUNTY: "县外、省内",
    Distance.IN_COUNTY: "县内",
    Distance.ABROAD: "境外",
}


@dataclass(frozen=True, slots=True)
class Trip:
    """What is known about a person's way to work; None is "not said".

    ``fare`` is in yuan, ``months`` the months of work so far.
    """

    distance: Distance | None = None
    fare: Decimal | None = None
    registered: bool | None = None
    claimed_this_year: bool | None = None
    months: int | None = None


def cap(parameter: Parameter, distance: Distance) -> Decimal | None:
    """Return the cap in yuan for a distance, or None when the clause sets none."""
    for name in _FAR.get(distance, ()):
        found = parameter.get(name)
        if found is not None:
            return found
    return None


def transport(parameter: Parameter, trip: Trip) -> Outcome:
    """Return what one clause gives for one trip.

    What the person has not said about registration, months and earlier claims does not stop the
    answer: those conditions are told with it. A condition that fails does.
    """
    if trip.distance is None:
        return NeedToKnow("您去哪里务工？请回复地名，比如广东、昆明。")
    most = cap(parameter, trip.distance)
    if most is None:
        missing = f"这份文件没有定去{_WORDS[trip.distance]}务工的交通补助"
        return NotEligible(missing, parameter, silent=True)
    months = parameter.get("months")
    facts = [
        Fact(trip.registered, "要是建档立卡（脱贫）劳动力才能领", ""),
        Fact(
            None if trip.claimed_this_year is None else not trip.claimed_this_year,
            f"今年已经领过了（{parameter.times}）",
            "",
        ),
        Fact(
            None if months is None else at_least(trip.months, months),
            f"要稳定就业满{months}个月才能申请",
            "",
            later=True,
        ),
    ]
    obstacle = first_obstacle(facts, parameter)
    if isinstance(obstacle, NotEligible):
        return obstacle
    where = _WORDS[trip.distance]
    if trip.fare is None:
        return Eligible(most, f"去{where}，按车票钱补，最高{yuan(most)}", parameter, up_to=True)
    if trip.fare > most:
        return Eligible(most, f"车票{yuan(trip.fare)}，超过{where}{yuan(most)}的上限", parameter)
    return Eligible(trip.fare, f"车票{yuan(trip.fare)}，没超过{where}{yuan(most)}的上限", parameter)
