"""What is denied twice of going away is neither refused nor wished; what follows it is read."""

from __future__ import annotations

import pytest

from matching.reading.twice_denied import without_twice_denied


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("不是不肯走远，就是西藏那么高的不去", "，就是西藏那么高的不去"),
        ("倒不是说不愿意去外省，广东厂子不想进", "，广东厂子不想进"),
        ("外地又不是不能去，只要不是北方", "，只要不是北方"),
        ("不是说外省不去,是黑龙江太冷", ",是黑龙江太冷"),
        ("并非不做外地活，工资高就去", "，工资高就去"),
    ],
)
def test_is_left_out(said: str, left: str) -> None:
    assert without_twice_denied(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "不是挑地方，就是不出远门",
        "是不是不去外省就没得活",
        "外省不去，是家里走不开",
        "不是本地的不去",
        "不去外地，不是怕累",
    ],
)
def test_a_plain_refusal_stays(said: str) -> None:
    assert without_twice_denied(said) == said
