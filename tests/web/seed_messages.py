"""Invented messages, services and questions for page tests."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

from jobs_feed.tables import (
    Posting,
)
from labourers.tables import (
    ContactLink,
    Labourer,
)
from matching.tables import Match, MatchRun
from messaging.contacts import contact_for
from messaging.handoffs import open_handoff
from messaging.outbox import Draft, enqueue, raise_state
from messaging.tables import BODY_FIELD, HandoffReason, InboundMessage, MessageKind, MessageState
from service_ledger.entries import Ledger, record_delivery
from service_ledger.kinds import ServiceKind
from service_ledger.own_entries import record_own_entry
from storage.clock import SetClock
from storage.vault import Vault
from tests.web.seed_people import COUNTY


def add_services(
    rows: Session,
    vault: Vault,
    clock: SetClock,
    ledger: Ledger,
    people: list[Labourer],
    postings: list[Posting],
    run: MatchRun,
) -> tuple[UUID, list[UUID]]:
    first_message, phones = None, []
    open_ids = [str(posting.id) for posting in postings[:3]]
    for number, person in enumerate(people):
        contact = contact_for(
            rows, vault, clock, "sms", f"1990000{number:04d}", COUNTY, is_demo=True
        )
        phones.append(contact.id)
        rows.add(
            ContactLink(
                contact_id=contact.id,
                labourer_id=person.id,
                method="roster",
                verified_at=clock.now(),
            )
        )
        for place, posting in enumerate(postings[:3], 1):
            rows.add(
                Match(
                    run_id=run.id,
                    labourer_id=person.id,
                    posting_id=posting.id,
                    place=place,
                    score=930 - 120 * place,
                    reasons=["年龄符合", "包吃住", "离家近"],
                )
            )
        for push in range(number % 5):
            message = enqueue(
                rows,
                vault,
                clock,
                Draft(
                    key=f"push:{person.id}:{push}",
                    contact_id=contact.id,
                    channel="sms",
                    kind=MessageKind.JOB_PUSH,
                    person_id=person.id,
                    county_code=COUNTY,
                    text="【会泽人社】给您找到3个活:1缝纫工3000-4500元 2电子厂普工5000-6500元 "
                    "3包装工180元/天。回复数字看详情,退订回T",
                    proves={"kind": "job_info", "postings": open_ids},
                ),
            )
            assert message is not None
            first_message = first_message or message.id
            if push == 3:
                continue
            at = clock.now() - timedelta(days=1)
            raise_state(rows, message, MessageState.SENT, at, source="sender")
            if push == 2 and number % 2:
                raise_state(
                    rows,
                    message,
                    MessageState.FAILED,
                    at,
                    source="report",
                    code="UNDELIV",
                    fault="permanent",
                )
                continue
            raise_state(rows, message, MessageState.DELIVERED, at, source="report")
            record_delivery(
                rows,
                ledger,
                clock,
                county_code=COUNTY,
                person_ref=person.ledger_ref,
                proves={"kind": "job_info", "postings": open_ids},
                delivered_on=clock.today(),
                message_id=message.id,
            )
        if number % 4 == 0:
            for kind in (ServiceKind.TRAINING_INFO, ServiceKind.CAREER_GUIDANCE):
                record_own_entry(
                    rows,
                    ledger,
                    clock,
                    county_code=COUNTY,
                    person_ref=person.ledger_ref,
                    kind=kind,
                    occurred_on=clock.today() - timedelta(days=7),
                    evidence_text=f"上门登记表第{number}号,本人签字",
                    by="li.gz",
                )
    assert first_message is not None
    return first_message, phones


def add_questions(
    rows: Session, vault: Vault, clock: SetClock, people: list[Labourer], phones: list[UUID]
) -> UUID:
    first = None
    for number, reason, question in (
        (3, HandoffReason.URGENT, "老板三个月没发工资,人找不到了,怎么办"),
        (4, HandoffReason.UNSURE, "我家娃在外地读技校,学费补贴还有没有"),
    ):
        contact = contact_for(rows, vault, clock, "sms", f"1990000{number:04d}")
        handoff = open_handoff(
            rows,
            vault,
            clock,
            contact=contact,
            person_id=people[number].id,
            county_code=COUNTY,
            reason=reason,
            question=question,
        )
        first = first or handoff.id
        rows.add(
            InboundMessage(
                channel="sms",
                event_id=f"q{number}",
                contact_id=phones[number],
                body_sealed=vault.seal(BODY_FIELD, question),
                occurred_at=clock.now(),
                received_at=clock.now(),
            )
        )
    visitor = contact_for(rows, vault, clock, "webchat", "visitor-of-nobody", COUNTY)
    open_handoff(
        rows,
        vault,
        clock,
        contact=visitor,
        person_id=None,
        county_code=COUNTY,
        reason=HandoffReason.ASKED,
        question="转人工",
    )
    assert first is not None
    return first
