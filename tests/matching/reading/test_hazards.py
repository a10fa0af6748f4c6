"""What work does to a body against what people tell that harms them."""

from __future__ import annotations

import pytest

from labourers.tables import Sex
from matching.catalogue import Demand
from matching.reading.ailments import Ailments
from matching.reading.hazards import hazards
from matching.reading.limits import limits
from matching.reading.role import of_role
from matching.reading.speaker import own_clauses
from matching.reading.text import clean
from matching.reading.vacancies import is_spared, ruled_out
from matching.requirements import broken_rules
from tests.matching.builders import person, vacancy


def keys(mask: int) -> set[str]:
    return {hazard.key for hazard in hazards().all if hazard.mask & mask}


def harms(told: str) -> set[str]:
    return keys(limits().told(clean(told)))


def is_barred(told: str, work: str) -> bool:
    said = limits().told(clean(told))
    return bool(said & ruled_out(clean(work), Demand.MODERATE))


@pytest.mark.parametrize(
    ("told", "hazard"),
    [
        ("一沾面粉就打喷嚏起哮喘", "flour"),
        ("低头半小时手就麻得端不住碗", "head_down"),
        ("出院单注明忌接触化学药水", "chemicals"),
        ("太阳晒半小时脸上就起水泡", "sun"),
        ("见着大水就发抖", "water"),
        ("不准再去响声大的车间", "noise"),
        ("凡是有胶水味的厂一步都不能踏", "fumes"),
        ("医生交代不得熬夜", "nights"),
        ("支架术后，遵医嘱不熬夜", "nights"),
        ("大夫讲我对乳胶过敏", "latex"),
        ("关在窄处就心慌喘不上气", "narrow"),
        ("手举过头就脱，都脱了五六回", "overhead"),
        ("护士写着患侧不做反复用力动作", "arm"),
        ("碰到冰水手指就发乌失去知觉", "frost"),
        ("医生让离噪音远点", "noise"),
        ("染发剂碰了满手水泡", "chemicals"),
        ("手泡药水泡烂过", "chemicals"),
        ("蜂子蜇过休克", "bees"),
        ("肺结核才吃到第二个月药", "food"),
        ("青光眼，走路老撞门框", "blades"),
        ("每周三次透析", "shut_in"),
    ],
)
def test_what_harms_somebody(told: str, hazard: str) -> None:
    assert hazard in harms(told)


@pytest.mark.parametrize(
    "told",
    [
        "不怕灰，味道大也不怕",
        "夜班不要，想上白班",
        "我对花粉不过敏",
        "孩子对海鲜过敏，我不过敏",
        "老公尘肺，走几步就喘",
        "十年前得过肺结核，治断根了，去年体检肺上没事",
        "妻子怀起七个月，丈母娘照看",
        "娘家妈心脏支架不能熬夜，由我弟照管",
        "水泥厂干过十年，灰尘习惯了",
        "早年恐高，如今不怕了",
        "不想去冷库，太冷",
        "村里填表把我填成尘肺，弄混了，那是我叔",
    ],
)
def test_what_harms_nobody_here(told: str) -> None:
    assert harms(told) == set()


@pytest.mark.parametrize(
    ("work", "hazard", "shows"),
    [
        ("零下十八度库房作业", "frost", True),
        ("刷大底黄胶，味道有一些", "fumes", True),
        ("成品环保，无异味", "fumes", False),
        ("井下作业由专业队伍承担", "narrow", False),
        ("洗碗有热水", "wet", False),
        ("戴棉手套搬货", "latex", False),
        ("背喷雾器给果树打杀虫剂", "pesticide", True),
        ("车间一百分贝上下", "noise", True),
        ("喷漆由外厂做好送来", "fumes", False),
    ],
)
def test_what_work_shows(work: str, hazard: str, shows: bool) -> None:
    assert (hazard in keys(hazards().shown(clean(work)))) is shows


