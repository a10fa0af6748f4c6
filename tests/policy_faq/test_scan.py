"""Postings added up without the words that nearly every topic uses, and with them."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from policy_faq.bm25 import Bm25
from policy_faq.channels import Channels
from policy_faq.scan import Scan, added

COMMON, RARE = "怎么", "仲裁"
TEXTS = [[COMMON, RARE], *([COMMON, f"词{number}"] for number in range(299)), [RARE]]
INDEX = Bm25.build(TEXTS)


def test_what_is_added_up_is_what_the_index_says_without_common_tokens() -> None:
    scan = Scan(INDEX, INDEX.size, common_below=1.0)
    asked = scan.asked(frozenset({COMMON, RARE, "没见过"}))
    assert asked.information == pytest.approx(INDEX.information([COMMON, RARE, "没见过"]))
    assert added([(asked.postings, 1.0)], INDEX.size).tolist() == pytest.approx(
        INDEX.scores([RARE]).tolist()
    )
    (column,) = asked.common
    assert scan.common[:, column].tolist() == pytest.approx(INDEX.scores([COMMON]).tolist())


def test_the_factor_of_each_part_is_its_own() -> None:
    scan = Scan(INDEX, INDEX.size, common_below=0.0)
    one, other = (scan.asked(frozenset({token})).postings for token in (COMMON, RARE))
    expected = 2 * INDEX.scores([COMMON]) + 0.5 * INDEX.scores([RARE])
    assert added([(one, 2.0), (other, 0.5)], INDEX.size).tolist() == pytest.approx(
        expected.tolist()
    )
    assert added([], 3).tolist() == [0, 0, 0]


def test_common_tokens_of_further_texts_stay_in_the_addition() -> None:
    joined = INDEX.alongside(Bm25.build([[COMMON]]))
    asked = Scan(joined, INDEX.size, common_below=1.0).asked(frozenset({COMMON}))
    scores = added([(asked.postings, 1.0)], joined.size)
    assert scores[:-1].sum() == 0
    assert scores[-1] > 0


def test_a_short_index_has_no_common_tokens() -> None:
    index = Bm25.build([[COMMON], [COMMON]])
    assert Scan(index, index.size, common_below=9.0).common.shape == (2, 0)


@pytest.mark.parametrize("sound_only", [False, True])
def test_completed_with_common_tokens_the_best_wordings_have_their_whole_share(
    *, sound_only: bool
) -> None:
    dice = random.Random(3)
    words, sizes = [f"词{number}" for number in range(40)], (13, 100, 1, 286)
    texts = [[COMMON, *dice.sample(words, 4)] for _ in range(sum(sizes))]
    text, short = Bm25.build(texts), Bm25.build(texts[:1])
    channels = Channels(text, text, short, short, sizes)
    asked = frozenset({COMMON, *words[:3]})
    matched = channels.match(asked, asked, sound_only=sound_only)
    assert matched is not None
    scores, information = text.match(asked)
    whole = scores / information * (1 if sound_only else 1.5)
    first = [0, *itertools.accumulate(sizes)][:-1]
    best, columns = channels.best(matched)
    completed = best + channels.common_share(matched, columns, range(len(sizes)))
    assert completed.tolist() == pytest.approx(np.maximum.reduceat(whole, first).tolist(), rel=1e-6)
    assert (best < completed).all()
