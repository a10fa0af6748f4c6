"""What a conversation remembers, and that nothing stored can break it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import actions
from bot.dialogue.actions import LONGEST_BYTES, Action, Verb, about_ids
from bot.dialogue.redact import redacted, shortened, without_id_numbers
from bot.dialogue.session import (
    EmployerSlot,
    HumanSlot,
    IdentifySlot,
    Listing,
    QuestionSlot,
    ReminderSlot,
    State,
    SubsidySlot,
    Tries,
    Trip,
    WhereSlot,
    WhoSlot,
    load,
)
from policy_faq.claims.assess import Ask
from policy_faq.places import Distance

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TRIES = Tries(day=date(2026, 11, 23), count=3)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "slot",
    [
        WhoSlot(then="apply"),
        IdentifySlot(then="apply"),
        WhereSlot(since=date(2026, 11, 5)),
        EmployerSlot(place_code="441900", place_text="广东东莞", since=date(2026, 11, 5)),
        QuestionSlot(),
        HumanSlot(),
        SubsidySlot(step=Ask.FARE, tries=2),
        ReminderSlot(since=date(2026, 11, 5)),
        None,
    ],
)
def test_a_state_comes_back_as_it_was(slot: object) -> None:
    listing = Listing(source="push", postings=[uuid4()], at=NOW)
    trip = Trip(place="310000", distance=Distance.OUT_OF_PROVINCE, fare=Decimal("380.5"), at=NOW)
    kept = {"slot": slot, "listing": listing, "tries": TRIES, "trip": trip}
    state = State.model_validate(kept)
    assert load(state.dump()) == state


@pytest.mark.parametrize(
    "stored",
    [None, {}, {"version": 7}, {"unknown": 1}, {"slot": {"kind": "dance"}}, {"listing": "x"}],
)
def test_an_unknown_state_is_a_fresh_one(stored: dict[str, object] | None) -> None:
    assert load(stored) == State()


def test_a_broken_state_gives_no_new_tries_away() -> None:
    broken = {"version": 99, "tries": TRIES.model_dump(mode="json")}
    assert load(broken).tries == TRIES


@given(st.dictionaries(st.sampled_from([*State.model_fields, "x"]), JSON))
def test_nothing_stored_crashes(stored: dict[str, object]) -> None:
    assert load(stored).version == 1


def test_after_hours_a_new_conversation_begins() -> None:
    listing = Listing(source="search", postings=[uuid4()], at=NOW)
    state = State(slot=QuestionSlot(), listing=listing, topic="policy", tries=TRIES, unclear=2)
    assert state.aged(timedelta(hours=5), NOW) == state
    aged = state.aged(timedelta(hours=7), NOW + timedelta(hours=7))
    assert aged == State(listing=listing, tries=TRIES)
    trip = Trip(claimed=False, at=NOW)
    begun = state.model_copy(update={"trip": trip})
    assert begun.aged(timedelta(hours=7), NOW + timedelta(hours=7)).trip == trip
    assert begun.aged(timedelta(days=8), NOW + timedelta(days=8)).trip is None
    assert state.aged(timedelta(days=8), NOW + timedelta(days=8)) == State(tries=TRIES)


def test_an_action_says_everything_it_needs() -> None:
    posting = uuid4()
    action = about_ids(Verb.APPLY, posting)
    assert actions.read(str(action)) == action
    assert action.ids == (posting,)
    assert action.fits_button


@pytest.mark.parametrize("text", [None, "", "1", "dance:1", "apply1"])
def test_these_are_no_actions(text: str | None) -> None:
    assert actions.read(text) is None


def test_a_damaged_action_is_about_nothing() -> None:
    assert Action(Verb.APPLY, "not-an-id").ids == ()
    assert not Action(Verb.ASK, "问" * LONGEST_BYTES).fits_button


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("张三 530326199001011234", "张三 [号码]"),
        ("我是53032619900101123x的", "我是[号码]的"),
        ("电话13800001234", "电话[号码]"),
        ("+86 138 0000 1234", "[号码]"),
        ("卡号6222021234567890123", "卡号[号码]"),
        ("工资4500-6500元", "工资4500-6500元"),
        ("0874-5120155", "0874-5120155"),
        ("会政发2018年20号", "会政发2018年20号"),
    ],
)
def test_numbers_of_people_are_taken_out(text: str, kept: str) -> None:
    assert redacted(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("张三 530326199001011234", "张三 ****1234"),
        ("我是53032619900101123x的", "我是****123x的"),
        ("530326 19900101 123X", "****123X"),
        ("530326-1990-0101-1234", "****1234"),
        ("５３０３２６１９９００１０１１２３４", "****１２３４"),
        ("老证530326900101123", "老证****1123"),
        ("53032619900101123413800001234", "****1234"),
        ("530326199001011234/530326199202022345", "****1234/****2345"),
        ("张三13800001234 530326 1990 0101 1234", "张三13800001234 ****1234"),
        ("卡号 6222 0212 3456 7890 123", "卡号 ****0123"),
        ("13800001234 13900005678", "13800001234 13900005678"),
        ("2024-01-01 2025-02-02", "2024-01-01 2025-02-02"),
        ("张三 1234", "张三 1234"),
    ],
)
def test_only_the_end_of_an_id_number_is_kept(text: str, kept: str) -> None:
    assert shortened(text) == kept


def test_numbers_of_machines_are_left_alone() -> None:
    event = '{"MsgId": 24881234567890123456, "Content": "530326199001011234"}'
    assert without_id_numbers(event) == '{"MsgId": 24881234567890123456, "Content": "****1234"}'


def test_ids_are_read_back() -> None:
    assert about_ids(Verb.DETAIL, UUID(int=5)).ids == (UUID(int=5),)
