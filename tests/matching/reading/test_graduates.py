"""Posts kept for who left school lately, against who tells when they did."""

from __future__ import annotations

import pytest

from matching.reading import graduates
from matching.reading.text import clean

YEAR = 2026


def barred(posting: str, told: str) -> bool:
    asked = graduates.ruled_out(clean(posting), YEAR)
    return bool(asked & graduates.outside(clean(told), YEAR))


@pytest.mark.parametrize(
    ("posting", "told"),
    [
        ("限毕业两年以内的高校毕业生", "2017年大专毕业，在外面跑过业务"),
        ("限毕业两年以内的高校毕业生", "19届本科，一直考公"),
        ("毕业超过两年的不招", "大专毕业五年了"),
        ("给离校未满两年的学生设的见习岗", "种地的"),
        ("见习岗，只招择业期内毕业生", "2021年6月本科毕业"),
        ("面向近三年毕业的大学生招", "前几年2020年毕业的"),
        ("限2026届应届毕业生", "前年大专毕业"),
        ("只要应届生", "弟弟今年刚毕业"),
        ("非应届勿投", "毕业好几年"),
        ("限应届", "做了十年工"),
        ("毕业不超过二十四个月的大学生", "2020年毕业"),
        ("仅招今年和去年毕业的大学生", "前年毕业"),
        ("毕业证落款须在2025年以后", "21届"),
    ],
)
def test_who_left_school_long_ago(posting: str, told: str) -> None:
    assert barred(posting, told)


@pytest.mark.parametrize(
    ("posting", "told"),
    [
        ("限毕业两年以内的高校毕业生", "去年7月才从曲靖的大专毕业，没找到单位"),
        ("限毕业两年以内的高校毕业生", "25届大专"),
        ("限毕业两年以内的高校毕业生", "初中同学都打工好几年了，我才大专毕业"),
        ("离校两年内未就业的，凭毕业证报名", "毕业一年了还没上班"),
        ("限应届毕业生", "今年刚大专毕业"),
        ("只招应届生", "应届本科"),
        ("面向近三年毕业的大学生招", "2023年毕业"),
        ("应届往届都可", "毕业十年"),
        ("应往届不限", "毕业十年"),
        ("应届毕业生优先", "毕业十年"),
        ("招用应届生有补贴，别人也收", "毕业十年"),
        ("须毕业两年以上，有经验", "毕业十年"),
        ("大专毕业，会电脑", "毕业十年"),
    ],
)
def test_who_left_it_lately_or_is_not_asked(posting: str, told: str) -> None:
    assert not barred(posting, told)
