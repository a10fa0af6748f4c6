"""An office that matches and pushes, one day after another."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from labourers.tables import ContactLink, Labourer
from matching.digest import PushResult, push_county
from matching.run import match_county
from matching.toolkit import Toolkit
from messaging.contacts import contact_for, heard_from
from messaging.tables import OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY


class Office:
    """One county on one day after another."""

    def __init__(
        self,
        db: Database,
        vault: Vault,
        clock: SetClock,
        gazetteer: Gazetteer,
        toolkit: Toolkit,
    ) -> None:
        self.db, self.vault, self.clock = db, vault, clock
        self.gazetteer, self.toolkit = gazetteer, toolkit
        self.county = County(vault, clock)

    def postings(self, count: int, **given: Any) -> None:
        with self.db.write() as session:
            for _ in range(count):
                self.county.posting(session, **given)

    def labourer(self, **given: Any) -> Labourer:
        with self.db.write() as session:
            return self.county.labourer(session, **given)

    def match(self) -> None:
        match_county(
            self.db,
            self.clock,
            self.gazetteer,
            COUNTY,
            self.clock.today(),
            toolkit=self.toolkit,
        )

    def push(self, **given: Any) -> PushResult:
        what = (self.db, self.vault, self.clock, COUNTY, self.clock.today())
        return push_county(*what, toolkit=self.toolkit, **given)

    def link(self, person: Labourer, channel: str) -> None:
        with self.db.write() as session:
            contact = contact_for(session, self.vault, self.clock, channel, f"{person.id}")
            heard_from(session, self.clock, contact)
            session.add(
                ContactLink(
                    contact_id=contact.id,
                    labourer_id=person.id,
                    method="test",
                    verified_at=self.clock.now(),
                )
            )

    def messages(self) -> list[OutboxMessage]:
        with self.db.read() as session:
            return list(session.exec(select(OutboxMessage)))
