"""From a cleaned text to search tokens: characters, character pairs and jieba's search words.

Character pairs keep what a word list does not know; jieba's search mode adds the words inside
long compounds. Measured on real questions, its accurate mode keeps 拖欠工资 as one token and
misses half of the wage questions, so it is not used.
"""

from __future__ import annotations

import logging
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module, resources
from importlib.util import find_spec
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy_faq import pinyin
from policy_faq.bm25 import Array
from policy_faq.folding import Folding
from storage.kept import digest, kept

if TYPE_CHECKING:
    from policy_faq.lexicon import Lexicon

_RUN = re.compile(r"[㐀-鿿]+|[a-z]+|311|12333|110|#|◎")
_NUMBER = re.compile(
    r"(?!(?:311|12333|110)(?!\d))(?<!\d)\d+(?:\.\d+)?[kw千万]?|(?<![一-龥])[一二两三四五六七八九十百千万]{2,}(?=[元块人个年月天次岁])"
)
_MAY_BE_NUMBER = re.compile(r"[\d\s]|[一二两三四五六七八九十百千万]{2}")
"""What the next and the last of these expressions hold; most texts hold none of it."""
_BETWEEN_CHINESE = re.compile(r"(?<=[㐀-鿿#◎])\s+(?=[㐀-鿿#◎])")

_LETTERS = re.compile(r"(?<![a-z0-9])(?:(n ?(?:\+|加) ?[1一]|n1)|2 ?n)(?![a-z0-9])", re.IGNORECASE)
"""N+1 and 2N: pay for want of notice, and for being dismissed against the law."""

PLACE_MARK = "◎"
"""Stands for any place name, on both sides: where somebody goes does not change what they ask."""

WORD = "/"
"""Before a token that is a word of the dictionary."""
EMPTY_WORDS = frozenset("的 了 吗 呢 啊 吧 嘛 呀 哦 噢 哈 撒 嘎 么 就是 这个 那个 一下".split())


ASKING = frozenset(
    "的了吗呢啊吧嘛呀哦么是有没能可以要会想得给去到在来把被跟和就都也还再又才只这那哪个些什怎谁几多少样"
    "我你他她它们咱您请问说看一下不好回事办行该应让叫对吧哈做弄点里边上下时候"
)
ASKING_WEIGHT = 0.5
_MADE_BY = ("tokens.py", "lexicon.py", "cutting.py")
"""The modules that say what the kept form of the dictionary looks like."""


def importance(token: str) -> float:
    """Return the share of its idf that a token counts for.

    Tokens made only of characters that turn a statement into a question (怎么, 有没有, 多少) say
    little about what is asked.
    """
    return ASKING_WEIGHT if ASKING.issuperset(token.lstrip(WORD)) else 1.0


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, by channel, and the folded text that they were read from."""

    text: tuple[str, ...]
    sound: tuple[str, ...]
    folded: str = ""


class Tokenizer:
    """Turns texts into tokens with our own dictionary and synonym list.

    Build one and keep it. The first one ever reads jieba's dictionary (a second or two); what it
    makes of that is kept in the folder ``cache``, beside the bytecode of the package without it.
    """

    def __init__(self, *, cache: Path | None = None) -> None:
        package = resources.files("policy_faq")
        listed = tomllib.loads((package / "synonyms.toml").read_text("utf-8"))["fold"]
        # A canonical word stands for itself, so that the 欠 in 拖欠 is not folded once more.
        self._folding = Folding({word: to for to, words in listed.items() for word in (to, *words)})
        self._words = (package / "domain_words.txt").read_text("utf-8").split()
        self._words += list(listed)
        self.cache = cache

    @cached_property
    def lexicon(self) -> Lexicon:
        """The dictionary, read from its kept form where that is there."""
        # Imported when it is needed: its loops load numba, which folding a text does without.
        lexicon: Any = import_module("policy_faq.lexicon")

        def build() -> dict[str, Array]:
            # Jieba's own object is let go: two dictionaries of this size are one too many.
            loaded = self.loaded()
            arrays: dict[str, Array] = lexicon.Lexicon.build(loaded.FREQ, loaded.total).arrays()
            return arrays

        found: Lexicon = lexicon.Lexicon.of(kept(self.cache, "dictionary", self._digest, build))
        return found

    @cached_property
    def _digest(self) -> bytes:
        found = find_spec("jieba")
        origin = Path(found.origin).parent if found and found.origin else None
        return digest(
            (
                (origin / "dict.txt").read_bytes() if origin else b"",
                "\n".join(self._words).encode(),
                *(Path(__file__).with_name(name).read_bytes() for name in _MADE_BY),
            )
        )

    def loaded(self) -> Any:
        """Load and return jieba's own segmenter with our words; it is not kept."""
        jieba: Any = import_module("jieba")
        jieba.setLogLevel(logging.WARNING)
        segmenter = jieba.Tokenizer()
        # By itself jieba would read a file with a predictable name from the shared temp folder.
        segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
        segmenter.initialized = True
        for word in self._words:
            segmenter.add_word(word)
        return segmenter

    @cached_property
    def _accurate(self) -> Any:
        return self.loaded()

    def is_word(self, text: str) -> bool:
        """Tell whether a text is a word of the dictionary."""
        return self.lexicon.holds(text)

    def warm(self) -> None:
        """Load the dictionaries now instead of at the first question."""
        pinyin.warm()
        self.words("交通补助")

    def fold(self, text: str) -> str:
        """Replace every synonym by its canonical word and every number by ``#``."""
        if "n" in text or "N" in text:
            text = _LETTERS.sub(_in_words, text)
        if _MAY_BE_NUMBER.search(text):
            text = _NUMBER.sub("#", _BETWEEN_CHINESE.sub("", text))
        return self._folding.fold(text)

    def words(self, text: str) -> list[str]:
        """Return jieba's search-mode words of two or more characters of a folded text."""
        return self.lexicon.words(text)

    def cut(self, text: str) -> list[str]:
        """Return jieba's accurate-mode words, the usual way to cut; for comparison only."""
        return [str(word) for word in self._accurate.cut(text)]

    def tokens(self, text: str) -> Tokens:
        """Return all tokens of a cleaned text in which place names are already marked."""
        return self.tokens_of_folded(self.fold(text))

    def tokens_of_folded(self, folded: str) -> Tokens:
        """Return the same of a text that is folded already."""
        words = (
            WORD + word
            for word in self.words(folded)
            if word[0] >= "㐀" and word not in EMPTY_WORDS
        )
        return Tokens((*written(folded), *words), tuple(sound_tokens(folded)), folded)


def _in_words(letters: re.Match[str]) -> str:
    return "代通知金" if letters.group(1) else "违法辞退二倍赔偿"


def written(folded: str) -> list[str]:
    """Return the characters of a text, every two neighbouring ones, and the runs of letters."""
    found: list[str] = []
    for run in _RUN.findall(folded):
        if run[0] < "㐀":
            found.append(run)
        else:
            found += run
            found += map(add, run, run[1:])
    return found


def sound_tokens(folded: str) -> list[str]:
    """Return the syllables of a text and every two neighbouring ones."""
    found: list[str] = []
    for run in pinyin.sounds(folded):
        found += run
        found += pinyin.pairs(run)
    return found
