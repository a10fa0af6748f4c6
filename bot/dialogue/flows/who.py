"""Finding out who is speaking: one person, several on one phone, or somebody we do not know.

Name and last four characters of the ID number are compared, and forgotten; what is answered does
not tell whether such a person exists. Tries are limited per contact and day, and per name over all
contacts, because four characters can be tried out. A chat that must not carry personal data gets a
link to a page of ours, which hands on what was written there.
"""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

from bot.dialogue import linked, people
from bot.dialogue.actions import Action, Verb, about_ids
from bot.dialogue.flows import handoff
from bot.dialogue.redact import HIDDEN, shortened
from bot.dialogue.reply import Button
from bot.dialogue.session import IdentifySlot, Tries, WhoSlot
from bot.dialogue.turn import Say, Turn
from labourers import identity_tries
from labourers.names import names_on_one_phone
from labourers.profiles import find_for_linking
from labourers.tables import Labourer
from messaging.addresses import SMS
from messaging.tables import HandoffReason

_MOST_PEOPLE: Final = 8
_CUT_NUMBER: Final = re.compile(rf"{re.escape(HIDDEN)}(\d{{3}}[\dx])(?![\dx])")
_LAST_FOUR: Final = re.compile(r"(?<![\dx])(\d{3}[\dx])(?![\dx])")
_FILLER: Final = re.compile(
    r"^(?:我的?)?(?:名字|姓名)?(?:叫做?|是|[:：])|^(?:姓名|名字)|"
    r"(?:身份证(?:号码?)?的?)?(?:最?后(?:四|4)位(?:数字?)?|尾号|末尾)(?:是|为)?|身份证(?:号码?)?(?:是|为)?"
    r"|[\s,，.。:：;；、/!！?？()（）\-—_+]+"
)
_NAME: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+(?:[·•・][\u3400-\u9fff]+)*")
_NAME_LENGTH: Final = range(2, 16)


def ask(turn: Turn, then: Action) -> Say:
    """Ask who is speaking; ``then`` goes on once that is known."""
    if len(turn.people) > 1 and turn.names_may_be_told:
        return _choose(turn, then)
    return _identify(turn, then)


def again(turn: Turn, slot: WhoSlot | IdentifySlot) -> Say:
    """Ask once more, after something else was answered."""
    return ask(turn, _then(slot.then))


def chosen(turn: Turn, labourer_id: UUID) -> Labourer | None:
    """Take the person that was picked by digit; None when it is none of this contact's."""
    person = next((each for each in turn.people if each.id == labourer_id), None)
    if person is not None:
        turn.person = person
    return person


def other(turn: Turn) -> Say:
    """Take "none of them": name and number decide."""
    slot = turn.state.slot
    then = slot.then if isinstance(slot, WhoSlot) else str(Action(Verb.MENU))
    return _identify(turn, _then(then))


def is_identity(text: str) -> bool:
    """Tell whether a message looks like name and end of an ID number."""
    return _read(text) is not None


def check(turn: Turn) -> Labourer | Say:
    """Compare what was sent with the roster: the person, or what to answer when none fits."""
    read = _read(turn.text)
    if read is None:
        return form(turn)
    if _left(turn) <= 0:
        return _blocked(turn)
    name, ending = read
    if not identity_tries.may_try(turn.session, turn.vault, turn.clock, turn.county, name):
        return _blocked(turn)
    found = find_for_linking(turn.session, turn.vault, turn.county, name, ending)
    if len(found) == 1:
        people.link(turn.session, turn.clock, turn.contact, found[0].id, people.BY_IDENTITY)
        if turn.contact.channel == SMS:
            people.renew_household(turn.session, turn.clock, turn.contact)
        linked.tell(turn, found[0])
        turn.person = found[0]
        return found[0]
    _count_failure(turn)
    identity_tries.note_failure(turn.session, turn.vault, turn.clock, turn.county, name)
    left = _left(turn)
    return Say([turn.say("identify_failed", left=left)], options=[]) if left else _blocked(turn)


def form(turn: Turn) -> Say:
    """Say how to write name and number, when only one of them came."""
    return Say([turn.say("identify_form")], options=[])


def not_here(turn: Turn) -> Say:
    """Compare nothing that was written where it must not be, and say where it may be."""
    if _left(turn) <= 0:
        return _blocked(turn)
    return Say([turn.say("identify_not_here"), _where(turn)], options=[])


def _choose(turn: Turn, then: Action) -> Say:
    shown = turn.people[:_MOST_PEOPLE]
    options = [about_ids(Verb.WHO, each.id) for each in shown] + [Action(Verb.STRANGER)]
    labels = [*names_on_one_phone([each.name for each in shown]), turn.say("who_other")]
    turn.state.slot = WhoSlot(then=str(then))
    return Say(
        [
            turn.say("who", count=len(turn.people)),
            *(f"{number} {label}" for number, label in enumerate(labels, start=1)),
        ],
        options=options,
        buttons=[Button(label, str(each)) for label, each in zip(labels, options, strict=True)],
    )


def _identify(turn: Turn, then: Action) -> Say:
    if _left(turn) <= 0:
        return _blocked(turn)
    turn.state.slot = IdentifySlot(then=str(then))
    if not turn.names_may_be_told:
        return Say([_where(turn)], options=[])
    return Say([turn.say("identify")], options=[])


def _where(turn: Turn) -> str:
    """Return where to say who one is, for a chat that must not carry it."""
    settings = turn.services.settings
    if settings.identity_links is None or not settings.pages_url:
        return turn.say("identify_elsewhere", **turn.hotline())
    token = settings.identity_links.token(turn.contact.id, turn.clock)
    return turn.say("identify_page", page=f"{settings.pages_url}/identity/{token}")


def _blocked(turn: Turn) -> Say:
    """Say that today's tries are used up; a caseworker hears of it once."""
    turn.state.slot = None
    handoff.pass_on(turn, turn.say("identify_question"), HandoffReason.IDENTITY)
    return Say([turn.say("identify_blocked", **turn.hotline())], options=[])


def _left(turn: Turn) -> int:
    tries = turn.state.tries
    used = tries.count if tries is not None and tries.day == turn.clock.today() else 0
    return max(0, turn.services.settings.identity_tries - used)


def _count_failure(turn: Turn) -> None:
    used = turn.services.settings.identity_tries - _left(turn)
    turn.state.tries = Tries(day=turn.clock.today(), count=used + 1)


def _read(text: str) -> tuple[str, str] | None:
    """Return name and last four characters, or None when one of them is missing.

    Of a whole ID number only the end is looked at.
    """
    text = shortened(text)
    whole = _CUT_NUMBER.search(text)
    if whole is not None:
        ending, rest = whole[1], text.replace(whole[0], " ")
    else:
        endings = _LAST_FOUR.findall(text)
        if len(endings) != 1:
            return None
        ending, rest = endings[0], _LAST_FOUR.sub(" ", text)
    names = _NAME.findall(_FILLER.sub(" ", rest))
    if len(names) != 1 or len(names[0]) not in _NAME_LENGTH:
        return None
    return names[0], ending


def _then(text: str) -> Action:
    verb, _, about = text.partition(":")
    return Action(Verb(verb), about)
