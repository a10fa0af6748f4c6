"""The loops of machine code against plain Python: words, tokens, sums."""

from __future__ import annotations

import itertools
import random
from math import log

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from policy_faq import pinyin
from policy_faq.bm25 import Bm25
from policy_faq.channels import SOUND_WEIGHT, Channels, Matched, arrays_of
from policy_faq.lexicon import Lexicon, codes_of
from policy_faq.tokens import EMPTY_WORDS, Tokenizer, importance, sound_tokens, written

SIGNS = "工资怎么拖欠车票补助这个一下培训的 ,#◎1230ab?亖﨑😀ĀA+"
WORDS = {
    "工资": 90,
    "拖欠": 40,
    "拖欠工资": 9,
    "车票": 50,
    "怎么": 80,
    "这个": 70,
    "一下": 60,
    "的": 99,
}
TEXTS = st.text(SIGNS, max_size=30)


def frequencies() -> dict[str, int]:
    found: dict[str, int] = {}
    for word, often in WORDS.items():
        for end in range(1, len(word)):
            found.setdefault(word[:end], 0)
        found[word] = often
    return found


LEXICON = Lexicon.build(frequencies(), sum(WORDS.values()))


def tokens_of(text: str) -> list[str]:
    words = [each for each in LEXICON.words(text) if each not in EMPTY_WORDS]
    return [*written(text), *(f"/{each}" for each in words if each[0] >= "㐀")]


class Small:
    """A small index, and the same question answered by plain additions."""

    def __init__(self, seed: int, sizes: tuple[int, ...] = (3, 400, 1, 40)) -> None:
        dice = random.Random(seed)
        count = sum(sizes)
        texts = ["怎么" + "".join(dice.choices(SIGNS, k=dice.randrange(12))) for _ in range(count)]
        self.sizes = sizes
        self.first = np.concatenate(([0], np.cumsum(sizes)))
        groups = np.repeat(np.arange(len(sizes)), sizes).tolist()
        self.text = Bm25.build([*map(tokens_of, texts)], importance=importance, groups=groups)
        self.sound = Bm25.build([*map(sound_tokens, texts)], groups=groups)
        parts = itertools.pairwise(self.first.tolist())
        self.topics = Bm25.build(
            [tokens_of(" ".join(texts[start:stop])) for start, stop in parts], importance=importance
        )
        self.answers = Bm25.build([*map(tokens_of, texts[:5])])
        self.arrays = arrays_of(self.text, self.sound, self.topics, self.answers, LEXICON)
        self.channels = Channels(self.arrays, LEXICON)
        self.common = self.arrays["common"].astype(np.float32)

    def parted(self, matched: Matched) -> tuple[NDArray[np.float32], ...]:
        """What is matched: by wording, by topic and answer, by common token."""
        wordings = len(self.common)
        columns = len(matched.scores) - self.common.shape[1]
        return tuple(np.split(matched.scores, (wordings, columns)))

    def shares(self, index: Bm25, question: str) -> list[float]:
        """What each text of an index says about the written question, of what it could say."""
        asked = tokens_of(question)
        return (index.scores(asked) / max(self.text.information(asked), 1e-9)).tolist()

    def heard(self, question: str) -> list[float]:
        asked = sound_tokens(question)
        return (self.sound.scores(asked) / max(self.sound.information(asked), 1e-9)).tolist()


SMALL = Small(3)


@pytest.mark.parametrize("sound_only", [False, True])
@given(question=TEXTS)
@example(question="1,b 12323c")
def test_what_is_added_up_is_what_the_indexes_say(question: str, *, sound_only: bool) -> None:
    matched = SMALL.channels.match(question, sound_only=sound_only)
    if matched is None:
        assert SMALL.text.information(tokens_of(question)) == 0
        assert not sound_tokens(question)
        return
    said = np.array(SMALL.heard(question))
    if not sound_only:
        said = np.array(SMALL.shares(SMALL.text, question)) + SOUND_WEIGHT * said
    by_wording, told, common = SMALL.parted(matched)
    completed = by_wording + SMALL.common @ common
    assert completed.tolist() == pytest.approx(said.tolist(), abs=1e-4)
    assert (by_wording <= completed + 1e-4).all()
    expected = SMALL.shares(SMALL.topics, question)
    expected += SMALL.shares(SMALL.answers, question)
    assert told.tolist() == pytest.approx(expected, abs=1e-4)
    assert matched.sounds == len(sound_tokens(question))


def test_the_commonest_tokens_are_added_for_the_finalists_only() -> None:
    matched = SMALL.channels.match("怎么")
    assert matched is not None
    by_wording, _, common = SMALL.parted(matched)
    assert len(by_wording) == sum(SMALL.sizes)
    assert common.max() > 0
    assert by_wording.max() < (SMALL.common @ common).max()


@given(st.text(SIGNS, max_size=30))
def test_words_are_those_of_the_likeliest_cut(text: str) -> None:
    words = [each for each in LEXICON.words(text) if each not in {"拖欠", "工资"}]
    assert set(words) <= set(WORDS)
    # 拖欠工资 is likelier than its halves, and never cut where they stand together.
    assert text.count("拖欠工资") == words.count("拖欠工资")
    assert LEXICON.words(text).count("车票") == text.count("车票")


def test_a_word_comes_after_the_shorter_ones_inside_it() -> None:
    assert LEXICON.words("老板拖欠工资") == ["拖欠", "工资", "拖欠工资"]
    assert LEXICON.words("") == []


def test_the_beginning_of_a_word_is_no_word() -> None:
    assert LEXICON.holds("拖欠")
    assert not LEXICON.holds("拖")
    assert not LEXICON.holds("拖拉机")
    assert not LEXICON.holds("")


def test_a_dictionary_survives_being_kept() -> None:
    again = Lexicon.of(LEXICON.arrays())
    assert again.words("拖欠工资怎么办") == LEXICON.words("拖欠工资怎么办")
    assert again.dictionary.unknown == -log(sum(WORDS.values()))


@given(TEXTS)
def test_syllables_as_numbers_are_those_in_letters(text: str) -> None:
    name = {number: syllable for syllable, number in pinyin.numbered().items()}
    runs: list[list[str]] = [[]]
    for each in pinyin.numbers(text, codes_of(text)).tolist():
        if each == pinyin.BREAK:
            runs.append([])
        elif each != pinyin.SILENT:
            runs[-1].append(name[each])
    assert [run for run in runs if run] == pinyin.sounds(text)


def test_tokens_of_real_questions_are_read_alike(policy_tokenizer: Tokenizer) -> None:
    lexicon = policy_tokenizer.lexicon
    asked = ["拖欠农民工工资怎么办,打12333还是110", "311是哪样", "我k歌的工ab资咋个算", "一下这个"]
    tokens = [list(policy_tokenizer.tokens(each).text) for each in asked]
    text = Bm25.build(tokens[:2], importance=importance)
    sound = Bm25.build([sound_tokens(each) for each in asked[:2]])
    channels = Channels(arrays_of(text, sound, text, text, lexicon), lexicon)
    for each, its in zip(asked, tokens, strict=True):
        matched = channels.match(policy_tokenizer.fold(each))
        assert matched is not None
        share = text.scores(its) / text.information(its)
        assert matched.scores[text.size : text.size + 2].tolist() == pytest.approx(
            share.tolist(), abs=1e-4
        )


@pytest.fixture(scope="module")
def policy_tokenizer() -> Tokenizer:
    return Tokenizer()
