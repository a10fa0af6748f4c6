"""What a posting says it does not ask: papers that come later, loads that others carry."""

from __future__ import annotations

import pytest

from jobs_feed.normalise.demands import read_demands
from jobs_feed.normalise.licences import read_licences


@pytest.mark.parametrize(
    "text",
    [
        "分拣洋芋，装好的筐有男工抬，不用搬",
        "拣菜打包，箱子机器抬",
        "择菜，米面有人搬",
        "坐小板凳按大小分洋芋，装筐有专人抬",
    ],
)
def test_what_others_carry_is_no_heavy_work(text: str) -> None:
    assert read_demands("分拣工", text).heavy is not True


@pytest.mark.parametrize("text", ["装好的筐自己抬，一筐八十斤", "两个人抬一筐", "每人搬货五十斤"])
def test_what_one_carries_oneself_is(text: str) -> None:
    assert read_demands("分拣工", text).heavy is True


def test_one_of_two_papers_is_enough() -> None:
    assert read_licences("叉车证、装载机证有一样就行") == ["叉车证或装载机证"]


def test_a_paper_that_the_employer_gets_later_is_not_asked_for() -> None:
    assert read_licences("无证可以先上岗，半年内送考护理员证") == []
