"""Billing as Chinese carriers do it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.sms_text import compose, fit, segments, tidy, units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("a", 1),
        ("岗" * 70, 1),
        ("岗" * 71, 2),
        ("岗" * 134, 2),
        ("岗" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 35 + "a", 2),
        ("a" * 70, 1),
        ("a" * 71, 2),
    ],
)
def test_bills_70_units_once_and_67_each_beyond(text: str, expected: int) -> None:
    assert segments(text) == expected


def test_signature_and_wording_are_billed() -> None:
    body = "岗" * 60
    whole = compose(body, signature="会泽人社", opt_out_wording="拒收请回复R")
    assert whole == f"【会泽人社】{body}\n拒收请回复R"
    assert (segments(body), segments(whole)) == (1, 2)


def test_compose_twice_changes_nothing() -> None:
    once = compose("有新岗位。", signature="会泽人社", opt_out_wording="拒收请回复R")
    assert compose(once, signature="会泽人社", opt_out_wording="拒收请回复R") == once


def test_invisible_characters_cost_nothing() -> None:
    assert tidy("月薪\u200b5000\u00a0元\ufeff ") == "月薪5000 元"


def test_fit_cuts_behind_a_sentence_and_says_what() -> None:
    text = "电子厂招30人，包吃住。" * 5 + "请带身份证到县人社局一楼报名。"
    fitted = fit(text, 1, signature="会泽人社")
    assert segments(fitted.text) == 1
    assert fitted.text == "【会泽人社】" + "电子厂招30人，包吃住。" * 5 + "…"
    assert fitted.cut == "请带身份证到县人社局一楼报名。"


def test_fit_refuses_what_cannot_fit() -> None:
    with pytest.raises(ValueError, match="longer than the limit"):
        fit("岗位", 1, signature="签" * 90)


@given(
    st.text(max_size=400),
    st.integers(1, 4),
    st.sampled_from(["", "会泽人社"]),
    st.sampled_from(["", "拒收请回复R"]),
)
def test_fit_always_fits_and_loses_nothing(
    body: str, limit: int, signature: str, wording: str
) -> None:
    fitted = fit(body, limit, signature=signature, opt_out_wording=wording)
    assert segments(fitted.text) <= limit
    if fitted.cut:
        assert tidy(body).endswith(fitted.cut)
    else:
        assert tidy(body) in fitted.text


@given(st.text(max_size=300))
def test_units_are_what_a_utf16_encoder_counts(text: str) -> None:
    assert units(text) == sum(2 if ord(char) > 0xFFFF else 1 for char in text)
