"""When the official wording of an imported text stands in an answer, or before it; pure.

It stands in place of an answer that no card gives, and before that of a card which a newer text of
the place may have overtaken. Cards are written from the texts that were known when the program was
made. A county that imports a text of its own afterwards, in force and newer, may have set the same
matter anew. Nobody here can tell which of the two holds for a person, so both are told, the newer
and more local one first, and the caseworker is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Final

from policy_faq.answer import SMS_LIMIT, Answer, Gap
from policy_faq.compose import fitted
from policy_faq.knowledge import Knowledge
from policy_faq.models import Document
from policy_faq.official import OfficialText
from policy_faq.places import NATION, Distance, rank
from policy_faq.quotes import (
    COVERED,
    PLAINLY,
    QUOTE_LENGTH,
    Quote,
    Quotes,
    citation_of,
    cut,
    source_of,
)
from storage.gazetteer import Gazetteer

_SMS_QUOTE: Final = 50
_ASKED, _WORDS = 0.6, 2
"""Share of a question, and words of it, that the newer text must say: less than where nothing else
is told, because the answer of the card follows."""
_SHORTEST_NAME: Final = 4
_SETS_SOMETHING: Final = re.compile(
    r"\d+(?:\.\d+)?万?元|\d+个?(?:月(?!\d)|天|日内|次|周岁|岁)|(?<!\d)\d{1,2}年(?!内|底|前|以前)|"
    r"\d{1,2}月\d{1,2}日|[一二两三四五六七八九十百千万](?:元|个月|天|次|周岁)|复印件|申请表|证明"
)
"""A mention alone sets nothing."""
_FAR: Final = {
    Distance.OUT_OF_PROVINCE: "到省外",
    Distance.IN_PROVINCE: "到省内县外",
    Distance.OUT_OF_COUNTY: "到省内县外",
    Distance.IN_PREFECTURE: "到市内县外",
    Distance.IN_COUNTY: "在县内",
}


def with_wording(
    answer: Answer,
    asked: str,
    quotes: Quotes,
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    *,
    on: date,
    phone: str,
    leans: bool,
) -> Answer:
    """Return the answer with the official wording where an imported text clearly has it.

    ``asked`` is the cleaned question with its places marked, ``leans`` whether it was answered as
    going on with the one before. Nothing is put before the help in an emergency.
    """
    if answer.gap or leans:
        new_only = answer.gap is not Gap.UNKNOWN
        least = COVERED if answer.gap else PLAINLY
        quote = quotes.find(asked, on, new_only=new_only, least=least)
        if quote is not None:
            return quotes.answer(quote, phone)
    card = knowledge.cards_by_id.get(answer.card or "")
    if card is None or answer.urgent:
        return answer
    topic = knowledge.topics.get(answer.topic or "")
    names = [card.title]
    if topic is not None:
        names += [topic.name, topic.name.partition("的")[0]]
    distance = answer.follow_up.slots.distance if answer.follow_up else None
    far = _FAR.get(distance, "") if distance else ""
    quote = newer(quotes, asked, names, far, knowledge.documents[card.document], on)
    if quote is None:
        return answer
    place = quote.text.place
    return told_before(answer, quote, "全国" if place == NATION else gazetteer.name(place), phone)


def overtakes(text: OfficialText, document: Document) -> bool:
    """Tell whether a text is newer than a document and speaks at least as near to the person."""
    return text.valid_from > document.valid_from and rank(text.place) <= rank(document.place)


def newer(
    quotes: Quotes, asked: str, names: Sequence[str], far: str, document: Document, on: date
) -> Quote | None:
    """Return the clause of a newer text that clearly says what was asked, or None.

    A sentence of it sets something, and says most of the cleaned question ``asked`` or nearly all
    of a name of the matter (``names``); a long clause as a whole holds too many words. ``far`` says
    how far away the work is, in the words of the texts.
    """
    wanted = (asked, *(name for name in names if len(name) >= _SHORTEST_NAME))
    for titled, words in product((False, True), wanted):
        quote = quotes.find(
            words,
            on,
            new_only=True,
            least=_ASKED if words is asked else PLAINLY,
            allowed=lambda text: overtakes(text, document),
            like=f"{asked}{far}",
            words=_WORDS,
            sets=lambda sentence: _SETS_SOMETHING.search(sentence) is not None,
            titled=titled,
        )
        if quote is not None:
            return quote
    return None


def told_before(answer: Answer, quote: Quote, place: str, phone: str) -> Answer:
    """Return the answer with the newer text before it; ``place`` is the name of the text's place.

    A caseworker is asked, because two texts that may differ are told.
    """
    first = (
        f"{place}有一份更新的文件，先看它的原话：\n"
        f"“{cut(quote.in_full, QUOTE_LENGTH)}”\n{source_of(quote, phone)}\n"
        "下面是以前的文件说的。两样不同的，以工作人员的答复为准，我把问题转过去。\n"
    )
    short = f"{place}新文件原话:“{cut(quote.passage, _SMS_QUOTE)}”以前的:"
    return replace(
        answer,
        text=f"{first}{answer.text}",
        sms=short + fitted(answer.sms, "", SMS_LIMIT - len(short)),
        citations=(citation_of(quote), *answer.citations),
        handoff=True,
        suggestions=(),
        quote=quote.clause.id,
        newer=cut(quote.in_full, QUOTE_LENGTH),
    )
