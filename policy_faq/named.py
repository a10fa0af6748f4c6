"""What a message asks for by name, without a search: a bare word, a place, a name and a part."""

from __future__ import annotations

from typing import Final

from policy_faq import slots
from policy_faq.elsewhere import elsewhere
from policy_faq.keywords import Keywords
from policy_faq.reading import Reading
from policy_faq.terse import Terse
from policy_faq.trips import tells_of_a_trip
from policy_faq.urgent import dangers_in

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

    def find(self, reading: Reading) -> tuple[str, ...]:
        """Return the target of a message, several to offer, or nothing."""
        text, places, marked = reading
        known = self.by_name(reading)
        if known:
            return known
        if places:
            if slots.only_a_place(marked):
                return _OF_A_PLACE
            if slots.only_amounts(marked):
                return _TRIP
        if tells_of_a_trip(marked) and elsewhere(text) in _COUNTERS and not dangers_in(text):
            return _TRIP
        return ()

    def by_name(self, reading: Reading) -> tuple[str, ...]:
        """Return the target of a text that names it, alone or with what is asked of it."""
        known = self._keywords.find(reading.text)
        if known:
            return known
        topic = self._terse.topic_of(reading.marked)
        return (topic,) if topic else ()
