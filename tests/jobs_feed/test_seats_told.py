"""Places filled as a story tells it, last days put off, and who may be asked for women alone."""

from __future__ import annotations

from datetime import date

import pytest

from jobs_feed.normalise.ended import find_ended
from jobs_feed.normalise.text import tidy
from jobs_feed.screening.lawful_sex import lawful_ground
from labourers.tables import Sex

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "一共8个坑,上礼拜第8个人已经入职",
        "名额20个,前天来报到的是第20名",
        "招30人,今早第30份合同签完",
        "最后一个位子昨天让老李占了",
        "位子坐满了,别跑空路",
        "名额一个都不剩",
        "晚来的只能等下一批",
        "本岗已停招,同厂的包装岗还在收人",
        "人招齐了,隔壁厂还要人",
        "花椒摘完了,人都散了",
        "6个指标,6份合同都签了",
    ],
)
def test_all_seats_are_taken(text: str) -> None:
    assert find_ended(tidy(text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "同厂的质检岗已停招,装配学徒还在收人",
        "上一批已招满,这批再要15人",
        "去年的名额早满了,今年重新招",
        "15个位子,已签8份合同",
        "位子满了就截止报名",
        "来晚了要扣钱",
        "签完合同就上岗",
        "第15期培训班,15个人一班",
        "兄弟厂停招,本厂照常招",
        "满编8人的班组,现有5人,缺3人",
        "只招5个人,先报先得",
    ],
)
def test_seats_are_left(text: str) -> None:
    assert find_ended(tidy(text)) is None


@pytest.mark.parametrize(
    ("text", "sex", "lawful"),
    [
        ("护工。照顾瘫痪老太太,擦洗翻身", Sex.FEMALE, True),
        ("产房护工。给产妇扶上厕所", Sex.FEMALE, True),
        ("助浴员。上门给女性失能老人助浴", Sex.FEMALE, True),
        ("安检员。对女旅客人身检查", Sex.FEMALE, True),
        ("护工。给男病人擦身换尿布", Sex.MALE, True),
        ("保洁员。打扫产房走廊", Sex.FEMALE, False),
        ("家政。照顾老太太做饭买菜", Sex.FEMALE, False),
        ("护工。照顾老爷子洗澡擦身", Sex.FEMALE, False),
        ("会所服务员。给女客人换拖鞋", Sex.FEMALE, False),
    ],
)
def test_the_intimate_care_of_a_body_is_a_ground(text: str, sex: Sex, lawful: bool) -> None:
    assert (lawful_ground(sex, text) is not None) is lawful
