"""Lists of papers: one of several, or all of them."""

from __future__ import annotations

import pytest

from jobs_feed.normalise.licences import read_licences
from jobs_feed.normalise.paper_lists import joined, phrases, spelled_out
from jobs_feed.normalise.text import tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电工证或焊工证", ["焊工证或电工证"]),
        ("电工证和登高证", ["电工证", "登高证"]),
        ("电工、焊工证", ["焊工证", "电工证"]),
        ("电工证/焊工证", ["焊工证或电工证"]),
        ("电工证、焊工证均可", ["焊工证或电工证"]),
        ("有电工证、焊工证，其一即可", ["焊工证或电工证"]),
        ("持有电工证或焊工证，及登高证", ["焊工证或电工证", "登高证"]),
        ("电工证以及登高作业证", ["电工证", "登高证"]),
        ("电工证。电工证或焊工证", ["电工证"]),
        ("特种作业证(电工)", ["电工证"]),
        ("电工证必备、焊工证优先", ["电工证"]),
        ("叉车证、电工证优先", []),
        ("B2或以上驾照", ["驾照B2"]),
        ("C1及以上驾照", ["驾照C1"]),
        ("C1驾照或叉车证", ["叉车证或驾照C1"]),
        ("A1A2驾照", ["驾照A2"]),
    ],
)
def test_what_is_demanded_says_where_one_is_enough(text: str, expected: list[str]) -> None:
    assert read_licences(tidy(text)) == expected


def test_every_trade_of_a_list_gets_its_own_paper() -> None:
    assert spelled_out("持电工或焊工证，会叉车") == "持电工证或焊工证，会叉车"
    assert spelled_out("叉车、电工、焊工操作证") == "叉车证、电工证、焊工操作证"


def test_phrases_lie_where_they_stand_in_the_text() -> None:
    text = "电工证或焊工证和登高证,C1,C2均可"
    found = [(text[each.start : each.end], each.any_of) for each in phrases(text)]
    assert found == [("电工证或焊工证", True), ("登高证", False), ("C1,C2均可", True)]
    assert len(joined(text)) == len(text)
