"""Warning the people who know of an employer's postings once it may hire nobody.

The message names no ground: that is between the office and the employer. It is no service and
proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from jobs_feed.employer_status import history
from jobs_feed.publish import WrongStateError
from jobs_feed.tables import Employer
from matching.employer_desk import Told
from matching.ways import best_way, called
from messaging import outbox
from messaging.outbox import Draft
from messaging.tables import MessageKind
from storage.clock import Clock
from storage.vault import Vault

_EMPLOYER_LENGTH, _TITLE_LENGTH = 16, 10


@dataclass(frozen=True, slots=True)
class Warned:
    """How many people get a message, were warned of this before, or cannot be written to."""

    queued: int
    before: int
    unreachable: int


def warn(
    session: Session,
    vault: Vault,
    clock: Clock,
    employer: Employer,
    people: Iterable[Told],
    hotline: str,
) -> Warned:
    """Write a warning to each of ``people``, once for each time the employer was barred.

    ``hotline`` is the number to call about wages owed. Raises jobs_feed.publish.WrongStateError for
    an employer that may hire.
    """
    newest = next(iter(history(session, employer.id)), None)
    if newest is None or not employer.is_barred:
        raise WrongStateError("单位现在可以招聘，不用提醒。")
    queued = before = unreachable = 0
    for told in people:
        way = best_way(session, vault, clock, told.person.id)
        if way is None:
            unreachable += 1
            continue
        message = outbox.enqueue(
            session,
            vault,
            clock,
            Draft(
                key=f"employer-warning:{newest.id}:{told.person.id}",
                contact_id=way.contact.id,
                channel=way.contact.channel,
                kind=MessageKind.NOTICE,
                text=wording(employer.name, told, hotline, called(way)),
                person_id=told.person.id,
                county_code=employer.county_code,
            ),
        )
        queued, before = queued + (message is not None), before + (message is None)
    return Warned(queued, before, unreachable)


def wording(employer: str, told: Told, hotline: str, name: str = "") -> str:
    """Return what a person reads: what stopped, what not to do, and whom to call."""
    firm, title = employer[:_EMPLOYER_LENGTH], told.title[:_TITLE_LENGTH]
    if told.hired_on is not None:
        return (
            f"{name}你上班的{firm}已停止招聘，县里正在核实。"
            f"工资没发、合同没签，打{hotline}，或回“人工”。"
        )
    knows = f"你报名的“{title}”" if told.applied is not None else f"发给你的“{title}”"
    return (
        f"{name}{firm}已停止招聘，{knows}先不要去，也不要交钱。"
        f"已经去了的，有事打{hotline}，或回“人工”。"
    )
