"""What to answer to a message without words: a voice, a picture, a place, a shared contact.

The dialogue reads text only. A channel names what came by an action of its own, and the same
polite sentence goes out once for a burst of it: ten pictures of one album are one matter.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.replies.wording import Wording

_PREFIX: Final = "courtesy:"
_ONCE_IN: Final = timedelta(minutes=1)
_ONCE_IN_GROUPS: Final = timedelta(hours=1)


class Wordless(StrEnum):
    """What a message was that the dialogue cannot read."""

    GROUP = "group"
    """Something to us in a group, where others read along."""
    VOICE = "voice"
    PICTURE = "picture"
    PLACE = "place"
    CONTACT = "contact"
    """A shared telephone number: anybody's may be shared, so it proves nothing."""
    EDITED = "edited"
    """An earlier message, changed afterwards."""


def action_of(what: Wordless) -> str:
    """Return the action by which a channel hands such a message on."""
    return _PREFIX + what


def read(action: str | None) -> Wordless | None:
    """Return what a message was, None when the dialogue is to answer it."""
    if action is None or not action.startswith(_PREFIX):
        return None
    try:
        return Wordless(action.removeprefix(_PREFIX))
    except ValueError:
        return None


def answer(what: Wordless, wording: Wording) -> str:
    """Return the sentence that says what the person can do instead."""
    match what:
        case Wordless.GROUP:
            return wording.say("courtesy_group")
        case Wordless.VOICE:
            return wording.say("courtesy_voice")
        case Wordless.PICTURE:
            return wording.say("courtesy_picture")
        case Wordless.PLACE:
            return wording.say("courtesy_place")
        case Wordless.CONTACT:
            return wording.say("courtesy_contact")
        case Wordless.EDITED:
            return wording.say("courtesy_edited")


def span(what: Wordless, now: datetime) -> int:
    """Return the number of the stretch of time in which such an answer is given once."""
    length = _ONCE_IN_GROUPS if what is Wordless.GROUP else _ONCE_IN
    return int(now.timestamp() // length.total_seconds())
