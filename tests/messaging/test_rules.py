"""Pure rules: states, faults, consent, sending hours, addresses, rendering."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging import states
from messaging.addresses import is_mobile, normalise
from messaging.consent import is_opt_in, is_opt_out, may_write
from messaging.contract import (
    Button,
    Call,
    Capabilities,
    Fault,
    Inbound,
    Outgoing,
    Parked,
    Receipt,
    Submission,
)
from messaging.quiet_hours import SendingHours, earliest
from messaging.rendering import render
from messaging.states import EXPLANATIONS, Next, after_fault, next_lookup
from messaging.tables import MessageKind, MessageState
from storage.clock import SHANGHAI

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)


def minutes(step: Next) -> float:
    assert step.retry_at is not None
    return (step.retry_at - NOW).total_seconds() / 60


@pytest.mark.parametrize(("attempt", "expected"), [(1, 1), (2, 5), (3, 15)])
def test_a_definite_failure_waits_longer_each_time(attempt: int, expected: float) -> None:
    delays = [
        minutes(after_fault(Fault.RETRY, attempts=attempt, now=NOW, chance=chance))
        for chance in (0.0, 0.5, 0.999)
    ]
    assert delays == pytest.approx([expected * 0.8, expected, expected * 1.2], rel=0.01)


def test_the_fourth_definite_failure_is_the_last() -> None:
    after = after_fault(Fault.RETRY, attempts=4, now=NOW, chance=0.5)
    assert after == Next(MessageState.FAILED)


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (Fault.AMBIGUOUS, MessageState.UNKNOWN),
        (Fault.PERMANENT, MessageState.FAILED),
        (Fault.BAD_ADDRESS, MessageState.FAILED),
        (Fault.OPTED_OUT, MessageState.FAILED),
        (Fault.WINDOW_CLOSED, MessageState.FAILED),
    ],
)
def test_faults_that_are_not_tried_again(fault: Fault, state: MessageState) -> None:
    assert after_fault(fault, attempts=1, now=NOW, chance=0.5) == Next(state)


@given(st.floats(0, 3600), st.floats(0, 0.999))
def test_a_throttled_message_never_comes_before_the_provider_allows(
    seconds: float, chance: float
) -> None:
    after = after_fault(Fault.THROTTLED, attempts=9, now=NOW, chance=chance, retry_after=seconds)
    assert after.retry_at is not None
    assert after.retry_at >= NOW + timedelta(seconds=seconds)


def test_every_fault_is_explained_and_leads_somewhere() -> None:
    for fault in Fault:
        after = after_fault(fault, attempts=1, now=NOW, chance=0.5)
        assert after.retry_at is not None or after.state > MessageState.SUBMITTING
        assert EXPLANATIONS[fault]


def test_lookups_grow_rarer_and_end_after_72_hours() -> None:
    moments, now = [NOW], NOW
    while (due := next_lookup(now, NOW)) is not None:
        moments.append(due)
        now = due
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert gaps == sorted(gaps)
    assert moments[1] - NOW == timedelta(minutes=1)
    assert moments[-1] - NOW >= states.REPORTS_END_AFTER


@pytest.mark.parametrize(
    "word", ["T", "td", "Ｒ", " r ", "N", "退订", "拒收", "ＴＤ", "退订。", "“退订”", "R!"]
)
def test_opt_out_words_in_any_spelling(word: str) -> None:
    assert is_opt_out(word)


@pytest.mark.parametrize("text", ["我没有退订", "T恤厂招人吗", "", "NR", "退订怎么弄", "1"])
def test_words_inside_a_sentence_stop_nothing(text: str) -> None:
    assert not is_opt_out(text)


def test_the_way_back() -> None:
    assert is_opt_in(" 恢复 ")
    assert not is_opt_in("恢复户口")


@pytest.mark.parametrize(
    ("kind", "opted_out", "allowed"),
    [
        (MessageKind.REPLY, True, True),
        (MessageKind.JOB_PUSH, True, False),
        (MessageKind.REMINDER, True, False),
        (MessageKind.JOB_PUSH, False, True),
    ],
)
def test_an_answer_is_always_allowed(kind: MessageKind, opted_out: bool, allowed: bool) -> None:
    assert may_write(kind, opted_out=opted_out) is allowed


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23T07:59:59+08:00", "2026-11-23T08:00:00+08:00"),
        ("2026-11-23T08:00:00+08:00", "2026-11-23T08:00:00+08:00"),
        ("2026-11-23T20:59:59+08:00", "2026-11-23T20:59:59+08:00"),
        ("2026-11-23T21:00:00+08:00", "2026-11-24T08:00:00+08:00"),
        ("2026-11-30T23:30:00+08:00", "2026-12-01T08:00:00+08:00"),
        ("2026-11-23T00:00:00+00:00", "2026-11-23T08:00:00+08:00"),
        ("2026-11-23T13:00:00+00:00", "2026-11-24T08:00:00+08:00"),
    ],
)
def test_pushes_wait_for_the_morning(at: str, expected: str) -> None:
    moment = earliest(MessageKind.JOB_PUSH, datetime.fromisoformat(at), SendingHours())
    assert moment == datetime.fromisoformat(expected)


def test_answers_do_not_wait() -> None:
    night = datetime(2026, 11, 23, 3, 0, tzinfo=SHANGHAI)
    assert earliest(MessageKind.REPLY, night, SendingHours()) == night


@pytest.mark.parametrize(
    "spelling",
    ["13800000001", "+8613800000001", "0086 138-0000-0001", "８６13800000001", " 138 0000 0001 "],
)
def test_one_phone_is_one_address(spelling: str) -> None:
    assert normalise("sms", spelling) == "13800000001"


def test_other_addresses_keep_their_spelling() -> None:
    assert normalise("sms", "10086") == "10086"
    assert normalise("telegram", "-86 138") == "-86 138"
    with pytest.raises(ValueError, match="empty"):
        normalise("sms", " - ")


@pytest.mark.parametrize(
    ("number", "mobile"),
    [("13800000001", True), ("01012345678", False), ("10086", False), ("12800000001", False)],
)
def test_only_mobiles_get_sms(number: str, mobile: bool) -> None:
    assert is_mobile(number) is mobile


BUTTONS = (Button("看详情", "detail:1"), Button("换一批", "more"))


def test_buttons_become_lines_to_answer_by_digit() -> None:
    plain = Capabilities(max_length=670, billed_by_segment=True, signature="人社局")
    (shown,) = render("有1个岗位", BUTTONS, MessageKind.REPLY, plain)
    assert shown.text == "【人社局】有1个岗位\n回1 看详情\n回2 换一批"
    assert (shown.buttons, shown.segments) == ((), 1)


@pytest.mark.parametrize("text", ["有1个岗位。回1看详情，回2换一批", "回复“1”看详情"])
def test_a_text_that_explains_its_digits_is_left_alone(text: str) -> None:
    (shown,) = render(text, BUTTONS, MessageKind.REPLY, Capabilities(max_length=670))
    assert shown.text == text


def test_buttons_stay_where_they_can_be_shown() -> None:
    chat = Capabilities(max_length=4096, buttons=True)
    (shown,) = render("有1个岗位", BUTTONS, MessageKind.REPLY, chat)
    assert (shown.text, shown.buttons, shown.segments) == ("有1个岗位", BUTTONS, 0)


def test_only_what_was_not_asked_for_tells_how_to_stop() -> None:
    sms = Capabilities(max_length=670, opt_out_wording="拒收请回复R")
    assert render("您好", (), MessageKind.REPLY, sms)[0].text == "您好"
    assert render("您好", (), MessageKind.JOB_PUSH, sms)[0].text == "您好\n拒收请回复R"


def test_no_repr_shows_what_people_write_or_where_they_are_reached() -> None:
    phone, words = "13800000001", "我想找活"
    shapes = (
        Outgoing(uuid4(), phone, words),
        Inbound("e", phone, words, NOW),
        Receipt("e", MessageState.SENT, NOW, to=phone),
        Submission(uuid4(), phone, None, NOW),
        Parked("e", "KeyError", f"{phone} {words}"),
        Call("inbound", {"x-kannel-from": phone}, {"text": words}, words.encode()),
    )
    for shape in shapes:
        assert phone not in repr(shape)
        assert words not in repr(shape)
