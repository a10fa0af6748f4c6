"""A small office with people and postings, and people who talk to its bot.

wang = office.hires_phone("13900000001", office.person("王秀英"))
wang.says("想找包吃住的活")
wang.is_told("包吃住", "回数字看详情")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from bot.dialogue.engine import Dialogue
from bot.dialogue.reply import Reply
from bot.tables import Conversation
from jobs_feed.tables import (
    POSTING_PHONE_FIELD,
    Application,
    Employer,
    Posting,
    PostingKind,
    PostingState,
    WageBasis,
)
from labourers.tables import (
    ID_NUMBER_FIELD,
    PHONE_FIELD,
    EmploymentStatus,
    Labourer,
    Sex,
    Source,
    StatusRecord,
    Willingness,
    WillingnessRecord,
)
from matching.tables import Push, PushedPosting
from messaging import outbox
from messaging.contacts import contact_for
from messaging.outbox import Draft
from messaging.tables import Contact, Handoff, MessageKind, MessageState
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.money import to_fen
from storage.vault import Vault

COUNTY = "530326"
LAST_FOUR = "1234"


@dataclass
class Office:
    """The office: its database, its bot, and what can be put into it."""

    db: Database
    vault: Vault
    clock: SetClock
    gazetteer: Gazetteer
    dialogue: Dialogue
    numbers: Any = field(default_factory=count)

    def person(
        self,
        name: str,
        *,
        phone: str | None = None,
        last4: str = LAST_FOUR,
        sex: Sex = Sex.FEMALE,
        born: date = date(1985, 5, 5),
        county: str = COUNTY,
        willingness: Willingness = Willingness.ANYWHERE,
    ) -> UUID:
        """Put an unemployed, willing person on the roster."""
        number = f"53032619850505{next(self.numbers):04d}"[:14] + last4
        now = self.clock.now()
        with self.db.write() as session:
            person = Labourer(
                county_code=county,
                name=name,
                sex=sex,
                birth_date=born,
                id_number_sealed=self.vault.seal(ID_NUMBER_FIELD, number),
                id_number_index=self.vault.blind_index(ID_NUMBER_FIELD, f"{number}{name}"),
                phone_sealed=self.vault.seal(PHONE_FIELD, phone) if phone else None,
                phone_index=self.vault.blind_index(PHONE_FIELD, phone) if phone else None,
                created_at=now,
                updated_at=now,
            )
            session.add(person)
            session.flush()
            session.add(
                StatusRecord(
                    labourer_id=person.id,
                    status=EmploymentStatus.UNEMPLOYED,
                    since=date(2026, 1, 1),
                    source=Source.ROSTER,
                    recorded_by="test",
                    recorded_at=now,
                )
            )
            session.add(
                WillingnessRecord(
                    labourer_id=person.id,
                    willingness=willingness,
                    since=date(2026, 1, 1),
                    source=Source.ROSTER,
                    recorded_by="test",
                    recorded_at=now,
                )
            )
            return person.id

    def posting(
        self,
        title: str,
        *,
        place: str = "530326",
        wage: tuple[int, int] | None = (4000, 5000),
        food: bool | None = True,
        lodging: bool | None = True,
        phone: str | None = "08745556677",
        **more: Any,
    ) -> UUID:
        """Publish a posting of an employer of its own."""
        now = self.clock.now()
        number = next(self.numbers)
        with self.db.write() as session:
            employer = Employer(
                county_code=COUNTY,
                name=more.pop("employer", f"第{number}号工厂"),
                verified_at=now,
                created_at=now,
            )
            session.add(employer)
            session.flush()
            posting = Posting(
                employer_id=employer.id,
                county_code=COUNTY,
                source="test",
                fingerprint=f"f{number}",
                content_hash=f"h{number}",
                title=title,
                kind=more.pop("kind", PostingKind.ORDINARY),
                place_code=place,
                headcount=10,
                headcount_left=10,
                wage_low_fen=to_fen(wage[0]) if wage else None,
                wage_high_fen=to_fen(wage[1]) if wage else None,
                wage_basis=WageBasis.MONTHLY if wage else None,
                food=food,
                lodging=lodging,
                contact_phone_sealed=self.vault.seal(POSTING_PHONE_FIELD, phone) if phone else None,
                state=more.pop("state", PostingState.OPEN),
                created_at=now,
                updated_at=now,
                published_at=now,
                **more,
            )
            session.add(posting)
            session.flush()
            return posting.id

    def closes(self, posting_id: UUID) -> None:
        """Take a posting down."""
        with self.db.write() as session:
            posting = session.get_one(Posting, posting_id)
            posting.state = PostingState.CLOSED
            posting.updated_at = self.clock.now()

    def pushes(self, chatter: Chatter, person: UUID, postings: Sequence[UUID]) -> None:
        """Send a digest that is on its way to the person."""
        now = self.clock.now()
        with self.db.write() as session:
            message = outbox.enqueue(
                session,
                self.vault,
                self.clock,
                Draft(
                    key=f"push:{person}:{now.isoformat()}",
                    contact_id=chatter.contact_id,
                    channel=chatter.channel,
                    kind=MessageKind.JOB_PUSH,
                    text="1 … 2 … 3 …",
                    person_id=person,
                ),
            )
            assert message is not None
            message.submitted_at = now
            outbox.raise_state(session, message, MessageState.SENT, now, source="test")
            push = Push(
                labourer_id=person,
                county_code=COUNTY,
                day=now.date(),
                message_id=message.id,
                posting_ids=[str(each) for each in postings],
                created_at=now,
            )
            session.add(push)
            session.flush()
            for each in postings:
                session.add(PushedPosting(labourer_id=person, posting_id=each, push_id=push.id))

    def phone(self, number: str, channel: str = "sms") -> Chatter:
        """Return somebody who writes from this address."""
        with self.db.write() as session:
            contact = contact_for(session, self.vault, self.clock, channel, number, COUNTY)
            return Chatter(self, contact.id, channel)

    def rows(self, table: type[Any], **where: Any) -> list[Any]:
        """Return rows of a table in the order they were made."""
        with self.db.read() as session:
            wanted = select(table)
            for name, value in where.items():
                wanted = wanted.where(getattr(table, name) == value)
            return sorted(session.exec(wanted).all(), key=lambda row: row.id)

    def applied(self, person: UUID) -> list[UUID]:
        """Return the postings a person applied to."""
        return [each.posting_id for each in self.rows(Application, labourer_id=person)]

    def handoffs(self) -> list[Handoff]:
        """Return what waits for the caseworkers."""
        return self.rows(Handoff)


@dataclass
class Chatter:
    """Somebody who talks to the bot, and what they were told last."""

    office: Office
    contact_id: UUID
    channel: str
    heard: list[Reply] = field(default_factory=list)

    def says(self, text: str, action: str | None = None) -> Chatter:
        """Send a message and keep the answer."""
        with self.office.db.write() as session:
            self.heard = self._answered(session, text, action)
        assert self.heard, "every message gets an answer"
        return self

    def taps(self, label: str) -> Chatter:
        """Tap the button with this label under the last answer."""
        for reply in self.heard:
            for button in reply.buttons:
                if button.label == label:
                    return self.says(button.label, button.action)
        raise AssertionError(f"no button {label!r} in {self.buttons}")

    def has_list(self) -> bool:
        """Tell whether the last answer is a list of postings to apply for."""
        return "listing" in self.state and "报名1" in self.told

    def is_told(self, *parts: str) -> Chatter:
        """Check that the last answer holds all these words."""
        for part in parts:
            assert part in self.told, f"{part!r} is missing in:\n{self.told}"
        return self

    def is_not_told(self, *parts: str) -> Chatter:
        """Check that the last answer holds none of these words."""
        for part in parts:
            assert part not in self.told, f"{part!r} should not be in:\n{self.told}"
        return self

    def waits(self, **step: float) -> Chatter:
        """Let time pass (``hours=7``)."""
        self.office.clock.advance(timedelta(**step))
        return self

    @property
    def told(self) -> str:
        """The text of the last answer."""
        return "\n".join(reply.text for reply in self.heard)

    @property
    def proof(self) -> Any:
        """What the delivery of the last answer proves."""
        return self.heard[-1].proves

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons under the last answer."""
        return [button.label for reply in self.heard for button in reply.buttons]

    @property
    def state(self) -> dict[str, Any]:
        """The stored state of the conversation."""
        with self.office.db.read() as session:
            kept = session.get(Conversation, self.contact_id)
            return dict(kept.state) if kept else {}

    @property
    def contact(self) -> Contact:
        """The contact as it is stored."""
        with self.office.db.read() as session:
            return session.get_one(Contact, self.contact_id)

    def _answered(self, session: Session, text: str, action: str | None) -> list[Reply]:
        office = self.office
        contact = session.get_one(Contact, self.contact_id)
        conversation = session.get(Conversation, self.contact_id)
        if conversation is None:
            conversation = Conversation(
                contact_id=contact.id, state={}, updated_at=office.clock.now()
            )
            session.add(conversation)
            session.flush()
        return office.dialogue.answer(
            session, office.vault, office.clock, contact, conversation, text, action
        )
