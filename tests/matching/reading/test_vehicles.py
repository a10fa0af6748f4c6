"""What the vehicles that somebody drives in a posting ask of their licence."""

from __future__ import annotations

import pytest

from matching.reading.text import clean
from matching.reading.vehicles import class_driven, leaves_driving_to_others, shifts_by_itself


@pytest.mark.parametrize(
    ("title", "said", "asked"),
    [
        ("班车师傅", "早晚开17座中巴接工人", "B1"),
        ("接驳工", "驾驶公司的考斯特往返车站", "B1"),
        ("绿化养护", "开10吨洒水车浇树", "B2"),
        ("运渣", "一个人驾驶前四后八往渣场拉", "B2"),
        ("拉料师傅", "开大货车跑石场", "B2"),
        ("冷链配送", "开九米六冷藏车", "B2"),
        ("港口运输", "跑集卡", "A2"),
        ("专线驾驶", "开半挂跑省外", "A2"),
        ("接送", "开着旅游大巴送客", "A1"),
        ("通勤", "驾驶45座客车", "A1"),
        ("城区线路", "开公交车", "A3"),
        ("送货工", "开面包车给村店补货", "C1"),
        ("业务员", "要会开车", "C1"),
        ("送水工", "车是手动挡皮卡", "C1"),
        ("酒店接站", "开7座商务车，手动挡", "C1"),
        ("押车兼司机", "跟师傅轮换开半挂", "A2"),
        ("司机助手", "帮司机点货", None),
        ("渣土车师傅", "白班", "B2"),
        ("泵车操作", "支泵打灰", "B2"),
        ("跟车员", "跟着开半挂的师傅送货", None),
        ("装车工", "司机开大货车进来，你装洋芋", None),
        ("杂工", "由专人驾驶洒水车", None),
        ("洗车工", "给渣土车冲洗", None),
        ("采茶工", "公司有中巴接送", None),
        ("修理学徒", "学着开货车", None),
        ("配件装配工", "生产大巴车座椅", None),
        ("送餐员", "开电瓶三轮车", None),
        ("快递员", "会开车优先", None),
        ("客服", "公司开车展", None),
        ("值班员", "开车间大门", None),
        ("收费员", "看大货车进出", None),
    ],
)
def test_what_is_driven_takes_a_class(title: str, said: str, asked: str | None) -> None:
    assert class_driven(clean(title), clean(f"{title}。{said}")) == asked


@pytest.mark.parametrize(
    ("said", "alone"),
    [("车是自动挡", True), ("自动档小面包", True), ("手动挡自动挡都有", False), ("小货车", False)],
)
def test_cars_that_shift_by_themselves(said: str, alone: bool) -> None:
    assert shifts_by_itself(clean(said)) is alone


@pytest.mark.parametrize(
    ("title", "others"), [("站务员", True), ("跟车员", True), ("班车司机", False)]
)
def test_who_is_about_vehicles_may_drive_none(title: str, others: bool) -> None:
    assert leaves_driving_to_others(title) is others
