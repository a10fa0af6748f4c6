"""What a caseworker does about trainings: keeps the county's list, tells a person of one.

Telling is a message that proves a training information once it is delivered; until then nothing is
counted.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from labourers.tables import Labourer
from matching.reading.query_text import Reader
from matching.tables_guidance import GuidanceProposal, ProposalState, Training
from matching.training import read_course
from matching.ways import best_way, called
from messaging import outbox
from messaging.outbox import Draft
from messaging.tables import MessageKind
from storage.clock import Clock
from storage.vault import Vault

YOUNGEST, OLDEST = 16, 75


class TrainingError(ValueError):
    """A training or its telling is not possible; the message (Chinese) says why."""


def keep_training(
    session: Session,
    clock: Clock,
    reader: Reader,
    *,
    county: str,
    name: str,
    teaches: str,
    place: str,
    contact: str,
    by: str,
    begins_on: date | None = None,
    days: int | None = None,
    age_low: int | None = None,
    age_high: int | None = None,
) -> Training:
    """Add a training to a county's list.

    ``days`` is how long it takes, ages are whole years. Raises TrainingError when something is
    missing or ``teaches`` names neither an occupation nor a licence that postings ask for.
    """
    if not (name and teaches and place and contact):
        raise TrainingError("名称、教什么、地点、联系电话都要写")
    if begins_on is not None and begins_on < clock.today():
        raise TrainingError("开班日期已经过了")
    if days is not None and not 0 < days <= 365:
        raise TrainingError("天数请填 1 到 365")
    ages = [age for age in (age_low, age_high) if age is not None]
    if ages != sorted(ages) or any(not YOUNGEST <= age <= OLDEST for age in ages):
        raise TrainingError(f"年龄请填 {YOUNGEST} 到 {OLDEST}，小的在前")
    training = Training(
        county_code=county,
        name=name,
        teaches=teaches,
        place=place,
        contact=contact,
        begins_on=begins_on,
        days=days,
        age_low=age_low,
        age_high=age_high,
        kept_by=by,
        kept_at=clock.now(),
    )
    course = read_course(reader, training.id, name, teaches)
    if not course.skills and not course.licences:
        raise TrainingError("没认出教的是什么工种或证件，请写明白，例如“缝纫”“电焊，考焊工证”")
    session.add(training)
    session.flush()
    return training


def close_training(session: Session, clock: Clock, training: Training, by: str) -> None:
    """Take a training off the list; what was proposed with it stays readable."""
    if training.closed_at is None:
        training.closed_at, training.kept_by = clock.now(), by
        session.add(training)


def trainings(session: Session, county: str, *, closed: bool = False) -> list[Training]:
    """Return a county's trainings, those that begin first at the front."""
    over = col(Training.closed_at)
    rows = session.exec(
        select(Training)
        .where(Training.county_code == county, over.is_not(None) if closed else over.is_(None))
        .order_by(col(Training.id))
    )
    return sorted(rows, key=lambda row: row.begins_on or date.max)


def tell_training(
    session: Session, vault: Vault, clock: Clock, proposal: GuidanceProposal, by: str
) -> UUID:
    """Send a person the training that was proposed; returns the message's id.

    Raises TrainingError when there is none to tell of, it was told already, or nobody can be
    written to.
    """
    training = session.get(Training, proposal.training_id) if proposal.training_id else None
    if training is None or training.closed_at is not None:
        raise TrainingError("没有可以介绍的培训")
    if proposal.state is not ProposalState.OPEN:
        raise TrainingError("这条建议已经处理过了")
    person = session.get(Labourer, proposal.labourer_id)
    way = None if person is None else best_way(session, vault, clock, person.id)
    if person is None or way is None:
        raise TrainingError("没有能发的号码，或者本人退订了，请当面说")
    message = outbox.enqueue(
        session,
        vault,
        clock,
        Draft(
            key=f"training:{training.id}:{person.id}",
            contact_id=way.contact.id,
            channel=way.contact.channel,
            kind=MessageKind.TRAINING,
            text=wording(training, proposal.opens, called(way)),
            person_id=person.id,
            county_code=proposal.county_code,
            proves={"kind": "training_info", "training": str(training.id)},
        ),
    )
    if message is None:
        raise TrainingError("这个培训已经发给过本人")
    proposal.state, proposal.decided_by = ProposalState.SENT, by
    proposal.message_id, proposal.changed_at = message.id, clock.now()
    session.add(proposal)
    return message.id


def wording(training: Training, opens: int, name: str = "") -> str:
    """Return what a person reads of a training: what, when, where, what it opens, whom to call."""
    when = f"{training.begins_on:%-m月%-d日}开班" if training.begins_on else "人够就开班"
    long = f"，学{training.days}天" if training.days else ""
    return (
        f"{name}县里有“{training.name}”：{when}{long}，在{training.place}。"
        f"学会了多{opens}个岗位能选。想学打{training.contact}，或回“人工”。"
    )


def settle(session: Session, clock: Clock, proposal: GuidanceProposal, by: str) -> None:
    """Close a proposal that a caseworker has seen to; this alone counts as no service."""
    if proposal.state in (ProposalState.OPEN, ProposalState.SENT):
        proposal.state, proposal.decided_by = ProposalState.DONE, by
        proposal.changed_at = clock.now()
        session.add(proposal)
