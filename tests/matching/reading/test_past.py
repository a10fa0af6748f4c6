"""What a text says of now: clauses about how things once were are left out."""

from __future__ import annotations

import pytest

from matching.reading.past import without_care_of_before, without_past


@pytest.mark.parametrize(
    ("told", "now"),
    [
        ("往年娃上学走不脱,只能县内;今年娃念大学去了,省内都能去", "今年娃念大学去了,省内都能去"),
        ("以前要带娃不能出县,现在哪里都去", "现在哪里都去"),
        ("去年在县里做,今年还是只在县里", "今年还是只在县里"),
        ("之前在浙江,不想去了,今年想去广东", "不想去了,今年想去广东"),
        ("去年出去过,只想在县里", "只想在县里"),
        ("十二月以前都要在家,只能县内", "十二月以前都要在家,只能县内"),
        ("只想在县里做", "只想在县里做"),
        ("上次登记的时候说不出县,现在广东也去", "现在广东也去"),
    ],
)
def test_only_what_holds_now_is_kept(told: str, now: str) -> None:
    assert without_past(told) == now


@pytest.mark.parametrize(
    ("told", "now"),
    [
        ("带娃几年没上班,现在娃大了,想进厂", "想进厂"),
        ("服侍瘫痪婆婆9年,今年老人走了,服侍老人的活做得来", "服侍老人的活做得来"),
        ("以前在家带孙子,孙子上中学住校了,全天都得空", "全天都得空"),
        ("照顾生病的老妈三年,去年老妈过世了", ""),
        ("带了五年娃,娃上大学去了,想出去", "想出去"),
        ("带孙子带了六年,没得拖累了,扫地洗碗都行", "扫地洗碗都行"),
        ("前几年一直带娃,不用带了,想找事做", "想找事做"),
    ],
)
def test_care_that_has_come_to_an_end_binds_nobody(told: str, now: str) -> None:
    assert without_care_of_before(told) == now


@pytest.mark.parametrize(
    "told",
    [
        "要带娃,娃还小",
        "娃虽然大了,但每天还要接送",
        "娃大了,但老人要人照顾",
        "带娃六年,大的上初中了,小的还要接送",
        "照顾老人三年了,走不开",
        "带孙子几年了,孙子还没上学",
        "老人走不动了,要人服侍",
        "服侍瘫痪的爹五年,妈又病倒了要人照顾",
        "做了十年缝纫,想回来干",
        "守了三年仓库,看过大门",
        "护理老人三年经验",
    ],
)
def test_care_that_goes_on_and_work_stay(told: str) -> None:
    assert without_care_of_before(told) == told


@pytest.mark.parametrize("told", ["在敬老院照顾老人五年,娃大了", "给人家带娃三年,娃大了不用带了"])
def test_care_for_a_wage_is_a_skill(told: str) -> None:
    assert without_care_of_before(told).startswith(told.split(",", maxsplit=1)[0])
