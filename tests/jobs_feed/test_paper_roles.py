"""Papers that a posting asks of another role than its own."""

from __future__ import annotations

import pytest

from jobs_feed.normalise.licences import read_licences
from jobs_feed.normalise.paper_waivers import lets_in_without
from jobs_feed.normalise.text import tidy
from matching.reading.licences import required_in
from matching.reading.text import clean


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("随车装卸员", "跟车送沙发柜子,车由专职司机(B2)开,你只管搬和装"),
        ("幼儿园生活阿姨", "给孩子打饭、铺床，不讲课；主班老师才要教师资格证。"),
        ("跟车员", "司机另配(B2证),跟车员不要驾照"),
        ("厂区保洁", "厂里还招电工(要电工证)"),
        ("厨房打荷", "招厨师长1名须有厨师证;打荷不限"),
        ("仓库杂工", "仓库有专职叉车司机(持N1证),杂工只管码货"),
        ("物流装卸工", "叉车司机2名(要叉车证),装卸工10名(不要证)"),
        ("校车照管员", "校车司机另招(A1,三年驾龄),照管员管上下车"),
        ("外墙清洗地面看护", "上墙的要登高证,地面看绳子的不要"),
        ("游泳馆保洁", "救生员须持救生员证,保洁不用"),
        ("手术室保洁员", "护士有护士证,保洁只做卫生"),
        ("电工学徒", "师傅有电工证,你打下手"),
        ("消防器材安装小工", "消防工程师证书公司有"),
    ],
)
def test_what_others_need_is_not_asked_of_who_applies(title: str, text: str) -> None:
    assert read_licences(tidy(f"{title}\n{text}")) == []
    assert required_in(clean(f"{title}。{text}")) == ()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("叉车司机", "叉车司机2名(要叉车证),装卸工10名(不要证)"),
        ("厨师长", "招厨师长1名须有厨师证;打荷不限"),
        ("游泳馆救生员", "须持救生员证"),
        ("送餐员", "自备小车,须有C1驾照"),
        ("渣土车", "司机要B2驾照"),
        ("货车司机", "驾驶员须持B2驾照"),
    ],
)
def test_what_the_role_itself_needs_is_asked_for(title: str, text: str) -> None:
    assert read_licences(tidy(f"{title}\n{text}")) != []
    assert required_in(clean(f"{title}。{text}")) != ()


@pytest.mark.parametrize(
    ("text", "lets_in"),
    [
        ("有叉车证优先,没有的厂里免费送去考", True),
        ("无证可学,厂里帮考", True),
        ("没有育婴员证不要紧", True),
        ("有叉车证优先", False),
        ("叉车证必备,没有的不要来", False),
        ("须持低压电工证,无证者谢绝", False),
    ],
)
def test_who_lets_in_people_without_a_paper(text: str, lets_in: bool) -> None:
    assert lets_in_without(clean(text)) is lets_in
