"""Versions of documents, their wording, and which speak to whom and when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import select

from policy_faq.library.cautions import cautions
from policy_faq.library.reading import DocumentError
from policy_faq.library.store import (
    Outcome,
    cited_document,
    clause_counts,
    clause_text,
    clauses_of,
    current_document,
    documents_in_force,
    expiring,
    import_document,
    normal_path,
    prepare,
    standing_of,
    versions,
    would_change,
)
from policy_faq.models import Card, Standing
from policy_faq.places import chain
from policy_faq.tables import PolicyClause
from storage.clock import SetClock
from storage.database import Database
from tests.policy_faq.library.conftest import TEXT, Importer, details, source

HUIZE = chain("530326")
TODAY = date(2026, 11, 23)


def test_a_document_is_stored_with_its_clauses(db: Database, bring: Importer) -> None:
    imported = bring()
    assert imported.outcome is Outcome.ADDED
    with db.read() as session:
        document = current_document(session, "XX1")
        assert document is not None
        assert (document.version, document.imported_by) == (1, "li.gz")
        assert [clause.path for clause in clauses_of(session, document.id)] == [
            "文首", "一", "一(一)", "一(二)", "二"
        ]  # fmt: skip
        assert clause_counts(session) == {document.id: 5}


def test_the_same_file_changes_nothing(db: Database, bring: Importer, clock: SetClock) -> None:
    first = bring()
    clock.advance(timedelta(days=3))
    again = bring()
    assert again.outcome is Outcome.UNCHANGED
    assert again.document.id == first.document.id
    with db.read() as session:
        assert len(session.exec(select(PolicyClause)).all()) == 5


def test_a_new_version_replaces_and_keeps_the_old_one(db: Database, bring: Importer) -> None:
    old = bring().document
    new = bring(text=TEXT.replace("500", "600"), sha="1" * 64)
    assert new.outcome is Outcome.REPLACED
    with db.read() as session:
        found = versions(session, "XX1")
        assert [(each.version, each.superseded_by) for each in found] == [
            (2, None),
            (1, new.document.id),
        ]
        assert "600元" in (clause_text(session, "XX1", "一(一)") or "")
        assert "500元" in clauses_of(session, old.id)[2].text


@pytest.mark.parametrize(
    "change",
    [{"until": date(2026, 12, 31)}, {"title": "关于稳就业的通知"}, {"place": "530300"}],
)
def test_other_details_of_the_same_file_make_a_version(
    bring: Importer, change: dict[str, object]
) -> None:
    bring()
    assert bring(**change).outcome is Outcome.REPLACED
    assert bring(**change).outcome is Outcome.UNCHANGED


def test_a_dry_look_changes_nothing(db: Database, bring: Importer) -> None:
    prepared = prepare(source(), details())
    with db.read() as session:
        assert would_change(session, prepared) == (Outcome.ADDED, 1)
        assert current_document(session, "XX1") is None
    bring()
    with db.read() as session:
        assert would_change(session, prepared) == (Outcome.UNCHANGED, 1)
        assert would_change(session, prepare(source(sha="2" * 64), details())) == (
            Outcome.REPLACED,
            2,
        )


def test_an_import_that_fails_leaves_nothing(
    db: Database, bring: Importer, clock: SetClock
) -> None:
    bring()

    def fail_late() -> None:
        with db.write() as session:
            import_document(session, clock, prepare(source(sha="1" * 64), details()), by="li.gz")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_late()
    with db.read() as session:
        current = current_document(session, "XX1")
        assert current is not None
        assert current.version == 1
        assert len(session.exec(select(PolicyClause)).all()) == 5


def test_on_both_databases(any_db: Database, clock: SetClock) -> None:
    for sha in "0", "1":
        with any_db.write() as session:
            import_document(session, clock, prepare(source(sha=sha * 64), details()), by="li.gz")
    with any_db.read() as session:
        assert [document.version for document in versions(session, "XX1")] == [2, 1]
        assert clause_text(session, "XX1", "二") == "二、组织保障\n各乡镇要抓好落实。"
        assert [each.key for each in documents_in_force(session, HUIZE, TODAY)] == ["XX1"]
        assert expiring(session, TODAY) == []
        assert sum(clause_counts(session).values()) == 10


# -- wording ---------------------------------------------------------------------------------------


def test_a_clause_is_told_with_all_below_it(db: Database, bring: Importer) -> None:
    bring()
    with db.read() as session:
        assert clause_text(session, "XX1", "一") == TEXT[TEXT.index("一、") : TEXT.index("\n二、")]
        assert clause_text(session, "XX1", "一(二)") == (
            "（二）用工补贴。稳定就业一年以上的，每人补贴2000元。"
        )


@pytest.mark.parametrize("path", ["一(一)", "一（一）", "一、（一）", " 一 (一) "])
def test_paths_in_other_hands(db: Database, bring: Importer, path: str) -> None:
    bring()
    with db.read() as session:
        assert (clause_text(session, "XX1", path) or "").startswith("（一）交通补助")


def test_what_is_not_there(db: Database, bring: Importer) -> None:
    bring()
    with db.read() as session:
        assert clause_text(session, "XX1", "九") is None
        assert clause_text(session, "XX9", "一") is None
        assert clause_text(session, "XX1", "就业部分") is None


def test_a_text_without_numbers_is_quoted_as_a_whole(db: Database, bring: Importer) -> None:
    bring(text="报告\n就业是最大的民生。")
    with db.read() as session:
        assert clause_text(session, "XX1", "就业部分") == "报告\n就业是最大的民生。"
        assert clause_text(session, "XX1", "第5条") is None


def test_the_document_an_answer_cites(db: Database, bring: Importer) -> None:
    bring("A", number="会政发〔2018〕20号")
    bring("B", number="无文号", title="转移就业政策问答")
    with db.read() as session:
        by_number = cited_document(session, "会政发﹝2018﹞20号", "别的")
        by_title = cited_document(session, "无文号", "《转移就业政策问答》")
        assert by_number is not None
        assert by_title is not None
        assert (by_number.key, by_title.key) == ("A", "B")
        assert cited_document(session, "无文号", "没有") is None


def test_normal_path() -> None:
    assert normal_path("附件2·一（二）") == normal_path("附件2一(二)")


# -- place and time --------------------------------------------------------------------------------


def test_documents_of_other_places_never_speak(db: Database, bring: Importer) -> None:
    bring("NATION", place="000000")
    bring("COUNTY")
    bring("PROVINCE", place="530000")
    bring("OTHER", place="430000")
    with db.read() as session:
        speaking = documents_in_force(session, HUIZE, TODAY)
        assert [each.key for each in speaking] == ["COUNTY", "PROVINCE", "NATION"]


def test_a_document_ends_after_its_last_day(db: Database, bring: Importer) -> None:
    bring(until=TODAY, start=TODAY - timedelta(days=9))
    with db.read() as session:
        document = current_document(session, "XX1")
        assert document is not None
        expected = {
            -10: Standing.NOT_YET,
            -9: Standing.IN_FORCE,
            0: Standing.IN_FORCE,
            1: Standing.ENDED,
        }
        for days, standing in expected.items():
            on = TODAY + timedelta(days=days)
            assert standing_of(document, on) is standing
            spoken = documents_in_force(session, HUIZE, on)
            assert bool(spoken) is (standing is Standing.IN_FORCE)


@pytest.mark.parametrize(("days", "near"), [(-1, False), (0, True), (30, True), (31, False)])
def test_documents_that_end_soon(db: Database, bring: Importer, days: int, near: bool) -> None:
    bring(until=TODAY + timedelta(days=days))
    with db.read() as session:
        assert bool(expiring(session, TODAY)) is near


def test_only_the_current_version_ends_soon(db: Database, bring: Importer) -> None:
    bring(until=TODAY)
    bring(until=TODAY + timedelta(days=300))
    with db.read() as session:
        assert expiring(session, TODAY) == []


# -- cautions --------------------------------------------------------------------------------------


def card(clause: str) -> Card:
    return Card(id="c", topic="t", title="甲", sms="乙", answer="丙", document="XX1", clause=clause)


def told(text: str, *clauses: str, until: date | None = None) -> list[str]:
    prepared = prepare(source(text), details(until=until))
    return cautions(prepared, [card(clause) for clause in clauses])


def test_nothing_to_look_at() -> None:
    assert told(TEXT, "一(一)", "二") == []


def test_a_card_whose_clause_is_missing_is_told() -> None:
    assert told(TEXT, "一(一)", "五") == ["卡片引用的条款在文中没有找到：五。"]


def test_missing_numbers_are_told() -> None:
    assert told("一、甲。\n二、乙。\n四、丙。") == ["这些条款后面的序号不连续，请核对原文：二。"]


def test_a_text_without_numbers_is_told() -> None:
    assert told("就业是最大的民生。", "就业部分") == ["没有找到条款序号，全文存为一条。"]


@pytest.mark.parametrize(
    ("sentence", "until", "end"),
    [
        ("本通知有效期至2020年12月31曰。", None, "2020-12-31"),
        ("本办法自2026年2月1日起施行，有效期5年。", None, "2030-12-31"),
        ("本办法有效期为三年。", None, "2028-12-31"),
        ("自印发之日起施行，至2027年6月30日止。", None, "2027-06-30"),
        ("政策执行期限至2027年底。", None, "2027-12-31"),
        ("本通知有效期至2027年6月30日。", date(2027, 6, 30), None),
        ("补贴期限不超过3年。", None, None),
        ("合同有效期内不得解除。", None, None),
    ],
)
def test_the_end_that_the_text_states(sentence: str, until: date | None, end: str | None) -> None:
    found = told(f"一、甲。\n{sentence}", until=until)
    assert (len(found) == 1 and end in found[0]) if end else found == []


def test_no_text_falls_into_endless_clauses() -> None:
    with pytest.raises(DocumentError, match="条款太多"):
        prepare(source("一、甲\n" + "1.甲\n2.乙\n" * 3000), details())
