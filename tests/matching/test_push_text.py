"""The words of a push."""

from __future__ import annotations

import pytest

from matching.push_text import Line, board_words, chat, sms
from messaging import sms_text

LINES = [
    Line("普工", "东莞", "4500-6500元", "包吃住", "包吃住"),
    Line("数据线组装工", "大井镇", "2200-3200元", "包吃"),
    Line("保洁", "会泽", "面议"),
]
SIGNATURE, OPT_OUT = "会泽就业", "拒收请回复R"


def test_an_sms_names_the_person_every_posting_and_how_to_answer() -> None:
    found = sms("王小明", LINES, signature=SIGNATURE, opt_out_wording=OPT_OUT)
    assert found.text == (
        "王小明：\n1 普工，东莞，4500-6500元，包吃住\n2 数据线组装工，大井镇，2200-3200元，包吃\n"
        "3 保洁，会泽，面议\n回1看详情，回报名1报名"
    )
    assert found.cut == ()


def test_the_segments_are_those_of_the_whole_message() -> None:
    found = sms("王小明", LINES, signature=SIGNATURE, opt_out_wording=OPT_OUT)
    whole = sms_text.compose(found.text, signature=SIGNATURE, opt_out_wording=OPT_OUT)
    assert found.segments == sms_text.segments(whole) == 2


def test_long_titles_are_cut_only_where_that_saves_a_message() -> None:
    long = [Line("电子产品流水线装配操作工", "苏州", "4500-6500元", "包吃住")] * 3
    fitting = sms("王小明", long, signature=SIGNATURE, opt_out_wording=OPT_OUT)
    assert fitting.segments == 2
    assert fitting.cut == ()
    longer = [Line("电子产品流水线装配操作工长期", "苏州工业园区星湖街", "4500-6500元", "包吃住")]
    cut = sms("王小明", longer * 3, signature=SIGNATURE, opt_out_wording=OPT_OUT)
    assert cut.segments == 2
    assert cut.cut == ("标题和地点缩短",)
    assert cut.text.count("包吃住") == 3


def test_nothing_but_the_name_is_said_of_the_person() -> None:
    found = sms("王小明", LINES)
    assert found.text.startswith("王小明：")
    assert not any(char.isdigit() and len(char) > 4 for char in found.text.split())


def test_a_chat_abroad_does_not_even_hold_the_name() -> None:
    found = chat(None, LINES)
    assert found.text.startswith("您好，有3个适合您的岗位：")
    assert found.segments == 0
    assert "1 普工，东莞，4500-6500元，包吃住（包吃住）" in found.text


@pytest.mark.parametrize(
    ("food", "lodging", "expected"),
    [(True, True, "包吃住"), (True, None, "包吃"), (False, True, "包住"), (None, None, "")],
)
def test_board(food: bool | None, lodging: bool | None, expected: str) -> None:
    assert board_words(food, lodging) == expected
