"""ID numbers: what is valid, what is mangled, and what to do about it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labourers.id_number import (
    IdFault,
    IdNumberProblem,
    age_on,
    check_character,
    read_id_number,
)
from labourers.tables import Sex
from tests.labourers.files import id_number

TODAY = date(2026, 11, 23)
VALID = st.builds(
    lambda area, born, order: id_number(order, f"{born:%Y%m%d}", f"{area:06d}"),
    st.integers(110000, 829999),
    st.dates(date(1910, 1, 1), TODAY),
    st.integers(1, 999),
)


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        " 11010519491231002x ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-1949-1231-002x",
        "'11010519491231002X",
        "11010519491231002×",
        "身份证号：11010519491231002X",
    ],
)
def test_spellings_of_the_example_in_the_standard(text: str) -> None:
    found = read_id_number(text, TODAY)
    assert found.number == "11010519491231002X"
    assert found.birth_date == date(1949, 12, 31)
    assert found.sex is Sex.FEMALE


@pytest.mark.parametrize(
    ("text", "held_as", "fault"),
    [
        ("", None, IdFault.MISSING),
        ("　", None, IdFault.MISSING),
        ("5.30326E+17", None, IdFault.MANGLED),
        ("5.30326199001E+17", None, IdFault.MANGLED),
        ("530326199001010000", 530326199001010000.0, IdFault.MANGLED),
        ("530326199001010000.0", None, IdFault.MANGLED),
        ("530326199001010000", None, IdFault.MANGLED),
        ("530326199001011000", None, IdFault.MANGLED),
        ("530326900101001", None, IdFault.OLD),
        ("53032619900101001", None, IdFault.LENGTH),
        ("5303261990010100111", None, IdFault.LENGTH),
        ("530326199001010011" * 2, None, IdFault.LENGTH),
        ("5303**********0011", None, IdFault.CHARACTERS),
        ("53032619900101001A", None, IdFault.CHARACTERS),
        ("X30326199001010011", None, IdFault.CHARACTERS),
        ("无", None, IdFault.CHARACTERS),
        ("530326199002300011", None, IdFault.BIRTH_DATE),
        ("530326199013010011", None, IdFault.BIRTH_DATE),
        ("530326202612010011", None, IdFault.BIRTH_DATE),
        ("530326189001010011", None, IdFault.BIRTH_DATE),
        ("530326199001010012", None, IdFault.CHECK_DIGIT),
    ],
)
def test_each_fault_has_its_name_and_a_way_to_mend_it(
    text: str, held_as: float | None, fault: IdFault
) -> None:
    with pytest.raises(IdNumberProblem) as caught:
        read_id_number(text, TODAY, held_as=held_as)
    assert caught.value.fault is fault
    assert caught.value.problem
    assert caught.value.mend.endswith("。")


@given(VALID)
def test_a_valid_number_comes_back_with_its_birth_date_and_sex(number: str) -> None:
    found = read_id_number(number.lower(), TODAY)
    assert found.number == number
    assert f"{found.birth_date:%Y%m%d}" == number[6:14]
    assert (found.sex is Sex.MALE) == (int(number[16]) % 2 == 1)


@given(VALID, st.integers(0, 17), st.integers(1, 9))
def test_any_single_changed_digit_is_caught(number: str, at: int, step: int) -> None:
    values = "0123456789X"
    other = values[(values.index(number[at]) + step) % (11 if at == 17 else 10)]
    changed = number[:at] + other + number[at + 1 :]
    with pytest.raises(IdNumberProblem):
        read_id_number(changed, TODAY)


@given(VALID, st.integers(0, 16))
def test_two_neighbouring_digits_swapped_are_caught(number: str, at: int) -> None:
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    if swapped != number:
        with pytest.raises(IdNumberProblem):
            read_id_number(swapped, TODAY)


@given(VALID)
def test_a_spreadsheet_number_is_always_refused(number: str) -> None:
    if number.endswith("X"):
        return
    held = float(number)
    with pytest.raises(IdNumberProblem) as caught:
        read_id_number(f"{held:.0f}", TODAY, held_as=held)
    assert caught.value.fault is IdFault.MANGLED


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        assert len(read_id_number(text, TODAY).number) == 18
    except IdNumberProblem as problem:
        digits = [part for part in problem.problem.split() if len(part) > 6 and part.isdigit()]
        assert not digits


def test_check_character_of_the_standard() -> None:
    assert check_character("11010519491231002") == "X"
    assert check_character("44052418800101001") == "4"


def test_a_birthday_counts_from_its_day() -> None:
    assert age_on(date(2008, 11, 23), TODAY) == 18
    assert age_on(date(2008, 11, 24), TODAY) == 17


def test_the_number_is_not_in_the_repr() -> None:
    assert "1949" not in repr(read_id_number("11010519491231002X", TODAY))
