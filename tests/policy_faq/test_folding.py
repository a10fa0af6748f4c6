"""Words that stand for others: the longest at every place, against a regular expression."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from policy_faq.folding import Folding

LISTED = {"票": "票", "车票": "票", "路费": "票", "车费": "票", "坐车费用": "票", "钱": "money"}
FOLDING = Folding(LISTED)
LONGEST_FIRST = re.compile("|".join(sorted(LISTED, key=len, reverse=True)))


@given(st.text("车票路费坐用钱 ", max_size=12))
def test_words_are_replaced_as_an_expression_would(text: str) -> None:
    assert FOLDING.fold(text) == LONGEST_FIRST.sub(lambda match: LISTED[match.group()], text)


def test_the_longest_word_counts_and_the_rest_stays() -> None:
    assert FOLDING.fold("报坐车费用") == "报票"
    assert FOLDING.fold("坐车费用车费") == "票票"
    assert FOLDING.fold("坐车费率") == "坐票率"


def test_nothing_is_replaced_without_a_list() -> None:
    assert Folding({}).fold("车票") == "车票"
