"""The week: on which of its days somebody is needed at home, and on which a posting has them work.

Bits above those of ``reading.day_slots``. For people every day of the week has half hours of its
own (``on_days``), with ``HALF`` for half a day of which nobody told which; for postings a day is
worked for certain (``works``), free for certain (``rests``), or nobody knows. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from matching.reading.day_slots import ALL_DAY, between

EVERY_DAY = 0b1111111
"""All days of a week as bits, Monday the lowest."""
TO_FRIDAY, WEEKEND = 0b0011111, 0b1100000
HALF = 1 << 48
"""Of one day: half of it, the morning or the afternoon."""
NO_LEAVE = 1 << 81
"""Of postings: nobody is given a day off for what they have to do."""
LEAVE = 1 << 82
"""Of postings: whoever needs it is given time off."""
ONE_OFF = 1 << 83
"""Of postings: one day of a week or so is free, and nobody knows which."""
DAYS_OFF = 1 << 84
"""Of people: some days of every month they cannot work."""
WHOLE_SHIFT = 1 << 85
"""Of postings: a whole day of work, though its hours may not be told."""
FIXED = 1 << 86
"""Of postings: hours that others set, told or not; of people: they can keep none."""
FULL = 1 << 87
"""Of postings: days without hours told, whole as a rule; of people: they have a part of a day."""
_WORKS, _RESTS, _WEEK, _STRIDE = 67, 74, 96, 49
_DAYS = range(7)
_MORNING, _AFTERNOON = between(8, 12), between(13, 18)
_BY_DAY = between(9, 11) | between(14, 17)
_MUCH = 4
"""Half hours of a morning, or of an afternoon, that leave no room for anything else."""
_MANY = 2
"""Days of a week; so many cannot all be those that are free where nobody knows which are."""
_MOST_LEAVE = 3
"""Days of a week for which leave may be had."""


def on_days(days: int, slots: int) -> int:
    """Return the bits of half hours (or ``HALF``) on some days of every week."""
    return sum(slots << (_WEEK + _STRIDE * day) for day in _DAYS if days >> day & 1)


def works(days: int) -> int:
    """Return the bits of days that are worked for certain."""
    return days << _WORKS


def rests(days: int) -> int:
    """Return the bits of days that are free for certain."""
    return days << _RESTS


def days_of(duty: int) -> int:
    """Return the days of the week on which somebody has something of their own to do."""
    return sum(1 << day for day in _DAYS if _slots_on(day, duty))


def without_slots(duty: int, slots: int) -> int:
    """Return a duty without some half hours of the day, on whichever days they are."""
    return duty & ~slots & ~on_days(EVERY_DAY, slots)


def collide(duty: int, taken: int) -> bool:
    """Tell whether somebody's days of the week do not go together with a posting's hours.

    One day is enough where it is worked for certain, two where the posting does not tell its days;
    who gives leave lets people go on a few.
    """
    worked, free = taken >> _WORKS & EVERY_DAY, taken >> _RESTS & EVERY_DAY
    nobody_spared = bool(taken & NO_LEAVE or worked == EVERY_DAY) and not taken & ONE_OFF
    if duty & DAYS_OFF and nobody_spared and not taken & LEAVE:
        return True
    if not duty >> _WEEK:
        return False
    hit = sum(
        1 << day
        for day in _DAYS
        if not free >> day & 1
        and _meets(_slots_on(day, duty), taken, nobody_spared or bool(worked & WEEKEND >> day & 1))
    )
    if not hit or (taken & LEAVE and hit.bit_count() <= _MOST_LEAVE):
        return False
    if hit & worked:
        return True
    likely = hit if taken & ONE_OFF else hit & TO_FRIDAY
    return likely.bit_count() >= (1 if taken & NO_LEAVE and not taken & ONE_OFF else _MANY)


def named_days(duty: int) -> Iterator[str]:
    """Yield the days of the week on which somebody cannot work, as people name them."""
    days = days_of(duty)
    return ("一二三四五六日"[day] for day in _DAYS if days >> day & 1)


def _slots_on(day: int, duty: int) -> int:
    return duty >> (_WEEK + _STRIDE * day) & ((1 << _STRIDE) - 1)


def _meets(slots: int, taken: int, nobody_spared: bool) -> bool:
    if not slots:
        return False
    hours = taken & ALL_DAY
    if slots & HALF and taken & WHOLE_SHIFT:
        return True
    if not hours:  # nobody told the hours: all of a day is part of them for certain
        return slots & _BY_DAY == _BY_DAY or bool(slots & HALF and nobody_spared)
    if slots & hours:
        return True
    both = (hours & _MORNING).bit_count() >= _MUCH and (hours & _AFTERNOON).bit_count() >= _MUCH
    return bool(slots & HALF) and both
