"""Words of our field that were written by their sound: 欠新 → 欠薪, 车漂 → 车票, 工姿 → 工资; pure.

People who type by sound or speak to the phone get another character of the same sound. Search hears
through that (``pinyin``); what looks for single words, danger above all, does not.
"""

from __future__ import annotations

from collections.abc import Callable

from policy_faq.pinyin import sounds_of

_WORDS = (
    "欠薪 工资 工钱 薪资 押金 定金 车票 车费 路费 补贴 补助 奖补 交通 仲裁 登记 合同 工伤 培训 "
    "报销 就业 创业 务工 打工 加班 辞职 辞退 赔偿 拖欠 中介 岗位 招工 车间 贷款 童工 材料 申请 "
    "证明 老板 身份证 公益岗 经纪人 贫困户 脱贫户 建档立卡 劳动局"
).split()
_SAME_SOUND = frozenset({"补铁"})
"""Said like a word of ours and meant as it is written."""
_LITTLE_WORDS = frozenset("不的了吗呢我你他她它去来在有没找行做给要会能好就都也家")
"""Characters that are words of their own far more often than they are slips."""


class Homophones:
    """Mends words of our field of which the sound is right and the characters are not.

    ``is_word`` tells whether a text is in the dictionary: what is a word of its own stays.
    """

    def __init__(self, is_word: Callable[[str], bool]) -> None:
        self._is_word = is_word
        self._by_sound: dict[tuple[str | None, ...], str] = {}
        for word in _WORDS:
            self._by_sound.setdefault(tuple(sounds_of(word)), word)
        self._begin = {sound[:2] for sound in self._by_sound}
        self._lengths = sorted({len(word) for word in _WORDS}, reverse=True)

    def mended(self, text: str) -> str:
        """Return a cleaned text with such words mended; others are left as they are.

        A stretch that is a word, or shares a character with a word beside it, is meant as it is
        written (打工资料 holds no 工资).
        """
        heard = sounds_of(text)
        at = 0
        while at < len(text) - 1:
            if (heard[at], heard[at + 1]) in self._begin:
                word = self._word_at(text, heard, at)
                if word is not None:
                    text = text[:at] + word + text[at + len(word) :]
                    at += len(word)
                    continue
            at += 1
        return text

    def _word_at(self, text: str, heard: list[str | None], at: int) -> str | None:
        for length in self._lengths:
            word = self._by_sound.get(tuple(heard[at : at + length]))
            written = text[at : at + length]
            if word is None or len(written) < length:
                continue
            if word == written or written in _SAME_SOUND or self._is_word(written):
                return None
            if not _LITTLE_WORDS.isdisjoint(written):
                return None
            before, after = text[at - 1 : at + 1], text[at + length - 1 : at + length + 1]
            if (at and self._is_word(before)) or (len(after) == 2 and self._is_word(after)):
                return None
            return word
        return None
