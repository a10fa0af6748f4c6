"""Questions in English: turned into the Chinese words they stand for, so that one search serves."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

from policy_faq import pinyin
from policy_faq.text import has_chinese

_LETTER = re.compile("[a-z]")
_WORD = re.compile(r"[a-z']+")


class English:
    """Recognises an English question and says it in Chinese key words."""

    def __init__(self) -> None:
        read = tomllib.loads((resources.files("policy_faq") / "english.toml").read_text("utf-8"))
        self._words: dict[str, str] = {**read["words"], **read["places"]}
        self._places = frozenset(read["places"])
        self._generic = frozenset(read["generic"])
        longest_first = sorted(self._words, key=lambda phrase: (-len(phrase), phrase))
        self._phrase = re.compile(
            rf"(?<![a-z])({'|'.join(map(re.escape, longest_first))})(?:'?s)?(?![a-z])"
        )

    def spoken(self, text: str) -> bool:
        """Tell whether a cleaned text is English: not pinyin, two words or one that is known."""
        if has_chinese(text) or not self._enough(text):
            return False
        return not pinyin.is_pinyin(text)

    def _enough(self, text: str) -> bool:
        return (
            len(_WORD.findall(text)) > 1 or self._phrase.fullmatch(text.strip(" ?!.")) is not None
        )

    def in_chinese(self, text: str) -> str:
        """Return the Chinese key words of an English question, "" when none is known."""
        found = [match.group(1) for match in self._phrase.finditer(text)]
        if not any(each not in self._generic and each not in self._places for each in found):
            return ""
        words = [
            "去" + self._words[each] if each in self._places else self._words[each]
            for each in found
        ]
        return "".join(dict.fromkeys(words))

    def put_in(self, text: str) -> str:
        """Replace what is Latin in a cleaned text by Chinese, where it stands.

        In pinyin these are the places; beside Chinese, two English words or more that are known.
        """
        if _LETTER.search(text) is None:
            return text
        if pinyin.is_pinyin(text):
            return self.place_words(text)
        if has_chinese(text) and len(_WORD.findall(text)) > 1:
            return self._phrase.sub(lambda match: self._words[match.group(1)], text)
        return text

    def place_words(self, text: str) -> str:
        """Replace place names in pinyin by Chinese."""
        return re.sub(
            rf"(?:{'|'.join(sorted(self._places, key=len, reverse=True))})",
            lambda match: self._words[match.group()],
            text,
        )
