"""One service for all tests of the package; it only reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from policy_faq.answer import Answer, FollowUp
from policy_faq.knowledge import Knowledge
from policy_faq.parameters import Parameters
from policy_faq.service import PolicyService

NOW = date(2026, 11, 21)
HUIZE, ZHAOYANG, CHANGSHA, HORQIN, HUAIROU, FUZHOU = (
    "530326",
    "530602",
    "430121",
    "152221",
    "110116",
    "350102",
)

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def knowledge(policy: PolicyService) -> Knowledge:
    return policy.knowledge


@pytest.fixture(scope="session")
def parameters(policy: PolicyService) -> Parameters:
    return policy.parameters


@pytest.fixture(scope="session")
def ask(policy: PolicyService) -> Ask:
    def asked(
        question: str,
        county: str = HUIZE,
        on: date = NOW,
        context: FollowUp | None = None,
    ) -> Answer:
        return policy.ask(question, county=county, on=on, context=context)

    return asked
