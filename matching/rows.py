"""What a run chose as what is to be stored: matches that changed, with their words, and lacks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.crowd import Crowd
from matching.engine import Choices
from matching.feed import Feed
from matching.reasons import Lack, Reasons, lack
from matching.score import FULL_SCORE
from matching.standing import Work
from matching.turnover import NO_POSTING, Pairing, Rows, Turnover
from matching.wording import wordings


@dataclass(frozen=True, slots=True)
class Shortage:
    """How many postings a person got who should have got more, and why; the bytes of their id."""

    person: bytes
    found: int
    lack: Lack


def changes(
    before: Rows, choices: Choices, feed: Feed, crowd: Crowd, reasons: Reasons, same: Work | None
) -> Turnover:
    """Return what is to be written so that ``choices`` are stored instead of ``before``.

    Words are found where a pair is new or one of the two changed; ``same`` says who and what did
    not since ``before`` was stored, None that nobody knows.
    """
    chosen = np.arange(choices.places.shape[1]) < choices.found[:, None]
    what = np.where(chosen, choices.places, NO_POSTING).astype(np.int32)
    scores = np.where(chosen, np.clip(choices.scores, 0, FULL_SCORE), 0).astype(np.int32)
    postings = [vacancy.id.bytes for vacancy in feed.vacancies]
    pairing = Pairing(before, crowd.ids, postings, what, scores)
    asked = chosen.copy()
    if same is not None and len(feed):
        known = same.same_people[:, None] & same.same_postings[what]
        asked &= ~(pairing.stays & known)
    people, columns = np.nonzero(asked)
    texts, words = wordings(reasons, feed, crowd, people, what[people, columns])
    return pairing.told(asked, texts, words)


def shortfalls_of(feed: Feed, choices: Choices, wanted: int) -> list[Shortage]:
    """Return who got fewer than ``wanted``, with why and what would help."""
    told: dict[Lack, Lack] = {}
    found = []
    for at in np.flatnonzero(choices.found < wanted).tolist():
        choice = choices[at]
        why = lack(feed, choice.person)
        found.append(Shortage(choice.person.id.bytes, len(choice.picks), told.setdefault(why, why)))
    return found
