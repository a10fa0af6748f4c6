"""Posts kept for some people or asking something of a household, against who tells what."""

from __future__ import annotations

import pytest

from labourers.tables import Health
from matching.reading.limits import limits
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
        ("仅招全家无人就业的零就业家庭", "一家四口都在县城打工，就我闲"),
        ("只安排零就业家庭", "老公跑货车，一个月七八千"),
        ("低保户专岗", "低保去年取消了"),
        ("必须会讲粤语", "不会说白话"),
        ("本车间仅吸纳易地扶贫搬迁户", "我家是老村的，不是移民户"),
        ("招有残疾证的人，没证的请绕行", "没办过残疾证"),
        ("给盲人设的按摩岗，明眼人不招", "眼睛好"),
        ("残联定向招工", "我爹是残疾人"),
        ("必须服过役", "当过民兵"),
        ("没当过兵的莫来", "儿子在部队当士官"),
        ("民政给低保家庭留的岗", "儿子买车，低保清退了"),
        ("不在低保册子上的莫报", "以前吃过低保"),
        ("只招三类监测户", "不是监测对象"),
        ("系统里标注为监测户的才能报", "风险消除了，监测户退了"),
        ("户内劳动力均未就业方可申报", "屋头男的跑滴滴"),
        ("家里只要有一个人拿工资就不符合", "妻子在超市收银"),
        ("夫妻一方有稳定工作的不招", "老公是小学老师"),
        ("抽烟的不要", "戒了几回都戒不脱，烟瘾大"),
        ("母婴店，身上有烟味的不要", "叶子烟抽了三十年"),
        ("福利厂，只用残疾工人，健全人不进", "身体好"),
        ("拿得出残疾证的来", "身体好"),
        ("转业退伍人员专招", "种地"),
        ("无低保证不录", "没吃低保"),
        ("给三类监测户留的，别的户不在范围", "不是监测对象"),
        ("家庭成员中已有就业的，取消资格", "媳妇在医院当护士"),
        ("配偶有单位的不收", "媳妇在医院当护士"),
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
        ("工资按月发，有低保政策咨询", "没有低保"),
        ("本车间主要吸纳易地扶贫搬迁户，附近群众也可", "老村的"),
        ("低保户专岗", "有低保证"),
        ("本店不歧视残疾人，都可以来", "身体好"),
        ("退役军人事务站旁边的饭店", "种地"),
        ("残疾人康复中心洗衣工，给残疾学员洗床单", "身体好"),
        ("盲道砖搬运", "身体好"),
        ("没有残疾证，不要紧", "身体好"),
        ("给残疾人送餐", "身体好"),
        ("教退伍军人开挖机的教练", "种地"),
        ("退役军人优先，没当过兵的也要", "没当过兵"),
        ("只要当过兵的", "在武警干了两年"),
        ("只给吃低保的人家", "低保停过半年，去年又批下来，现在吃起低保"),
        ("照顾低保老人，上门做饭", "没有低保"),
        ("只招脱贫户", "一般脱贫户，不是监测对象"),
        ("限脱贫户和监测户", "脱贫户，不是监测对象"),
        ("只招监测户", "我家是监测户"),
        ("家里有人上班也不碍，都要", "老公在厂里上班"),
        ("只招零就业家庭", "想跟姐姐去广东进厂"),
        ("户内已有公益性岗位在岗者不得再报", "老公在厂里上班"),
        ("全厂禁烟，抽烟的不招", "抽了二十年烟，三年前戒脱了"),
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


@pytest.mark.parametrize(
    ("text", "shut_out"),
    [
        ("没有残疾证的不招", False),
        ("不是残疾人的请绕行", False),
        ("身体健康，无残疾", True),
        ("有残疾者不招", True),
    ],
)
def test_who_has_no_handicap_is_sent_away_and_not_who_has(text: str, *, shut_out: bool) -> None:
    found = limits().ruled_out(clean(text), heavy=False) & limits()["disabled"]
    assert bool(found) is shut_out


@pytest.mark.parametrize(
    ("told", "is_kept_out"),
    [
        ("申请过几回都没评上,脱贫户、监测户都不是", True),
        ("脱贫户监测户两样都不沾", True),
        ("不是监测户,脱贫户也冇轮到", True),
        ("我家是监测户,脱贫户倒不是", False),
        ("脱贫户,监测户没评上", False),
        ("脱贫户一个,也没出过远门", False),
    ],
)
def test_who_is_of_neither_group_is_kept_out(told: str, is_kept_out: bool) -> None:
    for posting in ("只收脱贫户和监测户", "面向脱贫户（含监测户）定向招用，其余不招"):
        assert bool(barred(posting, told)) is is_kept_out
