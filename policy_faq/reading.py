"""A text as it is read: what was written, and the places that it names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import add
from typing import NamedTuple

from policy_faq.sieve import bits, pattern, sight, sign
from policy_faq.slots import mark_places
from storage.gazetteer import Gazetteer, PlaceMatch

_REMEMBERED = 64


class Reading(NamedTuple):
    """A cleaned text with the ``places`` in it; in ``marked`` one mark stands for each of them."""

    text: str
    places: Sequence[PlaceMatch]
    marked: str


class Reader:
    """Reads texts for somebody of a county; what was read is kept for the stages that follow."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._names_places = sign(gazetteer.begin) | bits(map(pattern, gazetteer.home_words))
        self.read = lru_cache(maxsize=_REMEMBERED)(self._read)
        """Return how a cleaned text reads for somebody of a county (adcode)."""

    def _read(self, text: str, county: str) -> Reading:
        heads = self._gazetteer.towns_begin(county)
        names_no_town = heads.isdisjoint(map(add, text, text[1:]))
        if names_no_town and not sight(text).may & self._names_places:
            return Reading(text, (), text)
        places = self._gazetteer.find_in(text, county)
        return Reading(text, places, mark_places(text, places) if places else text)
