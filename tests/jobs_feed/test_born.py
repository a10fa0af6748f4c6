"""Ages that postings ask for by years of birth, by retirement, and with an end left open."""

from __future__ import annotations

from datetime import date

import pytest

from jobs_feed.normalise.age import find_age, find_ages_by_sex, relaxed
from jobs_feed.normalise.born import with_ages
from jobs_feed.normalise.reading import Span
from jobs_feed.normalise.text import tidy

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "high"),
    [
        ("要1978年及以后出生的", 48),
        ("限1969年1月1日以后出生的人员", 57),
        ("出生日期在1980年3月之后", 46),
        ("只招75后", 51),
        ("80后、90后都可以", 46),
        ("60后就不要报了", 56),
        ("六零后的叔叔阿姨对不住了", 56),
        ("1970年以前出生的不收", 56),
        ("68年以后的才要", 58),
    ],
)
def test_a_year_of_birth_is_an_age(text: str, high: int) -> None:
    assert find_age(with_ages(tidy(text), TODAY)) == Span(None, high)


@pytest.mark.parametrize(
    "text",
    ["90后团队欢迎你", "1998年以后一直做出口", "75后优先", "80后老板", "售后客服", "年前发清"],
)
def test_years_of_other_things_are_none(text: str) -> None:
    assert with_ages(tidy(text), TODAY) == tidy(text)


def test_days_of_birth_count_for_most_of_those_of_an_age() -> None:
    assert with_ages("1976年出生以后", TODAY) == "1976年出生以后"
    assert find_age(with_ages("1976年以后出生", date(2026, 2, 1))) == Span(None, 49)
    assert find_age(with_ages("2008年6月30日以前出生", TODAY)) == Span(18, None)
    both = with_ages("1971年1月1日至2008年6月30日期间出生", TODAY)
    assert find_age(both) == Span(18, 55)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("满18未满50", Span(18, 49)),
        ("年满50岁的别来", Span(None, 49)),
        ("50+的不考虑", Span(None, 50)),
        ("满60不能进场", Span(None, 59)),
        ("不收未成年人", Span(18, None)),
        ("未满18周岁勿扰", Span(18, None)),
        ("六十往上就算了", Span(None, 60)),
        ("未到法定退休年龄", Span(None, 60)),
        ("岁数:20~45", Span(20, 45)),
        ("年龄要在六十岁里头", Span(None, 60)),
        ("会烧锅炉,55下", Span(None, 55)),
        ("下午50下班", None),
        ("40岁以上更合适", None),
        ("退休返聘可", None),
    ],
)
def test_musts_in_plain_words(text: str, span: Span | None) -> None:
    assert find_age(tidy(text)) == span


def test_who_has_left_the_working_age_is_told_by_sex() -> None:
    assert find_ages_by_sex("退休的不要") == (Span(None, 60), Span(None, 55))
    told = find_ages_by_sex("60以上男工、50以上女工不用")
    assert told == (Span(None, 60), Span(None, 50))


def test_an_end_that_may_be_stretched_bars_nobody_below_it() -> None:
    assert relaxed(Span(18, 50), "", "手艺好的年龄可以放宽到55") == Span(18, 55)
    assert relaxed(Span(None, 60), "60岁以上身体硬朗的也行") == Span(None, None)
    assert relaxed(None, "年龄放宽至60岁") == Span(None, 60)
    assert relaxed(None, "学历可放宽") is None
