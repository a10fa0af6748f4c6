"""Who is spared what the title or the firm speaks of, and who has to do it all the same."""

from __future__ import annotations

import pytest

from matching.catalogue import Demand
from matching.reading.limits import limits
from matching.reading.text import clean
from matching.reading.vacancies import is_spared, ruled_out

_COLD, _HIGH, _BACK = "冷库做不得，受不得冻", "恐高，梯子都不敢爬", "腰伤，重东西搬不得"


def is_barred(told: str, work: str) -> bool:
    return bool(limits().told(clean(told)) & ruled_out(clean(work), Demand.LIGHT))


@pytest.mark.parametrize(
    ("told", "work"),
    [
        (_COLD, "冷链分拣员。这批人分在常温干货仓，不进冷库"),
        (_COLD, "冻品销售员。坐门面接单，不下冷库，取货有库工"),
        (_HIGH, "高空清洗队辅工。只在地面拉警戒线、接水管，不上楼不吊绳"),
        (_HIGH, "架子队材料员。管发料收料，全程在下面，从来不上架子"),
        (_BACK, "搬运组组员。只管扫码贴单，搬件有传送带和两个后生，不用她们动手"),
        (_BACK, "装卸队记数员。站在磅边开票，货不经手"),
    ],
)
def test_who_is_spared_it_may_come(told: str, work: str) -> None:
    assert not is_barred(told, work)


@pytest.mark.parametrize(
    ("told", "work"),
    [
        (_COLD, "冷链分拣员。常温仓和冷库两头跑"),
        (_COLD, "冷冻厂仓管。平时坐办公室不进冷库，货多的时候要进冻库点数"),
        (_HIGH, "高空清洗队辅工。平时只在地面，人手不够就要上吊篮"),
        (_HIGH, "架子工小工。底下递料，忙时要上架子"),
        (_BACK, "搬运组组员。扫码贴单，一件三十公斤，自己搬上架"),
    ],
)
def test_who_does_it_now_and_then_is_barred(told: str, work: str) -> None:
    assert is_barred(told, work)


def test_a_clerk_of_carriers_lifts_nothing_unless_there_is_much_to_do() -> None:
    work = "搬运队记账。搬运队里管记账开票，货不经手"
    assert is_spared(clean(work))
    assert not is_spared(clean(work + "，忙的时候要搬货"))


@pytest.mark.parametrize(
    ("told", "barred"),
    [
        ("左手小指头缺半截，踩平车照样拿头名", False),
        ("小时候铡草铡掉半个指头，缝衣裳没比人慢过", False),
        ("右手食指少一节，干活冇碍，打螺丝照常", False),
        ("左手小指缺一截，天冷捏不住针", True),
        ("小指头断了半截，走路没影响，穿针穿不进", True),
        ("右手压掉三个指头，干活没影响", True),
    ],
)
def test_one_finger_that_hampers_nothing(told: str, barred: bool) -> None:
    assert is_barred(told, "缝纫工。手指灵活") is barred


@pytest.mark.parametrize(
    ("told", "key", "is_so"),
    [
        ("左耳听不见，右耳好好的", "hearing", False),
        ("一只耳朵聋，另一只灵得很", "hearing", False),
        ("左耳聋，右耳也只听得见一半", "hearing", True),
        ("下楼一步一步挪，坐倒做就没事", "leg", True),
        ("坐着干活没意见", "leg", False),
        ("下楼梯挪东西", "leg", False),
    ],
)
def test_one_ear_and_a_slow_step(told: str, key: str, is_so: bool) -> None:
    assert bool(limits().told(clean(told)) & limits()[key]) is is_so
