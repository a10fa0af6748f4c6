"""Tattoos, a past before the courts, health cards, the party and heights: told, and asked."""

from __future__ import annotations

import pytest

from matching.reading import height
from matching.reading.limits import limits
from matching.reading.reserved import reserves
from matching.reading.text import clean


@pytest.mark.parametrize(
    ("text", "key", "told"),
    [
        ("手背上刺了个忍字", "tattoo", True),
        ("早年在胳膊上扎过字，没洗干净", "tattoo", True),
        ("小腿纹了条鱼", "tattoo", True),
        ("纹身店干过学徒", "tattoo", False),
        ("身上没有纹身", "tattoo", False),
        ("年轻时打架判了八个月", "record", True),
        ("醉驾判了拘役", "record", True),
        ("无犯罪证明开不出来", "record", True),
        ("当过监狱食堂的厨师", "record", False),
        ("儿子坐过牢", "record", False),
        ("健康证还没办", "health_card", True),
        ("健康证年年办", "health_card", False),
        ("找零从不错，数钱快", "counting", False),
        ("找零老是算半天", "counting", True),
        ("在诺基亚厂做过三年", "phone", False),
        ("用的老机子，只打电话", "phone", True),
        ("开过老机子、老式机床", "phone", False),
    ],
)
def test_what_somebody_tells(text: str, key: str, told: bool) -> None:
    assert bool(limits().told(clean(text)) & limits()[key]) == told


@pytest.mark.parametrize(
    ("text", "key", "asked"),
    [
        ("门童。露出来的地方不得刺青", "tattoo", True),
        ("护卫队。手臂脖子不许有图案", "tattoo", True),
        ("保安。纹身不限", "tattoo", False),
        ("纹身店学徒。学手艺", "tattoo", False),
        ("押运员。要开无犯罪证明", "record", True),
        ("搬运工。有案底的也给机会", "record", False),
        ("监狱旁边饭店洗菜工。包吃", "record", False),
        ("面点工。健康证报到时带", "health_card", True),
        ("服务员。没有健康证的免费办", "health_card", False),
        ("服务员。没有健康证别着急，店里办", "health_card", False),
    ],
)
def test_what_a_posting_rules_out(text: str, key: str, asked: bool) -> None:
    assert bool(limits().ruled_out(clean(text), heavy=False) & limits()[key]) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("村务专职。须中共党员", True),
        ("政治面貌为党员", True),
        ("档案员。党员优先", False),
        ("党员活动室保洁。每天扫一次", False),
    ],
)
def test_the_party(text: str, asked: bool) -> None:
    assert bool(reserves().kept(clean(text)) & reserves()["party"]) == asked


@pytest.mark.parametrize(
    ("told", "asked", "short"),
    [
        ("个子矮，一米五五", "礼仪员。身高一米六以上", True),
        ("个子矮，一米五五", "礼仪员。身高一米五以上", False),
        ("身高178", "安检员。身高1米75以上", False),
        ("弟弟一米五，我带他", "安检员。身高1米75以上", False),
        ("身高1米58", "铺货员。货架高一米六", False),
    ],
)
def test_heights(told: str, asked: str, short: bool) -> None:
    assert bool(height.shortfall_told(clean(told)) & height.asked(clean(asked))) == short
