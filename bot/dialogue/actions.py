"""Actions: what a digit, a button or a finished question sets off, as short strings.

Pure. An action says everything it needs ("apply:POSTING"), so a button on an old message still
means what it meant. It has at most 64 bytes, which is what Telegram carries in a button.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

LONGEST_BYTES: Final = 64


class Verb(StrEnum):
    """What is done."""

    MENU = "menu"
    JOBS = "jobs"
    ANY_JOBS = "any_jobs"
    QUESTION = "question"
    ASK = "ask"
    FULL = "full"
    STARTED = "started"
    WHERE = "where"
    HUMAN = "human"
    DETAIL = "detail"
    APPLY = "apply"
    MORE = "more"
    WHO = "who"
    IDENTITY = "identity"
    STRANGER = "stranger"
    SKIP = "skip"
    USEFUL = "useful"
    USELESS = "useless"
    CLAIM = "claim"
    FACT = "fact"
    CHECKLIST = "checklist"
    FORM = "form"
    REMIND = "remind"
    WORDING = "wording"
    KEEP_WISH = "keep_wish"


@dataclass(frozen=True, slots=True)
class Action:
    """A verb and what it is about."""

    verb: Verb
    about: str = ""

    def __str__(self) -> str:
        return f"{self.verb}:{self.about}" if self.about else str(self.verb)

    @property
    def ids(self) -> tuple[UUID, ...]:
        """Return the ids it is about; empty when there are none or they are damaged."""
        try:
            return tuple(UUID(part) for part in self.about.split(",") if part)
        except ValueError:
            return ()

    @property
    def fits_button(self) -> bool:
        """Whether every channel can carry it in a button."""
        return len(str(self).encode()) <= LONGEST_BYTES


def about_ids(verb: Verb, *ids: UUID) -> Action:
    """Return the action ``verb`` about rows with these ids."""
    return Action(verb, ",".join(each.hex for each in ids))


def read(text: str | None) -> Action | None:
    """Return the action that ``text`` is, or None for a digit, plain text or an unknown verb."""
    verb, _, about = (text or "").partition(":")
    try:
        return Action(Verb(verb), about)
    except ValueError:
        return None
