"""The home that somebody nobody knows tells: noted, repeated, and asked for where it is too large.

Which texts speak changes with it, and nothing else: the office that answers stays the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.dialogue import homes
from bot.dialogue.flows import handoff, policy, subsidy
from bot.dialogue.homes import Home
from bot.dialogue.redact import redacted
from bot.dialogue.session import (
    KEPT_TEXT,
    EmployerSlot,
    HomeSlot,
    HumanSlot,
    IdentifySlot,
    QuestionSlot,
    SubsidySlot,
    WhereSlot,
    WhoSlot,
)
from bot.dialogue.turn import Say, Turn
from storage.places import within

_ASKED_WHO_OR_WHERE: Final = (WhoSlot, IdentifySlot, WhereSlot, EmployerSlot)


def note(turn: Turn) -> Home | None:
    """Note where somebody says to be at home, before anything is told; None when nothing new is.

    The roster knows better: nobody on it, or at a phone of somebody on it, is asked or believed.
    """
    asked = turn.state.slot
    if isinstance(asked, HomeSlot):
        turn.state.slot = QuestionSlot()
    if turn.people or isinstance(asked, _ASKED_WHO_OR_WHERE):
        return None
    home = homes.declared(turn.text, turn.services.gazetteer, turn.home)
    if isinstance(asked, HomeSlot):
        home = _answered(turn, home, asked)
    elif home is not None and home.code == turn.home and _means_more(turn, home):
        return None
    if home is None:
        return None
    if home.code and home.code != turn.home:
        turn.state.home = home.code if home.code != turn.county else None
        turn.state.context = turn.state.trip = None
        turn.read_library()
    return home


def tell(turn: Turn, home: Home, answer: Callable[[Turn], Say]) -> Say:
    """Repeat the home and go on: with what else was said, by ``answer``, or with what was open."""
    if not home.code:
        return _ask(turn, home.rest)
    turn.text, whole = home.rest, turn.text
    said = answer(turn) if home.rest else _go_on(turn, whole)
    name = turn.services.gazetteer.full_name(home.code)
    said.lines.insert(0, turn.say("home_heard", place=name))
    if homes.holds_counties(home.code):
        said.lines.insert(1, turn.say("home_which"))
        if turn.state.slot is None or isinstance(turn.state.slot, QuestionSlot):
            turn.state.slot = _slot(home.rest)
    return said


def _means_more(turn: Turn, home: Home) -> bool:
    """Tell whether a home known already is where to work, or only begins a question."""
    about_work = isinstance(turn.state.slot, SubsidySlot) or turn.state.topic == "search"
    return about_work or bool(home.rest)


def _answered(turn: Turn, declared: Home | None, asked: HomeSlot) -> Home | None:
    """Return the home in an answer to the question for it: 镇雄 alone is enough."""
    home = declared or homes.declared(f"我是{turn.text}", turn.services.gazetteer, turn.home)
    if home is None or not home.code:
        return home
    larger = homes.holds_counties(turn.home)
    if declared is None and larger and not within(home.code, turn.home):
        return None  # 广东 behind 我是贵州的 is where somebody goes.
    return Home(home.code, home.rest or asked.question)


def _ask(turn: Turn, question: str) -> Say:
    turn.state.slot = _slot(question)
    return Say.text(turn.say("home_which"))


def _slot(question: str) -> HomeSlot:
    return HomeSlot(question=redacted(question)[:KEPT_TEXT])


def _go_on(turn: Turn, whole: str) -> Say:
    """Go on with what was open when somebody told a home and nothing else."""
    if isinstance(turn.state.slot, HumanSlot) and handoff.is_open(turn):
        turn.text = whole
        return handoff.add(turn)
    if isinstance(turn.state.slot, SubsidySlot):
        turn.state.slot = None
        return subsidy.begin(turn)
    return policy.prompt(turn)
