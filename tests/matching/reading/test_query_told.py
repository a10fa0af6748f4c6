"""Searches told as stories, asked for others, half wished, and written by ear."""

from __future__ import annotations

from typing import Any

import pytest

from labourers.tables import Sex
from matching.reading.query import Area
from matching.reading.query_told import asks_for_other, sex_of_other, tell_apart, without_soft
from matching.reading.text import clean
from matching.toolkit import Toolkit
from tests.matching.builders import job, sector
from tests.matching.conftest import COUNTY, TODAY

SAID: dict[str, dict[str, Any]] = {
    # What was before is no wish; it is one when it is asked for again.
    "以前在温州鞋厂做过四年，厂搬走了，想换个保安": {"wants": (job("guard"),), "places": ()},
    "在绍兴织布厂看了五年机子，还想干老本行": {"wants_sector": "textile", "places": ()},
    "去年在义乌打过包，今年想再去": {"places": ("330782",)},
    "老公在昆山厂里，我想过去跟他一起": {"places": ("320583",)},
    "我是湖南的，想去广东": {"places": ("440000",)},
    # Who looks after people for a living is hindered by nobody, and who leaves is free to.
    "想找个照看老人的保姆活": {"flexible": False},
    "孙子上学了，我又想出去打工了": {"flexible": False},
    "娃娃早晚要接，找个白天的": {"flexible": True, "area": Area.NEAR},
    # What would merely be nice binds nobody.
    "想进电子厂，最好不上夜班": {"wants": (sector("electronics"),), "soft_day": True},
    "找个餐馆的活，能包住更好": {"soft_board": True},
    "广东包吃住的，鞋厂也行": {"soft_work": True},
    # Places of the county, and lists of towns elsewhere.
    "会泽县城里找个活": {"area": Area.SEAT, "places": ()},
    "东莞虎门或者厚街": {"places": ("441900121", "441900122")},
    # Who has no paper asks for no work that needs it, when other work is named.
    "没得叉车证，打包的活要人不": {"wants": (job("packer"),), "avoids": (job("forklift"),)},
    # Written by ear.
    "福健的鞋场": {"wants": (sector("shoes"),), "places": ("350000",)},
    "普公 包次住": {"wants": (job("general_worker"),), "food": True, "lodging": True},
}


@pytest.mark.parametrize("text", SAID)
def test_what_is_told_is_read_as_it_is_meant(toolkit: Toolkit, text: str) -> None:
    expected = dict(SAID[text])
    query = toolkit.reader.read(text, home=COUNTY, on=TODAY)
    features = toolkit.reader.features
    read = {
        "flexible": bool(query.features & features["flexible"].mask),
        "soft_day": bool(query.soft & features["day_shift"].mask),
        "wants_sector": next(
            (
                toolkit.reader.lexicon.catalogue.jobs[t.key].sector if t.kind == "job" else t.key
                for t in query.wants
            ),
            None,
        ),
    }
    for name, value in expected.items():
        assert read.get(name, getattr(query, name, None)) == value, name


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("帮我媳妇找个活", Sex.FEMALE),
        ("我爸六十二了想去种点菜", Sex.MALE),
        ("给我侄女问问，她十九", Sex.FEMALE),
        ("我爹卧床了走不开，只能在会泽找", None),
        ("我男人伤了腰，我只能在县里找点轻巧的", None),
        ("想跟媳妇一起出去", None),
    ],
)
def test_for_whom_it_is_asked(text: str, sex: Sex | None) -> None:
    said = clean(text)
    assert asks_for_other(said) is (sex is not None)
    assert sex is None or sex_of_other(said) is sex


def test_the_file_of_who_asks_says_nothing_of_another(toolkit: Toolkit) -> None:
    query = toolkit.reader.read("帮我媳妇找个活，她44", home=COUNTY, on=TODAY)
    assert (query.other, query.age, query.sex) == (True, 44, Sex.FEMALE)


def test_a_message_without_a_wish_is_whole() -> None:
    told = tell_apart("以前在工地做过小工")
    assert (told.wish, told.before) == ("以前在工地做过小工", "")


def test_what_would_be_nice_is_left_out() -> None:
    assert without_soft("找个厂,最好双休,包住") == "找个厂,包住"
    assert without_soft("找个厂最好双休") == "找个厂"


@pytest.mark.parametrize(
    "text", ["离家不要太远", "老倌子找活", "我在迤车", "微信", "厂都可以", "怕高", "我在超市买菜"]
)
def test_what_is_written_right_stays(toolkit: Toolkit, text: str) -> None:
    assert toolkit.reader.plain(text, COUNTY) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("易乌 打包", "义乌 打包"),
        ("长百班", "长白班"),
        ("会泽县诚", "会泽县城"),
        ("缝韧工", "缝纫工"),
        ("包呷包住", "包吃包住"),
        ("快弟分见", "快递分拣"),
    ],
)
def test_what_is_written_by_ear_is_put_right(toolkit: Toolkit, text: str, meant: str) -> None:
    assert toolkit.reader.plain(text, COUNTY) == meant
