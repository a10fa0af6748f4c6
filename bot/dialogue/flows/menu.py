"""What needs no flow: menu, greeting, thanks, and messages nobody could understand."""

from __future__ import annotations

from typing import Final

from bot.dialogue.actions import Action, Verb
from bot.dialogue.reply import Button
from bot.dialogue.turn import Say, Turn
from policy_faq.answer import Answer

_CHOICES: Final = (
    (Verb.JOBS, "button_jobs"),
    (Verb.QUESTION, "button_policy"),
    (Verb.STARTED, "button_started"),
    (Verb.HUMAN, "button_human"),
)
_PATIENCE: Final = 2


def menu(turn: Turn, *before: str) -> Say:
    """Show what can be done, by digit, behind the sentences ``before``."""
    turn.state.slot = None
    return Say(
        [*before, turn.say("menu")],
        options=[Action(verb) for verb, _ in _CHOICES],
        buttons=[Button(turn.say(label), str(Action(verb))) for verb, label in _CHOICES],
    )


def greeting(turn: Turn) -> Say:
    """Answer a greeting."""
    return menu(turn, turn.say("greeting"))


def thanks(turn: Turn) -> Say:
    """Answer thanks; digits keep their meaning."""
    return Say.text(turn.say("thanks"))


def empty(turn: Turn) -> Say:
    """Answer a message without a readable character."""
    return menu(turn, turn.say("empty"))


def unclear(turn: Turn, found: Answer) -> Say:
    """Answer what belongs to nothing we do, with what the policy service says to it.

    The second time in a row a person is offered.
    """
    turn.state.unclear = min(turn.state.unclear + 1, 99)
    if turn.state.unclear >= _PATIENCE:
        return menu(turn, turn.say("unclear_again"))
    return menu(turn, turn.say("unclear") if found.suggestions else found.sms)


def puzzled(turn: Turn) -> Say:
    """Answer what nobody understood in the middle of a flow."""
    return Say.text(turn.say("unclear"))


def bad_digit(turn: Turn, number: int) -> Say:
    """Answer a digit that stands for nothing at the moment."""
    return menu(turn, turn.say("bad_digit", number=number))
