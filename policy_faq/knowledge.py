"""All that the service knows: documents, topics, cards, other domains, contacts; read once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TypeVar

from pydantic import TypeAdapter

from policy_faq import places
from policy_faq.models import (
    Card,
    Contact,
    Document,
    OtherDomain,
    Record,
    Standing,
    Topic,
    applies,
    standing,
)

_R = TypeVar("_R", bound=Record)
_Asked = TypeVar("_Asked", bound=Record)
_REMEMBERED = 4096
"""Topics, counties and days of which is kept which cards speak."""


@dataclass(frozen=True)
class Knowledge:
    """The validated content of the data files."""

    documents: Mapping[str, Document]
    topics: Mapping[str, Topic]
    cards: tuple[Card, ...]
    others: Mapping[str, OtherDomain]
    contacts: Mapping[str, Contact]
    without_card: Mapping[str, Mapping[str, str]]
    """By document and clause, why a clause has no card."""

    @classmethod
    def load(cls) -> Knowledge:
        """Read the files of the package; raises pydantic.ValidationError for a broken one."""
        folder = resources.files("policy_faq")
        cards: list[Card] = []
        for file in sorted((folder / "cards").iterdir(), key=_name):
            if file.name.endswith(".toml"):
                cards += _read(file, "card", Card)
        shared = _read(folder / "topics.toml", "topic", Topic)
        return cls(
            _by_key(_read(folder / "documents.toml", "document", Document), "key"),
            _with_questions(
                _known_instead(_with_single_topics({topic.id: topic for topic in shared}, cards)),
                *_tables(folder / "wordings", "wordings"),
            ),
            tuple(cards),
            _with_questions(
                _by_key(_read(folder / "other.toml", "domain", OtherDomain), "id"),
                *_tables(folder / "wordings", "others"),
            ),
            _by_key(_read(folder / "contacts.toml", "contact", Contact), "place"),
            tomllib.loads((folder / "without_card.toml").read_text("utf-8")),
        )

    @cached_property
    def cards_by_id(self) -> Mapping[str, Card]:
        """Every card by its id."""
        return {card.id: card for card in self.cards}

    @cached_property
    def cards_by_topic(self) -> Mapping[str, tuple[Card, ...]]:
        """The cards of every topic."""
        found: dict[str, list[Card]] = {topic: [] for topic in self.topics}
        for card in self.cards:
            found[card.topic].append(card)
        return {topic: tuple(cards) for topic, cards in found.items()}

    def with_documents(self, documents: Mapping[str, Document]) -> Knowledge:
        """Return the same knowledge with other ``documents``, such as their dates of today."""
        return replace(self, documents=documents)

    def place_of(self, card: Card) -> str:
        """Return the adcode for whose people the card is written."""
        return card.place or self.documents[card.document].place

    def ends(self, card: Card) -> date | None:
        """Return the last day on which the card holds, or None when no end is stated.

        A card never outlives its document.
        """
        ends = (card.valid_until, self.documents[card.document].valid_until)
        return min((end for end in ends if end is not None), default=None)

    def standing(self, card: Card, on: date) -> Standing:
        """Tell whether the card holds on ``on``."""
        document = self.documents[card.document]
        start = card.valid_from or document.valid_from
        return standing(start, self.ends(card), settled=document.settled, on=on)

    def speaking(self, topic: str, county: str, on: date) -> Speaking:
        """Return the cards of a topic that may be told to somebody of ``county`` on ``on``."""
        return self._speaking_of(topic, county, on)

    def cards_for(self, county: str, on: date) -> list[str]:
        """Return the ids of all cards that may be told to somebody of ``county`` on ``on``."""
        told = (self.speaking(topic, county, on) for topic in self.topics)
        return [card.id for each in told for card in (*each.holding, *each.ended)]

    def can_tell(self, target: str, county: str, on: date) -> bool:
        """Tell whether there is something to say to the person; topics of old stand for others."""
        topic = self.topics.get(target)
        if topic is None or topic.instead or topic.offers:
            return True
        return bool(self.speaking(target, county, on))

    @cached_property
    def _speaking_of(self) -> Callable[[str, str, date], Speaking]:
        # Asked several times for every answer, mostly of today and one county.
        return lru_cache(maxsize=_REMEMBERED)(self._find_speaking)

    def _find_speaking(self, topic: str, county: str, on: date) -> Speaking:
        holding: list[Card] = []
        ended: list[Card] = []
        for card in self.cards_by_topic[topic]:
            if not applies(self.place_of(card), county):
                continue
            match self.standing(card, on):
                case Standing.IN_FORCE | Standing.NO_END_STATED:
                    holding.append(card)
                case Standing.ENDED:
                    ended.append(card)
        return Speaking(self._in_order(holding), self._in_order(ended))

    def _in_order(self, cards: Iterable[Card]) -> tuple[Card, ...]:
        return tuple(
            sorted(cards, key=lambda card: (places.rank(self.place_of(card)), -card.weight))
        )

    def contact(self, county: str) -> Contact | None:
        """Return the numbers that the texts give for a county, if any."""
        return self.contacts.get(county)


@dataclass(frozen=True, slots=True, eq=False)
class Speaking:
    """The cards of one topic for one place and day, the most local first.

    Two are the same only when they are one, so that what is written from one can be kept by it.
    """

    holding: tuple[Card, ...]
    ended: tuple[Card, ...]

    def __bool__(self) -> bool:
        return bool(self.holding or self.ended)


def _read(file: Traversable, table: str, kind: type[_R]) -> list[_R]:
    return TypeAdapter(list[kind]).validate_python(  # type: ignore[valid-type]
        tomllib.loads(file.read_text("utf-8"))[table]
    )


def _by_key(records: Sequence[_R], key: str) -> dict[str, _R]:
    found: dict[str, _R] = {}
    for record in records:
        name = getattr(record, key)
        if name in found:
            raise ValueError(f"{name} is there twice")
        found[name] = record
    return found


def _known_instead(topics: dict[str, Topic]) -> dict[str, Topic]:
    for topic in topics.values():
        if topic.instead is not None and topic.instead not in topics:
            raise ValueError(f"{topic.id}: unknown topic {topic.instead}")
    return topics


def _with_single_topics(topics: dict[str, Topic], cards: Sequence[Card]) -> dict[str, Topic]:
    for card in cards:
        if card.topic not in topics:
            ask = (card.questions or (card.title,))[0]
            topics[card.topic] = Topic(
                id=card.topic, name=f"“{card.title}”", ask=ask.rstrip("？?") + "？"
            )
    return topics


def _tables(folder: Traversable, name: str) -> list[Mapping[str, list[str]]]:
    """Return the table ``name`` of every file of a folder, in the order of their names."""
    files = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=_name)
    return [tomllib.loads(each.read_text("utf-8")).get(name, {}) for each in files]


def _name(file: Traversable) -> str:
    return file.name


def _with_questions(
    asked: Mapping[str, _Asked], *more: Mapping[str, list[str]]
) -> dict[str, _Asked]:
    """Return topics or domains with the questions of ``more`` behind their own, each once."""
    unknown = set().union(*more) - asked.keys()
    if unknown:
        raise ValueError(f"wordings of unknown topics: {', '.join(sorted(unknown))}")
    found: dict[str, _Asked] = {}
    for key, one in asked.items():
        own: tuple[str, ...] = one.model_dump(include={"questions"})["questions"]
        added = [question for part in more for question in part.get(key, ())]
        questions = tuple(dict.fromkeys((*own, *added)))
        found[key] = one.model_copy(update={"questions": questions})
    return found