@pytest.mark.parametrize(
    ("told", "work", "barred"),
    [
        ("怀起五个月了", "背喷雾器打农药", True),
        ("怀起五个月了", "超市收银，白班", False),
        ("怀起五个月了", "贴片质检，两班倒", False),
        ("怀起有七个月了", "贴片质检，两班倒", True),
        ("孕期28周", "贴片质检，两班倒", True),
        ("心脏装了支架，医生不准熬夜", "物业中控，三班倒", True),
        ("心脏装了支架，医生不准熬夜", "物业中控，长白班", False),
        ("类风湿，冷水沾不得", "凉水洗碗", True),
        ("类风湿，冷水沾不得", "冷库开票员。坐在办公室开票，不进冷库", False),
        ("恐高", "塔吊租赁公司仓管。点数记账", False),
        ("恐高", "塔吊司机。开塔吊", True),
        ("红绿颜色老认错", "按颜色分拣电线", True),
        ("左眼小时候戳瞎了，右眼还好", "双眼视力均须在4.8以上", True),
        ("近视四百度", "裸眼或矫正1.0都可以", False),
        ("后背纹了个小的，穿衣裳看不着", "不露纹身即可", False),
        ("后背纹了个小的，穿衣裳看不着", "身上不得有纹身", True),
        ("腰不好，重的扛不起", "装卸队记数员。坐在磅房记车数，不伸手搬", False),
        ("白内障年初换了晶体，现在穿针引线都看得清", "视力要正常", False),
        ("双目只有一点光感，一级盲", "保安监控员。盯监控屏幕", True),
        ("双目失明", "公园绿化工。浇水修枝", True),
        ("盲人，学过推拿", "盲人按摩师。盲人优先", False),
        ("左眼戳伤看不见，右眼好得很", "打包装箱", False),
        ("看人只看得见影影", "盯监控屏幕", True),
        ("我爸眼睛瞎了，要买药", "盯监控屏幕", False),
        ("近视七百多度，眼镜配起有1.2", "矫正视力不低于1.0就要", False),
        ("近视八百度，戴镜也只有0.5", "矫正视力不低于1.0", True),
        ("医生写了诊断：禁止夜间独自值守", "单人夜间巡检场区十公里", True),
        ("医嘱禁止熬夜值夜", "晚9点守到早8点，不得睡觉", True),
        ("坐车十分钟就吐，医生说前庭有问题", "每天随车四个来回", True),
        ("一上车就吐", "跟着班车卖票", True),
        ("坐车从来不吐不晕", "押车送货", False),
        ("怕狗怕得要命，猫儿鸡鸭倒没啥", "蛋鸡场捡蛋，场内没养狗", False),
        ("怕狗怕得要命", "宠物店给狗洗澡", True),
        ("被狗咬过，看到狗脚就软", "宠物店给狗洗澡", True),
        ("肚子六个月了", "电焊工。焊铁架", True),
        ("手臂上有一条龙", "不能有纹身", True),
        ("我老表有尘肺，我身体好", "装水泥", False),
        ("受不得热", "炼钢炉前高温", True),
        ("对鸡毛过敏", "鸡场捡蛋清粪", True),
    ],
)
def test_bodies_against_work(told: str, work: str, barred: bool) -> None:
    assert is_barred(told, work) is barred


def test_the_law_for_women_with_child_binds_no_father() -> None:
    told = limits().told(clean("怀起有七个月了"))
    assert "condition" in {
        rule.code
        for rule in broken_rules(
            person(sex=Sex.FEMALE, conditions=told),
            vacancy(rules_out=ruled_out("固定夜班", Demand.LIGHT)),
        )
    }


def test_clauses_tell_of_the_person_as_things_are_now() -> None:
    assert own_clauses("前年腰疼,现在好了,就是腿提不得劲") == ["就是腿提不得劲"]
    assert own_clauses("老公尘肺,走几步就喘,我身体好") == ["老公尘肺", "我身体好"]
    assert own_clauses("肺结核。去年彻底好了。想进厂") == ["想进厂"]
    assert own_clauses("还没转阴") == ["还没转阴"]


def test_a_title_names_the_place_of_who_keeps_its_books() -> None:
    assert of_role("冷库开票员。坐着") == "开票员。坐着"
    assert of_role("夜班食堂收银。坐着") == "夜班食堂收银。坐着"
    assert of_role("冷库搬运工。开票由内勤做") == "冷库搬运工。开票由内勤做"


def test_who_keeps_count_lifts_nothing() -> None:
    assert is_spared("搬运队调度。坐在窗口发号牌,不用动手搬")
    assert not is_spared("搬运工。不用动手搬小件,扛大包")


def test_every_hazard_has_a_bit_below_those_of_heights_and_a_harm_of_every_ailment_is_known() -> (
    None
):
    masks = [hazard.mask for hazard in hazards().all]
    assert len(set(masks)) == len(masks)
    assert max(masks) < 1 << 128
    both = {hazard.key for hazard in hazards().all if hazard.mask in {o.mask for o in limits().all}}
    assert both == {"heights", "water", "lifting", "colour", "sight"}
    assert Ailments.load(limits().__getitem__).may_tell("尘肺")
