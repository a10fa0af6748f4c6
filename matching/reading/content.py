"""Which words can name work, a place of work or a thing worked on. Pure."""

from __future__ import annotations

from matching.reading.phrases import empty_words

_EMPTY_CHARS = frozenset(
    "的了吗呢吧啊嘛个份点些么呀哦嗯噢哈嘞咯我你他她它们人想找要做干会过年月日天去在有没得活名来到给能不别就都也还很太多少大小好行可以是"
    "这那哪啥谁儿口离和跟与或再又才刚只最更把被让从往对为当上下里外内前后中间边头高低近远换批块钱元万千百十一二三四五六七八九零两几岁男女老家乡县市省村镇区招聘请问说看听出进回走跑用拿开学教姐哥弟妹爸妈爷奶叔舅越快急"
)


def says(word: str) -> bool:
    """Tell whether a word can name work, a place of work or a thing worked on."""
    if len(word) == 1:
        return "㐀" <= word <= "鿿" and word not in _EMPTY_CHARS
    if word in empty_words() or word.isdigit():
        return False
    return any(char not in _EMPTY_CHARS for char in word)
