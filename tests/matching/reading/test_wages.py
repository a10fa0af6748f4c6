"""What a person asks to earn."""

from __future__ import annotations

import pytest

from matching.reading.text import clean
from matching.reading.wages import arabic, read_wage

LEAST = {
    "4000以上": 4000,
    "四千以上": 4000,
    "4千5": 4500,
    "月薪5k": 5000,
    "５０００元": 5000,
    "三千五到四千": 3500,
    "3、4千": 3000,
    "4-5千": 4000,
    "四五千的": 4000,
    "两三千也行": 2000,
    "一万二": 12000,
    "过万的活": 10000,
    "一万以上": 10000,
    "工资不低于4000": 4000,
    "包吃住一个月3500": 3500,
    "三千块钱一个月": 3000,
    "能给个三千八不": 3800,
    "一天200": 4350,
    "200块一天": 4350,
    "有没有一天两百的": 4350,
    "日结180一天": 3915,
    "每小时20块": 3480,
    "时薪22元": 3828,
    "有二十块钱一个小时的吗": 3480,
    "年薪8万": 6666,
    "一年六万": 5000,
    "8小时4000": 4000,
    "每天8小时工资3000左右": 3000,
    "想去东莞 4500+": 4500,
}


@pytest.mark.parametrize(("text", "expected"), LEAST.items())
def test_amounts_are_read_as_yuan_per_month(text: str, expected: int) -> None:
    assert read_wage(clean(text)).least == expected


@pytest.mark.parametrize(
    "text",
    [
        "我50岁了还能做啥",
        "2个人",
        "13800000000",
        "身高160",
        "12小时的不要",
        "我1975年生的",
        "招2000人",
        "3月15号能去",
        "离家5公里",
        "有没有活",
    ],
)
def test_other_figures_are_no_wage(text: str) -> None:
    assert read_wage(clean(text)).least is None


@pytest.mark.parametrize("text", ["工资高一点的", "挣钱多的", "高工资", "待遇好的"])
def test_more_pay_without_a_figure(text: str) -> None:
    found = read_wage(clean(text))
    assert found.high
    assert found.least is None


def test_the_amount_is_blanked() -> None:
    assert "4000" not in read_wage("想找4000以上的电子厂").rest
    assert "电子厂" in read_wage("想找4000以上的电子厂").rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三千五", "3500"),
        ("一万零五百", "10500"),
        ("五十", "50"),
        ("十五", "15"),
        ("两万", "20000"),
    ],
)
def test_chinese_figures(text: str, expected: str) -> None:
    assert arabic(text) == expected
