"""The question set of benchmarks/data: the goals hold, on both halves."""

from __future__ import annotations

import pytest

from benchmarks.policy_questions import read, run
from policy_faq.service import PolicyService


@pytest.mark.parametrize("half", ["development", "test"])
def test_goals(policy: PolicyService, half: str) -> None:
    counted = run(policy, read(half))
    assert counted.wrong_place == 0
    assert counted.top1 >= 0.95 * counted.in_scope
    assert counted.right_figures >= 0.96 * counted.figures
    assert counted.wrongly_refused <= 0.03 * counted.in_scope
    assert counted.rightly_refused >= 0.95 * counted.out_of_scope
