"""Messages that are only a word: too short to be ranked, plain enough to be known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib import resources

_TAIL = re.compile(r"(?:的?(?:事|问题|政策|规定))?[呢吗嘛啊呀吧\s?？。!！,，~]*$")


class Keywords:
    """Looks a bare word up."""

    def __init__(self) -> None:
        file = resources.files("policy_faq") / "keywords.toml"
        read = tomllib.loads(file.read_text("utf-8"))
        self._targets: dict[str, tuple[str, ...]] = {
            word: (target,) for target, words in read["words"].items() for word in words
        }
        self._targets |= {word: tuple(topics) for word, topics in read["offers"].items()}

    @property
    def targets(self) -> Mapping[str, tuple[str, ...]]:
        """What each word asks for: one target, or several topics to offer."""
        return self._targets

    def find(self, text: str) -> tuple[str, ...]:
        """Return the target of a message that is a known word, several to offer, or nothing."""
        bare = text.strip()
        return self._targets.get(bare) or self._targets.get(_TAIL.sub("", bare), ())
