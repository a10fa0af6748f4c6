"""Places filled as a story tells it, last days put off, and who may be asked for women alone."""

from __future__ import annotations

from datetime import date

import pytest

from jobs_feed.normalise.deadline import find_deadline, find_put_off
from jobs_feed.normalise.ended import find_ended
from jobs_feed.normalise.text import tidy
from jobs_feed.screening.lawful_sex import lawful_ground
from labourers.tables import Sex
from storage.database import Database
from tests.jobs_feed.conftest import Import, postings
from tests.jobs_feed.forms import row

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
        "编制5人,在岗5人",
        "岗位已被村里老李顶上",
        "缺的两个厨师上周都找着了",
        "人数凑齐,今早发车走了",
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
        "编制5人,在岗3人",
        "车坐满就发,每天两趟",
        "招4名,刚开的店,已有6名老员工",
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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("要人的日子:11月3号起,18号前来报名", date(2026, 11, 18)),
        ("招工从10月20号开始,28号截止报名", date(2026, 10, 28)),
        ("采茶季11月1日开始,要人到20号", date(2026, 11, 20)),
        ("11月8号开秤收果,16号之前来登记", date(2026, 11, 16)),
        ("原定11月15日截止,报的人少,延到12月10号", date(2026, 12, 10)),
        ("原定15号截止,现延到月底", date(2026, 11, 30)),
        ("报名时间由11月5日顺延到11月20日", date(2026, 11, 20)),
        ("报名截止日期改为11月12日", date(2026, 11, 12)),
        ("年龄放宽到55岁,报名12月20日前", date(2026, 12, 20)),
        ("合同签到12月底,报名不限时间", None),
        ("工期延到12月10号", None),
        ("原定11月开工,改到12月开工", None),
        ("11月起,每月18号前发工资", None),
    ],
)
def test_last_days(text: str, day: date | None) -> None:
    assert find_deadline(tidy(text), TODAY) == day


def test_a_day_put_off_counts_before_the_one_in_the_cell(db: Database, run_import: Import) -> None:
    told = "原定11月15日截止,报的人少,延到12月10号"
    assert find_put_off("报名到12月10号", TODAY) is None
    assert run_import([row(截止日期="2026-11-15", 岗位描述=told)]).rejected == ()
    with db.read() as session:
        (stored,) = postings(session)
    assert stored.deadline == date(2026, 12, 10)


def test_the_way_of_study_is_kept(db: Database, run_import: Import) -> None:
    run_import([row(学历要求="全日制大专及以上"), row(2, 学历要求="全日制大专优先")])
    with db.read() as session:
        told = {each.title: "全日制学历" in (each.skills or "") for each in postings(session)}
    assert told == {"缝纫工1": True, "缝纫工2": False}
