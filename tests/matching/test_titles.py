"""Titles of real life, read by what stands in them and not by a list of titles."""

from __future__ import annotations

import pytest

from matching.reading.occupations import Lexicon

TITLES = [
    ("包装女工", "packer"), ("组装普工", "assembler"), ("品检女工", "inspector"),
    ("焊接机器人操作工", "welder"), ("客房部服务员", "room_attendant"),
    ("发型师助理", "hairdresser"),
    ("商务车司机", "driver"), ("送菜司机", "driver"), ("铲车驾驶员", "excavator"),
    ("塔吊司机", "crane"), ("汽车吊司机", "crane"), ("屋面补漏工", "waterproofer"),
    ("蛋糕裱花师", "baker"), ("驾校教练", "coach"), ("药房药师", "pharmacist"),
    ("宿管阿姨", "dorm_keeper"), ("电商运营", "online_marketer"), ("按摩技师", "masseur"),
    ("咖啡师学徒", "barista"), ("煤矿普工", "miner"), ("设备维护工", "repairman"),
    ("缝纫机修工", "repairman"), ("信息员", "clerk"), ("村级信息员", "village_aide"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "job"), TITLES)
def test_a_title_is_read(lexicon: Lexicon, title: str, job: str) -> None:
    assert lexicon.work(title).jobs[0] == job


@pytest.mark.parametrize(
    ("title", "employer", "job"),
    [
        ("车工", "彩云制衣厂", "sewing"),
        ("车工", "力成五金机械厂", "machinist"),
        ("数控车工", "彩云制衣厂", "machinist"),
        ("小工", "老滇味饭店", "kitchen_helper"),
        ("小工", "宏达建筑劳务", "labourer_building"),
        ("普工", "惠民超市", "shop_assistant"),
    ],
)
def test_the_employer_tells_what_a_general_name_means(
    lexicon: Lexicon, title: str, employer: str, job: str
) -> None:
    assert lexicon.work(title, employer=employer).jobs[0] == job


FRESH = [
    ("梨园冬剪清园工", "planter"), ("药材切片工", "food_worker"), ("香菇分级工", "sorter"),
    ("卤味店帮手", "kitchen_helper"), ("托育园保育老师", "nursery"),
    ("便民服务大厅协管员", "village_aide"), ("液化气送气工", "courier"),
    ("旋挖钻机手", "excavator"), ("外墙真石漆工", "painter"), ("天然林管护人员", "forest_guard"),
    ("石匠师傅", "mason"), ("转场养蜂工", "breeder"), ("民乐演奏员", "performer"),
    ("煤场过磅员", "storekeeper"), ("殡仪服务员", "funeral"), ("家具打磨工", "furniture_worker"),
    ("光缆熔接工", "electrician"), ("齿轮滚齿工", "machinist"), ("边坡挂网工", "road_builder"),
    ("乡村公益性岗位(村组保洁)", "village_cleaner"), ("公益岗(网格员)", "village_aide"),
    ("美容院学徒", "beautician"), ("蒸汽锅炉司炉", "stoker"), ("奶粉罐装工", "food_worker"),
    ("火龙果基地管护员", "planter"), ("铲雪工", "sanitation"), ("饰品粘钻工", "handicraft"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "job"), FRESH)
def test_a_title_is_read_by_what_is_worked_on(lexicon: Lexicon, title: str, job: str) -> None:
    assert lexicon.work(title).jobs[0] == job


def test_who_is_called_master_in_a_text_teaches_nobody(lexicon: Lexicon) -> None:
    told = lexicon.work("嵌瓷匠人", text="60多的老师傅也有,手艺说话,要会开车")
    assert not {"teacher", "driver"} & set(told.jobs)
