"""What a later message corrects, gives up or adds to the search before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs_feed.tables import PostingKind
from matching.reading.query import Area, Query
from matching.reading.query_followup import follow_up
from matching.reading.query_taken_back import corrected
from matching.toolkit import Toolkit
from tests.matching.builders import job, sector
from tests.matching.conftest import COUNTY, TODAY
from tests.matching.searching import DONGGUAN, KUNMING

SHENZHEN, ZHEJIANG, FUJIAN = "440300", "330000", "350000"
DELTA = ("440100", SHENZHEN, "440600", DONGGUAN, "442000")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("打错了,是上海,不是深圳", "上海"),
        ("不对不对,说成深圳了,是中山", "中山"),
        ("不是深圳是东莞", "东莞"),
        ("不是电工,是焊工", "焊工"),
        ("我说的是焊工,不是电工", "焊工"),
    ],
)
def test_a_slip_is_left_out(said: str, meant: str) -> None:
    assert corrected(said).text == meant
    assert corrected(said).slipped


@pytest.mark.parametrize("said", ["不是广东的", "工资是不是月结", "白班的,包吃住", "不要电子厂"])
def test_what_is_no_slip_stays(said: str) -> None:
    assert not corrected(said).slipped
    assert corrected(said).text == said


def _after(toolkit: Toolkit, before: Query, said: str) -> Query:
    found = follow_up(toolkit.reader, said, before, home=COUNTY, on=TODAY)
    assert found is not None
    assert not found.fresh
    return found.query


def test_a_place_said_by_mistake_is_replaced_and_not_refused(toolkit: Toolkit) -> None:
    before = Query(wants=(sector("electronics"),), places=(SHENZHEN,))
    assert _after(toolkit, before, "说错了,不是深圳,是东莞") == replace(before, places=(DONGGUAN,))


def test_a_town_of_the_place_before_narrows_it(toolkit: Toolkit) -> None:
    before = Query(places=(DONGGUAN,))
    found = _after(toolkit, before, "不是东莞整个市,我说的是东坑镇")
    assert [place[:6] for place in found.places] == [DONGGUAN]
    assert len(found.places[0]) > len(DONGGUAN)
    assert found.not_places == ()


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("不包吃也行", {"food": False}),
        ("不包吃也行,有住的就可以", {"food": False}),
        ("吃住无所谓", {"food": False, "lodging": False, "full_board": False}),
        ("不要6000了,4500就行", {"wage": 4500}),
        ("工资无所谓", {"wage": None}),
        ("不在东莞也行", {"places": ()}),
        ("不是电子厂也行", {"wants": ()}),
    ],
)
def test_a_condition_is_given_up(toolkit: Toolkit, said: str, left: dict[str, object]) -> None:
    before = Query(
        wants=(sector("electronics"),), places=(DONGGUAN,), wage=6000, food=True, lodging=True
    )
    found = _after(toolkit, before, said)
    assert replace(found, full_board=False) == replace(before, **left)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "said"),
    [("day_shift", "夜班也行"), ("insured", "没社保也行"), ("rest_days", "不双休也可以"),
     ("paid_daily", "月结也行")],
)  # fmt: skip
def test_a_feature_is_given_up(toolkit: Toolkit, asked: str, said: str) -> None:
    mask = toolkit.reader.features[asked].mask
    assert _after(toolkit, Query(places=(KUNMING,), features=mask), said) == Query(
        places=(KUNMING,)
    )


def test_refused_work_is_no_condition_given_up(toolkit: Toolkit) -> None:
    before = Query(places=(DONGGUAN,), food=True)
    found = _after(toolkit, before, "不要电子厂")
    assert found == replace(before, avoids=(sector("electronics"),))


def test_other_work_and_places_come_beside(toolkit: Toolkit) -> None:
    before = Query(wants=(job("waiter"),), places=(KUNMING,))
    found = _after(toolkit, before, "保洁也可以,曲靖也行")
    assert {term.key for term in found.wants} == {"waiter", "cleaner"}
    assert set(found.places) == {KUNMING, "530300"}


def test_examples_of_a_region_do_not_narrow_it(toolkit: Toolkit) -> None:
    found = _after(toolkit, Query(places=DELTA), "东莞广州那些都可以,就是不去佛山")
    assert found.places == DELTA
    assert found.not_places == ("440600",)


def test_what_would_be_nice_narrows_nothing(toolkit: Toolkit) -> None:
    found = _after(toolkit, Query(area=Area.NEAR), "镇上也可以,者海最好")
    assert found.area is Area.NEAR
    assert found.places == ()
    assert [place[:6] for place in found.liked] == [COUNTY]


def test_who_tells_a_town_of_the_county_is_shown_it_first(toolkit: Toolkit) -> None:
    before = Query(kinds=(PostingKind.PUBLIC_WELFARE,))
    found = _after(toolkit, before, "我是者海的")
    assert [place[:6] for place in found.liked] == [COUNTY]
    assert replace(found, liked=()) == before


def test_a_place_that_is_too_cold_gives_way(toolkit: Toolkit) -> None:
    found = _after(toolkit, Query(places=(FUJIAN,)), "云南的太冷了,要浙江的")
    assert found.places == (ZHEJIANG,)


def test_things_are_refused_beside_what_was_asked(toolkit: Toolkit) -> None:
    found = _after(toolkit, Query(places=(FUJIAN,)), "不要搞石材的")
    assert found == Query(places=(FUJIAN,), things=("石材",))


def test_who_has_no_papers_says_so(toolkit: Toolkit) -> None:
    found = _after(toolkit, Query(places=(FUJIAN,)), "我没有证 也没经验")
    assert found.bare_hands
    assert found.features == toolkit.reader.features["no_experience"].mask
