"""Posts of which a household gets one, against who tells that their kin is in one."""

from __future__ import annotations

import pytest

from matching.reading.public_posts import ruled_out, told
from matching.reading.text import clean


@pytest.mark.parametrize(
    "said",
    [
        "地都租给大户了，老伴儿已经干着村里的保洁公益岗了，我也想弄一个",
        "男人当着护林员",
        "儿子当村上的河道巡查公益岗",
        "家里已经有一个公岗了，再想要一个",
        "我家男人身体不好，村里安排他扫村道，一个月八百",
        "老公是镇上的网格员，明年到期",
        "老伴占着一个公益岗，还有半年才满",
        "堂客做村里的保洁员，合同年底到期",
        "护林员是我男人当的",
        "护林员让我公公干着，我想另外要一个",
        "掌柜的在村里护草，是草管员",
        "屋里人去年评上了公岗，还没到期",
        "媳妇在社区搞公益岗，我自己也想来一个",
        "我老汉腿脚还行，去年进了村里的护林队当护林员",
        "我哥分家单过了，老婆当护林员",
        "掌柜的看水，村上管水员，每月六百",
        "屋里老汉扫着村道呢",
        "父亲在村里干公益性护林员，没有分户",
        "我妈是村里护林员，今年干到十二月底，还要续",
    ],
)
def test_somebody_at_home_is_in_a_public_post(said: str) -> None:
    assert told(clean(said))


@pytest.mark.parametrize(
    "said",
    [
        "老伴以前干过公益岗，去年到期了",
        "媳妇前年当过护林员，到期退了",
        "公公当护林员，合同上个月到期了",
        "老公原先是护林员，去年不干了",
        "想当护林员",
        "我老倌在广东做保洁",
        "儿子在小区当保安，想给他找个公岗",
        "我想跟我男人一样当护林员",
        "老公在县城工地，我想做村里的保洁公岗",
        "男人报名护林员没选上",
        "我哥在村里当护林员，分家单过了",
        "女儿嫁到外县，在那边当网格员",
        "老婆嫌公岗钱少，不想做",
        "我男人能吃苦，护林员也行",
        "家里没人在公益岗",
        "想找离家近的公益岗",
        "家里有老人要照顾，公益岗最好",
        "我妈说村里招保洁",
        "护林员的活我做过两年",
        "男人走了三年，想找个公益岗",
        "儿媳妇在超市当协管",
        "我妈当过几年护林员，现在歇了",
        "兄弟是护林员，各是各的户口本",
    ],
)
def test_nobody_else_at_home_is_in_one_now(said: str) -> None:
    assert not told(clean(said))


@pytest.mark.parametrize(
    "says",
    [
        "一户只给一个公益岗，家里有人在岗的不再安排。",
        "公益岗一户一人",
        "每户限报一个公益岗位，已有的不重复安排",
        "一户只准一人 户内已有公益性岗位在岗者不得再报",
        "家里有人在公益岗的勿报",
        "同一户不得重复享受",
        "家庭成员已在公益性岗位上岗的，不予受理",
        "原则上一户只安排一人",
        "一户不得两人同时在公岗",
        "同一家庭仅可有一人享受公益性岗位",
        "配偶在公岗的不再录用",
        "夫妻不能同时上公岗",
        "同一本户口册上已经有人领公岗补贴的，不再安排第二个。",
    ],
)
def test_a_household_gets_one(says: str) -> None:
    assert ruled_out(clean(says))


@pytest.mark.parametrize(
    "says",
    [
        "一户人家请保姆，两个老人",
        "每户上门抄水表",
        "家里有人照看孩子的优先",
        "户内装修工，一人一工具",
        "每家每户收垃圾",
        "一户一表改造工",
        "入户调查，一户一档",
        "住户家中有狗，不怕狗的来",
    ],
)
def test_households_that_are_only_spoken_of(says: str) -> None:
    assert not ruled_out(clean(says))
