"""What a run chose as rows to store, with the words for it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import numpy as np

from matching.engine import Choices
from matching.feed import Feed
from matching.reasons import lack
from matching.score import FULL_SCORE
from matching.standing import Work
from matching.store import Chosen, Stored
from matching.toolkit import Toolkit
from storage.ids import new_id


def to_store(
    choices: Choices, stored: Stored, tools: Toolkit, told: Work | None
) -> Iterator[Chosen]:
    """Yield what to store; words are found only where a pair is new or has changed."""
    pairs = stored.pairs()
    ids = [vacancy.id for vacancy in choices.vacancies]
    raw_ids = [stored.raw(each) for each in ids]
    scores = np.clip(choices.scores, 0, FULL_SCORE).tolist()
    places_of, found = choices.places.tolist(), choices.found.tolist()
    same_postings = told.same_postings.tolist() if told else [False] * len(ids)
    same_people = told.same_people.tolist() if told else [False] * len(choices)
    for at, person in enumerate(choices.people):
        raw = stored.raw(person.id)
        for number in range(found[at]):
            place = places_of[at][number]
            same = same_people[at] and same_postings[place]
            reasons = (
                None
                if same and (raw, raw_ids[place]) in pairs
                else tools.reasons.why(person, choices.vacancies[place])
            )
            yield Chosen(person.id, ids[place], number + 1, scores[at][number], reasons)


def shortfall_rows(
    run_id: UUID, feed: Feed, choices: Choices, wanted: int
) -> Iterator[dict[str, object]]:
    """Yield a row for everybody who got fewer than ``wanted``, with why and what would help."""
    for at in np.flatnonzero(choices.found < wanted).tolist():
        choice = choices[at]
        found = lack(feed, choice.person)
        yield {
            "id": new_id(),
            "run_id": run_id,
            "labourer_id": choice.person.id,
            "found": len(choice.picks),
            "reasons": list(found.reasons),
            "helps": list(found.helps),
        }
