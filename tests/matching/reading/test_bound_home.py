"""Who cannot work by night or sleep elsewhere, against posts that ask for it."""

from __future__ import annotations

import pytest

from matching.reading.day_slots import LIVES_IN, WEEK
from matching.reading.duties import duties
from matching.reading.hours import NIGHT, hours
from matching.reading.text import clean


@pytest.mark.parametrize(
    "said",
    [
        "上不了夜班",
        "夜班上不得",
        "不敢再倒班",
        "通宵的活路莫喊我",
        "胃切了一半,三班倒的不去",
        "大夫交代十点以前必须睡下",
        "天一黑眼睛就看不见路",
    ],
)
def test_what_cannot_be_by_night(said: str) -> None:
    assert duties(clean(said)) & NIGHT


@pytest.mark.parametrize(
    "said",
    [
        "最好不上夜班",
        "不想上夜班",
        "哥哥上不了夜班,我都行",
        "夜班照样能上",
        "没有夜盲",
        "男人心脏不好,熬不得夜,我没得事",
        "夜班不能太累",
        "我家男人装了支架,熬不得夜,我啥都好",
        "会用电脑,夜班不上",
        "喂奶那阵上不了夜班,如今夜班愿意上",
    ],
)
def test_wishes_and_others_leave_the_nights_free(said: str) -> None:
    assert not duties(clean(said)) & NIGHT


@pytest.mark.parametrize(
    "said",
    [
        "圈里十头猪,天天要喂三道,外宿不行",
        "每天必须落屋",
        "屋头有个瘫子妈,过夜的活莫喊",
        "三天两头要回去给奶奶送药",
    ],
)
def test_who_cannot_sleep_elsewhere(said: str) -> None:
    assert duties(clean(said)) & (LIVES_IN | WEEK)


@pytest.mark.parametrize(
    "said",
    ["猪都卖了,哪里都能住", "住工棚也要得", "娃跟奶奶睡,她放得开", "屋里老人有弟弟看,随便去"],
)
def test_who_can(said: str) -> None:
    assert not duties(clean(said)) & (LIVES_IN | WEEK)


@pytest.mark.parametrize(
    "text", ["守水泵。睡塘坝上的窝棚", "放蜂。跟着花走,一走半年不回", "隧道工。住在洞口工棚"]
)
def test_posts_away_from_home(text: str) -> None:
    assert hours(clean(text)) & LIVES_IN


@pytest.mark.parametrize(
    "text", ["司炉。四班三运转", "面点工。凌晨一点起来和面", "烧烤店。打烊十二点", "门卫。一天一宿"]
)
def test_posts_by_night(text: str) -> None:
    assert hours(clean(text)) & NIGHT


@pytest.mark.parametrize(
    "text",
    [
        "包子铺。早上卖到十二点",
        "保安。白天岗,夜里有监控",
        "食堂。管早中晚三餐",
        "质检。日班",
        "拣菜。八点到十一点半",
    ],
)
def test_posts_by_day(text: str) -> None:
    assert not hours(clean(text)) & NIGHT


@pytest.mark.parametrize(
    "text", ["派件员。开面包车送村镇件,早8点到晚6点", "缝纫工。上下班专车接送,长白班"]
)
def test_posts_that_let_people_go_home(text: str) -> None:
    assert not hours(clean(text)) & LIVES_IN


@pytest.mark.parametrize(
    "said",
    [
        "老公中风在床,夜里翻身喂药全靠她,白天嫂子能看",
        "爷爷晚上起夜五六回,都是我扶,白天姑姑来换我",
        "媳妇刚做完手术,夜里喂药换药全指望我",
    ],
)
def test_nursing_by_night_is_told_with_who_does_it(said: str) -> None:
    assert duties(clean(said)) & NIGHT == NIGHT


@pytest.mark.parametrize(
    "said",
    [
        "爷爷晚上起夜五六回,都是大伯扶",
        "我爹瘫了,夜头翻身、端尿有我哥,我日里夜里都有空",
        "晚上闹钟一响起来,都是我搞早饭",
    ],
)
def test_others_by_night_bind_nobody(said: str) -> None:
    assert not duties(clean(said)) & NIGHT


@pytest.mark.parametrize(
    ("work", "at_night"),
    [
        ("三班倒,夜班零点到八点人人要轮,不排长白班", True),
        ("三班倒,大夜人人要上,没有固定白班", True),
        ("要紧的是夜里睡塘棚守鱼,不能回去睡", True),
        ("长白班,没有夜班", False),
        ("只有长白班,不排夜班", False),
    ],
)
def test_who_has_no_shift_by_day_works_by_night(work: str, at_night: bool) -> None:
    assert bool(hours(clean(work)) & NIGHT) is at_night
