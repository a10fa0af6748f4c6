"""Searches that ask for hours: what fits, what is left, and what is said to have given way."""

from __future__ import annotations

import pytest

from matching.model import Vacancy
from matching.reading.hours import hours
from matching.reading.query import Query
from matching.reading.query_followup import follow_up
from matching.toolkit import Toolkit
from tests.matching.builders import vacancy
from tests.matching.conftest import COUNTY, TODAY
from tests.matching.searching import Office, titles


def _posting(title: str, text: str, toolkit: Toolkit) -> Vacancy:
    return vacancy(
        title=title,
        text=f"{title}。{text}",
        hours=hours(text),
        offer=toolkit.reader.features.offered(text),
    )


@pytest.fixture
def office(toolkit: Toolkit) -> Office:
    told = {
        "早": "早班7:30-13:30",
        "午": "下午一点到六点",
        "晚": "晚上六点到十一点",
        "夜": "夜班,晚八点到早八点",
        "整": "8:30-18:30,做六休一",
        "休": "8:30-17:30,双休",
        "选": "早班9:00-15:00,晚班15:00-22:00,可选",
        "无": "手工包装",
    }
    return Office(toolkit, [_posting(title, text, toolkit) for title, text in told.items()])


@pytest.mark.parametrize(
    ("wanted", "fitting"),
    [
        ("下午的", {"午"}),
        ("早班的", {"早", "选"}),
        ("只做晚上的", {"晚", "夜", "选"}),
        ("有没有夜班", {"夜"}),
        ("白天的班", {"早", "午", "整", "休", "无"}),
        ("下午五点前下班", {"早", "选", "无"}),
        ("早上九点以后上班的", {"午", "晚", "选", "无"}),
        ("双休的", {"休"}),
        ("不加班的", {"早", "午", "晚", "休"}),
    ],
)
def test_what_fits(office: Office, wanted: str, fitting: set[str]) -> None:
    found = office.find(wanted, limit=9)
    assert not found.relaxed
    assert set(titles(found)) == fitting


def test_what_gave_way_is_told(toolkit: Toolkit) -> None:
    office = Office(toolkit, [_posting("整", "8:30-18:30", toolkit)])
    assert office.find("下午的").relaxed == ("不是下午的",)
    assert "上班时间对不上" in office.find("下午五点前下班").relaxed
    office = Office(toolkit, [_posting("无", "手工包装", toolkit)])
    assert office.find("下午的").relaxed == ("没写下午的",)


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (("有没有白班的",), ("day",)),
        (("只做晚上的", "换成白天的"), ("day",)),
        (("有没有白班的", "只做晚上的"), ("evening",)),
        (("上午的", "那下午的呢"), ("afternoon",)),
        (("下午的", "换一批"), ("afternoon",)),
    ],
)
def test_a_follow_up_changes_the_hours(
    toolkit: Toolkit, said: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    query = toolkit.reader.read("会泽找个活", home=COUNTY, on=TODAY)
    for text in said:
        found = follow_up(toolkit.reader, text, query, home=COUNTY, on=TODAY)
        assert found is not None
        query = found.query
    assert query.parts == parts
    assert Query.from_json(query.to_json()) == query


def test_who_asks_for_the_evening_no_longer_refuses_nights(toolkit: Toolkit) -> None:
    by_day = toolkit.reader.read("不上夜班的", home=COUNTY, on=TODAY)
    found = follow_up(toolkit.reader, "只做晚上的", by_day, home=COUNTY, on=TODAY)
    assert found is not None
    assert not found.query.features & toolkit.reader.features["day_shift"].mask
