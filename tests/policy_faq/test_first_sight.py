"""The scorer of the first-sight batches: what counts as a figure, and that no line is broken."""

from __future__ import annotations

import pytest

from benchmarks.policy_first_sight import holds, read
from policy_faq.service import PolicyService
from storage.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "pattern", "held"),
    [
        ("最高报500元", "500", True),
        ("最高报1500元", "500", False),
        ("最高报1,500元", "1500", True),
        ("每年1次", "一次_1次", True),
        ("云人社发〔2017〕100号", "100", False),
        ("在县内100元", "100", True),
    ],
)
def test_a_number_stands_alone(text: str, pattern: str, held: bool) -> None:
    assert holds(text, pattern) is held


@pytest.mark.parametrize("batch", ["a", "b", "c", "d"])
def test_every_line_names_known_places_and_documents(
    policy: PolicyService, gazetteer: Gazetteer, batch: str
) -> None:
    asked = read(batch)
    assert len(asked) > 150
    for each in asked:
        assert gazetteer.exists(each.county), each
        assert each.question, each
        assert each.sources <= {*policy.knowledge.documents, "LAW"}, each
