"""The counting rules against a naive one that walks through every day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_ledger.counting import (
    Change,
    Line,
    Membership,
    Service,
    lacking,
    member_since,
    membership,
    period_end,
    tally,
    window,
)
from service_ledger.kinds import Period, ServiceKind

JAN_1 = date(2026, 1, 1)
HN_311 = (
    Line(ServiceKind.JOB_INFO, 3, 3),
    Line(ServiceKind.TRAINING_INFO, 1),
    Line(ServiceKind.CAREER_GUIDANCE, 1),
)

days = st.integers(-20, 60).map(lambda number: JAN_1 + timedelta(days=number))
histories = st.lists(st.builds(Change, days, st.booleans()), max_size=6).map(
    lambda changes: sorted(changes, key=lambda change: change.since)
)


def holds_on(changes: list[Change], day: date) -> bool:
    known = [change.holds for change in changes if change.since <= day]
    return bool(known) and known[-1]


@given(histories, histories, st.integers(0, 50))
def test_membership_agrees_with_walking_through_the_days(
    unemployed: list[Change], willing: list[Change], length: int
) -> None:
    period = [JAN_1 + timedelta(days=number) for number in range(length + 1)]
    flags = [holds_on(unemployed, day) and holds_on(willing, day) for day in period]
    if all(flags):
        expected = Membership.FULL
    elif flags[-1]:
        expected = Membership.ENTERED
    elif any(flags):
        expected = Membership.LEFT
    else:
        expected = Membership.NEVER
    assert membership(unemployed, willing, period[0], period[-1]) is expected


@given(histories, histories, days)
def test_member_since_is_the_first_day_of_the_unbroken_run(
    unemployed: list[Change], willing: list[Change], day: date
) -> None:
    earliest = JAN_1 - timedelta(days=30)
    expected = None
    walked = day
    while walked >= earliest and holds_on(unemployed, walked) and holds_on(willing, walked):
        expected, walked = walked, walked - timedelta(days=1)
    assert member_since(unemployed, willing, day) == expected


services = st.lists(
    st.builds(
        Service,
        st.sampled_from("abc"),
        st.sampled_from(ServiceKind),
        days,
        st.none() | st.integers(0, 5),
    ),
    max_size=40,
)


@given(services, days, st.integers(0, 40))
def test_what_counts_agrees_with_counting_by_hand(
    given_: list[Service], first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    counts = tally(given_, HN_311, first, last)
    for person in "abc":
        own = [one for one in given_ if one.person == person and first <= one.occurred_on <= last]
        enough = [
            one for one in own if one.kind is ServiceKind.JOB_INFO and (one.postings or 0) >= 3
        ]
        trained = [one for one in own if one.kind is ServiceKind.TRAINING_INFO]
        guided = [one for one in own if one.kind is ServiceKind.CAREER_GUIDANCE]
        expected = {
            ServiceKind.JOB_INFO: max(0, 3 - len(enough)),
            ServiceKind.TRAINING_INFO: max(0, 1 - len(trained)),
            ServiceKind.CAREER_GUIDANCE: max(0, 1 - len(guided)),
        }
        missing = lacking(counts.get(person, Counter()), HN_311)
        assert missing == {kind: number for kind, number in expected.items() if number}


def test_of_two_changes_on_one_day_the_later_is_true() -> None:
    both = [Change(JAN_1, True), Change(JAN_1, False)]
    assert member_since(both, [Change(JAN_1, True)], JAN_1) is None


def test_one_push_of_two_postings_is_no_job_information_of_three() -> None:
    two = Service("a", ServiceKind.JOB_INFO, JAN_1, 2)
    assert tally([two], HN_311, JAN_1, JAN_1) == {}
    assert tally([two], [Line(ServiceKind.JOB_INFO, 2)], JAN_1, JAN_1) == {
        "a": Counter({ServiceKind.JOB_INFO: 1})
    }


@pytest.mark.parametrize(
    ("period", "on", "expected"),
    [
        (Period.YEAR, date(2026, 11, 23), (date(2026, 1, 1), date(2026, 11, 23))),
        (Period.YEAR, date(2027, 2, 1), (date(2026, 1, 1), date(2026, 12, 31))),
        (Period.MONTH, date(2026, 11, 23), (date(2026, 11, 1), date(2026, 11, 23))),
        (Period.MONTH, date(2027, 2, 1), (date(2026, 12, 1), date(2026, 12, 31))),
    ],
)
def test_the_days_that_count(period: Period, on: date, expected: tuple[date, date]) -> None:
    assert window(period, 2026, on) == expected


def test_a_year_to_come_has_no_days() -> None:
    with pytest.raises(ValueError, match="2027"):
        window(Period.YEAR, 2027, date(2026, 12, 31))


def test_a_period_ends_with_its_month_or_year() -> None:
    assert period_end(Period.MONTH, date(2028, 2, 3)) == date(2028, 2, 29)
    assert period_end(Period.YEAR, date(2028, 2, 3)) == date(2028, 12, 31)
