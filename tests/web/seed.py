"""Rows for page tests: one county with people, services, messages, postings; made in code."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from matching.tables import MatchRun
from service_ledger.entries import Ledger
from service_ledger.standards import load_standards
from storage.clock import SetClock
from storage.database import Database
from storage.places import PlaceLevel, ensure_place
from storage.vault import Vault
from tests.web.seed_jobs import add_applications, add_imports, add_postings
from tests.web.seed_messages import add_questions, add_services
from tests.web.seed_people import COUNTY, OTHER_COUNTY, PASSWORD, TOWNS, add_person
from web.accounts.service import create_account
from web.accounts.tables import Role

__all__ = ["COUNTY", "OTHER_COUNTY", "PASSWORD", "Seeded", "seed"]


@dataclass(frozen=True)
class Seeded:
    """Ids of what was made."""

    people: tuple[UUID, ...]
    stranger: UUID
    employer: UUID
    other_employer: UUID
    postings: tuple[UUID, ...]
    held: UUID
    handoff: UUID
    applicant: UUID
    message: UUID
    phones: tuple[UUID, ...]


def seed(db: Database, vault: Vault, clock: SetClock, ledger: Ledger, people: int = 60) -> Seeded:
    """Fill an empty database."""
    with db.write() as rows:
        load_standards(rows)
        for code, name in TOWNS.items():
            ensure_place(rows, COUNTY, name, PlaceLevel.TOWN, code)
            for number in (1, 2, 3):
                village = f"{code}{number:03d}"
                ensure_place(rows, code, f"{name[:2]}{number}村", PlaceLevel.VILLAGE, village)
        made = [add_person(rows, vault, clock, number) for number in range(people)]
        stranger = add_person(rows, vault, clock, 900, county=OTHER_COUNTY)
        employers, postings, held = add_postings(rows, vault, clock)
        run = MatchRun(county_code=COUNTY, day=clock.today(), started_at=clock.now(), people=people)
        rows.add(run)
        rows.flush()
        message, phones = add_services(rows, vault, clock, ledger, made, postings, run)
        applicant = add_applications(rows, clock, made, postings)
        handoff = add_questions(rows, vault, clock, made, phones)
        add_imports(rows, clock)
        for name, scope in (
            ("li", COUNTY),
            ("wang", "530326101"),
            ("zhou", OTHER_COUNTY),
            ("sheng", "530000"),
        ):
            create_account(
                rows,
                clock,
                user_name=f"{name}.gz",
                display_name=f"{name}工作人员",
                role=Role.CASEWORKER,
                password=PASSWORD,
                scope_code=scope,
            )
        for name, employer in (("factory", employers[0]), ("rival", employers[1])):
            create_account(
                rows,
                clock,
                user_name=name,
                display_name="厂方",
                role=Role.EMPLOYER,
                password=PASSWORD,
                employer_id=employer.id,
            )
        return Seeded(
            people=tuple(person.id for person in made),
            stranger=stranger.id,
            employer=employers[0].id,
            other_employer=employers[1].id,
            postings=tuple(posting.id for posting in postings),
            held=held.id,
            handoff=handoff,
            applicant=applicant,
            message=message,
            phones=tuple(phones),
        )
