"""The only day on which a posting takes people on, and what somebody may have for a school."""

from __future__ import annotations

from datetime import date

import pytest

from jobs_feed.normalise.deadline import find_only_day
from jobs_feed.normalise.schooling import find_education
from jobs_feed.normalise.text import tidy

_TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("面试只有一场，11月18日已经面完，当天没来的不再补", date(2026, 11, 18)),
        ("招聘会11月20日当场面试，过期不再受理", date(2026, 11, 20)),
        ("只在2026年12月10日上午集中面试，仅此一次，错过不候", date(2026, 12, 10)),
        ("现场面试仅此一天，11月20日至25日在人社局，过时不候", date(2026, 11, 25)),
        ("统一面试定在本月二十号，只此一回", date(2026, 11, 20)),
        ("笔试11月21日上午考一场，缺考的不予补考", date(2026, 11, 21)),
    ],
)
def test_the_only_round_has_a_day(said: str, day: date) -> None:
    assert find_only_day(tidy(said), _TODAY) == day


@pytest.mark.parametrize(
    "said",
    [
        "头一场面试11月15号搞完了，12月5号还有一场，没赶上的来第二场",
        "11月20日面试过一批，人还没招满，随时可来面",
        "面试一次就过，11月20日开工",
        "体检只安排一次，11月18日，没来的不补",
        "每周三面试，11月18日面过一批",
        "面试11月18日那场错过的，可以补面一次",
    ],
)
def test_more_rounds_have_no_only_day(said: str) -> None:
    assert find_only_day(tidy(said), _TODAY) is None


@pytest.mark.parametrize(
    "said",
    [
        "高中毕业，或者踩过两年平车，有一样就要得",
        "中专学历或者三年以上机修经验，两者有一即可",
        "初中毕业，要么做过两年保洁，占一样就行",
    ],
)
def test_experience_in_place_of_a_school(said: str) -> None:
    assert find_education(tidy(said)) is None


@pytest.mark.parametrize(
    "said", ["高中毕业并有一年文员经验", "高中及以上学历，会用电脑", "大专或本科学历，两者均可"]
)
def test_experience_beside_a_school(said: str) -> None:
    assert find_education(tidy(said)) is not None
