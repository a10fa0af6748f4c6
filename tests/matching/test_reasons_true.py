"""The reasons beside the matches of a market whose truth the generator knows."""

from __future__ import annotations

from benchmarks import matching_data
from benchmarks.matching_reasons import judged, kind_of

OF_WORK = ("你做过", "你会", "可能", "是你想找的", "和")
"""How phrases begin that tell of work: what was said about it may have been misunderstood."""


def test_what_is_told_of_place_wage_and_board_is_true_and_of_work_nearly_always() -> None:
    told = list(judged(matching_data.market(400, 250, 311)))
    facts = [(phrase, true) for phrase, true in told if not phrase.startswith(OF_WORK)]
    works = [(phrase, true) for phrase, true in told if phrase.startswith(OF_WORK)]
    assert len(facts) > 1_000
    assert len(works) > 500
    assert [phrase for phrase, true in facts if not true] == []
    assert sum(not true for _, true in works) <= len(works) * 3 // 100


def test_phrases_are_counted_by_their_kind() -> None:
    assert kind_of("你做过缝纫") == "你做过…"
    assert kind_of("60岁以内都招") == "…岁以内都招"
    assert kind_of("是你想找的餐饮类的活") == "是你想找的…类的活"
