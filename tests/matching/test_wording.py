"""The reasons of many pairs at once are those of each pair alone."""

from __future__ import annotations

import json

import numpy as np

from matching.catalogue import Catalogue
from matching.crowd import Crowd
from matching.feed import Feed
from matching.toolkit import Toolkit
from matching.wording import wordings
from tests.matching import invented
from tests.matching.conftest import TODAY


def test_all_together_are_worded_as_each_alone(toolkit: Toolkit, catalogue: Catalogue) -> None:
    feed = Feed(invented.postings(catalogue, 60, 5), toolkit.scorer, TODAY, county=invented.HOME)
    crowd = Crowd(invented.people(40, 5))
    people, places = (
        each.ravel() for each in np.meshgrid(np.arange(len(crowd)), np.arange(len(feed)))
    )
    texts, numbers = wordings(toolkit.reasons, feed, crowd, people, places)
    assert len(texts) == len(set(texts)) > 50
    for who, where, number in zip(people.tolist(), places.tolist(), numbers.tolist(), strict=True):
        told = toolkit.reasons.why(crowd.people[who], feed.vacancies[where])
        assert json.loads(texts[number]) == list(told)


def test_no_pairs_need_no_words(toolkit: Toolkit) -> None:
    nobody = np.zeros(0, dtype=np.intp)
    feed, crowd = Feed([], toolkit.scorer, TODAY), Crowd([])
    texts, numbers = wordings(toolkit.reasons, feed, crowd, nobody, nobody)
    assert (texts, len(numbers)) == ([], 0)
