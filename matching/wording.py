"""The reasons of many pairs at once: each phrase is found once for all who have the same grounds.

The words are those of ``Reasons.why``, pair by pair. What a group of phrases looks at of a person
is in one of the groups of keys of ``crowd``, so people with the same key share it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns import KeyColumn, Places
from matching.crowd import Crowd
from matching.feed import Feed
from matching.reasons import Aspect, Reasons
from matching.shortlist import Numbers

_Pairs = npt.NDArray[np.int64]


def wordings(
    reasons: Reasons, feed: Feed, crowd: Crowd, people: Places, places: npt.NDArray[np.integer[Any]]
) -> tuple[list[str], Numbers]:
    """Return the reasons of each pair of person and posting, both by place, as JSON.

    Returned are the distinct texts, and for every pair which of them it gets.
    """
    codes: _Pairs = np.zeros(len(people), dtype=np.int64)
    tables: list[list[tuple[str, ...]]] = []
    for aspect in reasons.aspects:
        phrases, numbers = _phrases(aspect, feed, crowd, people, places)
        codes = codes * max(len(phrases), 1) + numbers
        tables.append(phrases)
    distinct, of_pair = np.unique(codes, return_inverse=True)
    texts: dict[str, int] = {}
    told = []
    for code in distinct.tolist():
        parts = []
        for phrases in reversed(tables):
            code, number = divmod(code, len(phrases))
            parts.append(phrases[number])
        told.append(texts.setdefault(as_json(reasons.joined(reversed(parts))), len(texts)))
    return list(texts), np.array(told, dtype=np.int32)[of_pair]


def as_json(reasons: Iterable[str]) -> str:
    """Return reasons as the database keeps them."""
    return json.dumps(list(reasons), ensure_ascii=False)


def _phrases(
    aspect: Aspect, feed: Feed, crowd: Crowd, people: Places, places: npt.NDArray[np.integer[Any]]
) -> tuple[list[tuple[str, ...]], Numbers]:
    column = KeyColumn([aspect.of_vacancy(vacancy) for vacancy in feed.vacancies])
    _, first = np.unique(column.of_posting, return_index=True)
    width = max(len(column.keys), 1)
    pairs: _Pairs = column.of_posting[places].astype(np.int64)
    if aspect.group is None:
        examples = crowd.people
    else:
        examples = crowd.groups[aspect.group].examples
        pairs = pairs + crowd.numbers[aspect.group][people].astype(np.int64) * width
    distinct, of_pair = np.unique(pairs, return_inverse=True)
    found: dict[tuple[str, ...], int] = {}
    numbers = []
    for pair in distinct.tolist():
        who, key = divmod(pair, width)
        phrases = tuple(aspect.phrases(examples[who], feed.vacancies[first[key]]))
        numbers.append(found.setdefault(phrases, len(found)))
    return list(found), np.array(numbers, dtype=np.int32)[of_pair]
