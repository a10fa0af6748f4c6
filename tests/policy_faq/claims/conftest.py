"""The knowledge of the package, read once."""

from __future__ import annotations

import pytest

from policy_faq.claims.assess import Assessor
from policy_faq.knowledge import Knowledge
from policy_faq.parameters import Parameters


@pytest.fixture(scope="session")
def assessor() -> Assessor:
    knowledge = Knowledge.load()
    return Assessor(knowledge, Parameters.load(knowledge.documents))
