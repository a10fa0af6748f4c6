"""The indexes over all wordings and over what the cards tell, kept between starts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policy_faq.bm25 import Array, Bm25
from policy_faq.channels import Channels, arrays_of
from policy_faq.tokens import Tokenizer, Tokens, importance, sound_tokens
from storage.kept import digest, files_of, kept


def _wholly(_: str) -> float:
    return 1.0


class Indexes(NamedTuple):
    """``text`` and ``sound`` are by wording, ``topics`` by target; ``channels`` are all of it.

    ``common`` is what each common token (column) says about each wording (row), in units.
    """

    text: Bm25
    sound: Bm25
    topics: Bm25
    channels: Channels
    common: NDArray[np.uint16]


_IMPORTANCE = {"text": importance, "sound": _wholly, "topics": importance}
"""What share of its idf a token counts for in each index."""
_CHANNELS = "channels"


def indexes(
    wordings: Mapping[str, Sequence[str]],
    told: Sequence[str],
    tokenizer: Tokenizer,
    mark_places: Callable[[str], str],
) -> Indexes:
    """Return the indexes over the ``wordings`` of every target and over what cards tell.

    They are read from their kept form unless a wording, the code or the places changed;
    ``mark_places`` is asked only when they are made anew, which takes two seconds.
    """
    made = kept(
        tokenizer.cache,
        "index",
        digest(
            (
                *files_of("policy_faq", "storage"),
                *(version(name).encode() for name in ("jieba", "pypinyin")),
                json.dumps([dict(wordings), told]).encode(),
            )
        ),
        lambda: _built(wordings, told, tokenizer, mark_places),
    )
    text, sound, topics = (
        Bm25.of(_named(field, made), importance=weight) for field, weight in _IMPORTANCE.items()
    )
    parts = _named(_CHANNELS, made)
    common = parts["common"].astype(np.uint16, copy=False)
    return Indexes(text, sound, topics, Channels(parts, tokenizer.lexicon), common)


def _built(
    wordings: Mapping[str, Sequence[str]],
    told: Sequence[str],
    tokenizer: Tokenizer,
    mark_places: Callable[[str], str],
) -> dict[str, Array]:
    # Questions are read in lower case, so SYB and N+1 in a wording are too.
    marked = [[mark_places(text.lower()) for text in texts] for texts in wordings.values()]
    tokens = [[tokenizer.tokens(text) for text in texts] for texts in marked]
    groups = [number for number, texts in enumerate(marked) for _ in texts]
    every = [each for of_target in tokens for each in of_target]
    # Pinyin is typed for the words that were said, not for those they are folded into.
    said = [
        (*each.sound, *set(sound_tokens(text)).difference(each.sound))
        for each, text in zip(every, (text for texts in marked for text in texts), strict=True)
    ]
    text = Bm25.build([each.text for each in every], importance=importance, groups=groups)
    sound = Bm25.build(said, groups=groups)
    topics = Bm25.build([*map(_together, tokens)], k1=0.01, b=0.0, importance=importance)
    answers = Bm25.build([tokenizer.tokens(each).text for each in told])
    made = {
        "text": text.arrays(),
        "sound": sound.arrays(),
        "topics": topics.arrays(),
        _CHANNELS: arrays_of(text, sound, topics, answers, tokenizer.lexicon),
    }
    return {
        f"{field}.{name}": array for field, arrays in made.items() for name, array in arrays.items()
    }


def _together(tokens: Sequence[Tokens]) -> list[str]:
    """Return the written tokens of all wordings of a target, each once."""
    return list(dict.fromkeys(token for each in tokens for token in each.text))


def _named(field: str, made: Mapping[str, Array]) -> dict[str, Array]:
    start = f"{field}."
    return {name.removeprefix(start): made[name] for name in made if name.startswith(start)}
