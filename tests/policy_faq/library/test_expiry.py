"""What a document that ends takes with it."""

from __future__ import annotations

from datetime import date, timedelta

from policy_faq.knowledge import Knowledge
from policy_faq.library.expiry import NOTICE_DAYS, cards_by_document, endings, losing_ground
from policy_faq.models import Card
from storage.database import Database
from tests.policy_faq.library.conftest import Importer

TODAY = date(2026, 11, 23)
CARDS = Knowledge.load().cards


def card(name: str, document: str = "XX1", until: date | None = None) -> Card:
    return Card(
        id=name,
        topic="t",
        title="甲",
        sms="乙",
        answer="丙",
        document=document,
        clause="一",
        valid_until=until,
    )


def test_cards_by_document() -> None:
    found = cards_by_document(CARDS)
    assert sum(map(len, found.values())) == len(CARDS)
    assert all(each.document == key for key, cards in found.items() for each in cards)
    assert len(found["HZ20"]) > 10


def test_cards_that_lose_their_ground() -> None:
    cards = [
        card("open"),
        card("with", until=date(2026, 12, 31)),
        card("gone", until=date(2026, 6, 30)),
        card("other", document="XX2"),
    ]
    lost = losing_ground(cards, "XX1", date(2026, 12, 31))
    assert [each.id for each in lost] == ["open", "with"]


def test_the_notice_comes_thirty_days_before(db: Database, bring: Importer) -> None:
    end = TODAY + timedelta(days=NOTICE_DAYS)
    bring("HZ20", number="会政发〔2018〕20号", until=end)
    with db.read() as session:
        assert endings(session, CARDS, TODAY - timedelta(days=1)) == []
        (ending,) = endings(session, CARDS, TODAY)
        assert ending.days_left == 30
        assert {each.document for each in ending.cards} == {"HZ20"}
        assert len(ending.cards) == len(cards_by_document(CARDS)["HZ20"])
        (last,) = endings(session, CARDS, end)
        assert last.days_left == 0
        assert endings(session, CARDS, end + timedelta(days=1)) == []


def test_the_first_to_end_comes_first(db: Database, bring: Importer) -> None:
    bring("B", until=TODAY + timedelta(days=20))
    bring("A", until=TODAY + timedelta(days=10))
    with db.read() as session:
        found = endings(session, CARDS, TODAY)
    assert [(each.document.key, each.days_left, each.cards) for each in found] == [
        ("A", 10, ()),
        ("B", 20, ()),
    ]
