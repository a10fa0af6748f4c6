"""Food, beds and pay in the words of small employers."""

from __future__ import annotations

import pytest

from jobs_feed.normalise.board import Board, read_board
from jobs_feed.normalise.wage import read_wage


@pytest.mark.parametrize(
    ("text", "board"),
    [
        ("吃住都管", Board(food=True, lodging=True)),
        ("吃住在雇主家", Board(food=True, lodging=True)),
        ("住客户家,包吃", Board(food=True, lodging=True)),
        ("包吃,夫妻房", Board(food=True, lodging=True)),
        ("吃住由厂里解决", Board(food=True, lodging=True)),
        ("吃住自理", Board(food=False, lodging=False)),
        ("夫妻房可提供", Board()),
    ],
)
def test_what_board_is_given(text: str, board: Board) -> None:
    assert read_board(text) == board


def test_pay_by_the_night_and_for_each_of_two() -> None:
    night, each = read_wage("220元/晚").value, read_wage("每人5000-6000").value
    assert night is not None
    assert each is not None
    assert (night.low_fen, each.low_fen, each.high_fen) == (478_500, 500_000, 600_000)
