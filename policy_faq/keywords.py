"""Messages that are only a word: too short to be ranked, plain enough to be known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib import resources

from policy_faq.sieve import pattern, sight

_MOOD = r"呢吗嘛啊呀吧 ?？。!！,，~"
_TAIL = re.compile(rf"(?:的?(?:事|问题|政策|规定))?[{_MOOD}]*$")
_LONGEST_TAIL = 3
"""Characters of a tail without its mood."""
_NO_MATTER = pattern(
    r"(?:我|今年|去年|已经|都|要是|如果|上次|之前)*(?:报|领|拿|补|申请|办)(?:过|了|完)+(?:一次|一回)?[,，]?"
    r"(?:明年|今年|以后|下次)?(?:还|再)?(?:能|可以|得)(?:不能|再)?(?:报|领|拿|补|申请|办)"
    r"(?:第?[二2两]次|一次|一回|第[二2]回|再一次)?"
)
"""May one claim again? It does not say what."""
_MAY_CLAIM = ("transport", "training", "startup-subsidy")


class Keywords:
    """Looks a bare word up."""

    def __init__(self) -> None:
        file = resources.files("policy_faq") / "keywords.toml"
        read = tomllib.loads(file.read_text("utf-8"))
        self._targets: dict[str, tuple[str, ...]] = {
            word: (target,) for target, words in read["words"].items() for word in words
        }
        self._targets |= {word: tuple(topics) for word, topics in read["offers"].items()}
        self._longest = max(map(len, self._targets)) + _LONGEST_TAIL

    @property
    def targets(self) -> Mapping[str, tuple[str, ...]]:
        """What each word asks for: one target, or several topics to offer."""
        return self._targets

    def find(self, text: str) -> tuple[str, ...]:
        """Return the target of a message that is a known word, several to offer, or nothing."""
        bare = text.strip()
        claims = sight(bare).may & _NO_MATTER.bit
        if len(bare.rstrip(_MOOD)) > self._longest and not claims:
            return ()
        word = _TAIL.sub("", bare)
        known = self._targets.get(bare) or self._targets.get(word, ())
        return known or (_MAY_CLAIM if claims and _NO_MATTER.pattern.fullmatch(word) else ())
