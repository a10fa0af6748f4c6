"""The hours that a search asks for, and what only looks like asking for them."""

from __future__ import annotations

import pytest

from matching.reading.day_slots import between
from matching.reading.hours import NOON
from matching.reading.week_slots import TO_FRIDAY, WEEKEND, days_of
from matching.reading.wished_hours import wished_hours, without_hours

PARTS = [
    ("下午的", ("afternoon",)),
    ("昆明 下午的保洁", ("afternoon",)),
    ("只做晚上的", ("evening",)),
    ("下班后做点兼职", ("evening",)),
    ("有没有夜班", ("night",)),
    ("早班的服务员", ("morning",)),
    ("想做半天的", ("half",)),
    ("白天的班", ("day",)),
    ("有没有白班的", ("day",)),
    ("早班或者晚班的", ("morning", "evening")),
    ("不要晚班", ()),
    ("夜班也行", ()),
    ("夜班我熬得住", ()),
    ("夜班补贴多少", ()),
    ("我上夜班胃搞坏了", ()),
    ("下午的火车", ()),
    ("下午我来登记", ()),
    ("中班的娃娃谁接", ()),
]


@pytest.mark.parametrize(("text", "parts"), PARTS)
def test_the_part_of_the_day(text: str, parts: tuple[str, ...]) -> None:
    assert wished_hours(text).parts == parts


def test_who_works_no_nights_asks_for_none() -> None:
    assert wished_hours("晚上的活,不上夜班", by_day=True).parts == ()


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("五点前下班的", between(17, 29)),
        ("下午四点能走的", between(16, 29)),
        ("早上九点以后上班的", between(5, 9)),
        ("我只能做到下午两点", between(14, 20)),
        ("早上送完娃再上班的", between(5, 8)),
        ("能接娃放学的", between(7, 7.5) | between(18, 18.5)),
        ("中午能回家的", NOON),
        ("下午五点在县城碰头", 0),
        ("送完货再上班", 0),
        ("晚上八点给我打电话", 0),
    ],
)
def test_when_there_is_to_be_no_work(text: str, free: int) -> None:
    assert wished_hours(text).free == free


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周末双休的", WEEKEND),
        ("星期天休息的", 0b1000000),
        ("只有周末有空", TO_FRIDAY),
        ("最好有双休", 0),
        ("周末你们上班不", 0),
        ("周末来登记", 0),
    ],
)
def test_the_days_without_work(text: str, days: int) -> None:
    assert days_of(wished_hours(text).free) == days


def test_what_asks_for_hours_is_no_work() -> None:
    assert without_hours("夜班保安") == "，保安"
    assert without_hours("下午五点前下班的保洁") == "，的保洁"
    assert without_hours("上了五年夜班也行") == "上了五年夜班也行"
