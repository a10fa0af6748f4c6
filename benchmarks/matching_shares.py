"""How often people of a roster are of which health and ability, and drawing by such shares."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from labourers.tables import Health, WorkAbility

T = TypeVar("T")

HEALTH = (
    (Health.HEALTHY, 84),
    (Health.CHRONIC, 10),
    (Health.DISABLED, 4),
    (Health.SERIOUS, 2),
)
ABILITY = (
    (WorkAbility.ORDINARY, 82),
    (WorkAbility.SKILLED, 10),
    (WorkAbility.WEAK, 7),
    (WorkAbility.NONE, 1),
)


def pick(random: Random, weighted: Sequence[tuple[T, int]]) -> T:
    """Return one of the values, each as likely as its weight says."""
    return random.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]
