"""The reasons beside the postings of a list: short, nothing twice, and no dearer by SMS."""

from __future__ import annotations

import pytest

from bot.replies.reasons import in_short, with_lacks, with_reasons
from messaging import sms_text


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        (("你做过缝纫", "是你想找的缝纫工", "在本县，离家近", "包吃住"), "你做过缝纫，离家近"),
        (("是你想找的保安", "包吃住"), ""),
        (("和你想找的保安相近", "就在本乡镇", "公益性岗位"), "和你想找的保安相近，就在本乡镇"),
        (("条件都符合",), ""),
        ((), ""),
    ],
)
def test_what_the_line_and_the_question_hold_is_not_said_again(
    reasons: tuple[str, ...], told: str
) -> None:
    assert in_short(reasons) == told


def test_a_chat_tells_every_reason() -> None:
    lines = with_reasons(["1 保安 会泽", "2 保洁 会泽"], ["离家近", ""], "头", sms=False)
    assert lines == ["1 保安 会泽(离家近)", "2 保洁 会泽"]


@pytest.mark.parametrize("length", range(30, 140, 7))
def test_an_sms_tells_what_makes_it_no_dearer(length: int) -> None:
    around, lines = "署" * length, ["1 保安 会泽", "2 保洁 会泽", "3 洗碗工 会泽"]
    told = with_reasons(lines, ["离家近，能照顾家", "离家近", "时间灵活"], around, sms=True)
    assert [line.split("(")[0] for line in told] == lines
    before, after = ("\n".join((around, *each)) for each in (lines, told))
    assert sms_text.segments(after) == sms_text.segments(before)


def test_an_sms_with_room_tells_reasons() -> None:
    told = with_reasons(["1 保安 会泽", "2 保洁 会泽"], ["离家近", "离家近"], "头", sms=True)
    assert told == ["1 保安 会泽(离家近)", "2 保洁 会泽(离家近)"]


def test_what_one_posting_lacks_is_told_whatever_it_costs() -> None:
    lines, lacks = ["1 保安 计件(日结)", "2 保洁 会泽"], [("不在苏州", "没写包吃", "不是保安"), ()]
    assert with_lacks(lines, lacks) == ["1 保安 计件(日结)(不在苏州，没写包吃)", "2 保洁 会泽"]
    told = with_reasons(lines, ["离家近", "离家近"], "头", sms=False, lacks=lacks)
    assert told == ["1 保安 计件(日结)(不在苏州，没写包吃，离家近)", "2 保洁 会泽(离家近)"]
    full = "署" * sms_text.segments("头") * 50
    told = with_reasons(lines, ["离家近" * 30, ""], full, sms=True, lacks=lacks)
    assert told == with_lacks(lines, lacks)


def test_who_is_told_that_it_is_other_work_knows_that_it_is_like_it() -> None:
    assert in_short(("和你想找的保安相近", "离家近"), ("不是保安",)) == "离家近"
    assert in_short(("和你想找的保安相近", "离家近"), ("不在苏州",)) == "和你想找的保安相近，离家近"
