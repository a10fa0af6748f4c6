"""What a new version of a document changed, clause by clause, and which cards it concerns; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Protocol

from policy_faq.library.splitting import WHOLE
from policy_faq.library.store import normal_path
from policy_faq.models import Card


class Worded(Protocol):
    """A clause of a version: how it is cited and its own words."""

    @property
    def path(self) -> str: ...  # noqa: D102  said above

    @property
    def text(self) -> str: ...  # noqa: D102


_CONTEXT = 30
"""Characters shown on either side of what changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One clause that is not as it was; ``before`` or ``after`` is empty for one that is not there.

    ``path`` is how the clause is cited, ``cards`` are those that rest on it.
    """

    path: str
    before: str
    after: str
    cards: tuple[Card, ...] = ()

    @property
    def shown(self) -> tuple[str, str]:
        """Both wordings without what is the same at their beginning and end, but for a little."""
        if not (self.before and self.after):
            return self.before, self.after
        head = _alike(self.before, self.after)
        tail = _alike(self.before[head:][::-1], self.after[head:][::-1])
        return _middle(self.before, head, tail), _middle(self.after, head, tail)

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        if not self.before:
            return "added"
        return "changed" if self.after else "removed"


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two versions, in the order of the text; removed clauses come last."""

    clauses: tuple[Change, ...]
    until_before: date | None
    until_after: date | None

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards whose clause changed or is gone: somebody must look at them again."""
        touched = {card.id: card for change in self.clauses for card in change.cards}
        return tuple(touched.values())

    @property
    def until_changed(self) -> bool:
        """Whether the last day in force is another one."""
        return self.until_before != self.until_after

    def __bool__(self) -> bool:
        return bool(self.clauses) or self.until_changed


def compare(
    before: Sequence[Worded],
    after: Sequence[Worded],
    cards: Iterable[Card],
    *,
    until_before: date | None,
    until_after: date | None,
) -> Changes:
    """Compare two versions of a document; ``cards`` are those that rest on it.

    Blanks and line breaks are no change of a text.
    """
    old, new = _by_path(before), _by_path(after)
    resting: dict[str, list[Card]] = {}
    alone = [path for path, clause in new.items() if clause.path == WHOLE and len(new) == 1]
    for card in cards:
        path = normal_path(card.clause)
        resting.setdefault(alone[0] if alone and path not in new else path, []).append(card)
    found = []
    for path, clause in new.items():
        was = old.get(path)
        if was is None:
            found.append(Change(clause.path, "", clause.text, tuple(resting.get(path, ()))))
        elif _bare(was.text) != _bare(clause.text):
            touched = tuple(resting.get(path, ()))
            found.append(Change(clause.path, was.text, clause.text, touched))
    found += [
        Change(clause.path, clause.text, "", tuple(resting.get(path, ())))
        for path, clause in old.items()
        if path not in new
    ]
    return Changes(tuple(found), until_before, until_after)


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in same)


def _middle(text: str, head: int, tail: int) -> str:
    start, end = max(head - _CONTEXT, 0), min(len(text) - tail + _CONTEXT, len(text))
    return f"{'……' if start else ''}{text[start:end]}{'……' if end < len(text) else ''}"


def _by_path(clauses: Sequence[Worded]) -> Mapping[str, Worded]:
    return {normal_path(clause.path): clause for clause in clauses}


def _bare(text: str) -> str:
    return "".join(text.split())
