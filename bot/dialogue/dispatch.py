"""From an action (a digit, a button, a flow that goes on) to the flow that does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.dialogue.actions import Action, Verb
from bot.dialogue.flows import (
    apply,
    detail,
    feedback,
    handoff,
    job_started,
    lasting,
    menu,
    official,
    policy,
    search,
    subsidy,
    subsidy_after,
    who,
)
from bot.dialogue.session import IdentifySlot, WhoSlot
from bot.dialogue.turn import Say, Turn
from labourers.tables import Labourer


def act(turn: Turn, action: Action) -> Say:
    """Do what an action says."""
    return _ACTS[action.verb](turn, action)


def go_on(turn: Turn, then: str) -> Say:
    """Go on with what waited until it was known who speaks."""
    verb, _, about = then.partition(":")
    turn.state.slot = None
    return act(turn, Action(Verb(verb), about))


def identity(turn: Turn, *, on_our_page: bool = False) -> Say:
    """Compare name and number; when they fit, go on with what waited for them.

    A chat that must not carry them sends people to ``on_our_page``.
    """
    slot = turn.state.slot
    if not (on_our_page or turn.names_may_be_told):
        return who.not_here(turn)
    found = who.check(turn)
    if not isinstance(found, Labourer):
        return found
    if not isinstance(slot, WhoSlot | IdentifySlot):
        return menu.menu(turn, turn.say("identify_done"))
    said = go_on(turn, slot.then)
    said.lines.insert(0, turn.say("identify_done"))
    return said


def _detail(turn: Turn, action: Action) -> Say:
    ids = action.ids
    return detail.show(turn, ids[0]) if ids else menu.menu(turn, turn.say("expired_choice"))


def _who(turn: Turn, action: Action) -> Say:
    slot = turn.state.slot
    if not action.ids or who.chosen(turn, action.ids[0]) is None:
        return menu.menu(turn, turn.say("expired_choice"))
    if not isinstance(slot, WhoSlot):
        return menu.menu(turn, turn.say("expired_choice"))
    return go_on(turn, slot.then)


def _started(turn: Turn, action: Action) -> Say:
    if action.about:
        return job_started.resume(turn, action.about)
    return job_started.begin(turn, "")


_ACTS: Final[dict[Verb, Callable[[Turn, Action], Say]]] = {
    Verb.MENU: lambda turn, _: menu.menu(turn),
    Verb.JOBS: lambda turn, _: search.start(turn, ""),
    Verb.ANY_JOBS: lambda turn, _: search.anything(turn),
    Verb.QUESTION: lambda turn, _: policy.prompt(turn),
    Verb.ASK: lambda turn, action: policy.answer(turn, action.about),
    Verb.FULL: lambda turn, action: policy.in_full(turn, action.about),
    Verb.STARTED: _started,
    Verb.WHERE: lambda turn, action: job_started.where(turn, action.about),
    Verb.HUMAN: lambda turn, _: handoff.call(turn),
    Verb.DETAIL: _detail,
    Verb.APPLY: lambda turn, action: apply.start(turn, action.ids[: apply.AT_ONCE]),
    Verb.MORE: lambda turn, _: search.more(turn),
    Verb.WHO: _who,
    Verb.IDENTITY: lambda turn, _: identity(turn, on_our_page=True),
    Verb.STRANGER: lambda turn, _: who.other(turn),
    Verb.SKIP: lambda turn, _: job_started.skip(turn),
    Verb.USEFUL: lambda turn, action: feedback.useful(turn, action.about),
    Verb.USELESS: lambda turn, action: feedback.useless(turn, action.about),
    Verb.CLAIM: lambda turn, _: subsidy.begin(turn),
    Verb.FACT: lambda turn, action: subsidy.fact(turn, action.about),
    Verb.CHECKLIST: lambda turn, _: subsidy_after.checklist(turn),
    Verb.FORM: lambda turn, _: subsidy_after.form(turn),
    Verb.REMIND: lambda turn, action: subsidy_after.remind(turn, action.about),
    Verb.WORDING: lambda turn, action: official.tell(turn, action.about),
    Verb.KEEP_WISH: lambda turn, _: lasting.keep(turn),
}
