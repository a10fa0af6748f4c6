"""What the knowledge files hold: documents, topics and cards, each validated when it is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from policy_faq import places

Adcode = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class Standing(StrEnum):
    """Whether a document speaks on a given day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    """In force, its end stated or known to be open (a law)."""
    NO_END_STATED = "no_end_stated"
    """An older document that names no end: told with its year and the advice to confirm."""
    ENDED = "ended"


class Audience(StrEnum):
    """Who a card is for."""

    LABOURER = "labourer"
    EMPLOYER = "employer"
    BROKER = "broker"
    CASEWORKER = "caseworker"


class Record(BaseModel):
    """Base of everything read from a data file: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Document(Record):
    """An official text: where and when it speaks, and how it is cited."""

    key: Annotated[str, StringConstraints(pattern=r"^[A-Z]+\d*$")]
    title: Text
    number: Text
    """Document number, or ``无文号``."""
    short: Text
    """Source as an SMS has room for it."""
    names: tuple[Text, ...] = ()
    """What people call it, beside its title and number."""
    issuer: Text
    issued: Text
    """Day of issue as far as the text tells it: ``2018`` or ``2017-06-22``."""
    place: Adcode
    valid_from: date
    valid_until: date | None = None
    """Last day in force."""
    settled: bool = False
    """True for a law, which stays in force until repealed; no advice to confirm is needed."""
    file: str | None = None
    """Name of the text file, for checking figures when the texts are at hand."""
    clauses: tuple[Text, ...]
    note: str = ""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Document:
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise ValueError(f"{self.key}: valid_until lies before valid_from")
        return self

    @property
    def year(self) -> str:
        """Year of issue, four digits."""
        return self.issued[:4]

    @property
    def cited(self) -> str:
        """Number if there is one, else the title in book marks."""
        return f"《{self.title}》" if self.number == "无文号" else self.number

    def standing(self, on: date) -> Standing:
        """Tell whether the document speaks on ``on``."""
        return standing(self.valid_from, self.valid_until, settled=self.settled, on=on)


def standing(start: date, end: date | None, *, settled: bool, on: date) -> Standing:
    """Tell how a text valid from ``start`` to ``end`` (both inclusive) stands on ``on``."""
    if on < start:
        return Standing.NOT_YET
    if end is not None:
        return Standing.ENDED if on > end else Standing.IN_FORCE
    return Standing.IN_FORCE if settled else Standing.NO_END_STATED


class Card(Record):
    """One thing one document says, in our own plain words."""

    id: Key
    topic: Key
    """Cards of one topic answer the same question for different places or dates."""
    title: Text
    sms: Text
    """Short answer without its source; the composer adds source and validity."""
    answer: Text
    """The answer, its number in the first sentence."""
    conditions: tuple[Text, ...] = ()
    bring: tuple[Text, ...] = ()
    where: str = ""
    audience: tuple[Audience, ...] = (Audience.LABOURER,)
    questions: tuple[Text, ...] = ()
    synonyms: tuple[Text, ...] = ()
    document: Text
    clause: Text
    place: Adcode | None = None
    """Narrower than the document's place, when the clause is; else the document's."""
    valid_from: date | None = None
    valid_until: date | None = None
    cautions: tuple[Text, ...] = ()
    differs: tuple[Key, ...] = ()
    """Cards of the same place that say something else; both are told."""
    figures_from: tuple[Text, ...] = ()
    """Other documents that some of the card's figures come from (named cautions)."""
    damaged: tuple[Text, ...] = ()
    """Figures that the text at hand shows damaged (6月30日 printed as 630日)."""
    english: str = ""
    weight: int = 0
    """Which of several cards of the same authority speaks first; the higher one."""

    def texts(self) -> Iterator[str]:
        """Yield every text of the card that a person may read."""
        yield from (self.title, self.sms, self.answer, self.where)
        yield from (*self.conditions, *self.bring, *self.cautions)


class Topic(Record):
    """What people ask about; its cards, one per place and time, hold the answers."""

    id: Key
    name: Text
    """Noun phrase that fits "没有定{name}"."""
    ask: Text
    """The question as it is offered among the nearest ones."""
    urgent: bool = False
    questions: tuple[Text, ...] = ()
    english: str = ""
    offers: tuple[Key, ...] = ()
    """Topics to choose from where this one has no card."""
    instead: Key | None = None
    """Topic that answers where this one has no card, or where the question can be computed."""


class OtherDomain(Record):
    """Something that people ask and that our texts do not cover, with the office that does."""

    id: Key
    name: Text
    reply: Text
    handoff: bool = False
    questions: tuple[Text, ...]


class Contact(Record):
    """Telephone numbers of one place."""

    place: Adcode
    office: Text
    phone: Text
    complaint_office: str = ""
    complaint_phone: str = ""


def applies(place: str, county: str) -> bool:
    """Tell whether a text of ``place`` speaks to somebody living in ``county``."""
    return place in places.chain(county)
