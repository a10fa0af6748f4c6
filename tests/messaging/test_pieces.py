"""A long text is divided where a reader would, nothing is left out, every message fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging import pieces
from messaging.contract import Button, Capabilities
from messaging.rendering import render
from messaging.sms_text import tidy, units
from messaging.tables import MessageKind

WORDS = st.text(
    st.sampled_from("到会泽县就业局问，电话0874-5120155。\n😀👩\u200d🌾！ab.c "), max_size=400
)
LONG = "".join(f"第{number}条：到会泽县就业局咨询，电话0874-5120155。" for number in range(60))
CHOICES = (Button("看详情", "detail:1"), Button("换一批", "more"))
SMS = Capabilities(
    max_length=670, signature="会泽人社", opt_out_wording="拒收请回复R", billed_by_segment=True
)
WECHAT = Capabilities(max_length=600)
CHAT = Capabilities(max_length=600, buttons=True)


def without_gaps(text: str) -> str:
    return "".join(text.split())


@given(WORDS, st.integers(8, 80), st.integers(0, 4))
def test_every_piece_fits_and_nothing_is_left_out(text: str, room: int, tail: int) -> None:
    text = tidy(text)
    spans = pieces.divide(text, room, tail)
    assert all(units(text[start:end]) <= room for start, end in spans)
    assert without_gaps("".join(text[start:end] for start, end in spans)) == without_gaps(text)
    assert [start for start, _ in spans] == sorted({start for start, _ in spans})


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("今天有三个岗位。明天还有五个岗位。", "今天有三个岗位。"),
        ("今天有三个岗位\n明天。还有五个岗位", "今天有三个岗位"),
        ("他问“有岗位吗？”我们答有五个岗位", "他问“有岗位吗？”"),
        ("今天有三个岗位，明天还有五个岗位", "今天有三个岗位，"),
        ("县就业局电话0874-5120155转一", "县就业局电话"),
        ("岗位岗位岗位岗位岗位岗位岗位", "岗位岗位岗位岗位岗位"),
        ("岗位岗位岗位岗位岗😀岗位岗位", "岗位岗位岗位岗位岗"),
        ("Wages: 5,000. Ask today", "Wages: 5,"),
    ],
)
def test_where_a_piece_ends(text: str, first: str) -> None:
    start, end = pieces.divide(text, 10)[0]
    assert text[start:end] == first


def test_what_comes_after_the_text_stays_with_its_end() -> None:
    spans = pieces.divide("一二三四五。六七八九", 10, tail=4)
    assert ["一二三四五。六七八九"[start:end] for start, end in spans] == [
        "一二三四五。",
        "六七八九",
    ]


@pytest.mark.parametrize("capabilities", [SMS, WECHAT, CHAT])
@pytest.mark.parametrize("kind", [MessageKind.REPLY, MessageKind.JOB_PUSH])
def test_a_long_text_becomes_several_messages(
    capabilities: Capabilities, kind: MessageKind
) -> None:
    shown = render(LONG, CHOICES, kind, capabilities)
    assert len(shown) > 2
    assert all(units(each.text) <= capabilities.max_length for each in shown)
    whole = "".join(each.text for each in shown)
    assert all(f"第{number}条：到会泽县就业局咨询，电话" in whole for number in range(60))
    for place, each in enumerate(shown, start=1):
        assert f"（{place}/{len(shown)}）" in each.text
        assert each.text.startswith("【会泽人社】") is (capabilities is SMS)
    assert [bool(each.buttons) for each in shown[:-1]] == [False] * (len(shown) - 1)
    if capabilities.buttons:
        assert shown[-1].buttons == CHOICES
    else:
        assert "回1 看详情\n回2 换一批" in shown[-1].text
        assert whole.count("回1") == 1


def test_a_text_that_just_fits_is_one_message() -> None:
    assert [each.text for each in render("岗" * 600, (), MessageKind.REPLY, WECHAT)] == ["岗" * 600]
    assert len(render("岗" * 601, (), MessageKind.REPLY, WECHAT)) == 2
    assert len(render("岗" * 599 + "😀", (), MessageKind.REPLY, WECHAT)) == 2


def test_a_signature_of_the_texts_own_stands_on_each_message() -> None:
    shown = render("【县医院】" + LONG, (), MessageKind.REPLY, SMS)
    assert all(each.text.startswith("【县医院】（") for each in shown)
    assert all(each.text.count("【") == 1 for each in shown)


def test_each_message_is_billed_by_itself() -> None:
    shown = render(LONG, (), MessageKind.REPLY, SMS)
    assert [each.segments for each in shown] == [-(-units(each.text) // 67) for each in shown]


@given(st.text(min_size=1, max_size=300), st.integers(60, 90))
def test_whatever_is_written_fits(text: str, length: int) -> None:
    for each in render(text, CHOICES, MessageKind.JOB_PUSH, Capabilities(max_length=length)):
        assert units(each.text) <= length
