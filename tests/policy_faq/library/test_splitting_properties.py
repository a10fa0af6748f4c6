"""Whatever the text, splitting loses nothing, names every clause once and ends soon."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_faq.library.splitting import split

_MARKS = "一、 二、 三、 十、 （一） (二) （三） 1. 2、 3． 16. （1） （2） ① ②"
_LAW = "第一条 第二条　 第三章 附件 附件1 附件：1. 注： 联系人："
_WORDS = "。 ； ： ？ ） 、 就业 2020年 5万元 某某县人民政府 2018年5月1日 实施 a"
_PIECES = st.sampled_from([*f"{_MARKS} {_LAW} {_WORDS}".split(" "), *["\n"] * 8, "\n\n", " ", "\t"])
_TEXTS = st.lists(_PIECES, max_size=80).map("".join) | st.text(max_size=300)


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_no_character_is_lost(text: str) -> None:
    clauses = split(text).clauses
    joined = "".join(clause.text for clause in clauses)
    assert "".join(joined.split()) == "".join(text.split())


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_paths_are_unique_and_clauses_in_order(text: str) -> None:
    clauses = split(text).clauses
    assert len({clause.path for clause in clauses}) == len(clauses)
    assert [clause.start for clause in clauses] == sorted(clause.start for clause in clauses)
    assert all(len(clause.heading) <= 40 and "\n" not in clause.heading for clause in clauses)
    deepest = -1
    for clause in clauses:
        assert clause.depth <= deepest + 1
        deepest = clause.depth


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_splitting_a_clause_again_changes_nothing_about_its_words(text: str) -> None:
    assert split(text) == split(text)


@pytest.mark.parametrize(
    "line",
    [
        "1.甲。\n",
        "3.甲。\n",
        "一、甲。\n",
        "（一）",
        "（1）甲；",
        "第一条 甲\n",
        "附件1\n",
        "甲，1、乙",
        "某某县财政局\n",
        "1.甲。\n7.乙。\n",
        "3.甲，1、乙，2、丙\n",
        "(((((",
        "附件：\n",
        "一、1.（一）",
    ],
)
def test_hostile_texts_end_soon(line: str) -> None:
    text = line * (200_000 // len(line))
    began = process_time()
    found = split(text)
    assert process_time() - began < 5
    assert "".join("".join(c.text for c in found.clauses).split()) == "".join(text.split())
