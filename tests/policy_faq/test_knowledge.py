"""The cards as a whole, and the checker that watches them."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from policy_faq.check import check_all, summary
from policy_faq.keywords import Keywords
from policy_faq.knowledge import Knowledge
from policy_faq.models import Card, Document
from policy_faq.ranking import OTHER

TEXTS = Path(os.environ.get("GANGXIN_POLICY_TEXTS", Path(__file__).parents[3] / "shared/policy"))


def changed(knowledge: Knowledge, key: str, **values: object) -> Knowledge:
    cards = tuple(
        card.model_copy(update=values) if card.id == key else card for card in knowledge.cards
    )
    return dataclasses.replace(knowledge, cards=cards)


def problems_of(knowledge: Knowledge, key: str, texts: Path | None = None) -> str:
    return " ".join(each.problem for each in check_all(knowledge, texts) if each.where == key)


def test_all_cards_are_sound(knowledge: Knowledge) -> None:
    assert check_all(knowledge) == []
    assert summary(knowledge)["cards"] >= 250


def test_figures_of_all_cards_stand_in_the_texts(knowledge: Knowledge) -> None:
    if not TEXTS.is_dir():
        pytest.skip("the official texts are not at hand; set GANGXIN_POLICY_TEXTS to their folder")
    assert check_all(knowledge, TEXTS) == []


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"document": "NONE"}, "没有文件"),
        ({"clause": "九十九"}, "没有条款"),
        ({"place": "440100"}, "不在文件适用的"),
        ({"sms": "长" * 121}, "短信超过"),
        ({"figures_from": ("NONE",)}, "没有文件"),
        ({"differs": ("none",)}, "没有卡片"),
    ],
)
def test_the_checker_sees(knowledge: Knowledge, values: dict[str, object], problem: str) -> None:
    assert problem in problems_of(changed(knowledge, "hz20-18", **values), "hz20-18")


def test_the_checker_sees_two_amounts_for_one_question(knowledge: Knowledge) -> None:
    twin = knowledge.cards_by_id["hz20-18"].model_copy(
        update={"id": "twin", "answer": "每人每月补600元。"}
    )
    with_twin = dataclasses.replace(knowledge, cards=(*knowledge.cards, twin))
    assert "金额不同" in problems_of(with_twin, "hz20-18")


def test_the_checker_sees_a_figure_that_is_not_in_the_text(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    for document in knowledge.documents.values():
        if document.file:
            (tmp_path / document.file).write_text("每人每月500元,期限3年", "utf-8")
    assert "原文里没有数字" not in problems_of(knowledge, "hz20-18", tmp_path)
    wrong = changed(knowledge, "hz20-18", answer="每人每月补600元。")
    assert "原文里没有数字 600" in problems_of(wrong, "hz20-18", tmp_path)


def test_the_checker_sees_a_missing_validity(knowledge: Knowledge) -> None:
    document = knowledge.documents["HZ20"].model_copy(update={"note": ""})
    without = dataclasses.replace(knowledge, documents={**knowledge.documents, "HZ20": document})
    assert "有效期" in problems_of(without, "HZ20")


def test_a_card_with_an_unknown_key_is_refused(knowledge: Knowledge) -> None:
    kept = knowledge.cards_by_id["hz20-18"].model_dump()
    with pytest.raises(ValidationError):
        Card.model_validate({**kept, "amout": 500})


def test_a_document_cannot_end_before_it_begins(knowledge: Knowledge) -> None:
    kept = knowledge.documents["YN68"].model_dump()
    with pytest.raises(ValidationError):
        Document.model_validate({**kept, "valid_until": "2017-01-01"})


def test_every_clause_has_a_card_or_a_reason(knowledge: Knowledge) -> None:
    carried = {(card.document, card.clause) for card in knowledge.cards}
    for document in knowledge.documents.values():
        if document.settled:
            continue
        for clause in document.clauses:
            has_card = (document.key, clause) in carried
            reason = knowledge.without_card.get(document.key, {}).get(clause)
            assert has_card or reason, (document.key, clause)
            assert not (has_card and reason), (document.key, clause)


def test_nothing_is_copied_from_the_texts(knowledge: Knowledge) -> None:
    """Sentences are our own: no run of 30 characters of an answer stands in its text."""
    if not TEXTS.is_dir():
        pytest.skip("the official texts are not at hand; set GANGXIN_POLICY_TEXTS to their folder")
    for card in knowledge.cards:
        file = knowledge.documents[card.document].file
        if file is None:
            continue
        text = (TEXTS / file).read_text("utf-8")
        for start in range(max(0, len(card.answer) - 30)):
            assert card.answer[start : start + 30] not in text, card.id


def test_bare_words_name_topics_that_exist(knowledge: Knowledge) -> None:
    for word, targets in Keywords().targets.items():
        for target in targets:
            domain = target.removeprefix(OTHER)
            assert target in knowledge.topics or domain in knowledge.others, word
