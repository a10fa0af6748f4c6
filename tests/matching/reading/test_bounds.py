"""How far somebody goes at most, where the note draws the line closer than the form."""

from __future__ import annotations

import pytest

from labourers.tables import Willingness
from matching.model import OWN_TOWN
from matching.reading.bounds import Reach, reach
from matching.reading.text import clean
from matching.requirements import place_allows
from storage.gazetteer import Gazetteer

HOME = "530326"
SEAT = "530326001"
TOWN, QUJING, XUANWEI, KUNMING, DALI, DONGGUAN, YIWU = (
    *("530326106", "530302", "530381", "530111", "532901", "441900", "330782"),
)
ANYWHERE, IN_COUNTY = Willingness.ANYWHERE, Willingness.IN_COUNTY
ABROAD = Willingness.OUT_OF_PROVINCE


def allowed(gazetteer: Gazetteer, told: str, recorded: Reach) -> set[str]:
    bound = reach(gazetteer, HOME, clean(told), recorded)
    person = (HOME, *bound)
    places = (TOWN, QUJING, XUANWEI, KUNMING, DALI, DONGGUAN, YIWU)
    return {place for place in places if place_allows(person, place)}


@pytest.mark.parametrize(
    ("told", "places"),
    [
        ("最远到曲靖城", {TOWN, QUJING, XUANWEI}),
        ("最远到昆明,再远不去", {TOWN, QUJING, XUANWEI, KUNMING}),
        ("最多走到宣威", {TOWN, QUJING, XUANWEI}),
        ("不出曲靖", {TOWN, QUJING, XUANWEI}),
        ("出了云南不干", {TOWN, QUJING, XUANWEI, KUNMING, DALI}),
        ("放羊都会,出省不去", {TOWN, QUJING, XUANWEI, KUNMING, DALI}),
        ("出市不去,晚班没事", {TOWN, QUJING, XUANWEI}),
        ("曲靖以外不考虑", {TOWN, QUJING, XUANWEI}),
        ("昆明以远的不去", {TOWN, QUJING, XUANWEI, KUNMING}),
        ("不能出县,孩子要中考", {TOWN}),
        ("会泽以外不去", {TOWN}),
        ("在县里陪读,不能离开县", {TOWN}),
        ("外面去够了,回来县里找", {TOWN}),
        ("不坐长途,周边县可以", {TOWN, QUJING, XUANWEI}),
        ("省内可以,家里有老人", {TOWN, QUJING, XUANWEI, KUNMING, DALI}),
        ("女儿嫁在大理,只愿在大理", {DALI}),
        ("非昆明不去", {KUNMING}),
        ("限昆明、大理", {KUNMING, DALI}),
    ],
)
def test_the_note_draws_the_line_closer(gazetteer: Gazetteer, told: str, places: set[str]) -> None:
    assert allowed(gazetteer, told, Reach(ANYWHERE, (), ())) == places


@pytest.mark.parametrize(
    "told",
    [
        "出县也行",
        "昆明优先",
        "最远去过新疆,哪里都能去",
        "只会种地",
        "只去过昆明",
        "原来不出县,现在哪里都行",
        "最好不出曲靖",
        "省内可以,省外也可以",
    ],
)
def test_what_is_liked_or_past_draws_none(gazetteer: Gazetteer, told: str) -> None:
    assert len(allowed(gazetteer, told, Reach(ANYWHERE, (), ()))) == 7


@pytest.mark.parametrize(
    ("told", "places"),
    [
        ("在县里陪读,不能离开县城", {SEAT, HOME}),
        ("县城以外去不了", {SEAT, HOME}),
        ("只能在县城或者者海做", {SEAT, HOME, TOWN}),
        ("县城也可以,者海也可以", {SEAT, HOME, TOWN, "530326102"}),
        ("只在县城长大,哪里都能去", {SEAT, HOME, TOWN, "530326102"}),
    ],
)
def test_the_seat_of_the_county_is_its_streets(
    gazetteer: Gazetteer, told: str, places: set[str]
) -> None:
    bound = reach(gazetteer, HOME, clean(told), Reach(IN_COUNTY, (), ()))
    towns = (HOME, SEAT, "530326102", TOWN)
    assert {town for town in towns if place_allows((HOME, *bound), town)} == places


def test_the_form_is_never_opened(gazetteer: Gazetteer) -> None:
    assert allowed(gazetteer, "最远到昆明", Reach(IN_COUNTY, (), ())) == {TOWN}
    assert allowed(gazetteer, "跟舅舅走,只跟他去义乌", Reach(ABROAD, (), ())) == {YIWU}
    assert allowed(gazetteer, "不出曲靖", Reach(ANYWHERE, ("530000",), ())) == {
        *(TOWN, QUJING, XUANWEI),
    }


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("出乡的一概去不成", (OWN_TOWN,)),
        ("就在本街道找", (OWN_TOWN,)),
        ("一定要在者海,家住那里", (TOWN,)),
        ("就想在者海街上", (TOWN,)),
        ("者海或金钟都行", ()),
    ],
)
def test_towns_bind_who_stays(gazetteer: Gazetteer, told: str, named: tuple[str, ...]) -> None:
    assert reach(gazetteer, HOME, clean(told), Reach(IN_COUNTY, (), ())).named == named
