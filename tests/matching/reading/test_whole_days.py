"""Half days, needs in the middle of the day, and postings that take whole days."""

from __future__ import annotations

import pytest

from matching.reading.duties import allows, duties
from matching.reading.hours import hours
from matching.reading.text import clean

_ALL_DAY = "每天上班十一小时，全天班"
_FIXED = "早上七点到晚上七点，中途不准离开"
_YEAR = "要做满一年，中途不能走"


@pytest.mark.parametrize(
    "text",
    [
        "一天顶多做三个钟头",
        "只找小时工做",
        "整天的活干不下来",
        "做一会儿就要躺",
        "上午要守摊子，下午能出来做点",
        "每天工作不宜超过四小时",
        "整班撑不下来，半个班要得",
        "十一点以后到三点有空",
        "到了下午就瘫，干到晌午还行",
    ],
)
def test_who_cannot_give_a_whole_day(text: str) -> None:
    assert not allows((duties(clean(text)), ""), (hours(clean(_ALL_DAY)), ""))


@pytest.mark.parametrize(
    "text",
    [
        "以前做过小时工，现在要找全天的",
        "半天的活不想做，要做满工",
        "从家里走到街上要小半天",
        "学了半天没学会",
        "半天工钱太少，看不上",
        "一句话要讲半天",
        "早上八点到十一点面试都有空",
        "一天干十个钟头没问题",
    ],
)
def test_who_can_give_a_whole_day(text: str) -> None:
    assert allows((duties(clean(text)), ""), (hours(clean(_ALL_DAY)), ""))


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("老爹三个小时要翻一次身，都是我弄", False),
        ("孙女中午回来没得人煮饭，要我回去烧", False),
        ("饭点要赶回去，瘫痪的爹等着喂", False),
        ("隔三个钟头要给卧床的外婆翻身，就我在", False),
        ("中间要脱身一个钟头", False),
        ("两个娃上学要接送，白班可以", True),
        ("每天早中晚要给瘫子妈喂饭，非我不行", False),
        ("中午带饭在厂里吃", True),
        ("娃接送归他奶奶", True),
        ("做过护工，给老人翻身喂饭都会", True),
    ],
)
def test_who_is_needed_by_day(text: str, may: bool) -> None:
    assert allows((duties(clean(text)), ""), (hours(clean(_FIXED)), "")) is may


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("割完谷子才出来", False),
        ("干三个月挣够学费就走", False),
        ("开春要回去起房子", False),
        ("冬闲出来打点零工", False),
        ("地都租给人了，哪个月都有空", True),
        ("做过两年短工，现在想做长", True),
    ],
)
def test_who_will_not_stay(text: str, may: bool) -> None:
    assert allows((duties(clean(text)), ""), (hours(clean(_YEAR)), "")) is may


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("卖菜帮工，清早开档守到天黑", True),
        ("装卸工，一天做满十二个小时", True),
        ("只收全职，不招小时工", True),
        ("豆腐坊，只上半天，做完就走", False),
        ("绣品可领回家做，时间自由", False),
        ("机器全天转，人上四小时", False),
    ],
)
def test_postings_that_take_whole_days(text: str, takes: bool) -> None:
    assert allows((duties(clean("每天只能做半天")), ""), (hours(clean(text)), "")) is not takes


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("只收长年工，做不长的莫来", True),
        ("学徒，学满两年出师", True),
        ("从育苗跟到采收", True),
        ("短期也要，做几个月都行", False),
        ("年前赶货二十天", False),
    ],
)
def test_postings_that_want_people_for_long(text: str, takes: bool) -> None:
    person = duties(clean("只能农闲做，三月到十月要回家种地走不开"))
    assert allows((person, ""), (hours(clean(text)), "")) is not takes


def test_hours_that_somebody_is_free_are_none_at_home() -> None:
    person = duties(clean("两个娃早晚都要我接，只能做白天8点到下午4点半这段"))
    assert allows((person, ""), (hours(clean("早8点到下午4点")), ""))
