"""Licences asked for and held."""

from __future__ import annotations

import pytest

from matching.licences import canonical, held_in, licence_name, required_in, with_covered


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["叉车证"], {"forklift"}),
        (["驾照C1"], {"C1"}),
        (["B2"], {"B2"}),
        (["驾照"], {"C1"}),
        (["低压电工证"], {"electrician"}),
        (["焊工"], {"welder"}),
        (["健康证"], set()),
        (["电梯证"], {"电梯证"}),
        (["forklift"], {"forklift"}),
        ([], set()),
    ],
)
def test_names_become_keys(names: list[str], expected: set[str]) -> None:
    assert canonical(names) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有叉车证,会修车", {"forklift"}),
        ("没有驾照", set()),
        ("驾照B2,开过货车", {"B2"}),
        ("想考叉车证", set()),
        ("有C1驾照。没有叉车证", {"C1"}),
        ("会开叉车", set()),
    ],
)
def test_what_a_person_holds(text: str, expected: set[str]) -> None:
    assert held_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("须有叉车证", {"forklift"}),
        ("有叉车证优先", set()),
        ("无需驾照", set()),
        ("持B2驾驶证,三年驾龄", {"B2"}),
        ("包考电工证", set()),
    ],
)
def test_what_a_posting_demands(text: str, expected: set[str]) -> None:
    assert required_in(text) == expected


def test_a_higher_class_covers_the_lower_ones() -> None:
    assert "C1" in with_covered({"B2"})
    assert "B2" in with_covered({"A1"})
    assert "B2" not in with_covered({"C1"})
    assert with_covered(set()) == set()


def test_names_for_people() -> None:
    assert licence_name("B2") == "B2驾照"
    assert licence_name("forklift") == "叉车证"
    assert licence_name("电梯证") == "电梯证"
