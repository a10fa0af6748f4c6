"""Every kind of broken card is seen by ``gangxin policy check``, each by a card broken so."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from policy_faq.check import check_all
from policy_faq.knowledge import Knowledge
from policy_faq.models import Card
from storage.gazetteer import Gazetteer

POST = "hz20-18"


def with_card(knowledge: Knowledge, **values: object) -> Knowledge:
    """Return the knowledge with one more card, like that of the public service post."""
    twin = knowledge.cards_by_id[POST].model_copy(update={"id": "twin", **values})
    return dataclasses.replace(knowledge, cards=(*knowledge.cards, twin))


def broken(knowledge: Knowledge, **values: object) -> Knowledge:
    cards = tuple(
        card.model_copy(update=values) if card.id == POST else card for card in knowledge.cards
    )
    return dataclasses.replace(knowledge, cards=cards)


def dated(knowledge: Knowledge, key: str, **values: object) -> Knowledge:
    document = knowledge.documents[key].model_copy(update=values)
    return dataclasses.replace(knowledge, documents={**knowledge.documents, key: document})


def said(knowledge: Knowledge, where: str, gazetteer: Gazetteer | None = None) -> str:
    found = check_all(knowledge, is_place=gazetteer.exists if gazetteer else None)
    return " ".join(each.problem for each in found if each.where == where)


def test_an_unknown_document_and_clause(knowledge: Knowledge) -> None:
    assert "没有文件 NONE" in said(broken(knowledge, document="NONE"), POST)
    assert "HZ20 没有条款 三(九)99" in said(broken(knowledge, clause="三(九)99"), POST)


@pytest.mark.parametrize("code", ["530399", "999999"])
def test_a_place_that_does_not_exist(knowledge: Knowledge, gazetteer: Gazetteer, code: str) -> None:
    assert f"没有代码为 {code} 的地区" in said(broken(knowledge, place=code), POST, gazetteer)
    assert f"没有代码为 {code} 的地区" in said(
        dated(knowledge, "HZ20", place=code), "HZ20", gazetteer
    )


def test_all_places_exist(knowledge: Knowledge, gazetteer: Gazetteer) -> None:
    problems = check_all(knowledge, is_place=gazetteer.exists)
    assert [each for each in problems if "没有代码" in each.problem] == []


def test_a_place_that_the_document_does_not_cover(knowledge: Knowledge) -> None:
    assert "不在文件适用的" in said(broken(knowledge, place="530602"), POST)


def test_a_missing_validity(knowledge: Knowledge) -> None:
    assert "没写有效期" in said(dated(knowledge, "HZ20", note=""), "HZ20")


def test_an_end_before_the_beginning(knowledge: Knowledge) -> None:
    assert "止比起还早" in said(broken(knowledge, valid_until=date(2017, 1, 1)), POST)


def test_a_figure_that_is_not_in_the_text(knowledge: Knowledge, tmp_path: Path) -> None:
    for document in knowledge.documents.values():
        if document.file:
            (tmp_path / document.file).write_text("每人每月500元，期限3年", "utf-8")
    wrong = broken(knowledge, answer="每人每月补500元，期限4年。")
    found = [each.problem for each in check_all(wrong, tmp_path) if each.where == POST]
    assert "原文里没有数字 4" in found


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"answer": "每人每月补600元。"}, "金额不同"),
        ({"answer": "每人每月补600元。", "valid_until": date(2027, 12, 31)}, "金额不同"),
        ({"answer": "每人每月补600元。", "valid_from": date(2020, 1, 1)}, "金额不同"),
        ({"answer": "每人每月补500元，期限5年。"}, "说法不同"),
    ],
)
def test_two_cards_of_one_topic_that_differ(
    knowledge: Knowledge, values: dict[str, object], problem: str
) -> None:
    assert problem in said(with_card(knowledge, **values), POST)


@pytest.mark.parametrize(
    "values",
    [
        {"answer": "每人每月补600元。", "differs": (POST,)},
        {"answer": "每人每月补600元。", "place": "530302"},
    ],
)
def test_what_may_differ(knowledge: Knowledge, values: dict[str, object]) -> None:
    assert "twin" not in said(with_card(knowledge, **values), POST)


def test_days_that_do_not_meet(knowledge: Knowledge) -> None:
    ended = broken(knowledge, valid_until=date(2019, 12, 31))
    later = {"answer": "每人每月补600元。", "valid_from": date(2020, 1, 1)}
    assert "twin" not in said(with_card(ended, **later), POST)


def test_one_question_in_two_topics(knowledge: Knowledge) -> None:
    card = knowledge.cards_by_id[POST]
    asked = {"topic": "transport", "questions": (f"{card.title}？",), "title": "另一张"}
    assert "同一个问法" in said(with_card(knowledge, **asked), "twin")


def test_a_sound_card_is_no_problem(knowledge: Knowledge) -> None:
    assert said(knowledge, POST) == ""
    assert isinstance(knowledge.cards_by_id[POST], Card)
