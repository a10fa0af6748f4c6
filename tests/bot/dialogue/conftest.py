"""Fixtures of the dialogue: the shared parts are loaded once, the office is new for each test."""

from __future__ import annotations

import pytest

from bot.dialogue.engine import Dialogue
from matching.job_search import JobSearch
from matching.toolkit import Toolkit
from policy_faq.service import PolicyService
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.bot.dialogue.office import COUNTY, Office


@pytest.fixture(scope="session")
def toolkit(gazetteer: Gazetteer) -> Toolkit:
    return Toolkit.load(gazetteer)


@pytest.fixture
def jobs(toolkit: Toolkit) -> JobSearch:
    """Return a search that remembers no posting of another test's database."""
    return JobSearch(toolkit)


@pytest.fixture
def dialogue(policy: PolicyService, gazetteer: Gazetteer, jobs: JobSearch) -> Dialogue:
    return Dialogue(policy, gazetteer, county=COUNTY, jobs=jobs)


@pytest.fixture
def office(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, dialogue: Dialogue
) -> Office:
    return Office(db, vault, clock, gazetteer, dialogue)
