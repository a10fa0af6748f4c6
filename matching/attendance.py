"""Who is on a training or has been to one: staff write it down, proposals mind it.

Going to a training is no service by itself; what was told of it counts when it was delivered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from labourers.tables import Labourer
from matching.reading.query_text import Reader
from matching.tables_guidance import (
    AttendanceState,
    GuidanceProposal,
    ProposalState,
    Training,
    TrainingAttendance,
)
from matching.training import Course, read_course
from storage.clock import Clock


@dataclass(frozen=True, slots=True)
class Schooling:
    """What somebody is learning now, by name, and the courses they have been to."""

    busy_with: tuple[str, ...]
    done: tuple[Course, ...]


def enrol(
    session: Session, clock: Clock, training_id: UUID, labourer_id: UUID, by: str
) -> TrainingAttendance:
    """Note that a person goes to a training; who had left it goes again. Harmless to repeat.

    An open or sent proposal for the person is settled by it.
    """
    row = session.exec(
        select(TrainingAttendance).where(
            TrainingAttendance.training_id == training_id,
            TrainingAttendance.labourer_id == labourer_id,
        )
    ).first()
    if row is None:
        row = TrainingAttendance(
            training_id=training_id,
            labourer_id=labourer_id,
            enrolled_on=clock.today(),
            recorded_by=by,
            changed_at=clock.now(),
        )
    elif row.state is AttendanceState.LEFT:
        _move(row, clock, AttendanceState.ENROLLED, by)
    session.add(row)
    proposal = session.exec(
        select(GuidanceProposal).where(
            GuidanceProposal.labourer_id == labourer_id,
            col(GuidanceProposal.state).in_((ProposalState.OPEN, ProposalState.SENT)),
        )
    ).first()
    if proposal is not None:
        proposal.state, proposal.decided_by = ProposalState.DONE, by
        proposal.changed_at = clock.now()
        session.add(proposal)
    session.flush()
    return row


def end_attendance(
    session: Session, clock: Clock, row: TrainingAttendance, *, completed: bool, by: str
) -> None:
    """Note that somebody finished a training, or did not come or stay."""
    if row.state is AttendanceState.ENROLLED:
        to = AttendanceState.COMPLETED if completed else AttendanceState.LEFT
        _move(row, clock, to, by)
        session.add(row)


def _move(row: TrainingAttendance, clock: Clock, state: AttendanceState, by: str) -> None:
    row.state, row.recorded_by, row.changed_at = state, by, clock.now()


def schooling_of(
    session: Session, reader: Reader, county: str, people: Iterable[UUID], on: date
) -> Mapping[UUID, Schooling]:
    """Return for those of a county's ``people`` who are or were on a training what it is.

    One whose days are over counts as finished, whether or not anybody wrote that down.
    """
    wanted = set(people)
    rows = session.exec(
        select(TrainingAttendance, Training)
        .join(Training, col(Training.id) == col(TrainingAttendance.training_id))
        .join(Labourer, col(Labourer.id) == col(TrainingAttendance.labourer_id))
        .where(
            Labourer.county_code == county,
            col(TrainingAttendance.state) != AttendanceState.LEFT,
        )
        .order_by(col(TrainingAttendance.enrolled_on))
    )
    busy: defaultdict[UUID, list[str]] = defaultdict(list)
    done: defaultdict[UUID, list[Course]] = defaultdict(list)
    for attendance, training in rows:
        if attendance.labourer_id not in wanted:
            continue
        if attendance.state is AttendanceState.ENROLLED and not _is_over(training, on):
            busy[attendance.labourer_id].append(training.name)
        else:
            course = read_course(reader, training.id, training.name, training.teaches)
            done[attendance.labourer_id].append(course)
    return {who: Schooling(tuple(busy[who]), tuple(done[who])) for who in {*busy, *done}}


def attendances(
    session: Session, inside: sa.ColumnElement[bool], state: AttendanceState, most: int = 200
) -> Sequence[tuple[TrainingAttendance, Training, Labourer]]:
    """Return who is in a state, the latest first; ``inside`` is a condition on ``Labourer``."""
    return session.exec(
        select(TrainingAttendance, Training, Labourer)
        .join(Training, col(Training.id) == col(TrainingAttendance.training_id))
        .join(Labourer, col(Labourer.id) == col(TrainingAttendance.labourer_id))
        .where(TrainingAttendance.state == state, inside)
        .order_by(col(TrainingAttendance.changed_at).desc(), col(TrainingAttendance.id))
        .limit(most)
    ).all()


def enrolled_counts(session: Session, county: str) -> Mapping[UUID, int]:
    """Return how many people are on each training of a county now."""
    rows = session.exec(
        select(TrainingAttendance.training_id, sa.func.count())
        .join(Training, col(Training.id) == col(TrainingAttendance.training_id))
        .where(
            Training.county_code == county,
            TrainingAttendance.state == AttendanceState.ENROLLED,
        )
        .group_by(col(TrainingAttendance.training_id))
    )
    return dict(rows.all())


def _is_over(training: Training, on: date) -> bool:
    if training.begins_on is None or training.days is None:
        return False
    return (on - training.begins_on).days >= training.days
