"""Licences asked for and held."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.reading.licences import (
    HINTS,
    Papers,
    canonical,
    clause_name,
    demanded,
    lacking,
    licence_name,
    required_in,
    with_covered,
)
from matching.reading.papers_told import held_in
from matching.reading.phrases import phrases
from matching.reading.text import clean


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
        (["船员证"], {"船员证"}),
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
        ("叉车证没过期", {"forklift"}),
        ("叉车证已过期", set()),
        ("驾照暂扣,有叉车证", {"forklift"}),
    ],
)
def test_what_a_person_holds(text: str, expected: set[str]) -> None:
    assert held_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("须有叉车证", (("forklift",),)),
        ("有叉车证优先", ()),
        ("无需驾照", ()),
        ("持B2驾驶证,三年驾龄", (("B2",), ("驾龄3年",))),
        ("包考电工证", ()),
        ("电工证或焊工证", (("electrician", "welder"),)),
        ("电工证和登高证", (("electrician",), ("heights",))),
        ("电工证、登高证", (("electrician",), ("heights",))),
        ("电工、焊工证", (("electrician",), ("welder",))),
        ("电工或焊工证", (("electrician", "welder"),)),
        ("电工证/焊工证", (("electrician", "welder"),)),
        ("电工证、焊工证均可", (("electrician", "welder"),)),
        ("电工证和焊工证任一", (("electrician", "welder"),)),
        ("电工证、焊工证,其一即可", (("electrician", "welder"),)),
        ("电工证、登高证或焊工证", (("electrician", "heights", "welder"),)),
        ("焊工证、叉车证至少一个", (("forklift", "welder"),)),
        ("电工证、焊工证有一个就行", (("electrician", "welder"),)),
        ("叉车证,或者电工证", (("electrician", "forklift"),)),
        ("特种设备作业人员证(叉车N1)", (("forklift",),)),
        ("同时持有电工证、登高证", (("electrician",), ("heights",))),
        ("必须有电工证和登高证,缺一不可", (("electrician",), ("heights",))),
        ("电工证+登高证", (("electrician",), ("heights",))),
        ("无驾照也可", ()),
        ("登高证和焊工证或电工证", (("electrician", "welder"), ("heights",))),
        ("特种作业证(电工)", (("electrician",),)),
        ("电工证必备、焊工证优先", (("electrician",),)),
        ("叉车证、电工证优先", ()),
        ("C1以上驾照", (("C1",),)),
        ("B2或以上", (("B2",),)),
        ("B类以上驾驶证", (("B2",),)),
        ("A2或B2", (("B2",),)),
        ("C1,C2均可,有驾照", (("C2",),)),
        ("B2驾照。会开车,有驾照", (("B2",),)),
        ("A1和A2驾照", (("A1",), ("A2",))),
        ("A1A2驾照", (("A1", "A2"),)),
        ("安全员C证", (("safety_officer",),)),
        ("做过电工,有电工证。电工证或焊工证", (("electrician",),)),
        ("须持有施工员岗位证", (("施工员证",),)),
        ("持天然气从业证上岗", (("天然气证",),)),
        ("持密闭空间作业证", (("密闭空间证",),)),
        ("评酒员三级", (("评酒员证",),)),
        ("焊工中级以上", (("welder",),)),
        ("安装小工。给有登高证的师傅递绳子", ()),
        ("一级注册消防工程师", (("一级注册消防工程师证",),)),
        ("注册监理师优先", ()),
        ("本校招收A2、B2学员", ()),
        ("招A1班学员,扫场地的不开车", ()),
    ],
)
def test_what_a_posting_demands(text: str, expected: Papers) -> None:
    assert required_in(clean(text)) == expected


@pytest.mark.parametrize(
    ("stated", "text", "expected"),
    [
        (["焊工证或电工证"], "", (("electrician", "welder"),)),
        (["焊工证", "电工证"], "电工证或焊工证", (("electrician", "welder"),)),
        (["叉车证"], "电工证或焊工证", (("electrician", "welder"), ("forklift",))),
        (["驾照B2"], "A2/B2驾照", (("B2",),)),
        (["健康证或厨师证"], "", ()),
        (["健康证", "厨师证"], "", (("cook",),)),
        (["船员证"], "", (("船员证",),)),
    ],
)
def test_what_is_stated_by_name_goes_with_what_the_text_says(
    stated: list[str], text: str, expected: Papers
) -> None:
    assert demanded(stated, clean(text)) == expected


@pytest.mark.parametrize(
    ("held", "text", "left"),
    [
        ({"welder"}, "电工证或焊工证", ()),
        ({"cook"}, "电工证或焊工证", (("electrician", "welder"),)),
        ({"electrician"}, "电工证和登高证", (("heights",),)),
        ({"A2"}, "B1驾照", ()),
        ({"A2"}, "C1以上", ()),
        ({"A1"}, "A2驾照", (("A2",),)),
        ({"B1"}, "B2或以上", (("B2",),)),
        ({"B2"}, "C2", ()),
        ({"C2"}, "C1以上", (("C1",),)),
        ({"D"}, "E照", ()),
    ],
)
def test_one_of_each_clause_is_enough(held: set[str], text: str, left: Papers) -> None:
    assert lacking(with_covered(held), required_in(clean(text))) == left


@given(st.lists(st.lists(st.sampled_from(["A2", "B2", "C1", "C2", "welder", "cook"]), min_size=1)))
def test_putting_clauses_in_order_changes_nothing_for_anybody(clauses: list[list[str]]) -> None:
    text = ",".join("或".join(licence_name(key) for key in clause) for clause in clauses)
    asked = required_in(clean(text))
    for held in ("A2", "B2", "C1", "C2", "welder", "cook"):
        mine = with_covered({held})
        meets = all(not mine.isdisjoint(clause) for clause in clauses)
        assert (not lacking(mine, asked)) == meets


def test_names_of_a_clause() -> None:
    assert clause_name(("electrician", "welder")) == "电工证或焊工证"


def test_a_higher_class_covers_the_lower_ones() -> None:
    assert "C1" in with_covered({"B2"})
    assert "B2" in with_covered({"A1"})
    assert "B2" not in with_covered({"C1"})
    assert with_covered(set()) == set()


def test_names_for_people() -> None:
    assert licence_name("B2") == "B2驾照"
    assert licence_name("forklift") == "叉车证"
    assert licence_name("船员证") == "船员证"


@pytest.mark.parametrize(
    ("asked", "held", "met"),
    [
        ("必须持装载机操作证", "挖掘机操作证;装载机会开,没得证", False),
        ("开铲车，持装载机证", "铲车证", True),
        ("中式烹调师四级及以上证书", "厨师证，炒了6年", True),
        ("持《特种作业(烟花爆竹)操作证》", "低压电工证", False),
        ("持特种作业操作证", "司炉工证", True),
        ("拖拉机驾驶证(G照)", "C1驾照", False),
        ("保育员证,没有的入职三个月内考取", "", True),
        ("A1或A3照", "A3驾照", True),
        ("持爆破员作业证", "烟花爆竹作业证", False),
    ],
)
def test_papers_of_a_trade_are_not_those_of_another(asked: str, held: str, met: bool) -> None:
    has = with_covered(held_in(clean(held)))
    assert (not lacking(has, required_in(clean(asked)))) is met


def test_no_way_to_name_a_licence_is_passed_over_for_want_of_a_hint() -> None:
    for key, pattern in phrases("licence_named").items():
        for named in _ways(pattern.pattern):
            assert HINTS.search(named.replace("烹[调饪]", "烹调")), (key, named)


def _ways(pattern: str) -> list[str]:
    """Return the alternatives of a pattern that stand in no brackets."""
    ways, depth = [""], 0
    for char in pattern:
        depth += (char in "([") - (char in ")]")
        if char == "|" and not depth:
            ways.append("")
        else:
            ways[-1] += char
    return ways


@pytest.mark.parametrize(
    ("asked", "held", "meets"),
    [
        ("须持高压电工作业证", "低压电工作业证", False),
        ("须持高压电工作业证", "高压电工证", True),
        ("低压电工证必须有", "有高低压电工证", True),
        ("建筑起重机械司机(塔吊)特种作业操作证", "低压电工作业证", False),
        ("建筑起重机械司机(塔吊)特种作业操作证", "塔吊证", True),
    ],
)
def test_a_paper_for_one_kind_of_work_is_none_for_another(
    asked: str, held: str, meets: bool
) -> None:
    """特种作业 has kinds: high voltage is not low voltage, and a tower crane is neither."""
    mine = with_covered(held_in(clean(held)))
    assert (not lacking(mine, required_in(clean(asked)))) is meets
