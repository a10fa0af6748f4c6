"""The splitter on the official texts at hand: every clause a card names is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_faq.knowledge import Knowledge
from policy_faq.library.splitting import Split, split
from policy_faq.library.stated_end import stated_end
from policy_faq.library.store import normal_path
from policy_faq.models import Document

TEXTS = Path(__file__).parents[4] / "shared" / "policy"
pytestmark = pytest.mark.skipif(
    not TEXTS.is_dir(), reason="the official texts are not at hand (../shared/policy)"
)
KNOWLEDGE = Knowledge.load()
DOCUMENTS = [document for document in KNOWLEDGE.documents.values() if document.file]


def text_of(document: Document) -> str:
    assert document.file is not None
    return (TEXTS / document.file).read_text("utf-8")


def parts_of(key: str) -> Split:
    return split(text_of(KNOWLEDGE.documents[key]))


def words(key: str, path: str) -> str:
    return next(clause.text for clause in parts_of(key).clauses if clause.path == path)


def test_all_twelve_are_there() -> None:
    assert len(DOCUMENTS) == 12


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.key)
def test_every_clause_of_the_cards_is_found(document: Document) -> None:
    found = {normal_path(clause.path) for clause in split(text_of(document)).clauses}
    named = {card.clause for card in KNOWLEDGE.cards if card.document == document.key}
    lost = sorted(path for path in named | set(document.clauses) if normal_path(path) not in found)
    if document.key == "BG":  # an excerpt without any number: one clause, whatever it is called
        assert found == {"全文"}
    else:
        assert lost == [], f"{document.key}: not found among {len(found)} clauses: {lost}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.key)
def test_nothing_is_lost_and_no_number_is_missing(document: Document) -> None:
    text = text_of(document)
    found = split(text)
    joined = "".join(clause.text for clause in found.clauses)
    assert "".join(joined.split()) == "".join(text.split())
    assert found.gaps == ()


@pytest.mark.parametrize(
    ("key", "path", "begins", "ends"),
    [
        ("HZ20", "一", "一、总体要求", "全面建成小康社会目标。"),
        ("HZ20", "二", "二、目标任务到2020年", "转业不失业”。"),
        ("HZ20", "三(三)", "（三）促进以创业带动就业", "（三）促进以创业带动就业"),
        ("HZ20", "三(三)7", "7.优化市场准入环境", "县地税局配合）"),
        ("HZ20", "三(四)16", "16.推进农村劳动力转移就业", "人民银行会泽县支行配合）"),
        ("HZ20", "三(四)17", "17.加强对困难人员的就业援助", "县残联配合）"),
        ("XA135", "三(八)3", "3、充分发动", "购买基本服务成果"),
        ("XA135", "三(八)4", "4、开展“就业扶贫日”", "就业援助常态化。"),
        ("XA135", "四(四)", "(四)开展督查考核", "责任追究建议。"),
        ("YN100", "三(四)", "(四)加强宣传引导", "内生动力。"),
        ("YN100", "附件2", "附件2", "云南省农村贫困劳动力就业信息表"),
        ("YN68", "十", "十、各地要加大", "就业创业。"),
        ("HN", "三(三)", "(三)强化宣传引导", "良好社会氛围。"),
        ("JD", "(六)", "（六）引导劳务输出脱贫", "市民化。"),
    ],
)
def test_where_clauses_begin_and_end(key: str, path: str, begins: str, ends: str) -> None:
    text = words(key, path)
    assert text.startswith(begins)
    assert text.endswith(ends)


def test_the_subsidy_stands_in_its_clause() -> None:
    assert "到县外省内务工的补助标准最高不超过300元" in words("HZ20", "三(四)16")


@pytest.mark.parametrize(
    ("key", "until"), [("YN68", "2020-12-31"), ("HZ20", None), ("HN", None), ("YN100", None)]
)
def test_the_end_a_text_states(key: str, until: str | None) -> None:
    document = KNOWLEDGE.documents[key]
    end = stated_end(text_of(document), document.valid_from)
    assert (end.isoformat() if end else None) == until
