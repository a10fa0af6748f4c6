"""The daily push: from stored matches into the outbox, at most one message per person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from matching.engine import MINIMUM_POSTINGS
from matching.memory import Memory, file_of
from matching.push_check import State
from matching.push_plan import USUAL_SMS, PlannedPush, Planner, batches, states_of
from matching.tables import Push, PushedPosting
from matching.toolkit import Toolkit
from messaging.addresses import SMS
from messaging.bulk import contacts_for, enqueue_all
from messaging.contract import Capabilities
from messaging.outbox import Draft
from messaging.tables import Contact, MessageKind
from storage.clock import Clock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.money import to_yuan
from storage.vault import Vault

DEFAULT_DAYS_BETWEEN = 7


@dataclass(frozen=True, slots=True)
class PushResult:
    """What a push of a county did, or would do.

    ``queued`` counts messages, ``skipped`` people left out by reason (shortfall, recently_pushed,
    already_pushed, no_phone, opted_out, unreachable, changed), ``segments`` billed SMS.
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
    toolkit: Toolkit | None = None,
    memory: Path | None = None,
) -> PushResult:
    """Write one message for everybody whose stored matches are enough.

    Nobody is written to twice within ``min_days_between`` days, so doing it again the same day
    writes nothing. ``capabilities`` are those of the channels in use, by name; without them
    everybody gets an SMS of the usual kind. With ``dry_run`` nothing is written and the result
    says what would be. ``memory`` is the folder that ``match_county`` keeps what it found in: what
    it understood is not read again.

    Nobody is pushed what a requirement keeps them from at that moment, whatever was matched.
    """
    known = dict(capabilities or {SMS: USUAL_SMS})
    remembered = None if memory is None else Memory.load(file_of(memory, county))
    with db.read() as session:
        places = gazetteer or Gazetteer.load()
        planner = Planner(session, vault, clock, places, known, toolkit, remembered)
        plan = planner.plan(
            county, on, min_days_between=min_days_between, min_postings=min_postings
        )
    written = plan.pushes
    if not dry_run:
        written = []
        for batch in batches(plan.pushes):
            with db.write() as session:
                refused = _too_late(session, on, batch, plan.states)
                same = [each for each in batch if each.labourer.id not in refused]
                refused |= _write(session, vault, clock, county, on, same)
            plan.skipped.update(refused.values())
            written += [each for each in batch if each.labourer.id not in refused]
    prices = {name: ability.fen_per_segment for name, ability in known.items()}
    fen = sum(each.text.segments * prices.get(each.channel, 0) for each in written)
    segments = sum(each.text.segments for each in written)
    return PushResult(len(written), dict(plan.skipped), segments, to_yuan(fen))


def _too_late(
    session: Session, on: date, batch: Sequence[PlannedPush], before: State
) -> dict[UUID, str]:
    """Return to whom something happened since the push was planned, or to what they would get.

    They wait for the next push; who was written to by another run is told apart.
    """
    now = states_of(session, batch)
    changed = [
        each.labourer.id
        for each in batch
        if any(before.get(one) != now.get(one) for one in (each.labourer.id, *each.postings))
    ]
    if not changed:
        return {}
    rows = select(Push.labourer_id).where(col(Push.labourer_id).in_(changed), Push.day == on)
    pushed = set(session.exec(rows))
    return {each: "already_pushed" if each in pushed else "changed" for each in changed}


def _write(
    session: Session,
    vault: Vault,
    clock: Clock,
    county: str,
    on: date,
    batch: Sequence[PlannedPush],
) -> dict[UUID, str]:
    """Write messages with their traces; returns why one was not written, by person."""
    contacts = _contacts(session, vault, clock, county, batch)
    drafts = {
        planned.labourer.id: Draft(
            key=f"push:{planned.labourer.id}:{on.isoformat()}",
            contact_id=contacts[planned.labourer.id].id,
            channel=planned.channel,
            kind=MessageKind.JOB_PUSH,
            text=planned.text.text,
            person_id=planned.labourer.id,
            county_code=county,
            proves={"kind": "job_info", "postings": [str(each) for each in planned.postings]},
            params=planned.text.params,
            cuts=planned.text.cut,
        )
        for planned in batch
    }
    messages = enqueue_all(session, vault, clock, list(drafts.values()))
    refused: dict[UUID, str] = {}
    pushes: dict[UUID, Push] = {}
    for planned in batch:
        person = planned.labourer.id
        message = messages.get(drafts[person].key)
        if message is None:
            opted_out = contacts[person].opted_out_at is not None
            refused[person] = "opted_out" if opted_out else "already_pushed"
            continue
        pushes[person] = Push(
            labourer_id=person,
            county_code=county,
            day=on,
            message_id=message,
            posting_ids=[str(each) for each in planned.postings],
            created_at=clock.now(),
        )
    session.add_all(pushes.values())
    session.flush()
    _note_postings(session, batch, pushes)
    return refused


def _note_postings(
    session: Session, batch: Sequence[PlannedPush], pushes: Mapping[UUID, Push]
) -> None:
    """Remember what was pushed to whom; what was pushed before keeps its first push."""
    before = set(
        session.exec(
            select(PushedPosting.labourer_id, PushedPosting.posting_id).where(
                col(PushedPosting.labourer_id).in_(list(pushes))
            )
        )
    )
    rows = [
        {"labourer_id": planned.labourer.id, "posting_id": posting, "push_id": push.id}
        for planned in batch
        if (push := pushes.get(planned.labourer.id)) is not None
        for posting in planned.postings
        if (planned.labourer.id, posting) not in before
    ]
    if rows:
        session.execute(sa.insert(PushedPosting), rows)


def _contacts(
    session: Session, vault: Vault, clock: Clock, county: str, batch: Sequence[PlannedPush]
) -> dict[UUID, Contact]:
    """Return whom to write to for each person; a phone nothing was sent to yet becomes known."""
    known = session.exec(
        select(Contact).where(
            col(Contact.id).in_([each.contact_id for each in batch if each.contact_id])
        )
    )
    by_id = {contact.id: contact for contact in known}
    demo_of: dict[str, dict[str, bool]] = {}
    for each in batch:
        if each.contact_id is None and each.phone is None:
            raise ValueError("a push without a contact needs a phone")
        if each.contact_id is None and each.phone is not None:
            demo_of.setdefault(each.channel, {}).setdefault(each.phone, each.labourer.is_demo)
    made = {
        channel: contacts_for(session, vault, clock, channel, phones, county)
        for channel, phones in demo_of.items()
    }
    return {
        each.labourer.id: by_id[each.contact_id]
        if each.contact_id is not None
        else made[each.channel][each.phone or ""]
        for each in batch
    }
