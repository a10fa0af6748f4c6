"""What a refusal teaches about a person: the next postings should not have the same fault.

Pure. The codes are those a dialogue stores with a refusal (too_far, low_wage, too_heavy, hours,
no_board, cannot_do with the occupation after a colon).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from matching.catalogue import Term, TermKind
from matching.model import Person
from matching.reading.features import Features
from storage.money import FEN_PER_YUAN

CANNOT_DO = "cannot_do:"
"""Before the key of the occupation that a person said they cannot do."""
CANNOT_SURE = 90
"""What somebody cannot do they do not want now, but may learn: less than a plain aversion (100)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A posting turned down: why (a code or None) and what it paid at most, fen per month."""

    reason: str | None
    wage_high_fen: int | None = None


def with_feedback(person: Person, refusals: Iterable[Refusal], features: Features) -> Person:
    """Return the person with wishes that their refusals show; requirements never change."""
    wishes = person.wishes
    for refusal in refusals:
        match refusal.reason:
            case "too_far":
                wishes = replace(wishes, near=True)
            case "low_wage" if refusal.wage_high_fen:
                more = refusal.wage_high_fen // FEN_PER_YUAN + 1
                wishes = replace(wishes, wage=max(wishes.wage or 0, more))
            case "too_heavy":
                wishes = replace(wishes, features=wishes.features | features["light_work"].mask)
            case "hours":
                asked = features["day_shift"].mask | features["short_hours"].mask
                wishes = replace(wishes, features=wishes.features | asked)
            case "no_board":
                wishes = replace(wishes, food=True, lodging=True)
            case str(code) if code.startswith(CANNOT_DO):
                work = Term(TermKind.JOB, code.removeprefix(CANNOT_DO), CANNOT_SURE)
                wishes = replace(wishes, avoids=tuple(dict.fromkeys((*wishes.avoids, work))))
            case _:
                continue
    return replace(person, wishes=wishes)
