"""Wishes that hold from now on: asked for before they are kept, and taken back by a word.

Only of somebody on the roster: what is kept is what tomorrow's matching reads of the person. Others
are told so.
"""

from __future__ import annotations

from typing import Final

from bot.dialogue.actions import Action, Verb
from bot.dialogue.flows import menu
from bot.dialogue.redact import redacted
from bot.dialogue.reply import Button
from bot.dialogue.session import KEPT_WISH
from bot.dialogue.turn import Say, Turn
from labourers.said_wishes import keep_wish, kept_wishes, withdraw
from matching.reading import lasting
from matching.reading.query import Query

_MOST_DIGITS: Final = 9


def is_said(turn: Turn) -> bool:
    """Tell whether a message says what work should be from now on ("以后别推电子厂")."""
    part = lasting.lasting_part(turn.text)
    return bool(part) and lasting.says_something(_read(turn, part))


def offered(turn: Turn, said: Say) -> Say:
    """Ask below a list whether the wish that was just said shall be kept; by digit."""
    turn.state.wish = ""
    options = list(said.options or ())
    if turn.person is None and turn.state.topic == "search":
        return _not_kept(turn, said)
    if turn.person is None or turn.state.slot is not None or not options:
        return said
    if turn.state.topic != "search" or len(options) >= _MOST_DIGITS or not is_said(turn):
        return said
    wish = redacted(lasting.lasting_part(turn.text))[:KEPT_WISH]
    if any(wish == kept.text for kept in kept_wishes(turn.session, turn.person.id)):
        return said
    turn.state.wish = wish
    keep = Action(Verb.KEEP_WISH)
    said.lines.append(turn.say("wish_offer", wish=wish, number=len(options) + 1))
    said.buttons.append(Button(turn.say("button_keep_wish"), str(keep)))
    said.options = [*options, keep]
    return said


def _not_kept(turn: Turn, said: Say) -> Say:
    """Tell below a list that what was said for always is kept of people on the roster alone."""
    if lasting.is_for_always(lasting.lasting_part(turn.text)) and is_said(turn):
        said.lines.append(turn.say("wish_not_kept", phone=turn.hotline()["phone"]))
    return said


def keep(turn: Turn) -> Say:
    """Keep the wish that was asked about; what it contradicts is taken back."""
    wish, person = turn.state.wish, turn.person
    if not wish or person is None:
        return menu.menu(turn, turn.say("expired_choice"))
    now = _read(turn, wish)
    before = kept_wishes(turn.session, person.id)
    old = [each for each in before if lasting.contradicts(_read(turn, each.text), now)]
    withdraw(turn.session, turn.clock, old)
    keep_wish(
        turn.session,
        turn.clock,
        person.id,
        wish,
        contact_id=turn.contact.id,
        channel=turn.contact.channel,
        willingness=lasting.willingness_in(wish, now, turn.county),
    )
    turn.state.wish = ""
    return Say([turn.say("wish_kept", wish=wish)])


def taken_back(turn: Turn) -> Say | None:
    """Take back what was kept; None when the message does not ask for it or nothing is kept."""
    if turn.person is None or not lasting.takes_back(turn.text):
        return None
    kept = kept_wishes(turn.session, turn.person.id)
    if not kept:
        return None
    withdraw(turn.session, turn.clock, kept)
    return Say([turn.say("wish_withdrawn")])


def _read(turn: Turn, text: str) -> Query:
    return turn.services.jobs.read(text, county=turn.county, on=turn.clock.today())
