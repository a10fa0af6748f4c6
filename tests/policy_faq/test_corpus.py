"""Ranking of any texts: the public entry point that the measurements use."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_faq.corpus import Corpus, rank
from policy_faq.tokens import Tokenizer

TEXTS = [
    "用人单位拖欠工资的，可以向劳动监察大队投诉。",
    "外出务工的交通补助凭车票申报。",
    "劳动者提前三十日书面通知可以解除合同。",
    "",
]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer()


@pytest.fixture(scope="module")
def corpus(tokenizer: Tokenizer) -> Corpus:
    return Corpus(TEXTS, tokenizer)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("老板欠我工钱不给", 0),
        ("路费能补助吗", 1),
        ("打工車票怎麼申報", 1),
        ("jiaotong buzhu", 1),
        ("想解除合同", 2),
    ],
)
def test_the_text_that_answers_comes_first(corpus: Corpus, question: str, best: int) -> None:
    assert corpus.search(question)[0].text == best


def test_nothing_is_found_for_no_words(corpus: Corpus) -> None:
    assert corpus.search("") == []
    assert corpus.search("？？？！") == []


def test_results_are_in_order_and_limited(corpus: Corpus) -> None:
    found = corpus.search("工资合同补助", limit=2)
    assert len(found) == 2
    assert found[0].score >= found[1].score > 0


def test_numbers_count(tokenizer: Tokenizer) -> None:
    assert rank(["补助300元", "补助500元"], ["500元的补助"], tokenizer=tokenizer) == [[1, 0]]


def test_an_empty_corpus_finds_nothing(tokenizer: Tokenizer) -> None:
    assert rank([], ["车票"], tokenizer=tokenizer) == [[]]


@settings(max_examples=50, deadline=None)
@given(question=st.text(max_size=200))
def test_any_question_is_taken(corpus: Corpus, question: str) -> None:
    assert len(corpus.search(question)) <= len(TEXTS)
