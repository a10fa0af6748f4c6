"""Words written as they sound: 福健 is 福建, 普公 is 普工, 分见 is 分拣, 电孑厂 is 电子厂. Pure.

Who types by ear keeps one character and misses another. A stretch that is no word of its own, but
sounds like a word of work or a place and shares a character with it, is read as that word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from matching.reading.cutting import Cut
from storage.gazetteer import Gazetteer
from storage.readings import toneless

_LONGEST, _SHORTEST = 4, 2
_WRITTEN = re.compile(r"[\u4e00-\u9fff]{2,4}")
_STRETCH = re.compile(r"[\u4e00-\u9fff]{2,}")
_FOLDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"))
_ALIKE = str.maketrans("孑荼菀刃丄呷喫", "子茶莞纫上吃吃")
"""Characters that look like another and are hardly ever meant."""
_EATEN = re.compile(r"(?<=[包管])[恰七切](?=[包管住,，。\s]|$)")
"""包恰, 管七: how people of the south write 吃."""
_FAR_COUNTIES = ("440000", "330000", "320000", "350000", "310000")
"""Provinces whose counties are known by name at home, because people go there to work."""
_CONDITIONS = (
    "包吃 包住 包吃住 包吃包住 管吃 管住 长白班 常白班 白班 夜班 日结 有证 县城 宿舍 社保 工资 "
    "包裹 快递 招工 找活 活路"
).split()
_RIGHT = frozenset(
    "倒班 倌子 怕高 打架 打架子 太远 细活 小活 公里 家里 清细 微信 看园子 看园 做月 份工 "
    "打灶".split()
)
"""Words of two words that sound like one of ours and are meant as they stand."""
_SMALL = frozenset(
    "的了是在有我你他她它们要会想找去来太不没也都就还很大小多少好点个上下里边到和跟给把看人家这那呢吗吧啊嘛能得过再又买卖啥哪么咋谁几"
)
"""Characters so common that nobody misses them."""
_PARTICLES = frozenset("都也就了的是和我他你")
"""Characters that are no sign of a word that holds them (厂都 is not 昌都)."""
_MEMO = 4096


@functools.lru_cache(maxsize=_MEMO)
def syllable(char: str) -> str:
    """Return how a character sounds to who hears no tones and not every ending."""
    heard = "".join(toneless(char)).lower()
    for written, folded in _FOLDS:
        heard = heard.replace(written, folded)
    return heard


class Misheard:
    """Puts right what was written by ear; built once, the words are read at the first text."""

    def __init__(self, words: Iterable[str], gazetteer: Gazetteer, cut: Cut) -> None:
        """``words`` are those of work; places are taken from the gazetteer."""
        self._words = frozenset((*words, *_CONDITIONS))
        self._gazetteer = gazetteer
        self._cut = cut

    @functools.cached_property
    def _by_sound(self) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for word in sorted({*self._words, *self._places()}):
            if _WRITTEN.fullmatch(word):
                found.setdefault(tuple(map(syllable, word)), []).append(word)
        return found

    def _places(self) -> Iterable[str]:
        names = self._gazetteer
        for province in names.children(""):
            yield names.short_name(province)
            for prefecture in names.children(province):
                yield names.short_name(prefecture)
                if province in _FAR_COUNTIES or province == "530000":
                    yield from map(names.short_name, names.children(prefecture))

    def mended(self, text: str, home: str | None = None) -> str:
        """Return cleaned text with the words that were written by ear as they are written.

        The towns of the county ``home`` are written right, whatever they sound like.
        """
        plain = _EATEN.sub("吃", text.translate(_ALIKE))
        towns = [town.short for town in self._gazetteer.towns(home)] if home else []
        found = self._gazetteer.find_in(plain, home)
        towns += [place.text for place in found if not home or not place.code.startswith(home[:6])]
        known = re.compile(
            "|".join(re.escape(town) for town in towns if town and town in plain) or "(?!)"
        )
        return _STRETCH.sub(lambda stretch: self._parts(stretch.group(), known), plain)

    def _parts(self, text: str, known: re.Pattern[str]) -> str:
        done, at = [], 0
        for town in known.finditer(text):
            done += [self._stretch(text[at : town.start()]), town.group()]
            at = town.end()
        return "".join((*done, self._stretch(text[at:])))

    def _stretch(self, text: str) -> str:
        bounds = [0]
        for word in self._cut(text):
            bounds.append(bounds[-1] + len(word))
        edges, at, found = set(bounds), 0, []
        while at < len(text):
            meant = self._meant(text, at, edges) if at in edges else None
            found.append(meant or text[at])
            at += len(meant) if meant else 1
        return "".join(found)

    def _meant(self, text: str, at: int, edges: set[int]) -> str | None:
        for end in range(min(len(text), at + _LONGEST), at + _SHORTEST - 1, -1):
            if end not in edges or not any(at < edge < end for edge in edges):
                continue
            typed = text[at:end]
            if typed in _RIGHT:
                return None
            for word in self._by_sound.get(tuple(map(syllable, typed)), ()):
                missed = [a for a, b in zip(typed, word, strict=True) if a != b]
                kept = set(word).difference(_PARTICLES).intersection(typed)
                if kept and len(missed) * 2 <= len(word) and not _SMALL.intersection(missed):
                    return word
        return None
