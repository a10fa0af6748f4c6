"""Short words that lean on the answer before: 还有呢, 为哪样, 说简单点, 我婆娘也去, 那去哪问.

What names a case ("如果是去昆明呢") or a part of an answer ("那材料呢") the policy service follows
itself; here is what only makes sense in a conversation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from bot.dialogue import intents, trips
from bot.dialogue.actions import Action, Verb
from bot.dialogue.flows import follow_terms, policy, subsidy
from bot.dialogue.follow_words import (
    Lean,
    case_of_family,
    doubts,
    is_elliptic,
    lean_of,
    paper_in,
)
from bot.dialogue.reply import Button
from bot.dialogue.turn import Say, Turn
from policy_faq.answer import Answer, Gap
from policy_faq.aspects import Aspect, aspect_of

_ABOUT: Final = re.compile(
    r"(.{2,6}?)(?:的)?(?:事情?|方面|这方面|这块|那些)(?:呢|吗|嘛|啊|呀|哈|嘞|咯|吧|么|了|的|撒|噻|喽)*"
)
_HOW_TO_ASK: Final = "去哪里办"
_NO_TICKET: Final = re.compile(
    r"(?:没有?得?|冇得?|莫得|丢|掉|不见|拿不到|开不到)[^,，。?？]{0,4}(?:发票|车票|票)|(?:发票|车票|票).{0,2}(?:丢|掉|没|不见|烂|找不)"
)
_AROUND_PLACE: Final = re.compile(
    r"不是|不对|我|是|说|讲|的|就|去|到|在|那|要是|如果|换成|呢|吗|嘛|啊|打工|务工|[\s,，。!！?？]"
)
_OF_A_REFUSAL: Final = frozenset(
    {Lean.WHOM, Lean.HOW, Lean.HOW_LONG, Lean.WHEN, Lean.FEE, Lean.UNTIL, Lean.AWAY, Lean.PART}
)
_THINGS: Final = re.compile(r"盖章|签字|公示|照片|体检|担保|银行卡|社保卡|账户|账号|微信")
"""What people ask whether it is needed."""
_TICKET_LOST: Final = "车票丢了怎么办"


def hear(turn: Turn, *, with_digits: bool = True) -> Say | None:
    """Answer words that lean on the answer before; None for any other message.

    ``with_digits`` is False while the digits belong to a running flow.
    """
    words = intents.bare(turn.text)
    if turn.state.topic == "search":
        return _about_list(turn, words)
    if turn.state.topic != "policy":
        return None
    if _is_without_ticket(turn, words):
        return follow_terms.aside(turn, _TICKET_LOST, with_digits=with_digits)
    place = _place_alone(turn, words)
    if place:
        return policy.answer(turn, f"去{place}", with_digits=with_digits)
    lean = lean_of(words, _places(turn))
    if lean is None:
        return None
    refused = _refused(turn) if lean in _OF_A_REFUSAL else ""
    if refused:
        return Say.text(refused)
    return _ANSWERS[lean](turn, lean, with_digits)


def fallen_back(turn: Turn, found: Answer) -> Say | None:
    """Answer a half sentence that nothing known fits: what was told, in short, and whom to ask.

    ``found`` is what the policy service makes of it alone.
    """
    if turn.state.topic != "policy" or found.gap is Gap.ELSEWHERE or found.card is not None:
        return None
    if not is_elliptic(intents.bare(turn.text)):
        return None
    before = policy.again(turn)
    if before is None:
        return None
    return Say.text(turn.say("follow_unsaid", told=_in_short(before), **turn.hotline()))


def question(turn: Turn) -> str:
    """Return the turn's text as a question: of "补贴的事情" what it is about, when that helps."""
    about = _ABOUT.fullmatch(intents.bare(turn.text))
    if about is None or policy.offers(turn, turn.text) or not policy.offers(turn, about[1]):
        return turn.text
    return about[1]


def _about_list(turn: Turn, words: str) -> Say | None:
    """Answer why so few postings are shown, and whether they can be trusted."""
    if turn.state.listing is None or lean_of(words) is not Lean.WHY:
        return None
    return Say.text(turn.say("follow_list_true" if doubts(words) else "follow_list"))


def _refused(turn: Turn) -> str:
    """Return which office answers the last question, when that is another one."""
    if turn.state.context is not None or not turn.state.question:
        return ""
    refused = policy.ask(turn, turn.state.question)
    return refused.text.partition("\n")[0] if refused.gap is Gap.ELSEWHERE else ""


def _place_alone(turn: Turn, words: str) -> str:
    """Return the place of a message that names one and nothing else, after a trip was told."""
    places = _places(turn) if follow_terms.is_about_trip(turn) else []
    if len(places) != 1 or _AROUND_PLACE.sub("", words.replace(places[0], "")):
        return ""
    return places[0]


def _places(turn: Turn) -> list[str]:
    return [each.text for each in turn.services.gazetteer.find_in(turn.text, turn.home)]


def _is_without_ticket(turn: Turn, words: str) -> bool:
    named = _NO_TICKET.search(words) is not None
    return named and follow_terms.is_about_trip(turn) and is_elliptic(words)


def _more(turn: Turn, _: Lean, __: bool) -> Say | None:
    return Say.text(turn.say("follow_more")) if turn.state.context is not None else None


def _not_this(turn: Turn, _: Lean, with_digits: bool) -> Say | None:
    """Own up to it, and offer a person for the question itself."""
    label = turn.say("button_human")
    human = Action(Verb.HUMAN)
    said = Say([turn.say("follow_not_this")], buttons=[Button(label, str(human))])
    said.options = [human] if with_digits else None
    return said


