"""How much of what real postings write is read right, weighted by how often it occurs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest

from jobs_feed.normalise.age import find_age, read_age
from jobs_feed.normalise.board import read_board
from jobs_feed.normalise.headcount import read_headcount
from jobs_feed.normalise.place import read_place
from jobs_feed.normalise.reading import Span
from jobs_feed.normalise.shift import Shift, read_shift
from jobs_feed.normalise.text import tidy
from jobs_feed.normalise.wage import Wage, find_wage, read_wage
from jobs_feed.screening import screen_text
from jobs_feed.tables import WageBasis
from storage.gazetteer import Gazetteer
from tests.jobs_feed import shapes

HOME = "530326"


def report(name: str, cases: Iterable[tuple[str, bool, int]], at_least: float) -> None:
    right = total = 0
    wrong: list[str] = []
    for value, is_right, count in cases:
        total += count
        right += count if is_right else 0
        if not is_right:
            wrong.append(f"{value} ({count})")
    figures = f"{name}: {right} of {total} weighted values right ({right / total:.2%})"
    print(figures)  # noqa: T201  `pytest -s` shows the measurement
    assert right >= at_least * total, f"{name}: wrong: {'; '.join(wrong)}"


def test_wage_cells() -> None:
    expected: dict[str, tuple[int | None, int | None] | None] = {
        "面议": (None, None),
        "8000以上": (8000, None),
        "1万以上": (10000, None),
        "3000~500": None,
        "5000~1000": None,
        "2000~300": None,
    }

    def right(value: str) -> bool:
        if value in expected:
            wanted = expected[value]
        else:
            low, high = re.split("[-~]", value)
            wanted = (int(low), int(high))
        reading = read_wage(tidy(value))
        if wanted is None:
            return reading.value is None and reading.warning is not None
        yuan = [None if end is None else end * 100 for end in wanted]
        return reading.value is not None and [reading.value.low_fen, reading.value.high_fen] == yuan

    report("wage", ((v, right(v), n) for v, n in shapes.load("wage").items()), 1.0)


WAGE_MEANING: dict[str, Callable[[Wage], bool]] = {
    "R": lambda w: w.basis is WageBasis.MONTHLY and _is_range(w),
    "P": lambda w: w.basis is WageBasis.MONTHLY and _is_point(w),
    "L": lambda w: w.basis is not WageBasis.YEARLY and w.low_fen is not None and w.high_fen is None,
    "U": lambda w: w.low_fen is None and w.high_fen is not None,
    "D": lambda w: w.basis is WageBasis.DAILY and w.low_fen is not None,
    "H": lambda w: w.basis is WageBasis.HOURLY and w.low_fen is not None,
    "Y": lambda w: w.basis is WageBasis.YEARLY and _is_range(w),
    "y": lambda w: w.basis is WageBasis.YEARLY and _is_point(w),
    "l": lambda w: w.basis is WageBasis.YEARLY and w.low_fen is not None and w.high_fen is None,
}


def _is_point(wage: Wage) -> bool:
    return wage.low_fen is not None and wage.low_fen == wage.high_fen


def _is_range(wage: Wage) -> bool:
    return wage.low_fen is not None and wage.high_fen is not None and wage.low_fen < wage.high_fen


def _wage_right(wage: Wage | None, label: str) -> bool:
    if label in "NT":
        return wage is None or (wage.low_fen is None and wage.high_fen is None)
    return wage is not None and WAGE_MEANING[label](wage)


def test_wage_phrases_in_the_cell() -> None:
    cases = (
        (phrase, _wage_right(read_wage(tidy(shapes.filled(phrase, label))).value, label), count)
        for phrase, label, count in shapes.labelled("wage_text", shapes.WAGE_TEXT)
    )
    report("wage_text", cases, 0.99)


def test_wage_phrases_in_running_text_are_never_misread() -> None:
    cases = []
    for phrase, label, count in shapes.labelled("wage_text", shapes.WAGE_TEXT):
        wage = find_wage(tidy(shapes.filled(phrase, label)))
        cases.append((phrase, wage is None or _wage_right(wage, label), count))
    report("wage_text found in a description (none is fine, a wrong one is not)", cases, 0.99)


def test_age_cells() -> None:
    def right(value: str) -> bool:
        reading = read_age(tidy(value))
        if value in {"", "-", "0-0"}:
            return reading.value is None and reading.warning is None
        low, high = (int(end) if end else None for end in value.split("-"))
        ends = [end for end in (low, high) if end is not None]
        if any(end < 10 for end in ends) or ends != sorted(ends):
            return reading.value is None and reading.warning is not None
        return reading.value == Span(low, high)

    report("age", ((v, right(v), n) for v, n in shapes.load("age").items()), 1.0)


def _age_expected(shape: str) -> Span | None:
    """Read the shape itself: two-digit figures beside 岁 or after 年龄 are ages."""
    if "岁" not in shape and "年龄" not in shape:
        return None
    figures = len(re.findall(r"(?<!#)##(?!#)", shape))
    if figures == 2:
        return Span(18, 45)
    if re.search("以[上]|年满", shape):
        return Span(18, None)
    return Span(None, 18) if re.search("以[下内]", shape) else None


def test_age_phrases_in_running_text() -> None:
    cases = (
        (shape, find_age(tidy(shapes.filled(shape, "age"))) == _age_expected(shape), count)
        for shape, count in shapes.load("age_text").items()
    )
    report("age_text", cases, 0.98)


def test_headcount_cells() -> None:
    cases = (
        (value, read_headcount(tidy(value)).value == int(value), count)
        for value, count in shapes.load("headcount").items()
    )
    report("headcount", cases, 1.0)


DISTRICTS = {
    "苏州市/常熟": "320581",
    "上海市/闸北区": "310106",
    "上海市/南汇区": "310115",
    "上海市/卢湾区": "310101",
    "重庆市/璧山县": "500120",
    "重庆市/江津市": "500116",
    "重庆市/永川市": "500118",
    "重庆市/荣昌县": "500153",
    "重庆市/南川市": "500119",
    "重庆市/合川市": "500117",
    "重庆市/开县": "500154",
    "湖北省/恩施市": "422801",
    "湖北省/仙桃市": "429004",
    "乌鲁木齐": "650100",
    "宁夏/银川市": "640100",
    "西藏/拉萨市": "540100",
    "澳门": "820000",
    "上海市/不限": "310000",
    "江苏省/不限": "320000",
}


def test_district_cells(gazetteer: Gazetteer) -> None:
    def right(value: str) -> bool:
        place = read_place(tidy(value), HOME, gazetteer).value
        if not value:
            return place is None
        if place is None or place.code is None:
            return False
        if value.startswith("海外/"):
            return place.code == "990000"
        if value in DISTRICTS:
            return place.code == DISTRICTS[value]
        return gazetteer.full_name(place.code) == value.replace("/", "")

    report("district", ((v, right(v), n) for v, n in shapes.load("district").items()), 1.0)


BOARD_MEANING = {
    "B": (True, True),
    "F": (True, None),
    "L": (None, True),
    "l": (False, True),
    "f": (True, False),
    "N": (None, None),
}


def test_board_phrases() -> None:
    cases = []
    for phrase, label, count in shapes.labelled("board", shapes.BOARD):
        board = read_board(tidy(shapes.filled(phrase)))
        cases.append((phrase, (board.food, board.lodging) == BOARD_MEANING[label], count))
    report("board", cases, 0.99)


def _shift_expected(shape: str, label: str) -> Shift:
    hours = 10.0 if "##小时" in shape else 8.0
    return {
        "D": Shift(rest_days=8),
        "S": Shift(rest_days=4),
        "M": Shift(rest_days=3),
        "3": Shift(rest_days=3),
        "h": Shift(hours=hours),
        "n": Shift(night=True),
        "d": Shift(night=False),
        "x": Shift(rest_days=8, hours=hours),
        "y": Shift(hours=hours, night=False),
        "z": Shift(rest_days=4, hours=8.0, night=False),
        "-": Shift(),
    }[label]


def test_shift_phrases() -> None:
    cases = []
    for phrase, label, count in shapes.labelled("shift", shapes.SHIFT):
        figures = "" if label == "M" else "hours"
        shift = read_shift(tidy(shapes.filled(phrase, figures)))
        cases.append((phrase, shift == _shift_expected(phrase, label), count))
    report("shift", cases, 0.98)


@pytest.mark.parametrize("sentence", ["{}", "我公司承诺{}。", "包吃住，{}，五险一金"])
def test_fee_phrases_raise_no_false_alarm(sentence: str) -> None:
    cases = []
    for phrase, count in shapes.load("fee").items():
        # Phrases were cut after so many characters; one begins after its 不.
        whole = f"不{phrase}" if phrase.startswith("需要") else phrase
        held = bool(screen_text(sentence.format(shapes.filled(whole))))
        cases.append((phrase, held == ("考试报名费" in phrase), count))
    report("fee", cases, 1.0)


ALARMS = {
    "wage_text": {"招男保安人、###元/天包住+洗", "证考试报名费###元", "协会规定缴纳###元保证金"},
    "age_text": {"女性##周岁以下"},
    "board": set(),
    "height_sight": set(),
    "shift": set(),
    "title": {"女工"},
}


@pytest.mark.parametrize("kind", ALARMS)
def test_ordinary_phrases_raise_no_false_alarm(kind: str) -> None:
    column = "岗位名称" if kind == "title" else "岗位描述"
    held = {
        phrase
        for phrase in shapes.load(kind)
        if screen_text(shapes.filled(phrase, "age" if kind == "age_text" else ""), column)
    }
    assert held == ALARMS[kind]
