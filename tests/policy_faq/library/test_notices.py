"""What staff are told of the documents their answers rest on: once, on the day, on any database."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import col

from messaging.staff_notices import acknowledge, count_open, notify, open_notices
from messaging.tables_staff import StaffNotice
from policy_faq.knowledge import Knowledge
from policy_faq.library.changes import Change, compare
from policy_faq.library.notices import note_changes, note_endings, note_withdrawal
from policy_faq.library.splitting import split
from policy_faq.library.store import Imported, import_document, prepare
from policy_faq.tables import PolicyDocument
from storage.clock import SetClock
from storage.database import Database
from tests.policy_faq.library.conftest import TEXT, details, source

HUIZE, ZHAOYANG, CHANGSHA = "530326", "530602", "430121"
CARDS = Knowledge.load().cards
START = date(2018, 1, 1)


def bring(
    db: Database, clock: SetClock, until: date | None, *, sha: str = "a", place: str = HUIZE
) -> PolicyDocument:
    stated = details("HZ20", number="会政发〔2018〕20号", start=START, until=until, place=place)
    with db.write() as rows:
        return import_document(
            rows, clock, prepare(source(TEXT, sha * 64), stated), by="a"
        ).document


def told(db: Database, clock: SetClock, *counties: str) -> int:
    with db.write() as rows:
        return note_endings(rows, clock, counties or (HUIZE,), CARDS)


def notices(db: Database, county: str = HUIZE) -> list[StaffNotice]:
    with db.read() as rows:
        return open_notices(rows, col(StaffNotice.county_code) == county)


def on(clock: SetClock, day: date) -> None:
    clock.set(clock.now().replace(year=day.year, month=day.month, day=day.day))


def test_the_life_of_a_document(any_db: Database, clock: SetClock) -> None:
    end = clock.today() + timedelta(days=31)
    document = bring(any_db, clock, end)
    assert told(any_db, clock) == 0
    on(clock, end - timedelta(days=30))
    assert told(any_db, clock) == 1
    assert [told(any_db, clock) for _ in range(3)] == [0, 0, 0]
    first = notices(any_db)[0]
    assert (first.kind, first.link) == ("policy-ending", f"/console/library/{document.id}")
    assert "外出务工交通补助" in first.text
    assert f"{end.year}年{end.month}月{end.day}日" in first.subject
    on(clock, end - timedelta(days=1))
    assert told(any_db, clock) == 0
    on(clock, end)
    assert told(any_db, clock) == 1
    assert notices(any_db)[0].kind == "policy-ended"
    on(clock, end + timedelta(days=9))
    assert told(any_db, clock) == 0


def test_once_for_every_county_it_speaks_to(db: Database, clock: SetClock) -> None:
    bring(db, clock, clock.today() + timedelta(days=5), place="530000")
    assert told(db, clock, HUIZE, ZHAOYANG, CHANGSHA) == 2
    assert (len(notices(db)), len(notices(db, ZHAOYANG)), len(notices(db, CHANGSHA))) == (1, 1, 0)
    assert told(db, clock, HUIZE, ZHAOYANG, CHANGSHA) == 0


def test_a_new_version_is_told_of_anew(db: Database, clock: SetClock) -> None:
    bring(db, clock, clock.today() + timedelta(days=5))
    assert told(db, clock) == 1
    bring(db, clock, clock.today() + timedelta(days=400), sha="b")
    assert told(db, clock) == 0
    clock.advance(timedelta(days=380))
    assert told(db, clock) == 1


@pytest.mark.parametrize(("days_ago", "new"), [(0, 1), (30, 1), (31, 0), (2000, 0)])
def test_what_was_long_past_when_it_came_is_no_news(
    db: Database, clock: SetClock, days_ago: int, new: int
) -> None:
    bring(db, clock, clock.today() - timedelta(days=days_ago))
    assert told(db, clock) == new


def test_a_process_that_was_down_catches_up(db: Database, clock: SetClock) -> None:
    bring(db, clock, clock.today() + timedelta(days=3))
    clock.advance(timedelta(days=90))
    assert told(db, clock) == 1
    assert notices(db)[0].kind == "policy-ended"


def test_two_at_the_same_moment_tell_once(any_db: Database, clock: SetClock) -> None:
    bring(any_db, clock, clock.today() + timedelta(days=5))
    start, counts = Barrier(4), []

    def run() -> None:
        start.wait()
        counts.append(told(any_db, clock))

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 0, 0, 1]


def test_what_was_not_committed_is_told_again(any_db: Database, clock: SetClock) -> None:
    bring(any_db, clock, clock.today() + timedelta(days=5))

    def killed_before_the_commit() -> None:
        with any_db.write() as rows:
            assert note_endings(rows, clock, (HUIZE,), CARDS) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        killed_before_the_commit()
    assert notices(any_db) == []
    assert told(any_db, clock) == 1


def test_seen_to_by_whom(any_db: Database, clock: SetClock) -> None:
    with any_db.write() as rows:
        stated = {"key": "k", "county_code": HUIZE, "kind": "x", "subject": "题", "text": "话"}
        notice = notify(rows, clock, **stated)
        assert notify(rows, clock, **stated) is None
        assert notice is not None
        inside = col(StaffNotice.county_code) == HUIZE
        assert count_open(rows, inside) == 1
        assert acknowledge(rows, clock, notice.id, "li.gz")
        assert not acknowledge(rows, clock, notice.id, "wang")
        assert count_open(rows, inside) == 0
        rows.refresh(notice)
        assert (notice.acknowledged_by, notice.acknowledged_at) == ("li.gz", clock.now())


class TestChanges:
    BEFORE = "一、甲\n（一）交通补助最高500元。\n（二）用工补贴。\n二、乙"
    AFTER = "一、甲\n（一）交通补助最高600元。\n二、乙 \n三、丙"

    def test_clause_by_clause(self) -> None:
        card = CARDS[0].model_copy(update={"document": "XX1", "clause": "一(一)"})
        changes = compare(
            split(self.BEFORE).clauses,
            split(self.AFTER).clauses,
            [card],
            until_before=None,
            until_after=date(2027, 1, 1),
        )
        assert [(each.kind, each.path) for each in changes.clauses] == [
            ("changed", "一(一)"),
            ("added", "三"),
            ("removed", "一(二)"),
        ]
        assert changes.cards == (card,)
        assert changes.until_changed

    def test_only_what_differs_is_shown(self) -> None:
        same = "同" * 100
        change = Change("一", f"{same}五百元{same}", f"{same}六百元{same}")
        before, after = change.shown
        assert "五" in before
        assert (len(before), len(after)) == (65, 65)
        assert "六" in after

    def test_blanks_are_no_change(self) -> None:
        parts = split("一、甲 乙\n二、丙").clauses
        other = split("一、甲\n乙\n\n二、 丙").clauses
        same = compare(parts, other, [], until_before=None, until_after=None)
        assert not same
        assert same.clauses == ()

    def test_staff_are_told_which_cards_to_look_at(self, db: Database, clock: SetClock) -> None:
        document = self._imported(db, clock).document
        card = CARDS[0].model_copy(update={"clause": "一(一)"})
        changes = compare(
            split(self.BEFORE).clauses,
            split(self.AFTER).clauses,
            [card],
            until_before=None,
            until_after=None,
        )
        with db.write() as rows:
            assert note_changes(rows, clock, document, changes, (HUIZE, CHANGSHA)) == 1
            assert note_changes(rows, clock, document, changes, (HUIZE,)) == 0
            assert note_withdrawal(rows, clock, document, None, (HUIZE,)) == 1
        said = {each.kind: each for each in notices(db)}
        assert card.title in said["policy-changed"].text
        assert "一(一)" in said["policy-changed"].text
        assert "撤回" in said["policy-withdrawn"].subject

    @staticmethod
    def _imported(db: Database, clock: SetClock) -> Imported:
        with db.write() as rows:
            return import_document(rows, clock, prepare(source(), details()), by="a")
