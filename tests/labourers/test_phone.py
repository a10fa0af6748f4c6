"""Phone numbers in cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labourers.phone import Phones, read_phones
from labourers.problems import CellProblem


@pytest.mark.parametrize(
    ("text", "mobile", "second"),
    [
        ("13908741234", "13908741234", None),
        ("13908741234.0", "13908741234", None),
        ("+86 139 0874 1234", "13908741234", None),
        ("0086-13908741234", "13908741234", None),
        ("8613908741234", "13908741234", None),
        ("１３９－０８７４－１２３４", "13908741234", None),
        ("13908741234/13808741234", "13908741234", "13808741234"),
        ("13908741234、13808741234", "13908741234", "13808741234"),
        ("13908741234 13808741234", "13908741234", "13808741234"),
        ("1390874123413808741234", "13908741234", "13808741234"),
        ("13908741234\n13808741234", "13908741234", "13808741234"),
        ("139 0874 1234 或 138 0874 1234", "13908741234", "13808741234"),
        ("本人13908741234（父亲13808741234）", "13908741234", "13808741234"),
        ("13908741234，13908741234", "13908741234", None),
        ("0874-5120155/13908741234", "13908741234", "08745120155"),
        ("13908741234（者海镇3组）", "13908741234", None),
        ("16100001234", "16100001234", None),
    ],
)
def test_numbers_are_found(text: str, mobile: str, second: str | None) -> None:
    assert read_phones(text) == Phones(mobile, second)


@pytest.mark.parametrize("text", ["", "  ", "无", "没有", "-", "/"])
def test_no_number_is_nothing(text: str) -> None:
    assert read_phones(text) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1.39E+10", "科学计数"),
        ("1390874123", "10 位"),
        ("139087412345", "12 位"),
        ("23908741234", "1 开头"),
        ("12008741234", "号段"),
        ("0874-5120155", "座机"),
        ("139****1234", "星号"),
        ("不知道", "没有电话号码"),
        ("13908741234/13808741234/13708741234", "3 个号码"),
        ("13908741234/1380874123", "10 位"),
    ],
)
def test_what_is_wrong_is_said_without_the_number(text: str, problem: str) -> None:
    with pytest.raises(CellProblem) as caught:
        read_phones(text)
    assert problem in caught.value.problem
    assert caught.value.mend.endswith("。")
    assert text not in caught.value.problem + caught.value.mend


@given(
    st.from_regex(r"1(3[0-9]|5[0-35-9]|8[0-9])[0-9]{8}", fullmatch=True),
    st.sampled_from(["", "+86", "0086", "86-", " "]),
    st.sampled_from(["", " ", "-"]),
)
def test_a_mobile_number_survives_its_spellings(number: str, prefix: str, gap: str) -> None:
    text = prefix + gap.join((number[:3], number[3:7], number[7:]))
    assert read_phones(text) == Phones(number)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        phones = read_phones(text)
    except CellProblem:
        return
    assert phones is None or len(phones.mobile) == 11


def test_numbers_are_not_in_the_repr() -> None:
    assert "139" not in repr(Phones("13908741234"))
