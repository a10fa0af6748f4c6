"""What a message asks for by name, without a search: a bare word, a place, a name and a part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from policy_faq import slots
from policy_faq.elsewhere import elsewhere
from policy_faq.keywords import Keywords
from policy_faq.terse import Terse
from policy_faq.trips import tells_of_a_trip
from policy_faq.urgent import dangers_in
from storage.gazetteer import PlaceMatch

_TRIP: Final = ("transport",)
_COUNTERS: Final = frozenset({None, "tickets"})
"""Domains that a trip to work may be worded like: none, or the sale of tickets."""
_OF_A_PLACE: Final = ("transport", "job-info", "labour-cooperation")
"""What somebody may want who only names a place."""


class Named:
    """Knows the messages that name their topic and say nothing else."""

    def __init__(self) -> None:
        self._keywords = Keywords()
        self._terse = Terse()

    def find(self, text: str, places: Sequence[PlaceMatch]) -> tuple[str, ...]:
        """Return the target of a cleaned message, several to offer, or nothing."""
        known = self.by_name(text, places)
        if known:
            return known
        if places and slots.only_a_place(text, places):
            return _OF_A_PLACE
        if places and slots.only_amounts(text, places):
            return _TRIP
        trip = tells_of_a_trip(slots.mark_places(text, places))
        if trip and elsewhere(text) in _COUNTERS and not dangers_in(text):
            return _TRIP
        return ()

    def by_name(self, text: str, places: Sequence[PlaceMatch]) -> tuple[str, ...]:
        """Return the target of a text that names it, alone or with what is asked of it."""
        known = self._keywords.find(text)
        if known:
            return known
        topic = self._terse.topic_of(slots.mark_places(text, places))
        return (topic,) if topic else ()
