"""Schooling that postings ask for by the school, its papers or a threshold."""

from __future__ import annotations

import pytest

from jobs_feed.normalise.schooling import find_education, find_education_in_title
from jobs_feed.normalise.text import tidy
from labourers.tables import Education


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("只要护校毕业的", Education.SENIOR),
        ("电气专业毕业，带毕业证", Education.SENIOR),
        ("面向2026届高校毕业生", Education.COLLEGE),
        ("入职交学信网报告", Education.COLLEGE),
        ("要统招的", Education.COLLEGE),
        ("统招一本", Education.BACHELOR),
        ("学历不得低于初中", Education.JUNIOR),
        ("初中是底线", Education.JUNIOR),
        ("高中打底", Education.SENIOR),
        ("客户来厂检查要看初中毕业证", Education.JUNIOR),
        ("文化不到高中，系统里录不进", Education.SENIOR),
        ("学历未到初中的，一律不收", Education.JUNIOR),
        ("本科起步，给租房补贴", Education.BACHELOR),
        ("文凭高中", Education.SENIOR),
        ("国民教育大专", Education.COLLEGE),
        ("在读大学生", Education.COLLEGE),
        ("没高中毕业的，系统开不了账号", Education.SENIOR),
        ("初中没念完的操作界面看不懂，谢绝", Education.JUNIOR),
        ("小学学历的先等等，这批要初中的", Education.JUNIOR),
        ("本科生租房补贴500", None),
        ("大专学历每月加200", None),
        ("公司出钱供员工读大专", None),
        ("服务对象为高校师生", None),
        ("给大学生公寓打扫", None),
        ("985团队带教", None),
        ("有专业师傅带", None),
        ("会计专业优先", None),
        ("员工子女考上大学奖5000", None),
        ("学历低于初中也行", None),
    ],
)
def test_schools_papers_and_thresholds(text: str, level: Education | None) -> None:
    assert find_education(tidy(text)) is level


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("文员（大专及以上）", Education.COLLEGE),
        ("打字员(中专起)", Education.SENIOR),
        ("小学保安（白班）", None),
        ("大学食堂帮厨(包吃)", None),
    ],
)
def test_a_level_in_brackets_of_a_title(title: str, level: Education | None) -> None:
    assert find_education_in_title(tidy(title)) is level
