"""Posts kept for some people or asking something of a household, against who tells what."""

from __future__ import annotations

import pytest

from labourers.tables import Health
from matching.reading.reserved import reserves
from matching.reading.text import clean
from matching.requirements import broken_rules
from tests.matching.builders import person, vacancy


def barred(posting: str, told: str) -> int:
    return reserves().kept(clean(posting)) & reserves().outside(clean(told))


@pytest.mark.parametrize(
    ("posting", "told"),
    [
        (
            "此岗定向退役军人，凭退伍证报名，其余人员看别的岗。",
            "部队没去成（没服过役），想穿身制服",
        ),
        ("仅限退役军人", "我哥当过兵"),
        ("限退役军人报名", "种地的"),
        (
            "仅安置零就业家庭成员，家里有一人上班缴社保就不符合。",
            "孩子小，才四岁，媳妇我在家，当家的在粮库正式上班交着保险呢",
        ),
        ("只招零就业家庭", "我男人在广东打工，我想在家找个事"),
        ("定向岗：本人须持第二代以上残疾人证。", "家里人都壮实，没谁有残疾证"),
        ("本岗须有残疾证", "我妈有残疾证，要人照顾"),
        ("只安排正在享受低保的家庭成员，凭低保证。", "俺家没吃低保，就是脱贫户"),
        (
            "只招朝阳新城安置点里的搬迁群众,凭搬迁入住协议报名,其他人等二期",
            "听说县城扶贫车间招人;我家没有搬迁,一直住在老寨子",
        ),
        ("仅面向本安置区搬迁户,须实际居住", "想找个公益岗"),
        ("全日制大专以上，函授、自考、电大的不在这次范围内", "文凭是函授的大专，不是全日制"),
        ("统招本科及以上", "自考本科"),
        ("须为中共党员", "不是党员，群众"),
        ("不招寒暑假工", "寒假想打个短工，大二在读"),
        ("不抽烟不喝酒，住家保姆", "人勤快，就是抽点烟"),
        ("抽烟喝酒的莫来", "一天一包烟"),
        ("须自备摩托车", "没得摩托车"),
        ("能用英语接待外宾", "初中毕业，在家种地"),
        ("要会讲粤语", "云南话"),
        ("只招脱贫户", "我家不是贫困户"),
        ("面向残疾人招聘", "身体好"),
        ("限2026届应届毕业生", "做了十年工"),
        ("仅招全家无人就业的零就业家庭", "一家四口都在县城打工，就我闲"),
        ("只安排零就业家庭", "老公跑货车，一个月七八千"),
        ("低保户专岗", "低保去年取消了"),
        ("必须会讲粤语", "不会说白话"),
        ("本车间仅吸纳易地扶贫搬迁户", "我家是老村的，不是移民户"),
    ],
)
def test_who_is_outside_is_barred(posting: str, told: str) -> None:
    assert barred(posting, told)


@pytest.mark.parametrize(
    ("posting", "told"),
    [
        ("此岗定向退役军人，凭退伍证报名", "当兵回来两年了"),
        ("退役军人优先", "没当过兵"),
        ("仅安置零就业家庭成员", "一家人都没活干"),
        ("仅安置零就业家庭成员", "老公去年下岗了，在家"),
        ("仅安置零就业家庭成员", "老公原来在厂里上班，厂倒闭了"),
        ("本岗须有残疾证", "肢体三级，有残疾证"),
        ("只安排正在享受低保的家庭成员，凭低保证。", "家里吃低保"),
        ("只安排低保家庭", "想找个轻巧活"),
        ("低保户优先", "没有低保"),
        ("仅面向本安置区搬迁户", "我家是2018年搬下来的，住安置区3栋"),
        ("优先吸纳搬迁群众", "想找个公益岗"),
        ("面向搬迁群众和周边村民招工", "在家带娃"),
        ("全日制大专以上", "正规大专毕业"),
        ("全日制优先", "自考本科"),
        ("党员优先", "群众"),
        ("长期工，不招学生", "高中毕业三年了"),
        ("不抽烟的来", "从来不抽烟"),
        ("抽烟的去吸烟区", "抽烟"),
        ("自备电动车优先", "没有车"),
        ("公司配车", "没有车"),
        ("英语四级以上", "过了英语四级"),
        ("英语好的优先", "不会英语"),
        ("会粤语优先", "云南话"),
        ("面向脱贫户、低保户、残疾人等招聘", "一般农户"),
        ("只招脱贫户", "我家是脱贫户"),
        ("只招脱贫户", "做工十年"),
        ("脱贫户、监测户优先安排", "不是脱贫户"),
        ("残疾人也可以", "身体好"),
        ("照看残疾人", "身体好"),
        ("残疾人之家辅助员", "身体好"),
        ("限应届毕业生", "今年刚大专毕业"),
        ("应届往届都可", "做工"),
        ("工资按月发，有低保政策咨询", "没有低保"),
        ("本车间主要吸纳易地扶贫搬迁户，附近群众也可", "老村的"),
        ("低保户专岗", "有低保证"),
        ("本店不歧视残疾人，都可以来", "身体好"),
        ("退役军人事务站旁边的饭店", "种地"),
        ("必须会讲粤语", "会说白话"),
    ],
)
def test_who_may_belong_or_is_only_less_liked_is_not_barred(posting: str, told: str) -> None:
    assert not barred(posting, told)


def test_a_disabled_person_of_the_roster_may_have_a_post_for_the_disabled() -> None:
    disabled = person(health=Health.DISABLED, conditions=reserves().outside(""))
    post = vacancy(rules_out=reserves().kept("限残疾人"))
    assert post.rules_out
    assert "condition" not in {rule.code for rule in broken_rules(disabled, post)}
    sound = person(conditions=reserves().outside(""))
    assert "condition" in {rule.code for rule in broken_rules(sound, post)}


@pytest.mark.parametrize(
    ("posting", "told", "is_barred"),
    [
        ("函授、自考、网络教育的学历一律不算", "大专是函授读出来的,边打工边读", True),
        ("成教学历勿投", "大专读的业余班", True),
        ("不认函授文凭", "大专是后来补的成人学历", True),
        ("全日制大专学历", "自考本科", True),
        ("函授、自考均可", "自考本科", False),
        ("签全日制劳动合同", "函授大专", False),
        ("非全日制用工", "函授大专", False),
        ("函授学历一律不算", "没读过函授,全日制高职", False),
    ],
)
def test_how_a_level_was_reached(posting: str, told: str, is_barred: bool) -> None:
    assert bool(barred(posting, told)) is is_barred
