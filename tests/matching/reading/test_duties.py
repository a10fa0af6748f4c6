"""When people cannot be away from home, and which postings go together with it."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from labourers.tables import Sex, Willingness
from matching.model import Wishes
from matching.reading.day_slots import IN_REACH, LIVES_IN, MONTH, NEAR, WEEK, between, month
from matching.reading.duties import FEEDS, allows, duties, labels, of_leaver
from matching.reading.hours import NIGHT, NOON, hours
from matching.reading.people import Profile
from matching.reading.text import clean
from matching.reading.week_slots import DAYS_OFF
from matching.requirements import broken_rules
from tests.matching.builders import person, vacancy

MUST_NOT = [
    ("毛毛五个月,不呷奶粉,三个钟头要喂一回", "实行封闭管理,两个月内吃住在厂不得外出"),
    ("儿子自闭症,天一黑就闹,我不守他就往马路上跑", "19:00—07:00值守,只招夜班"),
    ("一个人带两个女儿,大的才七岁,黑了要守着她们困", "KTV保洁,18:00至次日凌晨2:00"),
    ("崽脑瘫,每天下午两点到五点在县残联康复,要我抱着做", "招下午班一人:13:00-19:00"),
    ("老父亲独居,每个礼拜我必须回屋给他配药洗澡", "一趟出海10个月以上,中途不能回国"),
    ("尿毒症,星期一三五下午要去县医院做透析", "在场站连续值守,当月只休两天,不得中途离站"),
    ("天黑以前我必须拢屋头", "进场后一律住场,满二十五天统一出场"),
    ("早上八点我送,下午四点半我去校门口接", "上班时间7:00-19:00,午休六十分钟"),
    ("家娘瘫起的,中午那一餐要我回去喂", "早上六点厂车上山接人,晚七点送回,中途无车、不得离厂"),
    ("孙儿才两岁,我一步都离不开村里", "照顾老人,24小时住家,每月休两天"),
    ("只有寒假能出去做个把月", "工期3月1日至5月31日,需全程在岗"),
    ("晚上娃要人领,夜班不上", "白夜两班倒"),
    ("需每日19点前返家照料失智父亲", "商场导购,班次10:00-22:00"),
    ("因接送两名学龄儿童(早7:40、午后16:20),家中无人替代", "服装厂 7:30-18:30 计件"),
    ("爸瘫在床,白天大伯搭把手,夜头是我的事", "守夜保安"),
    ("公婆都中风,早上六点到八点要给他们擦洗喂饭", "早上五点到十点"),
    ("老公肾衰,隔一天背去透一回", "住工地,干满两个月才结账"),
]
MAY = [
    ("女儿晚上要我守着做康复,上不得夜班,白天送托养中心", "分白班和夜班,可固定其一,本次缺的是白班"),
    ("崽还小,天黑前要到屋", "白班7:30—11:30,14:00—17:00,不排夜班"),
    ("要接送两个细伢,八点半以后才走得开,下午四点前要收工", "工作时间9:00-15:30"),
    ("毛毛八个月还要喂奶", "时间灵活,可随时回家喂奶"),
    ("不乐意上夜班,能白天最好", "两班倒,夜班每晚补25块"),
    ("爹做透析原来是我接送,上个月弟弟接了手", "封闭管理,住场,满二十五天出场"),
    ("前几年婆婆瘫痪夜里离不得人,今年老人走了", "固定夜班,晚八点到早八点"),
    ("我妹晚上要守瘫痪的婆婆,我没得事", "固定夜班,晚八点到早八点"),
    ("婆婆瘫在床上,夜里有小姑子守着", "19:00—07:00值守"),
    ("婆婆中午要我回去喂饭", "早八点到下午五点半,中午可回家"),
    ("每天下午两点到五点带崽去康复", "早上六点到十一点半"),
    ("天天要能回屋", "三班倒,厂车每天接送"),
    ("最好能接送娃", "早七点到晚七点"),
    ("照顾老人、晚上陪护的活都行", "24小时住家"),
    ("妹妹离婚一个人带娃,晚上没人看娃,我单身", "夜班叉车,20点-8点"),
    ("爸爸肺癌晚期,夜里有护工守", "酒店夜审"),
    ("带过瘫痪老人,夜里起来几次没问题", "住家护理"),
    ("单身汉,爹妈跟着兄弟", "驻守水库,每月下山一次"),
]


@pytest.mark.parametrize(("said", "offered"), MUST_NOT)
def test_what_cannot_go_together(said: str, offered: str) -> None:
    who = person(duties=duties(clean(said)), sex=Sex.FEMALE)
    assert "duty" in [rule.code for rule in broken_rules(who, vacancy(hours=hours(clean(offered))))]


@pytest.mark.parametrize(("said", "offered"), MAY)
def test_what_goes_together(said: str, offered: str) -> None:
    who = person(duties=duties(clean(said)), sex=Sex.FEMALE)
    assert "duty" not in [
        rule.code for rule in broken_rules(who, vacancy(hours=hours(clean(offered))))
    ]


@pytest.mark.parametrize(
    ("said", "mask"),
    [
        ("夜里离不得人", NIGHT),
        ("不能在外头过夜", LIVES_IN | NEAR),
        ("中午必须回屋喂婆婆", NOON | LIVES_IN | NEAR),
        ("每个星期必须回家照看老人", WEEK | MONTH | IN_REACH | DAYS_OFF),
        ("每个月必须回来复查", MONTH | DAYS_OFF),
        ("五月到九月栽烤烟走不开", month(5) | month(6) | month(7) | month(8) | month(9)),
        ("每天上午九点到十一点陪娃做康复", between(9, 11)),
        ("守门、守夜都得", 0),
        ("夜班也要得", 0),
    ],
)
def test_what_a_text_tells(said: str, mask: int) -> None:
    assert duties(clean(said)) == mask


def test_only_a_mother_feeds() -> None:
    feeds = duties("娃娃八个月还在吃奶")
    closed = vacancy(hours=hours("封闭管理,吃住在场"))
    assert feeds & FEEDS
    assert broken_rules(person(duties=feeds, sex=Sex.FEMALE), closed)
    assert not broken_rules(person(duties=feeds, sex=Sex.MALE), closed)


def test_who_must_be_home_is_sent_to_no_other_prefecture() -> None:
    daily, weekly = (duties("天黑以前必须到家"), "5303"), (duties("每周必须回家照看老人"), "5303")
    assert allows(daily, (0, "5303"))
    assert allows(daily, (0, "5300"))
    assert not allows(daily, (0, "5301"))
    assert allows(weekly, (0, "5301"))
    assert not allows(weekly, (0, "4419"))
    assert allows((of_leaver(daily[0]), "5303"), (0, "4419"))


def test_duties_are_kept_with_the_profile() -> None:
    kept = TypeAdapter(Profile)
    told = duties("娃娃八个月还在吃奶,每周必须回家") | month(12)
    before = Profile(Wishes(), frozenset(), Willingness.IN_COUNTY, (), (), duties=told)
    assert kept.validate_json(kept.dump_json(before)) == before


def test_what_a_caseworker_is_shown() -> None:
    told = duties("婆婆瘫在床上夜里离不得人,每天下午两点到五点要带娃做康复,五月到七月要收烟走不开")
    assert list(labels(told)) == [
        "夜里要在家",
        "不能住在外面",
        "白天有固定时间走不开",
        "5、6、7月走不开",
    ]
    assert list(labels(duties("天黑前必须到家"))) == [
        "天黑前要到家",
        "夜里要在家",
        "不能住在外面",
    ]
