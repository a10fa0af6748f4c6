"""Words of our field that were written by their sound."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_faq.homophones import Homophones
from policy_faq.service import PolicyService

ON = date(2026, 11, 21)

_KNOWN = frozenset({"资料", "打工", "补铁", "铁路", "身份", "老板"})


@pytest.fixture
def homophones() -> Homophones:
    return Homophones(_KNOWN.__contains__)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("欠新找哪个", "欠薪找哪个"),
        ("车漂钱可以领多少", "车票钱可以领多少"),
        ("交痛补帖", "交通补贴"),
        ("身份正被扣了", "身份证被扣了"),
        ("压金不退我", "押金不退我"),
    ],
)
def test_mended(homophones: Homophones, written: str, meant: str) -> None:
    assert homophones.mended(written) == meant


@pytest.mark.parametrize(
    "text",
    ["打工资料在哪里", "补铁吃什么", "生三胎奖不奖", "户口不迁行吗", "工资没发", "", "a", "车 票"],
)
def test_left_as_written(homophones: Homophones, text: str) -> None:
    assert homophones.mended(text) == text


@given(st.text(max_size=40))
def test_any_text_keeps_its_length(text: str) -> None:
    assert len(Homophones(_KNOWN.__contains__).mended(text)) == len(text)


def test_a_slip_in_the_word_of_danger_is_heard(policy: PolicyService) -> None:
    answer = policy.ask("老板欠新三个月", county="530326", on=ON)
    assert answer.urgent
    assert "12333" in answer.text or "0874" in answer.text
