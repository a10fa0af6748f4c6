"""What reading one cell gives: a value or "not stated", and what a person should know about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """The value of one cell; ``None`` means not stated, and is never a guess.

    ``warning`` is Chinese text for the person who brought the file, when the cell says something
    that could not be used.
    """

    value: T | None = None
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A range with either end open (``None``)."""

    low: int | None = None
    high: int | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether neither end is given."""
        return self.low is None and self.high is None
