"""What a text asks of a topic: the case that it tells, the part of the answer it wants; pure."""

from __future__ import annotations

from datetime import date
from typing import Final

from policy_faq import slots as slot_reader
from policy_faq.aspects import aspect_of
from policy_faq.reading import Reading
from policy_faq.slots import Slots
from policy_faq.telling import Asked
from policy_faq.thread import Lean
from policy_faq.trips import priced
from storage.gazetteer import Gazetteer

_TRIP: Final = "transport"
_MOST_PLACES: Final = 3


def told(reading: Reading, county: str, gazetteer: Gazetteer) -> Slots:
    """Return what a text tells about the case of somebody of ``county``."""
    return slot_reader.read(reading.text, reading.places, gazetteer, county)


def asked_of(
    topic: str,
    reading: Reading,
    county: str,
    on: date,
    gazetteer: Gazetteer,
    lean: Lean | None = None,
) -> Asked:
    """Return what somebody of ``county`` asks of a topic on the day ``on``.

    ``lean`` is what still holds of the question before.
    """
    text, places = reading.text, reading.places
    slots = slot_reader.read(text, places, gazetteer, county)
    if topic == _TRIP:
        slots = priced(slots, reading.marked)
    if lean is not None:
        slots = slots.over(lean.said_before)
    aspect = aspect_of(text) if lean is None else lean.aspect
    further: tuple[Slots, ...] = ()
    if places:
        there = slot_reader.destinations(text, places, county)
        slots, further = slot_reader.by_destination(
            slots, there[:_MOST_PLACES], text, gazetteer, county
        )
        in_words = slot_reader.by_words(slots, text) if topic == _TRIP and there else None
        further = further if in_words is None else (*further, in_words)
    return Asked(text, county, on, slots, aspect, further)
