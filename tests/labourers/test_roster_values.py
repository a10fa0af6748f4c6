"""The ways people write the values of the form."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labourers import roster_values as values
from labourers.problems import CellProblem
from labourers.tables import (
    Education,
    EmploymentStatus,
    Health,
    Sex,
    WorkAbility,
)

TODAY = date(2026, 11, 23)
E, H, A, S = Education, Health, WorkAbility, EmploymentStatus


def _date(text: str) -> date | None:
    return values.read_date(text, TODAY)


@pytest.mark.parametrize(
    ("read", "cases"),
    [
        (values.read_sex, {"男": Sex.MALE, "女性": Sex.FEMALE, "2": Sex.FEMALE, " 男 ": Sex.MALE}),
        (values.read_ethnicity, {"汉": "汉族", "彝族": "彝族", "穿青人": "穿青人", "": None}),
        (
            values.read_party,
            {"党员": "中共党员", "预备党员": "中共预备党员", "团员": "共青团员", "群众": "群众"},
        ),
        (
            values.read_education,
            {
                "初中": E.JUNIOR,
                "小学肄业": E.PRIMARY,
                "文盲或半文盲": E.NONE,
                "中专": E.SENIOR,
                "技校": E.SENIOR,
                "高中及以上": E.SENIOR,
                "大学专科": E.COLLEGE,
                "大学本科": E.BACHELOR,
                "硕士研究生": E.BACHELOR,
                "高职": E.COLLEGE,
                "职高": E.SENIOR,
                "": None,
                "-": None,
            },
        ),
        (
            values.read_health,
            {
                "健康": H.HEALTHY,
                "健康或良好": H.HEALTHY,
                "无残疾": H.HEALTHY,
                "高血压": H.CHRONIC,
                "长期慢性病": H.CHRONIC,
                "患有大病": H.SERIOUS,
                "肢体残疾三级": H.DISABLED,
                "冠心病": H.CHRONIC,
                "尿毒症透析": H.SERIOUS,
                "无": None,
            },
        ),
        (
            values.read_work_ability,
            {
                "普通劳动力": A.ORDINARY,
                "技能劳动力": A.SKILLED,
                "弱劳动力或半劳动力": A.WEAK,
                "部分丧失劳动能力": A.WEAK,
                "丧失劳动力": A.NONE,
                "无": A.NONE,
                "有劳动能力": A.ORDINARY,
            },
        ),
        (
            values.read_employed,
            {
                "是": S.EMPLOYED,
                "√": S.EMPLOYED,
                "已就业": S.EMPLOYED,
                "1": S.EMPLOYED,
                "在广东打工": S.EMPLOYED,
                "灵活就业": S.EMPLOYED,
                "公益性岗位": S.EMPLOYED,
                "否": S.UNEMPLOYED,
                "×": S.UNEMPLOYED,
                "未就业": S.UNEMPLOYED,
                "无业": S.UNEMPLOYED,
                "没有工作": S.UNEMPLOYED,
                "毕业未就业": S.UNEMPLOYED,
                "在家务农": S.UNEMPLOYED,
                "待业": S.UNEMPLOYED,
                "N": S.UNEMPLOYED,
                "退休": S.RETIRED,
                "迁出": S.LEFT,
                "无法就业": S.UNABLE,
                "": None,
            },
        ),
        (
            _date,
            {
                "2024-03-01": date(2024, 3, 1),
                "2024.3": date(2024, 3, 1),
                "2024年3月": date(2024, 3, 1),
                "202403": date(2024, 3, 1),
                "20240315": date(2024, 3, 15),
                "45352": date(2024, 3, 1),
                "2024/3/1": date(2024, 3, 1),
                "2024年3月至今": date(2024, 3, 1),
                "2024": date(2024, 1, 1),
                "2024-03-01 00:00:00": date(2024, 3, 1),
                "": None,
            },
        ),
        (values.read_flag, {"是": True, "√": True, "否": False, "": None}),
        (values.read_name, {"张 三": "张三", "阿依古丽•买买提": "阿依古丽·买买提"}),
    ],
)
def test_what_people_write_is_understood(read: Callable[[str], Any], cases: dict[str, Any]) -> None:
    assert {text: read(text) for text in cases} == cases


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (values.read_sex, "中"),
        (values.read_ethnicity, "布衣族"),
        (values.read_education, "中学"),
        (values.read_health, "三高"),
        (values.read_work_ability, "？？"),
        (values.read_employed, "学生"),
        (_date, "2024-13-01"),
        (_date, "2027-01-01"),
        (_date, "去年"),
        (values.read_flag, "也许"),
        (values.read_name, "张三1"),
        (values.read_name, "张三（户主）"),
        (values.read_name, "张"),
        (values.read_text, "长" * 401),
    ],
)
def test_what_is_not_understood_is_not_guessed(read: Callable[[str], Any], text: str) -> None:
    with pytest.raises(CellProblem) as caught:
        read(text)
    assert caught.value.mend.endswith("。")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("听力残疾二级", "听力残疾二级"),
        ("残疾（左腿）", "残疾(左腿)"),
        ("高血压", "高血压"),
        ("残疾", None),
        ("长期慢性病", None),
        ("健康或良好", None),
        ("无残疾", None),
        ("", None),
    ],
)
def test_which_ailment_the_health_names(text: str, named: str | None) -> None:
    assert values.named_ailment(text) == named


@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    readers: list[Callable[[str], Any]] = [
        values.read_name, values.read_sex, values.read_ethnicity, values.read_party,
        values.read_education, values.read_health, values.read_work_ability,
        values.read_employed, values.read_flag, values.read_text, _date,
    ]  # fmt: skip
    for read in readers:
        with suppress(CellProblem):
            read(text)
