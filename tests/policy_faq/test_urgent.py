"""Which messages tell of danger, and which only sound like it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import policy_questions
from policy_faq.answer import SMS_LIMIT
from policy_faq.service import PolicyService
from policy_faq.text import clean
from policy_faq.urgent import Danger, danger_in, is_pressing, urgent_topic

_URGENT = {
    "wages",
    "fraud",
    "fraud-prevention",
    "injury",
    "id-card",
    "minor",
    "report",
    "held",
    "harm",
}


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("三个月工钱一分没见到", Danger.WAGES),
        ("包工头跑了，工钱没拿到", Danger.WAGES),
        ("老板不给工资，坐车回家的钱都没有", Danger.WAGES),
        ("老板打欠条,说过年给", Danger.WAGES),
        ("离职的时候厂里不退押金", Danger.FRAUD),
        ("厂子不给签合同还扣押金", Danger.FRAUD),
        ("中介收了我钱不给安排", Danger.FRAUD),
        ("去缅甸一个月三万,包机票,能去不", Danger.FRAUD),
        ("手轧断了厂里不管", Danger.INJURY),
        ("厂里不放人,天天守着大门", Danger.HELD),
        ("进厂要把身份证交给他们保管", Danger.ID_CARD),
        ("我家二妹14想去饭店端盘子", Danger.MINOR),
    ],
)
def test_danger_is_heard(text: str, danger: Danger) -> None:
    alarm = danger_in(clean(text))
    assert alarm is not None
    assert alarm.danger is danger
    assert urgent_topic(clean(text)) == danger.value


@pytest.mark.parametrize(
    "text",
    [
        "不押身份证的厂",
        "不收押金的厂有吗",
        "想找个不拖欠工资的厂",
        "有没有工资5000的活",
        "没有工资更高的",
        "工资不到1600元",
        "坐车钱给不给",
        "工伤保险谁交",
        "朋友欠我三千块不还",
        "还差几年才能领退休工资",
        "去仲裁要交多少手续费",
        "我妈在村上当保洁",
        "补贴的钱没给",
    ],
)
def test_what_only_sounds_like_danger(text: str) -> None:
    assert danger_in(clean(text)) is None


def test_how_to_avoid_fraud_is_a_question_and_no_emergency() -> None:
    text = clean("找工作时应该怎样防止受骗上当？")
    alarm = danger_in(text)
    assert alarm is not None
    assert not alarm.happening
    assert urgent_topic(text) is None


TOLD = (
    "路边有人说能介绍高工资的活,先交定金,信得过不",
    "工资被拖了快一年了,仲裁还来得及不",
    "工伤认定他们拖着不办咋个整",
    "在外省打工出了事,云南有没有人帮我们维权",
    "laoban bu gei qian",
    "laoban tuoqian gongzi",
    "gongzi mei fa",
    "wo de shenfenzheng bei kou le",
    "lao ban qian wo gong zi",
    "bei pian le zenme ban",
    "gongshang zenme ban",
    "老闆欠薪不給錢",
    "老闆扣我身份證",
    "老板欠我公资",
    "工资拖钱半年",
    "老板不给钱",
    "老板耍赖不认账",
    "boss does not pay",
    "my boss won't pay me",
    "boss owes me 3 months salary",
    "they took my ID card",
    "they keep my id card",
    "the factory took our passports",
    "I was cheated by an agent",
    "agent asked for deposit",
    "I got hurt at work",
    "my hand was cut by machine",
    "they beat me",
    "boss does not let me leave",
    "my son is 15 and works in a factory",
    "身份证被厂里收了",
    "老板把我身份证扣下了不给",
    "身份证押在老板那里",
    "厂里要押我们身份证",
    "不让走,走就不给钱",
    "厂里大门锁着不给出去",
    "被老板打了",
    "工头动手打人",
    "老板喊人打我",
    "他们打我还骂我",
    "不准我们回家",
    "手机也被收走了",
    "我儿子15岁在厂里",
    "我家姑娘才14就在外头打工",
    "娃娃还在读初中,有人带他进厂",
    "孙子没满十六,去工地搬砖了",
    "有人带村里的小孩去广东电子厂",
    "我侄女初二就去饭店端盘子了",
    "十五岁能不能进厂",
    "押金不退",
    "进厂要交500押金",
    "中介收了我800块介绍费不见人了",
    "交了体检费服装费后叫我回家等",
    "招聘的叫我先打钱过去",
    "网上招工叫我刷单",
    "他们让我贷款培训",
    "被人骗到缅甸",
    "老乡骗我去外地搞传销",
    "俺被坑了,工钱一分没有",
    "干了三个月活一分钱冇得",
    "老板跑了,工钱没得了",
    "包工头电话打不通了,钱还没结",
    "工钱要不到咋整",
    "钱要不回来",
    "老板说没钱,叫等过年",
    "厂子倒闭了工资还没给",
    "工地上摔下来了",
    "我老公在工地上砸到脚了老板不管",
    "干活手指头被机器绞了",
    "在厂里晕倒了",
    "老公在工地上死了",
    "得了尘肺病找谁",
    "上班路上被车撞了",
    "老板不给看病",
    "活干完了老板翻脸不给钱",
    "干了半年都没开工资",
    "欠我们十几个人的血汗钱",
    "老板天天骂人还扣工资",
    "扣工资合法吗",
    "辞职不给结工资",
    "押一个月工资不给走",
    "在外头遭人打了",
    "性骚扰",
    "老板摸我",
    "我不想活了",
    "想死",
    "我老公在昆明工地从三楼摔下来现在还在抢救",
    "俺爹在矿上让石头砸了,矿长不管",
    "姐夫在湖北厂里手被卷进去了老板就给了两千",
    "机器把我右手压了",
    "被叉车撞了厂里说是我自己的错",
    "工头带我们去深圳,干了两个月人不见了,钱也没给",
    "年三十了工钱还没着落",
    "老板打了张白条就没影了",
    "我的工钱被扣了一半,说是伙食费",
    "做了半年一分没拿",
    "老板讲没钱,喊我们等起",
    "老板说要扣我们一个月工资当押金",
    "厂里说辞职就不发工资",
    "那个包工的卷起钱跑路了",
    "干满三个月了,工资还莫发",
    "搞了两个月事,老板冇把钱",
    "给老板打工干了仨月没开支",
    "招工的喊先交800报名",
    "抖音上找的活,先交了300服装费就把我删了",
    "说是去柬埔寨当客服月入两万",
    "网上说刷单一天三百",
    "他说先贷款学技术再安排工作",
    "被老乡带到一个地方天天上课不让出去",
    "我们几个被关在宿舍里手机也没收了",
    "厂门口有人守着,不准出去",
    "进厂那天身份证就被收走了,现在要走不给",
    "老板把我身份证扣起,说干满一年才给",
    "经理压着我毕业证不还",
    "保安动手打了我老表",
    "班长天天打骂我们",
    "老板娘扇我耳光",
    "主管老是摸我,怎么办",
    "15岁能进电子厂不",
    "村里有个娃娃13岁就在砖厂背砖",
    "我姑娘初三没读完,现在在餐馆洗碗",
    "厂里招了好几个不满16的",
    "gongtou paole qian mei gei",
    "wo bei laoban da le",
    "wo de shou bei jiqi ya le",
    "laoban kou le wo shenfenzheng",
    "my salary was not paid for two months",
    "agent took my passport and won't give back",
    "my husband fell from the roof at work",
    "工傷了老闆不管",
    "包工頭跑了,工錢沒給",
)
"""How people tell that they are in danger: dialects, pinyin, English, traditional characters."""

CALM = (
    "工资多久发一次",
    "我想找个不打骂人的厂",
    "打工要带身份证吗",
    "身份证过期了能进厂吗",
    "身份证丢了在哪补",
    "帮我打听一下工资",
    "打电话没人接",
    "我打零工一天一百八",
    "十五号能到账吗",
    "车票没拿到钱",
    "补贴款没到账",
    "补贴拖了好久没发",
    "公益岗补贴没发",
    "我18岁想进厂",
    "孩子初三,想问职高补贴",
    "孩子上初中,我能在家门口干活吗",
    "带着娃能不能去扶贫车间上班",
    "小学毕业能找啥工作",
    "工伤保险谁买",
    "没受过伤,身体好",
    "摔了个碗",
    "工地上有没有小工",
    "去工地干活要体检吗",
    "体检费能报吗",
    "培训费多少",
    "不交押金的厂有没有",
    "中介靠谱吗怎么看",
    "劳务公司要什么证",
    "老板人不错,包吃住",
    "公司不给买社保",
    "加班工资怎么算",
    "试用期多久",
    "合同没签怎么办",
    "老板让我签空白合同",
    "年休假几天",
    "贷款没批下来",
    "贷款没还完能再贷吗",
    "我不想干了",
    "想换个厂",
    "不走不行,家里有事",
    "厂里几点下班",
    "锁具厂招不招人",
    "打字员有没有",
    "打包工多少钱一天",
    "打扫卫生的活",
    "养老金没发",
    "低保没发下来",
    "朋友欠钱不还",
    "我要不到假",
    "下雨工地不开工",
    "手脚勤快,想找活",
    "腰不好能干啥",
    "腿有残疾能找什么工作",
    "爱人住院了想在附近找活",
    "父亲去世了丧葬费",
)
"""What people say in the same words when nothing is wrong."""


@pytest.mark.parametrize("text", TOLD)
def test_danger_is_heard_however_it_is_told(text: str) -> None:
    assert danger_in(clean(text)) is not None


@pytest.mark.parametrize("text", CALM)
def test_daily_talk_in_the_same_words_is_no_alarm(text: str) -> None:
    alarm = danger_in(clean(text))
    assert alarm is None or not alarm.happening
    assert not is_pressing(clean(text))


@pytest.mark.parametrize(
    "text",
    [
        "老板让我们一天干16个小时,去哪里告他",
        "单位违法用工找哪个举报",
        "在外省打工出了事,云南有没有人帮我们维权",
        "工资被拖了快一年了,仲裁还来得及不",
        "工伤认定他们拖着不办咋个整",
    ],
)
def test_who_was_wronged_and_asks_where_to_turn_is_heard_first(
    text: str, policy: PolicyService
) -> None:
    answer = policy.ask(text, county="530326", on=date(2026, 11, 23))
    assert answer.urgent
    assert answer.handoff
    assert "12333" in answer.text
    assert len(answer.sms) <= SMS_LIMIT


def test_what_to_do_at_once_stands_first(policy: PolicyService) -> None:
    answer = policy.ask("工头动手打人", county="530326", on=date(2026, 11, 23))
    assert answer.text.replace(" ", "").startswith("先离开那里，打110")
    assert answer.sms.startswith("先离开那里,打110")


def test_of_two_dangers_the_one_that_is_told_counts(policy: PolicyService) -> None:
    """压 is what a machine does to a hand, too; the ranking alone takes it for that."""
    answer = policy.ask(
        "在贵阳上班一个月五千，老板压了三个月", county="530326", on=date(2026, 11, 23)
    )
    assert answer.urgent
    assert "劳动保障监察" in answer.text
    assert "工伤" not in answer.text


def test_ordinary_questions_sound_no_alarm(policy: PolicyService) -> None:
    """Of all questions kept for measuring, those about something else stay calm: under 1%."""
    asked = [
        line.split("\t")
        for file in sorted(Path(policy_questions.__file__).parent.glob("data/*questions.tsv"))
        for line in file.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    calm = [fields[-1] for fields in asked if not _URGENT.intersection(fields[1].split(","))]
    false = [text for text in calm if danger_in(clean(text)) or is_pressing(clean(text))]
    assert len(calm) > 300
    assert len(false) * 100 <= len(calm), false


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    assert urgent_topic(clean(text)) in {None, *(danger.topic for danger in Danger)}


@pytest.mark.parametrize(
    "text",
    [
        "帮我儿子问,他20岁,初中,想去东莞深圳的电子厂",
        "小学文化,三十八岁,工地小工有没有",
        "弟弟二十三岁,小学毕业,想去东莞打工",
        "我走不开,四十六岁女的,只能在会泽做,有没有能拿回家做的手工",
        "姑娘十九岁,初中没毕业,哪里招人",
        "我娃十岁在读小学,我想在县城找个厂上班",
        "电工 正在 会泽找 有低压证 工资五六千",
        "房贷压力大,找个月薪八千的",
        "工资月月发,不拖的厂",
        "不收中介费的,东莞的电子厂",
        "怕电,电工不做,怕触电",
        "不要那种容易受伤的活",
    ],
)
def test_ages_and_fears_of_who_looks_for_work_are_no_danger(text: str) -> None:
    assert danger_in(clean(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "我表弟才十四,跟他二十岁的哥哥去厂里上班了",
        "厂里有个十三岁的娃在做工,老板四十岁",
        "读初二的弟弟跟我(26岁)一起进厂行不",
        "我今年30岁,弟弟初中没读完,被带去厂里做工",
        "未满18岁可以进厂吗",
        "我15岁,会泽有活干吗",
        "儿子没满十六,老板三十岁,叫他去工地",
        "中介带初中生去电子厂,领队的25岁",
    ],
)
def test_an_adult_beside_a_child_does_not_silence_the_alarm(text: str) -> None:
    alarm = danger_in(clean(text))
    assert alarm is not None
    assert alarm.danger is Danger.MINOR


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("我儿子十七,想跟我去工地", Danger.MINOR),
        ("中介说交五百包进厂", Danger.FRAUD),
        ("他们说去缅甸打工工资高", Danger.FRAUD),
        ("不想活了,找不到活", Danger.CRISIS),
    ],
)
def test_plain_words_of_a_danger_are_heard(text: str, danger: Danger) -> None:
    alarm = danger_in(clean(text))
    assert alarm is not None
    assert alarm.danger is danger
