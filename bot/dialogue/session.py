"""The state of a conversation: what was shown, what was asked, what digits mean now.

It is stored as JSON in ``bot.tables.Conversation.state``. A state that cannot be read (an older
version, damage) is a fresh one; only the count of identity tries survives everything, since
forgetting it would give new tries away. No ID number, phone or name of a person is kept in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.dialogue.flood import Flow
from policy_faq.claims.assess import Ask
from policy_faq.places import Distance

VERSION: Final = 1
TALK_LIFE: Final = timedelta(hours=6)
"""After this long a new message begins a new conversation."""
LISTING_LIFE: Final = timedelta(days=7)
"""People answer an SMS days later: so long its numbers mean the postings it listed."""
TRIP_LIFE: Final = timedelta(days=7)
"""So long a claim that was begun can be gone on with."""
MOST_SEEN: Final = 90
MOST_TOLD: Final = 3
KEPT_TEXT: Final = 200
KEPT_WISH: Final = 40
"""Characters of a wish that is kept: a sentence that fits on a screen when it is asked back."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Listing(_Part):
    """The numbered postings a person was shown last.

    ``query`` is the search as ``reading.query`` writes it; ``seen`` holds all of this search.
    """

    source: Literal["search", "push"]
    postings: list[UUID] = Field(max_length=9)
    query: dict[str, Any] = Field(default_factory=dict)
    seen: list[UUID] = Field(default_factory=list, max_length=MOST_SEEN)
    at: datetime


class WhoSlot(_Part):
    """Asked which of the people on this phone speaks; then ``then`` goes on."""

    kind: Literal["who"] = "who"
    then: str


class IdentifySlot(_Part):
    """Asked for name and last four characters of the ID number, in one message."""

    kind: Literal["identify"] = "identify"
    then: str


class WhereSlot(_Part):
    """Asked where the person works now.

    ``since`` is the first day when it was said; ``corrects`` the first day of the record that was
    wrong.
    """

    kind: Literal["where"] = "where"
    since: date | None = None
    corrects: date | None = None


class EmployerSlot(_Part):
    """Asked for the employer's name. The status itself is recorded already."""

    kind: Literal["employer"] = "employer"
    place_code: str | None = None
    place_text: str | None = None
    since: date


class QuestionSlot(_Part):
    """Asked what the person wants to know."""

    kind: Literal["question"] = "question"


class HomeSlot(_Part):
    """Asked which county somebody is from; ``question`` waits for it, without numbers of people."""

    kind: Literal["home"] = "home"
    question: str = Field("", max_length=KEPT_TEXT)


class HumanSlot(_Part):
    """A caseworker was called; what the person writes next belongs to the question."""

    kind: Literal["human"] = "human"


class SubsidySlot(_Part):
    """Asked something about the trip that the transport subsidy is for.

    ``tries`` counts the answers that were not understood.
    """

    kind: Literal["subsidy"] = "subsidy"
    step: Ask
    tries: int = Field(0, ge=0, le=9)


class ReminderSlot(_Part):
    """Asked whether the work began on the day that is to be recorded for the reminder."""

    kind: Literal["reminder"] = "reminder"
    since: date


Slot = Annotated[
    WhoSlot
    | IdentifySlot
    | WhereSlot
    | EmployerSlot
    | QuestionSlot
    | HomeSlot
    | HumanSlot
    | SubsidySlot
    | ReminderSlot,
    Field(discriminator="kind"),
]


class Trip(_Part):
    """What was said about a trip to work that the transport subsidy may pay.

    The fields are those of ``policy_faq.claims.claim.Claim``. ``told`` is set once the result was
    told; ``passed_on`` holds what the caseworkers were last asked about it; ``at`` is when it last
    changed.
    """

    place: str | None = Field(None, max_length=6)
    distance: Distance | None = None
    fare: Decimal | None = None
    fare_open: bool = False
    round_trip: bool = False
    claimed: bool | None = None
    months: int | None = Field(None, ge=0)
    since: date | None = None
    organised: bool | None = None
    registered: bool | None = None
    told: bool = False
    passed_on: str = Field("", max_length=KEPT_TEXT)
    at: datetime


class Told(_Part):
    """A policy answer that was told: 有用 and 没用 are about one. No numbers of people in it."""

    card: str = Field(max_length=64)
    county: str = Field(max_length=6)
    question: str = Field(max_length=KEPT_TEXT)


class Tries(_Part):
    """Failed identity tries of a contact on a day."""

    day: date
    count: int = Field(ge=0)


class State(_Part):
    """Everything a conversation remembers.

    ``options`` are the actions of the digits 1, 2, 3…; ``topic`` says what a bare place name
    goes on with; ``question`` is the last one asked, without numbers of people; ``context`` is
    what ``policy_faq`` wants to see again with a follow-up question; ``started`` the first day of
    the work that was recorded in this conversation; ``trip`` the claim that is being worked out;
    ``wish`` is what was asked to be kept; ``heard`` what was told of work and of the person before
    any list, as ``reading.query`` writes it; ``home`` the adcode of the place that somebody nobody
    knows is from; ``flow`` how much was written lately; ``refused`` the postings that were turned
    down.
    """

    version: Literal[1] = VERSION
    options: list[str] = Field(default_factory=list, max_length=9)
    slot: Slot | None = None
    listing: Listing | None = None
    refused: list[UUID] = Field(default_factory=list, max_length=MOST_SEEN)
    posting: UUID | None = None
    topic: Literal["search", "policy"] | None = None
    question: str = Field("", max_length=KEPT_TEXT)
    context: dict[str, Any] | None = None
    source: str | None = Field(None, max_length=KEPT_TEXT)
    wish: str = Field("", max_length=KEPT_WISH)
    started: date | None = None
    trip: Trip | None = None
    tries: Tries | None = None
    told: list[Told] = Field(default_factory=list, max_length=MOST_TOLD)
    heard: dict[str, Any] = Field(default_factory=dict)
    unclear: int = Field(0, ge=0, le=99)
    home: str | None = Field(None, max_length=6)
    flow: Flow | None = None

    def dump(self) -> dict[str, Any]:
        """Return the state as JSON values."""
        return self.model_dump(mode="json", exclude_none=True)

    def aged(self, since: timedelta, now: datetime) -> State:
        """Return what is left of the state after silence of ``since``."""
        if since <= TALK_LIFE:
            return self
        listing = self.listing
        if listing is not None and now - listing.at > LISTING_LIFE:
            listing = None
        trip = self.trip
        if trip is not None and now - trip.at > TRIP_LIFE:
            trip = None
        return State(
            listing=listing,
            refused=self.refused if listing is not None else [],
            tries=self.tries,
            trip=trip,
            told=self.told,
            home=self.home,
            flow=self.flow,
        )


def load(stored: Mapping[str, Any] | None) -> State:
    """Return the stored state, or a fresh one when there is none or it cannot be read."""
    try:
        return State.model_validate(dict(stored or {}))
    except ValidationError:
        return State(tries=_salvaged(stored))


def _salvaged(stored: Mapping[str, Any] | None) -> Tries | None:
    try:
        return Tries.model_validate((stored or {}).get("tries"))
    except ValidationError:
        return None
