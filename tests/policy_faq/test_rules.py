"""The subsidy rules, condition by condition."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from policy_faq.parameters import Parameters
from policy_faq.places import Distance
from policy_faq.rules import CannotTell, Eligible, NeedToKnow, NotEligible
from policy_faq.rules.employers import (
    Certificate,
    hiring,
    training_of_new_hire,
    training_on_the_job,
    workshop,
)
from policy_faq.rules.outcome import Outcome, yuan
from policy_faq.rules.persons import (
    interest_years,
    skill_upgrade,
    startup_grant,
    startup_loan,
    startup_training,
    training_hours,
    unemployed_startup,
    village_post,
)
from policy_faq.rules.placement import Organiser, award, placement
from policy_faq.rules.transport import Trip, transport

FAR, PROVINCE, PREFECTURE, COUNTY = (
    Distance.OUT_OF_PROVINCE,
    Distance.IN_PROVINCE,
    Distance.IN_PREFECTURE,
    Distance.IN_COUNTY,
)


def amount(outcome: Outcome) -> Decimal | None:
    assert isinstance(outcome, Eligible)
    return outcome.amount


@pytest.mark.parametrize(
    ("key", "far", "fare", "gets"),
    [
        ("transport-hz20", FAR, None, 500),
        ("transport-hz20", FAR, "650", 500),
        ("transport-hz20", FAR, "380.5", "380.5"),
        ("transport-hz20", FAR, "500", 500),
        ("transport-hz20", PROVINCE, "310", 300),
        ("transport-hz20", PREFECTURE, "120", 120),
        ("transport-hz20", COUNTY, "120", 100),
        ("transport-hzfaq", PREFECTURE, "120", 100),
        ("transport-hzfaq", PROVINCE, None, 300),
        ("transport-yn100", FAR, None, 500),
        ("transport-yn68", COUNTY, "40", 40),
    ],
)
def test_transport_amount(
    parameters: Parameters, key: str, far: Distance, fare: str | None, gets: str | int
) -> None:
    trip = Trip(far, None if fare is None else Decimal(fare))
    assert amount(transport(parameters.get(key), trip)) == Decimal(gets)


@pytest.mark.parametrize(
    ("trip", "missing"),
    [
        (Trip(FAR, registered=False), "建档立卡"),
        (Trip(FAR, claimed_this_year=True), "已经领过"),
        (Trip(Distance.ABROAD), "境外"),
    ],
)
def test_transport_refused(parameters: Parameters, trip: Trip, missing: str) -> None:
    outcome = transport(parameters.get("transport-hz20"), trip)
    assert isinstance(outcome, NotEligible)
    assert missing in outcome.missing


def test_transport_needs_the_destination(parameters: Parameters) -> None:
    assert isinstance(transport(parameters.get("transport-hz20"), Trip()), NeedToKnow)


def test_three_months_are_asked_by_the_faq_only(parameters: Parameters) -> None:
    trip = Trip(FAR, months=2)
    assert isinstance(transport(parameters.get("transport-hzfaq"), trip), NotEligible)
    assert isinstance(transport(parameters.get("transport-hz20"), trip), Eligible)
    at_three = transport(parameters.get("transport-hzfaq"), Trip(FAR, months=3))
    assert isinstance(at_three, Eligible)


def test_the_province_sets_nothing_inside_itself(parameters: Parameters) -> None:
    assert isinstance(transport(parameters.get("transport-yn100"), Trip(PROVINCE)), NotEligible)
    assert isinstance(placement(parameters.get("placement-yn100"), distance=COUNTY), NotEligible)


@pytest.mark.parametrize(("far", "gets"), [(FAR, 300), (PROVINCE, 200), (COUNTY, 100)])
def test_placement(parameters: Parameters, far: Distance, gets: int) -> None:
    parameter = parameters.get("placement-hz20")
    assert amount(placement(parameter, distance=far)) == gets
    assert amount(placement(parameter, distance=far, people=25)) == 25 * gets
    short = placement(parameter, distance=far, contract_months=2)
    assert isinstance(short, NotEligible)
    assert isinstance(placement(parameter, distance=None), NeedToKnow)


@pytest.mark.parametrize(
    ("organiser", "people", "still", "gets"),
    [
        (Organiser.PERSON, 19, None, 190),
        (Organiser.PERSON, 20, 14, 14 * 50),
        (Organiser.PERSON, 20, 13, 200),
        (Organiser.COMPANY, 199, 199, 1990),
        (Organiser.COMPANY, 200, 140, 140 * 30),
        (Organiser.COMPANY, 200, 139, 2000),
    ],
)
def test_award(
    parameters: Parameters, organiser: Organiser, people: int, still: int | None, gets: int
) -> None:
    outcome = award(
        parameters.get("placement-other-hz20"),
        organiser=organiser,
        people=people,
        still_working=still,
    )
    assert amount(outcome) == gets


def test_award_asks_who_is_still_there(parameters: Parameters) -> None:
    parameter = parameters.get("placement-other-hz20")
    asked = award(parameter, organiser=Organiser.PERSON, people=20)
    assert isinstance(asked, NeedToKnow)
    assert isinstance(award(parameter, organiser=Organiser.PERSON, people=None), NeedToKnow)


def test_hiring(parameters: Parameters) -> None:
    parameter = parameters.get("hiring-hz20")
    assert amount(hiring(parameter, new_labourers=8, months=12)) == 16000
    assert amount(hiring(parameter, new_labourers=10, months=12)) == 20000
    relocated = hiring(parameter, new_labourers=10, new_relocated=10, months=12)
    assert amount(relocated) == 30000
    assert isinstance(hiring(parameter, new_labourers=11, months=12), CannotTell)
    left = hiring(parameter, new_labourers=12, new_relocated=12, stayed=9, months=12)
    assert isinstance(left, CannotTell)
    assert amount(hiring(parameter, new_labourers=8, stayed=5, months=12)) == 10000
    ordinary = hiring(parameter, new_labourers=8, months=12, registered=False)
    assert isinstance(ordinary, NotEligible)
    assert isinstance(hiring(parameter, new_labourers=8, months=11), NotEligible)
    assert isinstance(hiring(parameter, new_labourers=8, months=None), NeedToKnow)
    outside = hiring(parameter, new_labourers=8, months=12, in_county=False)
    assert isinstance(outside, NotEligible)


def test_workshop(parameters: Parameters) -> None:
    parameter = parameters.get("workshop-yn68")

    def award_for(people: int, contract: int = 6, worked: int = 6) -> Outcome:
        return workshop(
            parameter,
            people=people,
            contract_months=contract,
            worked_months=worked,
            minimum_wage_paid=True,
        )

    assert amount(award_for(5)) == 5000
    assert amount(award_for(50)) == 50000
    assert amount(award_for(51)) == 50000
    assert isinstance(award_for(4), NotEligible)
    assert isinstance(award_for(5, contract=5), NotEligible)
    assert isinstance(award_for(5, worked=5), NotEligible)
    assert isinstance(workshop(parameter, people=5), NeedToKnow)


def test_workshop_without_an_amount_in_the_text(parameters: Parameters) -> None:
    outcome = workshop(
        parameters.get("workshop-xa135"), people=5, contract_months=6, minimum_wage_paid=True
    )
    assert amount(outcome) is None


@pytest.mark.parametrize(
    ("certificate", "gets"),
    [
        (Certificate.QUALIFICATION, 800),
        (Certificate.SKILL_LEVEL, 600),
        (Certificate.COMPLETION, 400),
    ],
)
def test_training_of_new_hire(parameters: Parameters, certificate: Certificate, gets: int) -> None:
    parameter = parameters.get("employer-training-yn68")
    right = training_of_new_hire(
        parameter, certificate=certificate, contract_months=12, trained_within_months=12
    )
    assert amount(right) == gets
    late = training_of_new_hire(
        parameter, certificate=certificate, contract_months=12, trained_within_months=13
    )
    assert isinstance(late, NotEligible)
    unknown = training_of_new_hire(
        parameter, certificate=None, contract_months=12, trained_within_months=1
    )
    assert isinstance(unknown, NeedToKnow)


def test_training_on_the_job(parameters: Parameters) -> None:
    parameter = parameters.get("train-on-the-job-xa135")
    assert isinstance(training_on_the_job(parameter, months=7), NotEligible)
    assert amount(training_on_the_job(parameter, months=6)) is None


@pytest.mark.parametrize(("level", "gets"), [(5, 1000), (4, 1500), (3, 2000)])
def test_skill_upgrade(parameters: Parameters, level: int, gets: int) -> None:
    parameter = parameters.get("skill-upgrade-hz20")

    def paid(months: int | None, *, employed: bool = True, year: int | None = None) -> Outcome:
        return skill_upgrade(
            parameter, level=level, insured_months=months, employed=employed, year=year
        )

    assert amount(paid(36)) == gets
    assert isinstance(paid(35), NotEligible)
    assert isinstance(paid(36, employed=False), NotEligible)
    assert isinstance(paid(36, year=2016), NotEligible)
    assert isinstance(paid(None), NeedToKnow)


def test_skill_upgrade_has_three_levels(parameters: Parameters) -> None:
    parameter = parameters.get("skill-upgrade-hz20")
    outcome = skill_upgrade(parameter, level=2, insured_months=40, employed=True)
    assert isinstance(outcome, NotEligible)


def test_startup(parameters: Parameters) -> None:
    grant = parameters.get("startup-grant-hz20")
    assert amount(startup_grant(grant, hard_to_employ=True, first_business=True, months=12)) == 3000
    early = startup_grant(grant, hard_to_employ=True, first_business=True, months=11)
    assert isinstance(early, NotEligible)
    league = parameters.get("startup-grant-xa135")
    assert amount(startup_grant(league, hard_to_employ=True, first_business=True, months=6)) is None
    assert amount(startup_training(parameters.get("startup-training-yn68"), registered=True)) == 900
    loan = parameters.get("startup-loan-yn68")
    assert amount(startup_loan(loan, registered=True)) == 100000
    assert isinstance(startup_loan(loan, registered=None), NeedToKnow)
    extra = parameters.get("unemployed-startup-hz20")
    assert amount(unemployed_startup(extra, drawing_benefit=True, hires_unemployed=True)) == 3000
    alone = unemployed_startup(extra, drawing_benefit=True, hires_unemployed=False)
    assert isinstance(alone, NotEligible)


def test_interest_years(parameters: Parameters) -> None:
    parameter = parameters.get("startup-loan-xa135")
    assert interest_years(parameter, nationally_poor_county=True) == 3
    assert interest_years(parameter, nationally_poor_county=False) == 2
    assert isinstance(interest_years(parameter, nationally_poor_county=None), NeedToKnow)


def test_village_post(parameters: Parameters) -> None:
    parameter = parameters.get("village-post-hz20")
    assert amount(village_post(parameter, placed=True, months=12)) == 6000
    assert amount(village_post(parameter, placed=True, months=40)) == 18000
    assert isinstance(village_post(parameter, placed=False), NotEligible)


def test_training_hours(parameters: Parameters) -> None:
    parameter = parameters.get("training-xa135")

    def course(hours: int, age: int) -> Outcome:
        return training_hours(parameter, hours=hours, woman_in_household_service=True, age=age)

    assert isinstance(course(56, 55), Eligible)
    assert isinstance(course(55, 50), NotEligible)
    assert isinstance(course(56, 56), NotEligible)


def test_only_what_is_in_force_here_is_found(parameters: Parameters) -> None:
    def found(county: str, on: date) -> list[str]:
        return [each.id for each in parameters.in_force("transport", county, on)]

    now = date(2026, 11, 21)
    assert found("530326", now) == ["transport-hz20", "transport-hzfaq", "transport-yn100"]
    assert found("530602", now) == ["transport-yn100"]
    assert set(found("530602", date(2020, 12, 31))) == {"transport-yn68", "transport-yn100"}
    assert found("430121", now) == []


@pytest.mark.parametrize(
    ("value", "written"),
    [("500", "500元"), ("380.50", "380.5元"), ("50000", "5万元"), ("16000", "16000元")],
)
def test_yuan(value: str, written: str) -> None:
    assert yuan(Decimal(value)) == written
