"""Tokens, sounds and the index."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_faq import pinyin, text
from policy_faq.bm25 import Bm25
from policy_faq.ranking import Calibration
from policy_faq.tokens import Tokenizer


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer()


def test_bm25_prefers_the_rare_word() -> None:
    index = Bm25.build([["车票", "补助"], ["培训", "补助"], ["创业", "补助"]])
    scores = index.scores(["培训", "补助"])
    assert scores.argmax() == 1
    assert index.scores(["没见过"]).sum() == 0


def test_bm25_counts_a_repeated_token_once() -> None:
    index = Bm25.build([["a"], ["b"]])
    assert index.scores(["a", "a"])[0] == index.scores(["a"])[0]


def test_unknown_tokens_lower_the_share_that_is_covered() -> None:
    index = Bm25.build([["a"], ["b"]])
    assert index.information(["a", "x"]) > index.information(["a"])


def test_index_survives_saving(tmp_path: Path) -> None:
    index = Bm25.build([["车票", "补助", "补助"], ["培训"], []])
    index.save(tmp_path / "index.npz")
    loaded = Bm25.load(tmp_path / "index.npz")
    for query in (["车票"], ["补助", "培训"], ["没有"]):
        assert (loaded.scores(query) == index.scores(query)).all()
        assert loaded.information(query) == index.information(query)


def test_indexes_alongside_score_as_each_alone() -> None:
    texts = Bm25.build([["车票", "补助", "补助"], ["培训"]])
    answers = Bm25.build([["补助", "办法"], ["培训"], ["车票"]])
    joined = texts.alongside(answers)
    for query in (["车票"], ["补助", "培训"], ["办法"], ["没有", "车票"]):
        assert joined.scores(query)[:2].tolist() == texts.scores(query).tolist()
        assert joined.scores(query)[2:].tolist() == answers.scores(query).tolist()
        assert joined.information(query) == pytest.approx(texts.information(query))


@pytest.mark.parametrize(
    "written",
    ["拖欠农民工工资怎么办", "在t恤衫厂上班3个月", "中华人民共和国劳动合同法", "鿕ok卡拉ok", "#元"],
)
def test_words_are_those_of_jieba(tokenizer: Tokenizer, written: str) -> None:
    by_jieba = tokenizer.loaded().cut_for_search(written, HMM=False)
    long = [word for word in by_jieba if len(word) > 1 and not word.isascii()]
    assert [word for word in tokenizer.words(written) if not word.isascii()] == long


def test_an_empty_index_answers() -> None:
    assert Bm25.build([]).scores(["a"]).size == 0


def test_synonyms_fold_to_one_word(tokenizer: Tokenizer) -> None:
    assert tokenizer.fold("打工补贴") == tokenizer.fold("务工补助")
    assert tokenizer.fold("拖欠工钱") == "拖欠工资"


def test_search_mode_finds_the_word_inside_the_compound(tokenizer: Tokenizer) -> None:
    assert "/工资" in tokenizer.tokens("拖欠工资怎么办").text


def test_homophones_share_their_sound(tokenizer: Tokenizer) -> None:
    assert set(tokenizer.tokens("交通补住").sound) == set(tokenizer.tokens("交通补助").sound)


@pytest.mark.parametrize(
    ("letters", "parts"),
    [
        ("chepiao", ["che", "piao"]),
        ("guangdong", ["guang", "dong"]),
        ("xian", ["xian"]),
        ("brrr", None),
        ("", []),
    ],
)
def test_syllables(letters: str, parts: list[str] | None) -> None:
    assert pinyin.split_syllables(letters) == parts


@pytest.mark.parametrize(
    ("written", "is_it"),
    [
        ("wo de gongqian laoban bu gei", True),
        ("dagong", True),
        ("how much money", False),
        ("asdfghjkl", False),
        ("a", False),
        ("车票", False),
    ],
)
def test_is_pinyin(written: str, is_it: bool) -> None:
    assert pinyin.is_pinyin(written) is is_it


def test_clean_is_bounded_and_readable() -> None:
    assert text.clean("去廣東\x00打工\u200b，車票\ud800") == "去广东 打工,车票"
    assert len(text.clean("车" * 20_000)) == text.LONGEST
    assert text.clean("<b>车票</b>") == "车票"


def test_sentences_of_a_message() -> None:
    asked = text.sentences(text.clean("车票能报多少？还有要带什么材料，另外在哪办"))
    assert asked == ["车票能报多少", "要带什么材料", "在哪办"]


def test_calibration_stays_between_nought_and_one() -> None:
    calibration = Calibration(0.0, (1e6,))
    assert 0 <= calibration.probability([-1e6]) < 0.5 < calibration.probability([1e6]) <= 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("二十个人", "20个人"),
        ("三百八十", "380"),
        ("一十零个", "一十零个"),
        ("零十一岁", "零十一岁"),
    ],
)
def test_odd_numerals_are_left_as_they_are(written: str, read: str) -> None:
    assert text.arabic(written) == read


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("车票，能报多少？ABC", "车票,能报多少?abc"),
        ("　车票  报销 ", "车票 报销"),
        ("＜b＞車票＜/b＞１２", "车票 12"),
        ("e\u0301车票", "é车票"),
    ],
)
def test_clean_folds_width_and_case(raw: str, read: str) -> None:
    assert text.clean(raw) == read
