"""What a posting says of the work of others is no part of its own."""

from __future__ import annotations

import pytest

from jobs_feed.normalise.demands import read_demands
from jobs_feed.normalise.of_others import of_own


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("接电话登记,扛水送水另有送水工。", "接电话登记,"),
        ("上外架的是架子工,本岗只在地面拌灰。", "本岗只在地面拌灰。"),
        ("站岗有另外的保安,本岗坐在屋里。", "本岗坐在屋里。"),
        ("坐着收银,搬货、做茶有别人。", "坐着收银,"),
        ("切割在外县的厂里,本岗在办公室接电话。", "本岗在办公室接电话。"),
        ("点菜、传菜有服务员,本岗只洗碗。", "本岗只洗碗。"),
    ],
)
def test_what_others_do_is_left_out(text: str, own: str) -> None:
    assert of_own(text) == own


@pytest.mark.parametrize(
    "text",
    [
        "搬货、码货,有工作餐。",
        "扛水泥,有师傅带。",
        "跟师傅上架子,本岗要登高。",
        "只要肯干,扛包装车。",
        "两班倒,另发夜班补贴。",
    ],
)
def test_own_work_stays(text: str) -> None:
    assert of_own(text) == text


def test_what_others_carry_makes_nothing_heavy() -> None:
    assert read_demands("水站接单员", "接电话登记,扛水送水另有送水工").heavy is not True
    assert read_demands("送水工", "扛水上楼").heavy is True