def _simpler(turn: Turn, _: Lean, __: bool) -> Say | None:
    """Tell the short form, and who explains it on the phone."""
    before = policy.again(turn)
    if before is None:
        return None
    return Say.text(turn.say("follow_simpler", told=_in_short(before), **turn.hotline()))


def _why(turn: Turn, _: Lean, __: bool) -> Say | None:
    """Name the text that says so, its conditions, and whom to call who doubts it."""
    before = policy.again(turn)
    if before is None or not before.citations:
        return None
    source = before.citations[0]
    if turn.wording.is_sms:
        cited = {"number": source.number, "clause": source.clause}
        return Say.text(turn.say("follow_why", **cited, **turn.hotline()))
    lines = before.text.split("\n")
    kept = [each for each in lines[1:] if each.startswith((*policy.CONDITIONS, "依据："))]
    denied = lines[:1] if lines[0].startswith(policy.DENIALS) else []
    return Say.text(
        turn.say("follow_why", number=source.number, clause=source.clause),
        *denied,
        *kept,
        turn.say("follow_doubt", **turn.hotline()),
    )


def _family(turn: Turn, _: Lean, with_digits: bool) -> Say | None:
    """Tell that the rule is by person, with the answer that it is about, or for another trip."""
    if turn.state.context is None:
        return None
    case = case_of_family(intents.bare(turn.text))
    if _places(turn) and policy.leans(turn, case):
        told = policy.answer(turn, case, with_digits=with_digits)
    else:
        before = policy.again(turn)
        if before is None:
            return None
        told = policy.told(turn, turn.state.question, before, with_digits=with_digits)
    told.lines.insert(0, turn.say("follow_family"))
    return told


def _whom(turn: Turn, _: Lean, __: bool) -> Say | None:
    """Name the number to call after a refusal; an answer names its own office."""
    if turn.state.context is not None:
        return None
    return Say.text(turn.say("follow_whom", **turn.hotline()))


def _how(turn: Turn, _: Lean, with_digits: bool) -> Say | None:
    """Take "那怎么申请" for where to go: the answer to it names what to bring as well."""
    if turn.state.context is None or policy.knows(turn):
        return None
    return policy.answer(turn, _HOW_TO_ASK, with_digits=with_digits)


def _missing(turn: Turn, _: Lean, __: bool) -> Say | None:
    """Tell whether the text asks for a paper that somebody lacks; what may replace it is open."""
    before = policy.again(turn)
    card = turn.services.policy.knowledge.cards_by_id.get(before.card or "") if before else None
    if card is None or follow_terms.is_urgent(turn):
        return None
    paper = paper_in(intents.bare(turn.text))
    wanted = next((each for each in (*card.bring, *card.conditions) if paper in each), "")
    name = "follow_paper_wanted" if wanted else "follow_paper_unsaid"
    return Say.text(turn.say(name, paper=paper, **turn.hotline()))


def _part(turn: Turn, _: Lean, __: bool) -> Say | None:
    """Say that no text names what to bring; the policy service knows the other parts."""
    before = None if follow_terms.is_urgent(turn) else policy.again(turn)
    card = turn.services.policy.knowledge.cards_by_id.get(before.card or "") if before else None
    if card is None or card.bring or aspect_of(turn.text) is not Aspect.BRING:
        return None
    return Say.text(turn.say("follow_bring_unsaid", **turn.hotline()))


def _form(turn: Turn, _: Lean, with_digits: bool) -> Say | None:
    """Fill the form of the ticket in with who asks for one; another one is at its counter."""
    if turn.state.context is None or follow_terms.is_urgent(turn):
        return None
    if follow_terms.is_about_trip(turn) and trips.is_computable(turn) and with_digits:
        said = Say.text(turn.say("follow_form"))
        return said.add(subsidy.begin(turn))
    return Say.text(turn.say("follow_form_there", **turn.hotline()))


def _unwritten(turn: Turn, lean: Lean, with_digits: bool) -> Say | None:
    """Own up that no text says it, and name who knows; the card is told again where it does."""
    before = policy.again(turn)
    if before is None or follow_terms.is_urgent(turn):
        return None
    card = turn.services.policy.knowledge.cards_by_id.get(before.card or "")
    told = "".join(card.texts()) if card else ""
    if any(each in told for each in _THINGS.findall(turn.text)):
        return follow_terms.again(turn, lean, with_digits)
    return Say.text(turn.say("follow_unwritten", **turn.hotline()))


def _in_short(before: Answer) -> str:
    return before.sms.rstrip("。")


_ANSWERS: Final[Mapping[Lean, Callable[[Turn, Lean, bool], Say | None]]] = MappingProxyType(
    {
        Lean.NOT_THIS: _not_this,
        Lean.MORE: _more,
        Lean.AGAIN: follow_terms.again,
        Lean.SIMPLER: _simpler,
        Lean.WHY: _why,
        Lean.FAMILY: _family,
        Lean.WHOM: _whom,
        Lean.WHEN: follow_terms.when,
        Lean.HOW_LONG: follow_terms.how_long,
        Lean.UNTIL: follow_terms.until,
        Lean.FEE: follow_terms.fee,
        Lean.AWAY: follow_terms.away,
        Lean.GONE: follow_terms.in_full,
        Lean.HOW: _how,
        Lean.MISSING: _missing,
        Lean.PART: _part,
        Lean.FORM: _form,
        Lean.UNWRITTEN: _unwritten,
    }
)
