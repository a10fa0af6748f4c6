"""Words of our field that were written by their sound: 欠新 → 欠薪, 车漂 → 车票, 工姿 → 工资; pure.

People who type by sound or speak to the phone get another character of the same sound. Search hears
through that (``pinyin``); what looks for single words, danger above all, does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from policy_faq.pinyin import blur, sounds_of, split_syllables
from policy_faq.spelled import Spelled
from policy_faq.text import has_chinese

_WORDS = (
    "欠薪 工资 工钱 薪资 押金 定金 车票 车费 路费 补贴 补助 奖补 交通 仲裁 登记 合同 工伤 培训 "
    "报销 就业 创业 务工 打工 加班 辞职 辞退 赔偿 拖欠 中介 岗位 招工 车间 贷款 童工 材料 申请 "
    "证明 老板 身份证 公益岗 经纪人 贫困户 脱贫户 建档立卡 劳动局 初级证 中级证 高级证 飞机票 传销 "
    "公岗补贴 公岗补助 公岗工资 公岗多少"
).split()
_SPELLED = (
    "公岗 公益性岗位 护林员 保洁员 扶贫车间 帮扶车间 技校 技能 社保 招聘 工作 找工作 工地 工头 "
    "年龄 条件 电话 多少 多少钱 怎么 怎么办 哪里 什么 能干 几年 受伤 创业贷款 "
    "创业补贴 就业局 打工 出去 回家"
).split()
"""Words that are looked for only in letters: their sound in characters is that of too much else."""
_LETTERS = re.compile(r"[a-z]{2,}(?: [a-z]{2,})*")
_ALONE = dict(
    zip("de da bu fa qu gei mei wei ren qian ge".split(), "的打不发去给没未人钱个", strict=True)
)
"""What a single syllable among characters stands for."""
_LONGEST = 6
"""Syllables of the longest word."""
_BESIDE = ((0, 0), (0, 1), (1, 0), (1, 1), (0, 2), (2, 0))
"""How many characters before and after the letters may belong to the same word."""
_SAME_SOUND = frozenset({"补铁"})
"""Said like a word of ours and meant as it is written."""
_LITTLE_WORDS = frozenset("不的了吗呢我你他她它去来在有没找行做给要会能好就都也家")
"""Characters that are words of their own far more often than they are slips."""
_FREE_WORDS = frozenset("灯身种重中才菜猜采踩等几鸡急猪竹住加半包饱笑少扯肥飞带深轻整挣名定今鸭件")
"""Characters that often are: a stretch of nothing else is no slip (怎么种才不烂)."""


class Homophones:
    """Mends words of our field of which the sound is right and the characters are not.

    ``is_word`` tells whether a text is in the dictionary: what is a word of its own stays.
    ``place_words`` writes place names in letters in characters.
    """

    def __init__(
        self, is_word: Callable[[str], bool], place_words: Callable[[str], str] = str
    ) -> None:
        self._is_word = is_word
        self._sentences = Spelled(place_words)
        self._by_sound: dict[tuple[str | None, ...], str] = {}
        for word in _WORDS:
            self._by_sound.setdefault(tuple(sounds_of(word)), word)
        self._spelled = {
            tuple(sounds_of(word)): word for word in (*_SPELLED, *_WORDS) if len(word) > 1
        }
        begin: dict[tuple[str | None, ...], set[int]] = {}
        for sound in self._by_sound:
            begin.setdefault(sound[:2], set()).add(len(sound))
        self._lengths = {each: sorted(found, reverse=True) for each, found in begin.items()}

    def mended(self, text: str) -> str:
        """Return a cleaned text with such words mended; others are left as they are.

        A stretch that is a word, or shares a character with a word beside it, is meant as it is
        written (打工资料 holds no 工资).
        """
        by_letters = has_chinese(text)
        text = _LETTERS.sub(self._read, text) if by_letters else self._sentences.read(text)
        heard = sounds_of(text)
        mended = 0
        for at, begin in enumerate(pairwise(heard)):
            if begin in self._lengths and at >= mended:
                word = self._word_at(text, heard, at, self._lengths[begin])
                if word is not None:
                    mended = at + len(word)
                    text = text[:at] + word + text[mended:]
        return text

    def _read(self, letters: re.Match[str]) -> str:
        """Return the characters that are spelled among others: gonggang能干几年, 外出wu工."""
        split = [split_syllables(each) for each in letters.group().split()]
        if None in split:
            return letters.group()
        text, start, end = letters.string, letters.start(), letters.end()
        spelled = [blur(each) for syllables in split for each in syllables or ()]
        whole = self._words_of(spelled)
        if whole is not None:
            return whole
        for before, after in _BESIDE:
            head, tail = text[max(0, start - before) : start], text[end : end + after]
            word = self._spelled.get((*sounds_of(head), *spelled, *sounds_of(tail)))
            if word and word.startswith(head) and word.endswith(tail):
                return word[len(head) : len(word) - len(tail)]
        return _ALONE.get(letters.group(), letters.group())

    def _words_of(self, spelled: Sequence[str]) -> str | None:
        """Return the words that a run of syllables makes without a rest; None when there is one."""
        found, at = "", 0
        while at < len(spelled):
            ends = range(min(len(spelled), at + _LONGEST), at + 1, -1)
            words = (self._spelled.get(tuple(spelled[at:end])) for end in ends)
            word = next(filter(None, words), None)
            if word is None:
                return None
            found += word
            at += len(word)
        return found

    def _word_at(
        self, text: str, heard: list[str | None], at: int, lengths: Sequence[int]
    ) -> str | None:
        for length in lengths:
            word = self._by_sound.get(tuple(heard[at : at + length]))
            written = text[at : at + length]
            if word is None or len(written) < length:
                continue
            if word == written or written in _SAME_SOUND or self._is_word(written):
                return None
            if not _LITTLE_WORDS.isdisjoint(written) or _FREE_WORDS.issuperset(written):
                return None
            before, after = text[at - 1 : at + 1], text[at + length - 1 : at + length + 1]
            if (at and self._is_word(before)) or (len(after) == 2 and self._is_word(after)):
                return None
            return word
        return None
