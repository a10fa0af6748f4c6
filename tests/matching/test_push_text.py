"""The words of a push."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.push_cuts import LADDER, Cut, fewest, rows, shortened
from matching.push_text import VALUE_LENGTH, Line, board_words, chat, sms
from messaging import sms_text
from messaging.sms_text import tidy

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


def test_nothing_is_cut_that_saves_no_message() -> None:
    long = [Line("电子产品流水线装配操作工", "苏州", "4500-6500元", "包吃住")] * 3
    fitting = sms("王小明", long, signature=SIGNATURE, opt_out_wording=OPT_OUT)
    assert fitting.segments == 2
    assert fitting.cut == ()


def test_board_goes_before_titles_and_titles_before_places() -> None:
    line = Line("电子产品流水线装配操作工长期", "苏州工业园区星湖街", "4500-6500元", "包吃住")
    barely = sms("王小明", [line] * 3, signature=SIGNATURE, opt_out_wording=OPT_OUT)
    assert barely.segments == 2
    assert barely.cut[0] == "岗位1没写“包吃住”"
    assert "4500-6500元" in barely.text
    for posting in ("1 ", "2 ", "3 "):
        assert f"\n{posting}电子产品" in barely.text
    titles = [said for said in barely.cut if "名称" in said]
    places = [said for said in barely.cut if "地点" in said]
    boards = [said for said in barely.cut if "没写" in said]
    assert len(boards) == 3
    assert titles
    assert not places


def test_what_stands_in_brackets_goes_first() -> None:
    assert shortened("普工（长白班坐着上班）", 8) == "普工"
    assert shortened("（急招）", 3) == "（急招"
    assert shortened("数控车床操作工", 4) == "数控车床"


def test_a_template_variable_holds_one_posting_with_its_wage() -> None:
    line = Line(
        "电子产品流水线装配操作工长期招聘", "苏州工业园区星湖街", "4500-6500元/月", "包吃住"
    )
    found = sms("王小明", [line, LINES[0]], signature=SIGNATURE, opt_out_wording=OPT_OUT)
    assert found.params["name"] == "王小明"
    assert len(found.params["job1"]) <= VALUE_LENGTH
    assert "4500-6500元/月" in found.params["job1"]
    assert found.params["job2"] == "普工，东莞，4500-6500元，包吃住"


def test_in_a_template_its_own_words_are_counted() -> None:
    """A template with many words of its own needs more room than our plain text."""
    wordy = "会泽县就业服务中心为您找到下列合适的岗位，请看：" * 2

    def whole(params: Mapping[str, str]) -> str | None:
        jobs = "；".join(params[f"job{number}"] for number in (1, 2, 3))
        return f"【会泽就业】{params['name']}，{wordy}{jobs}。拒收请回复R"

    line = Line("数控车床操作工", "苏州工业园", "4500-6500元", "包吃住")
    plain = sms("王小明", [line] * 3, signature=SIGNATURE, opt_out_wording=OPT_OUT)
    filled = sms("王小明", [line] * 3, whole=whole)
    assert (plain.segments, plain.cut) == (2, ())
    complete = whole(filled.params)
    assert complete is not None
    assert filled.segments == sms_text.segments(complete) == 2
    assert filled.cut
    assert sms("王小明", [line] * 3, whole=lambda params: None).segments == 2


WORDS = st.text(
    "普工装配操作缝纫保洁电子厂东莞苏州街道（）白班😀A1 ", min_size=1, max_size=24
).filter(lambda word: word.strip() and tidy(word) == word)
POSTINGS = st.lists(
    st.builds(
        Line,
        title=WORDS,
        place=st.one_of(st.just(""), WORDS),
        wage=st.sampled_from(["面议", "4500-6500元", "日结180-260元/天", "计件7000元以上"]),
        board=st.sampled_from(["", "包吃", "包吃住"]),
    ),
    min_size=3,
    max_size=3,
)


@given(
    st.text("阿卜杜拉王小明·", min_size=2, max_size=15),
    POSTINGS,
    st.sampled_from(["", "岗信", "会泽县人社局"]),
)
def test_whatever_the_postings_are(name: str, lines: list[Line], signature: str) -> None:
    found = sms(name, lines, signature=signature, opt_out_wording=OPT_OUT)

    def billed(told: Sequence[str]) -> int:
        numbered = [f"{number} {row}" for number, row in enumerate(told, start=1)]
        body = "\n".join((f"{name}：", *numbered, "回1看详情，回报名1报名"))
        whole = sms_text.compose(body, signature=signature, opt_out_wording=OPT_OUT)
        return sms_text.segments(whole)

    whole = sms_text.compose(found.text, signature=signature, opt_out_wording=OPT_OUT)
    assert found.segments == sms_text.segments(whole)
    assert sms_text.units(whole) <= sms_text.capacity(found.segments)
    every = [Cut(number, *step) for step in LADDER for number in range(3)]
    variants = [[cut for cut in every if (cut.part, cut.length) in LADDER[:n]] for n in range(10)]
    assert found.segments == min(billed(rows(lines, cuts)) for cuts in variants)
    told = found.text.split("\n")
    assert told[-1] == "回1看详情，回报名1报名"
    for number, (row, line) in enumerate(zip(told[1:-1], lines, strict=True), start=1):
        assert row.startswith(f"{number} ")
        assert f"，{line.wage}" in row
        titles = {shortened(line.title, length) for length in (24, 12, 8, 6, 4)}
        assert row[2:].startswith(tuple(f"{title}，" for title in titles))
    cuts = fewest(lines, billed)
    assert bool(cuts) is bool(found.cut)
    for cut in cuts:
        fewer = [each for each in cuts if each != cut]
        assert billed(rows(lines, fewer)) > found.segments


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
