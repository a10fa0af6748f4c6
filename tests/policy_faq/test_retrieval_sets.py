"""The sets that ranking is measured on: the form of files, and the labels that ship."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import policy_retrieval, policy_retrieval_sets
from policy_faq.knowledge import Knowledge
from policy_faq.service import PolicyService
from policy_faq.tokens import Tokenizer


def test_a_file_is_ranked_by_every_method(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "law.json"
    texts = ["拖欠工资可以投诉", "车票可以报销", "辞职提前三十日"]
    data = {"corpus": texts, "queries": [["老板拖欠工资", [0]], ["辞职要提前几天", [2]]]}
    file.write_text(json.dumps(data), "utf-8")
    tokenizer = Tokenizer()
    shares = policy_retrieval.measure_all([policy_retrieval_sets.from_file(file)], tokenizer)
    assert shares["ours"] == [1.0]
    assert {"bm25s, jieba", "rapidfuzz WRatio", "SQLite FTS5 trigram"} < shares.keys()
    assert "law: 3 texts, 2 questions" in capsys.readouterr().out


def test_no_wording_is_asked_for_itself(knowledge: Knowledge) -> None:
    made = policy_retrieval_sets.wordings(knowledge)
    for question, right in made.queries:
        assert right
        assert question not in {made.corpus[each] for each in right}


def test_labels_of_real_questions_name_known_topics(policy: PolicyService) -> None:
    lines = policy_retrieval_sets.LABELS.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len(rows) > 100
    for key, numbers, topics in rows:
        assert key.startswith("r")
        assert all(each == "-" or 1 <= int(each) <= 12 for each in numbers.split("|")), key
        assert set(topics.split("|")) - {"-"} <= set(policy.knowledge.topics), key


@pytest.mark.skipif(
    not policy_retrieval_sets.REAL.exists(), reason="../shared/data is absent, real questions too"
)
def test_real_questions_about_wages_and_rights_get_a_right_safe_card(
    policy: PolicyService,
) -> None:
    from benchmarks import policy_real_questions

    for county in policy_real_questions.COUNTIES:
        counted = policy_real_questions.run(policy, policy_retrieval_sets.real_questions(), county)
        assert counted.safe == counted.asked, counted.wrong
        assert counted.right_and_safe >= 0.97 * counted.asked, counted.wrong
