"""退订 and its opposite."""

from __future__ import annotations

from bot.dialogue.turn import Say, Turn
from messaging import contacts


def opt_out(turn: Turn) -> Say:
    """Stop all messages but answers; one confirmation goes out."""
    turn.state.slot = None
    new = contacts.opt_out(turn.session, turn.clock, turn.contact)
    return Say.text(turn.say("opted_out" if new else "opted_out_already"))


def opt_in(turn: Turn) -> Say:
    """Send postings again."""
    new = contacts.opt_in(turn.session, turn.clock, turn.contact)
    return Say.text(turn.say("opted_in" if new else "opted_in_already"))
