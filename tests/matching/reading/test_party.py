"""Posts for party members: by what the roster has and what somebody says."""

from __future__ import annotations

from datetime import date

import pytest

from labourers.tables import Willingness
from matching.reading.people import Said, read_profile
from matching.reading.query_text import Reader
from matching.reading.reserved import reserves
from matching.reading.text import clean

PARTY = reserves()["party"]


@pytest.mark.parametrize(
    ("listed", "said", "is_member"),
    [
        ("中共党员", "想在镇上干", True),
        ("群众", "想在镇上干", False),
        ("共青团员", "", False),
        ("群众", "前年转正，现在是正式党员", True),
        (None, "2015年入的党", True),
        (None, "会种菜", False),
        (None, "入党积极分子，支部还没发展", False),
        (None, "堂客是党员，自己是群众", False),
        (None, "不是党员", False),
        ("中共党员", "老公没入党", True),
        ("中共党员", "前年退党了", False),
    ],
)
def test_who_is_a_member(reader: Reader, listed: str | None, said: str, is_member: bool) -> None:
    told = Said("530326", said, None, None, None, None, None, (), listed)
    profile = read_profile(told, (Willingness.ANYWHERE, ()), reader, date(2026, 11, 23))
    assert (not profile.conditions & PARTY) is is_member


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("党建办干事。中共党员，能转组织关系", True),
        ("活动室管理。在册正式党员", True),
        ("文印。党员", True),
        ("巡察辅助。非党员不予受理", True),
        ("讲解员。必须是党员", True),
        ("社区党务。组织关系要能转入", True),
        ("绿化工。党员优先，群众也可以", False),
        ("保洁。给党员活动中心拖地", False),
        ("杂工。中心党员多，招人不看这个", False),
        ("普工。不限政治面貌", False),
        ("帮厨。党校食堂洗菜", False),
    ],
)
def test_which_posts_are_for_members(text: str, asks: bool) -> None:
    assert (reserves().kept(clean(text)) & PARTY != 0) is asks
