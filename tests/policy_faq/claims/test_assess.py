"""Every outcome of a claim, by place, distance, fare, months and who sent the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_faq.claims.assess import Ask, Assessor, Verdict
from policy_faq.claims.claim import Claim, full_months
from policy_faq.knowledge import Knowledge
from policy_faq.parameters import Parameters
from policy_faq.places import Distance

HUIZE, ZHAOYANG, CHANGSHA, HUAIROU, HORQIN = "530326", "530602", "430103", "110116", "152221"
TODAY = date(2026, 11, 23)
FULL = {"claimed": False, "months": 6}


def claim(county: str = HUIZE, **said: Any) -> Claim:
    if "fare" in said:
        said["fare"] = Decimal(said["fare"])
    return Claim(county, **said)


@pytest.mark.parametrize(
    ("distance", "fare", "amount"),
    [
        (Distance.OUT_OF_PROVINCE, 499, 499),
        (Distance.OUT_OF_PROVINCE, 500, 500),
        (Distance.OUT_OF_PROVINCE, 501, 500),
        (Distance.IN_PROVINCE, 301, 300),
        (Distance.OUT_OF_COUNTY, 120, 120),
        (Distance.IN_COUNTY, 101, 100),
        (Distance.IN_PREFECTURE, 100, 100),
    ],
)
def test_the_ticket_or_the_cap(
    assessor: Assessor, distance: Distance, fare: int, amount: int
) -> None:
    found = assessor.assess(claim(distance=distance, fare=fare, **FULL), TODAY)
    assert found.verdict is Verdict.PAYABLE
    assert [grant.amount for grant in found.grants] == [amount]
    assert not found.differs


def test_texts_that_differ_are_both_told(assessor: Assessor) -> None:
    found = assessor.assess(claim(distance=Distance.IN_PREFECTURE, fare=250, **FULL), TODAY)
    assert found.differs
    assert [(each.parameter.id, each.amount) for each in found.grants] == [
        ("transport-hz20", 250),
        ("transport-hzfaq", 100),
    ]


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"claimed": True}, "今年已经领过了"),
        ({"registered": False}, "建档立卡"),
        ({"distance": Distance.ABROAD}, "境外"),
    ],
)
def test_refused(assessor: Assessor, said: dict[str, Any], missing: str) -> None:
    asked = {"distance": Distance.OUT_OF_PROVINCE, "fare": 300, **FULL, **said}
    found = assessor.assess(claim(**asked), TODAY)
    assert found.verdict is Verdict.REFUSED
    assert missing in found.missing
    assert found.source is not None
    assert found.grants == ()


@pytest.mark.parametrize("organised", [None, False])
def test_who_went_alone_waits_for_the_months(assessor: Assessor, organised: bool | None) -> None:
    asked = claim(
        distance=Distance.OUT_OF_PROVINCE, fare=300, claimed=False, months=2, organised=organised
    )
    found = assessor.assess(asked, TODAY)
    assert found.verdict is Verdict.LATER
    assert (found.wait, found.grants[0].amount) == (3, 300)
    assert not found.differs


def test_who_was_sent_is_paid_at_once_by_one_text(assessor: Assessor) -> None:
    asked = claim(
        distance=Distance.OUT_OF_PROVINCE, fare=300, claimed=False, months=0, organised=True
    )
    found = assessor.assess(asked, TODAY)
    assert found.verdict is Verdict.PAYABLE
    assert [(each.parameter.id, each.wait) for each in found.grants] == [
        ("transport-hz20", None),
        ("transport-hzfaq", 3),
    ]


@pytest.mark.parametrize("county", [CHANGSHA, HUAIROU, HORQIN])
def test_nothing_is_set(assessor: Assessor, county: str) -> None:
    asked = claim(county, distance=Distance.OUT_OF_PROVINCE, fare=300, **FULL)
    assert assessor.assess(asked, TODAY).verdict is Verdict.NOT_SET
    assert assessor.next_question(claim(county), TODAY) is None
    assert assessor.local(county, TODAY) == ()


def test_elsewhere_in_yunnan(assessor: Assessor) -> None:
    out = claim(ZHAOYANG, distance=Distance.OUT_OF_PROVINCE, fare=600, claimed=False)
    assert [each.amount for each in assessor.assess(out, TODAY).grants] == [500]
    assert assessor.next_question(out, TODAY) is None, "this text asks for no months"
    inside = claim(ZHAOYANG, distance=Distance.IN_PROVINCE)
    assert assessor.next_question(inside, TODAY) is None
    assert assessor.assess(inside, TODAY).verdict is Verdict.REFUSED


def test_while_the_notice_of_2018_was_in_force(assessor: Assessor) -> None:
    asked = claim(ZHAOYANG, distance=Distance.IN_PROVINCE, fare=600, claimed=False, months=4)
    assert assessor.assess(asked, date(2020, 12, 31)).grants[0].amount == 500
    assert assessor.assess(asked, date(2021, 1, 1)).verdict is Verdict.REFUSED


def test_what_is_asked_and_in_which_order(assessor: Assessor) -> None:
    said: dict[str, Any] = {}
    order = []
    answers: dict[Ask, dict[str, Any]] = {
        Ask.PLACE: {"distance": Distance.OUT_OF_PROVINCE},
        Ask.FARE: {"fare": 300},
        Ask.CLAIMED: {"claimed": False},
        Ask.MONTHS: {"months": 1},
        Ask.ORGANISED: {"organised": False},
    }
    while (asks := assessor.next_question(claim(**said), TODAY)) is not None:
        order.append(asks)
        said |= answers[asks]
    assert order == list(Ask)


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ({"distance": Distance.ABROAD}, None),
        ({"distance": Distance.IN_COUNTY, "claimed": True}, None),
        ({"distance": Distance.IN_COUNTY, "registered": False}, None),
        ({"distance": Distance.IN_COUNTY, "fare_open": True}, Ask.CLAIMED),
        ({"distance": Distance.IN_COUNTY, "fare": 20, **FULL}, None),
    ],
)
def test_nothing_is_asked_in_vain(
    assessor: Assessor, said: dict[str, Any], asks: Ask | None
) -> None:
    assert assessor.next_question(claim(**said), TODAY) is asks


@pytest.mark.parametrize(
    ("since", "day", "months"),
    [
        (date(2026, 8, 23), TODAY, 3),
        (date(2026, 8, 24), TODAY, 2),
        (date(2026, 8, 31), date(2026, 11, 30), 3),
        (date(2025, 11, 30), date(2026, 2, 28), 3),
        (date(2026, 12, 1), TODAY, 0),
    ],
)
def test_full_months(since: date, day: date, months: int) -> None:
    assert full_months(since, day) == months


CLAIMS = st.builds(
    Claim,
    county=st.sampled_from([HUIZE, ZHAOYANG, CHANGSHA]),
    distance=st.none() | st.sampled_from(Distance),
    fare=st.none() | st.decimals(1, 5000, places=2),
    claimed=st.none() | st.booleans(),
    months=st.none() | st.integers(0, 24),
    organised=st.none() | st.booleans(),
    registered=st.none() | st.booleans(),
)


@given(CLAIMS)
def test_nobody_gets_more_than_the_ticket_or_500(assessor: Assessor, asked: Claim) -> None:
    found = assessor.assess(asked, TODAY)
    for grant in found.grants:
        assert grant.amount <= min(500, asked.fare if asked.fare is not None else 500)
    assert bool(found.grants) == (found.verdict in (Verdict.PAYABLE, Verdict.LATER))


def test_nothing_is_computed_from_texts_that_have_ended() -> None:
    """The county's texts end: the province's, which sets less, does not take their place."""
    knowledge = Knowledge.load()
    over = {"valid_until": date(2025, 12, 31)}
    documents = {
        key: document.model_copy(update=over if document.place == HUIZE else {})
        for key, document in knowledge.documents.items()
    }
    ended = replace(knowledge, documents=documents)
    assessor = Assessor(ended, Parameters.load(documents))
    asked = claim(distance=Distance.OUT_OF_PROVINCE, fare=300, **FULL)
    assert assessor.assess(asked, TODAY).verdict is Verdict.NOT_SET
    assert assessor.card(HUIZE, TODAY) is None
    assert assessor.next_question(claim(), TODAY) is None
    assert assessor.assess(asked, date(2025, 12, 31)).verdict is Verdict.PAYABLE
