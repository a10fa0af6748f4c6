"""统一社会信用代码."""

from __future__ import annotations

import pytest

from jobs_feed.credit_code import check_character, credit_code_fault, tidy_credit_code

RIGHT = "91350100M000100Y43"


def test_the_standards_own_example() -> None:
    assert check_character(RIGHT[:17]) == RIGHT[17]
    assert credit_code_fault(RIGHT) is None


@pytest.mark.parametrize("at", range(18))
def test_one_wrong_character_is_found(at: int) -> None:
    other = "2" if RIGHT[at] != "2" else "3"
    assert credit_code_fault(RIGHT[:at] + other + RIGHT[at + 1 :])


@pytest.mark.parametrize("at", range(16))
def test_neighbours_that_changed_places_are_found(at: int) -> None:
    swapped = RIGHT[:at] + RIGHT[at + 1] + RIGHT[at] + RIGHT[at + 2 :]
    assert swapped == RIGHT or credit_code_fault(swapped)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("530326000012345", "15位"),
        ("9135010", "7位"),
        ("91350100M000100Z43", "字符"),
        ("91350100M000100Y44", "校验位"),
    ],
)
def test_the_fault_says_what_is_wrong(code: str, words: str) -> None:
    assert words in str(credit_code_fault(code))


def test_tidy() -> None:
    assert tidy_credit_code(" ９１３５０１００ m000-100y43\u200b") == RIGHT
