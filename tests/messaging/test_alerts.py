"""Staff alerts: each target hears of each thing once, and of no person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from messaging import alerts
from messaging.alerts import Target, send_alerts
from messaging.contacts import contact_for
from messaging.handoffs import open_handoff
from messaging.staff_notices import acknowledge, notify
from messaging.tables import HandoffReason
from messaging.tables_decisions import StaffAlert
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault

COUNTY, BASE = "530326", "https://jobs.example.gov.cn/"
PHONE, NAME = "13800000001", "王小芳"


@dataclass
class Ear:
    """Hears alerts; fails as often as told."""

    failures: int = 0
    heard: list[tuple[str, str, str]] = field(default_factory=list)

    def notify(self, body: str, title: str = "", link: str = "") -> bool:
        if self.failures:
            self.failures -= 1
            return False
        self.heard.append((title, body, link))
        return True


class Broken:
    """Fails in its own way."""

    def notify(self, body: str, title: str = "", link: str = "") -> bool:
        raise OSError(title)


def told(db: Database, clock: SetClock, key: str = "k", county: str = COUNTY) -> UUID:
    with db.write() as session:
        notice = notify(
            session,
            clock,
            key=key,
            county_code=county,
            kind="test",
            subject=f"号码 {PHONE} 发不出去",
            text=f"身份证 53032619900101123X，号码 {PHONE}",
            link="/console/operations",
        )
        assert notice is not None
        return notice.id


def question(db: Database, vault: Vault, clock: SetClock, reason: HandoffReason) -> None:
    with db.write() as session:
        contact = contact_for(session, vault, clock, "sms", f"138{reason:a<8}", COUNTY)
        open_handoff(
            session,
            vault,
            clock,
            contact=contact,
            person_id=None,
            county_code=COUNTY,
            reason=reason,
            question=f"我是{NAME}，老板不发工资",
        )


def test_each_target_hears_of_each_thing_once(db: Database, vault: Vault, clock: SetClock) -> None:
    told(db, clock)
    question(db, vault, clock, HandoffReason.ASKED)
    question(db, vault, clock, HandoffReason.URGENT)
    one, two = Ear(), Ear()
    targets = [Target("one", COUNTY, one), Target("two", "530000", two)]
    assert send_alerts(db, clock, targets, BASE) == 6
    assert send_alerts(db, clock, targets, BASE) == 0
    assert len(one.heard) == len(two.heard) == 3
    assert "紧急" in one.heard[0][0]
    assert one.heard[0][2] == "https://jobs.example.gov.cn/console/handoffs"
    everything = "".join("".join(parts) for parts in one.heard)
    for secret in (PHONE, NAME, "53032619900101123", "工资"):
        assert secret not in everything


def test_another_countys_staff_hear_nothing(db: Database, clock: SetClock) -> None:
    told(db, clock)
    ear = Ear()
    assert send_alerts(db, clock, [Target("one", "530325", ear)], BASE) == 0
    assert ear.heard == []


def test_what_did_not_work_is_tried_again_later(db: Database, clock: SetClock) -> None:
    told(db, clock)
    ear = Ear(failures=2)
    targets = [Target("one", COUNTY, ear), Target("two", COUNTY, Broken())]
    for pause in (timedelta(0), timedelta(seconds=59), timedelta(seconds=2), timedelta(minutes=6)):
        clock.advance(pause)
        send_alerts(db, clock, targets, BASE)
    assert len(ear.heard) == 1
    with db.read() as session:
        rows = {row.target: row for row in session.exec(select(StaffAlert))}
    assert (rows["one"].attempts, rows["one"].sent_at) == (3, clock.now())
    assert rows["two"].sent_at is None


def test_it_stops_after_the_last_delay(db: Database, clock: SetClock) -> None:
    told(db, clock)
    ear = Ear(failures=99)
    for _ in range(40):
        send_alerts(db, clock, [Target("one", COUNTY, ear)], BASE)
        clock.advance(timedelta(hours=2))
    assert 99 - ear.failures == len(alerts.DELAYS) + 1


def test_what_was_seen_to_is_told_no_more(db: Database, clock: SetClock) -> None:
    notice = told(db, clock)
    with db.write() as session:
        acknowledge(session, clock, notice, "li.gz")
    assert send_alerts(db, clock, [Target("one", COUNTY, Ear())], BASE) == 0


def test_a_process_that_died_in_between_tells_it_again(db: Database, clock: SetClock) -> None:
    told(db, clock)

    class Dies:
        def notify(self, body: str, title: str = "", link: str = "") -> bool:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_alerts(db, clock, [Target("one", COUNTY, Dies())], BASE)
    ear = Ear()
    assert send_alerts(db, clock, [Target("one", COUNTY, ear)], BASE) == 0
    clock.advance(alerts.LEASE)
    assert send_alerts(db, clock, [Target("one", COUNTY, ear)], BASE) == 1


def test_several_workers_tell_it_once(any_db: Database, vault: Vault, clock: SetClock) -> None:
    for number in range(5):
        told(any_db, clock, key=f"k{number}")
    ear = Ear()
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(
                lambda _: send_alerts(any_db, clock, [Target("one", COUNTY, ear)], BASE), range(4)
            )
        )
    assert len(ear.heard) == 5
