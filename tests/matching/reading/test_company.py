"""Whom people must bring along, and postings that let nobody come, want couples or neighbours."""

from __future__ import annotations

import pytest

from matching.reading import company
from matching.reading.day_slots import WEEK
from matching.reading.duties import duties
from matching.reading.features import Features
from matching.reading.hours import hours
from matching.reading.reserved import reserves
from matching.reading.text import clean


def _keys(mask: int) -> set[str]:
    return {key for key in ("brings_child", "brings_kin", "pet", "far") if mask & reserves()[key]}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("幺儿才一岁半，去哪都背在背上", {"brings_child"}),
        ("一个人拉扯女儿，女儿必须跟着她一起住", {"brings_child"}),
        ("要找准带娃的厂", {"brings_child"}),
        ("娃两岁，公婆不认，走到哪里都得抱在手上", {"brings_child"}),
        ("儿子自闭症，离了娘就闹，只能随身带", {"brings_child"}),
        ("奶娃八个月，得放在跟前看着", {"brings_child"}),
        ("老爹痴呆，打工要把老爹带在身边", {"brings_kin"}),
        ("兄弟是憨的，爹娘都没了，上工也得领着", {"brings_kin"}),
        ("两条狗跟了十年，住哪狗就住哪", {"pet"}),
        ("进城单边三个钟头，城头没亲没戚", {"far"}),
        ("弟弟智障，爹妈都不在，上哪都得带着弟弟", {"brings_kin"}),
        ("媳妇有精神病，走哪领到哪", {"brings_kin"}),
        ("就一条狗做伴，到厂里也要牵起去", {"pet"}),
        ("养猫八年了，舍不得丢，要跟我住", {"pet"}),
        ("下县城要走半天，晚上没地方住", {"far"}),
        ("离城五十公里，城头没住处", {"far"}),
        ("娃丢给婆婆带，一个人出来", set()),
        ("老妈由大哥接去服侍了，不带哪个", set()),
        ("每天要接送孩子上学", set()),
        ("带小娃、住家保姆都做过", set()),
        ("想带媳妇一起去，不去也行", set()),
        ("狗留在老家爹妈喂", set()),
        ("会养狗，想去狗场", set()),
        ("家在乡下，城里租了房，坐车一个小时", set()),
        ("骑车十分钟就到", set()),
    ],
)
def test_who_must_come_along(text: str, keys: set[str]) -> None:
    assert _keys(company.told(clean(text))) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("带娃的勿扰", {"brings_child"}),
        ("小孩子一律不许进宿舍过夜", {"brings_child"}),
        ("宿舍不许家人同住", {"brings_child", "brings_kin"}),
        ("员工楼不留外人过夜", {"brings_child", "brings_kin"}),
        ("拖家带口的不要", {"brings_child", "brings_kin"}),
        ("站上除值班人以外谁都不准过夜", {"brings_child", "brings_kin"}),
        ("一人一床，家属自己安排在外头", {"brings_child", "brings_kin"}),
        ("宿舍楼不养活物", {"pet"}),
        ("家离店超过两里的不考虑", {"far"}),
        ("公寓禁养，有猫有狗要带来的请另找", {"pet"}),
        ("厂区不许养狗", {"pet"}),
        ("只要附近住的，不管住", {"far"}),
        ("店里没宿舍，家远的请勿报名", {"far"}),
        ("宿舍有亲子间，可以带着娃住", set()),
        ("可以带一个家属跟着住，老人也行", set()),
        ("车间里不准带孩子进去玩", set()),
        ("照顾老人，家属好相处", set()),
        ("宠物店店员，给狗洗澡", set()),
        ("附近的优先，远的安排住宿", set()),
        ("包吃住，附近和外地的都行", set()),
        ("禁止外来人员进小区", set()),
    ],
)
def test_whom_a_posting_does_not_let_come(text: str, keys: set[str]) -> None:
    assert _keys(company.ruled_out(clean(text))) == keys


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("看果园。须成双成对，男的巡园女的做饭", True),
        ("农庄管家。招一对夫妻", True),
        ("林场。两口子合起来六千，单人不考虑", True),
        ("守水库。要两公婆，少一个都不行", True),
        ("羊场。小两口或老两口都行，光棍不要", True),
        ("烧砖。按对子招，一对一对来", True),
        ("果园。要成了家的两个人", True),
        ("司机。两证缺一不可", False),
        ("五金厂。夫妻工欢迎", False),
        ("装配。夫妻一道来的优先安排单间", False),
        ("普工。欢迎夫妻一起来", False),
        ("饲养员。最好两口子一起来", False),
        ("帮工。个人不用带工具", False),
        ("厨师。给一对老夫妻做饭", False),
    ],
)
def test_couples_wanted_and_nobody_alone(text: str, *, alone: bool) -> None:
    assert company.for_couples_alone(clean(text)) is alone


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("老公也报了同一个岗，一起去", True),
        ("老伴同我一起来", True),
        ("两口子只能出来一个", False),
        ("老婆嫌苦不来，就我一个", False),
        ("媳妇也来不了", False),
    ],
)
def test_who_comes_as_a_couple(text: str, *, together: bool) -> None:
    features = Features.load()
    assert bool(features.asked(clean(text)) & features["couples"].mask) is together


@pytest.mark.parametrize(
    ("text", "shut"),
    [
        ("种猪场。进场隔离后一待就是四十天，不到期不放人", True),
        ("养护站。上去两个月换一班，中间没车下来", True),
        ("守水库。一上山就是半年，不给下来", True),
        ("值守。一个季度轮一回，其余时间不出山", True),
        ("孵化场。一进门就得待够四十五天", True),
        ("养殖场。月底才开一次门，平时一律不放", True),
        ("实验室。签了就得在里头待一百天", True),
        ("普工。合同三个月一签", False),
        ("普工。三个月发一次劳保", False),
        ("普工。做一个月也要，学生放假可以来", False),
        ("检修。当天上山当天下山", False),
    ],
)
def test_who_is_shut_in_for_weeks(text: str, *, shut: bool) -> None:
    assert bool(hours(clean(text)) & WEEK) is shut


@pytest.mark.parametrize(
    ("text", "goes_home"),
    [
        ("每个周末必须回家照看住校回来的孩子，没人代替", True),
        ("礼拜六必须赶回去照管老的小的", True),
        ("一星期最少回家一趟，老爹要人洗澡", True),
        ("周周得回，女儿住校没人管", True),
        ("孩子住校，周末去外婆家", False),
        ("周末双休最好", False),
        ("以前每周回家照顾爹，爹走了", False),
    ],
)
def test_who_comes_home_each_week(text: str, *, goes_home: bool) -> None:
    assert bool(duties(clean(text)) & WEEK) is goes_home
