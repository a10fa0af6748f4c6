"""The question set of benchmarks/data: how it is split, what it covers, and that the goals hold."""

from __future__ import annotations

import pytest

from benchmarks.policy_questions import ON, Asked, of_another_place, read, run
from policy_faq.answer import Answer, Citation
from policy_faq.service import PolicyService
from storage.gazetteer import Gazetteer


@pytest.mark.parametrize("half", ["development", "test"])
def test_goals(policy: PolicyService, half: str) -> None:
    counted = run(policy, read(half))
    assert counted.wrong_place == 0, counted.failed
    assert counted.top1 >= 0.93 * counted.in_scope, counted.failed
    assert counted.right_figures >= 0.93 * counted.figures, counted.failed
    assert counted.right_sources >= 0.95 * counted.sourced, counted.failed
    assert counted.wrongly_refused <= 0.03 * counted.in_scope, counted.failed
    assert counted.rightly_refused >= 0.95 * counted.out_of_scope, counted.failed


def test_no_card_and_no_question_is_in_both_halves() -> None:
    development, test = read("development"), read("test")
    assert not {t for each in development for t in each.topics} & {
        t for each in test for t in each.topics
    }
    assert not {each.question for each in development} & {each.question for each in test}


def test_the_set_is_large_enough_and_spread() -> None:
    halves, test = [*read("development"), *read("test")], read("test")
    assert len(halves) >= 600
    assert sum(not each.in_scope for each in halves) >= 150
    assert len(test) >= 250
    assert sum(not each.in_scope for each in test) >= 75
    provinces = {each.county[:2] for each in test if each.in_scope}
    assert {"11", "15", "43", "53"} < provinces, "places with texts of their own, and others"


def test_every_line_names_a_known_place_topic_and_document(
    policy: PolicyService, gazetteer: Gazetteer
) -> None:
    for asked in read():
        assert gazetteer.exists(asked.county), asked
        assert set(asked.topics) <= set(policy.knowledge.topics), asked
        assert asked.sources <= set(policy.knowledge.documents), asked
        assert asked.question.strip(), asked


def test_documents_are_spread_over_the_test_half(policy: PolicyService) -> None:
    asked_for = {key for each in read("test") for key in each.sources}
    own = {key for key, each in policy.knowledge.documents.items() if not each.settled}
    assert own - asked_for <= {"BG"}, "the report of 2017 is background only"


_ASKED = Asked("430121", ("transport",), frozenset(), "", "花了300元能报多少", "")


@pytest.mark.parametrize(
    ("text", "place", "wrong"),
    [
        ("最高500元。", "530000", True),
        ("最高500元。", "430000", False),
        ("最高500元。", None, True),
        ("您花了300元，这里没有定数。", None, False),
        ("这里没有定数。", None, False),
    ],
)
def test_what_counts_as_a_figure_of_another_place(
    text: str, place: str | None, wrong: bool
) -> None:
    cited = () if place is None else (Citation("无文号", "某通知", "一", place, ON, False),)
    answer = Answer(text, text, cited, topic="transport")
    assert of_another_place(answer, _ASKED) is wrong
