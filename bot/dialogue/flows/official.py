"""原文: the official wording behind the answer that was told last, or that a button is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from bot.dialogue.actions import Action, Verb
from bot.dialogue.intents import bare
from bot.dialogue.reply import Button
from bot.dialogue.turn import Say, Turn
from policy_faq import places
from policy_faq.answer import Answer
from policy_faq.learned import answering
from policy_faq.library import store
from policy_faq.library.details import NO_NUMBER
from policy_faq.local_cards import OWN_CARD
from policy_faq.models import Standing
from policy_faq.quotes import cut, passage
from policy_faq.tables import PolicyClause, PolicyDocument

SMS_ROOM: Final = 180
CHAT_ROOM: Final = 3000
"""Characters of official wording that an answer holds; a clause is rarely longer."""
_LONGEST: Final = 24
_WANT: Final = (
    r"(?:我|你|可以|能不能|能|请|麻烦|帮我|想|要|再)*"
    r"(?:看看?|查看?|查查|念|读|发|给|说|调|找)?(?:一下|下|出|我)*"
)
_PAPER: Final = (
    r"(?:那个|这个|那条|这条|上面|官方|政府|红头|政策|公文|文件|条款|规定)*(?:上|里面?|中)?的?"
)
_SAYS: Final = (
    r"(?:到底|究竟|是|又|都)*(?:怎么|咋个?|如何|怎样|啥子|啥|什么)(?:个)?"
    r"(?:说|写|讲|规定|样)?(?:法)?的?"
)
_TAIL: Final = r"(?:在哪里?|看看|发我|给我|发来|呢|吗|嘛|吧|么|啊|哈|一下|有没有|有吗)*"
_ASKED: Final = re.compile(
    rf"{_WANT}{_PAPER}(?:原文|原话|原件|全文){_PAPER}(?:{_SAYS})?{_TAIL}"
    rf"|{_WANT}(?:官方|政府|红头|政策|文件|条款)+(?:上|里面?|中|原文|原话)?(?:到底|究竟|是)*"
    rf"(?:怎么|咋个?|如何|怎样)(?:说|写|讲|规定)的{_TAIL}"
    r"|original (?:text|wording)|official (?:text|wording)|exact words"
)


@dataclass(frozen=True, slots=True)
class _Source:
    """The source an answer cited, and its wording when the text was imported."""

    number: str
    title: str
    clause: str
    wording: str
    document: PolicyDocument | None
    like: str = ""
    """What was told from it, which the wording is cut to where there is no room for all."""

    @property
    def cited(self) -> str:
        number = "" if self.number == NO_NUMBER else f"（{self.number}）"
        return f"《{self.title}》{number}{self.clause}"


def source_of(found: Answer) -> str | None:
    """Return what a conversation keeps so that 原文 means this answer: a card or a clause."""
    return found.quote.hex if found.quote else found.card


def button(turn: Turn, found: Answer) -> list[Button]:
    """Return the button below an answer that leads to the official wording."""
    about = Action(Verb.WORDING, source_of(found) or "")
    if turn.wording.is_sms or not about.about or not found.citations or not about.fits_button:
        return []
    return [Button(turn.say("button_wording"), str(about))]


def hear(turn: Turn) -> Say | None:
    """Answer "原文" and "原话怎么说的"; None for any other message."""
    words = re.sub(r"[\s,，。?？!！]", "", bare(turn.text))
    if len(words) > _LONGEST:
        return None
    if not (_ASKED.fullmatch(words) or _ASKED.fullmatch(bare(turn.text))):
        return None
    return tell(turn, turn.state.source or "")


def tell(turn: Turn, about: str) -> Say:
    """Tell the official wording behind a card or a clause; what is not at hand is said plainly."""
    if not about:
        return Say.text(turn.say("wording_of_what"))
    if about.startswith(OWN_CARD):
        return Say.text(turn.say("wording_own", **turn.hotline()))
    source = _clause(turn, about) or _card(turn, about)
    if source is None:
        return Say.text(turn.say("wording_of_what"))
    if source.document is None:
        return Say.text(turn.say("wording_missing", source=source.cited, **turn.hotline()))
    if turn.wording.is_sms:
        shown = passage(source.wording, source.like or turn.state.question or "", SMS_ROOM)
    else:
        shown = cut(source.wording.strip(), CHAT_ROOM)
    ended = store.standing_of(source.document, turn.clock.today()) is Standing.ENDED
    return Say.text(
        turn.say("wording_ended", day=source.document.valid_until, **turn.hotline())
        if ended
        else "",
        turn.say("wording", source=source.cited, text=shown),
    )


def _clause(turn: Turn, about: str) -> _Source | None:
    try:
        clause = turn.session.get(PolicyClause, UUID(about))
    except ValueError:
        return None
    document = turn.session.get(PolicyDocument, clause.document_id) if clause else None
    if clause is None or document is None or not _speaks(turn, document.place_code):
        return None
    return _found(turn, document, clause.path)


def _card(turn: Turn, about: str) -> _Source | None:
    knowledge = answering(turn.session, turn.services.policy, turn.home).knowledge
    card = knowledge.cards_by_id.get(about)
    if card is None or not _speaks(turn, knowledge.place_of(card)):
        return None
    shipped = knowledge.documents[card.document]
    document = store.current_document(turn.session, shipped.key)
    found = None
    if document is not None and document.place_code == shipped.place:
        found = _found(turn, document, card.clause)
    if found is not None:
        return replace(found, like=f"{card.title} {card.answer}")
    return _Source(shipped.number, shipped.title, card.clause, "", None)


def _found(turn: Turn, document: PolicyDocument, path: str) -> _Source | None:
    clauses = store.clauses_of(turn.session, document.id)
    place = store.clause_at(clauses, path)
    if place is None:
        return None
    wording = store.wording(clauses, place)
    return _Source(document.number, document.title, path, wording, document)


def _speaks(turn: Turn, place: str) -> bool:
    return place in places.chain(turn.home)
