"""Seasons that are over, and levels of schooling in plain words."""

from __future__ import annotations

from datetime import date

import pytest

from jobs_feed.normalise.deadline import find_deadline
from jobs_feed.normalise.ended import find_ended
from jobs_feed.normalise.schooling import find_education
from labourers.tables import Education

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("今年采摘已结束,明年再来", True),
        ("短期，干到果子收完，当天结账", False),
        ("春节后开工再招", True),
        ("厂里搬迁,招工取消", True),
        ("本批已招满,下批开春再招", True),
        ("第一批已招满,第二批接着报", False),
        ("采摘结束后结清工资", False),
        ("做完今年再说", False),
        ("年后开工,现在先登记", False),
    ],
)
def test_nobody_is_wanted_any_more(text: str, over: bool) -> None:
    assert (find_ended(text) is not None) is over


def test_the_end_of_the_work_ends_the_posting() -> None:
    assert find_deadline("季节性用工,十月底结束", TODAY) == date(2026, 10, 31)
    assert find_deadline("采摘到12月20日左右结束", TODAY) == date(2026, 12, 20)
    assert find_deadline("九月三十日前报名", TODAY) == date(2026, 9, 30)
    assert find_deadline("培训10月底结束后上岗", TODAY) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("起码初中", Education.JUNIOR),
        ("至少读过高中", Education.SENIOR),
        ("初中以下勿扰", Education.JUNIOR),
        ("没得初中毕业证的不要", Education.JUNIOR),
        ("高中文化,能力强者学历可放宽", None),
        ("不看学历看手艺", None),
    ],
)
def test_levels_in_plain_words(text: str, level: Education | None) -> None:
    assert find_education(text) is level
