"""The daily push: from stored matches into the outbox, at most one message per person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from matching.engine import MINIMUM_POSTINGS
from matching.push_plan import USUAL_SMS, PlannedPush, Planner
from matching.tables import Push, PushedPosting
from messaging import outbox
from messaging.addresses import SMS
from messaging.contacts import contact_for
from messaging.contract import Capabilities
from messaging.tables import Contact, MessageKind
from storage.clock import Clock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.money import to_yuan
from storage.vault import Vault

DEFAULT_DAYS_BETWEEN = 7
_PEOPLE_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class PushResult:
    """What a push of a county did, or would do.

    ``queued`` counts messages, ``skipped`` people left out by reason (shortfall, recently_pushed,
    already_pushed, no_phone, opted_out, unreachable), ``segments`` billed SMS.
    """

    queued: int
    skipped: Mapping[str, int]
    segments: int
    cost_yuan: Decimal

    def to_json(self) -> dict[str, object]:
        """Return the result as JSON values."""
        return {
            "queued": self.queued,
            "skipped": dict(self.skipped),
            "segments": self.segments,
            "cost_yuan": float(self.cost_yuan),
        }


def push_county(
    db: Database,
    vault: Vault,
    clock: Clock,
    county: str,
    on: date,
    dry_run: bool = False,
    *,
    min_days_between: int = DEFAULT_DAYS_BETWEEN,
    min_postings: int = MINIMUM_POSTINGS,
    capabilities: Mapping[str, Capabilities] | None = None,
    gazetteer: Gazetteer | None = None,
) -> PushResult:
    """Write one message for everybody whose stored matches are enough.

    Nobody is written to twice within ``min_days_between`` days, so doing it again the same day
    writes nothing. ``capabilities`` are those of the channels in use, by name; without them
    everybody gets an SMS of the usual kind. With ``dry_run`` nothing is written and the result
    says what would be.
    """
    known = dict(capabilities or {SMS: USUAL_SMS})
    with db.read() as session:
        planner = Planner(session, vault, clock, gazetteer or Gazetteer.load(), known)
        plan = planner.plan(
            county, on, min_days_between=min_days_between, min_postings=min_postings
        )
    written = plan.pushes
    if not dry_run:
        written = []
        for start in range(0, len(plan.pushes), _PEOPLE_AT_ONCE):
            with db.write() as session:
                for planned in plan.pushes[start : start + _PEOPLE_AT_ONCE]:
                    refused = _write(session, vault, clock, county, on, planned)
                    if refused is None:
                        written.append(planned)
                    else:
                        plan.skipped[refused] += 1
    prices = {name: ability.fen_per_segment for name, ability in known.items()}
    fen = sum(each.text.segments * prices.get(each.channel, 0) for each in written)
    segments = sum(each.text.segments for each in written)
    return PushResult(len(written), dict(plan.skipped), segments, to_yuan(fen))


def _write(
    session: Session, vault: Vault, clock: Clock, county: str, on: date, planned: PlannedPush
) -> str | None:
    """Write one message with its traces; returns why it was not written, or None."""
    labourer = planned.labourer
    contact_id = planned.contact_id or _new_contact(session, vault, clock, county, planned)
    postings = [str(each) for each in planned.postings]
    message = outbox.enqueue(
        session,
        vault,
        clock,
        outbox.Draft(
            key=f"push:{labourer.id}:{on.isoformat()}",
            contact_id=contact_id,
            channel=planned.channel,
            kind=MessageKind.JOB_PUSH,
            text=planned.text.text,
            person_id=labourer.id,
            county_code=county,
            proves={"kind": "job_info", "postings": postings},
        ),
    )
    if message is None:
        contact = session.get(Contact, contact_id)
        opted_out = contact is not None and contact.opted_out_at is not None
        return "opted_out" if opted_out else "already_pushed"
    push = Push(
        labourer_id=labourer.id,
        county_code=county,
        day=on,
        message_id=message.id,
        posting_ids=list(postings),
        created_at=clock.now(),
    )
    session.add(push)
    session.flush()
    for posting in planned.postings:
        if session.get(PushedPosting, (labourer.id, posting)) is None:
            session.add(PushedPosting(labourer_id=labourer.id, posting_id=posting, push_id=push.id))
    return None


def _new_contact(
    session: Session, vault: Vault, clock: Clock, county: str, planned: PlannedPush
) -> UUID:
    if planned.phone is None:
        raise ValueError("a push without a contact needs a phone")
    labourer = planned.labourer
    contact = contact_for(
        session, vault, clock, planned.channel, planned.phone, county, is_demo=labourer.is_demo
    )
    return contact.id
