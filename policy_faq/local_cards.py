"""Answers that a county's office gave itself and keeps: who they speak to, and how they are told.

Pure. They are told as what they are, the word of an office on a day, and only to people of its
county; a shipped card keeps the source of its document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policy_faq import text as texts
from policy_faq.answer import SMS_LIMIT, Answer, Citation
from policy_faq.beside import Beside
from policy_faq.compose import fitted
from policy_faq.dialect import standard
from policy_faq.models import Card, Document

OFFICE = "OFFICE"
"""Key of the document that stands for an office's own word."""
CITED = "本县人社局答复"
OWN_CARD = "own-"
"""Prefix of the ids of these cards; no shipped card has it."""
SHORT_LIMIT = SMS_LIMIT - len(f"据{CITED}2026年12月31日")
"""Characters of a short answer that leave room for its source."""
CERTAIN = 0.95
"""Confidence of a question that is asked in the very words of a card."""


@dataclass(frozen=True, slots=True)
class LocalCard:
    """A card of an office: ``answered_on`` is the day it was approved.

    ``basis`` is how the document and clause are cited that the answer rests on; empty for none.
    """

    card: Card
    answered_on: date
    basis: str = ""

    def speaks(self, on: date) -> bool:
        """Tell whether the card may be told on ``on``; without both its days it never may."""
        start, end = self.card.valid_from, self.card.valid_until
        return start is not None and end is not None and start <= on <= end


def office_document(county: str, answered_on: date) -> Document:
    """Return what stands for the document of an office's own answer."""
    return Document(
        key=OFFICE,
        title=CITED,
        number=CITED,
        issuer=CITED.removesuffix("答复"),
        short=CITED,
        issued=answered_on.isoformat(),
        place=county,
        valid_from=answered_on,
        settled=True,
        clauses=(day_in_words(answered_on),),
    )


def day_in_words(day: date) -> str:
    """Return a day as 2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"


def told(local: LocalCard, place_name: str, confidence: float) -> Answer:
    """Return the answer of a card in its full and its short form, with its source."""
    card, day = local.card, day_in_words(local.answered_on)
    source = f"依据：{place_name}人社局答复，{day}"
    source += f"，按{local.basis}。" if local.basis else "。"
    until = f"这条答复用到{day_in_words(card.valid_until)}。" if card.valid_until else ""
    return Answer(
        text=f"{card.answer}\n{source}{until}",
        sms=fitted(card.sms, f"据{CITED}{day}"),
        citations=(
            Citation(
                CITED,
                f"{place_name}人力资源和社会保障局答复",
                day,
                card.place or "",
                card.valid_until,
                expired=False,
            ),
        ),
        card=card.id,
        confidence=confidence,
        topic=card.topic,
    )


class LocalCards:
    """The cards of one county, ready to be ranked; ``beside`` makes the index of wordings."""

    def __init__(
        self,
        county: str,
        cards: Sequence[LocalCard],
        beside: Callable[[Mapping[str, Sequence[str]]], Beside],
    ) -> None:
        self.county = county
        self._cards = tuple(cards)
        self._beside = beside
        self._of_day: tuple[date, _Day] | None = None

    def find(self, topic: str, on: date) -> LocalCard | None:
        """Return the card of a topic that speaks on ``on``, or None."""
        return self._on(on).by_topic.get(topic)

    def asked_for(self, text: str, on: date) -> LocalCard | None:
        """Return the card that has a cleaned question among its own, word by word."""
        return self._on(on).by_words.get(bare_words(text))

    def index(self, on: date) -> Beside | None:
        """Return the wordings of the cards that speak on ``on``; None when none does."""
        return self._on(on).index

    def _on(self, on: date) -> _Day:
        kept = self._of_day
        if kept is None or kept[0] != on:
            kept = (on, self._speaking(on))
            self._of_day = kept
        return kept[1]

    def _speaking(self, on: date) -> _Day:
        cards = [each for each in self._cards if each.speaks(on)]
        words = {
            bare_words(standard(texts.clean(wording))): each
            for each in cards
            for wording in wordings(each.card)
        }
        by_topic = {each.card.topic: each for each in cards}
        of_topic = {topic: wordings(each.card) for topic, each in by_topic.items()}
        return _Day(by_topic, words, self._beside(of_topic) if of_topic else None)


@dataclass(frozen=True, slots=True)
class _Day:
    by_topic: Mapping[str, LocalCard]
    by_words: Mapping[str, LocalCard]
    index: Beside | None


def wordings(card: Card) -> tuple[str, ...]:
    """Return what a card can be asked with."""
    return tuple(dict.fromkeys((card.title, *card.questions)))


def bare_words(text: str) -> str:
    """Return the letters and digits of a cleaned question without its courtesies."""
    return "".join(filter(str.isalnum, texts.without_courtesy(text)))
