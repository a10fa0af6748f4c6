"""Who can claim a subsidy now because they have worked long enough; pure.

会泽 FAQ 十一: the transport subsidy asks for proof of three months' income from stable work (and so
did 云人社通〔2018〕68号 一 until its end). The wait is a policy parameter, not a constant here.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from service_ledger.counting import Change, holding_since

CLAIMABLE_FOR_MONTHS = 12
"""The subsidy is one a year: who passed the wait longer ago was told then, or is not told now."""


class Job(NamedTuple):
    """What a person's status is from ``since`` on; ``place_code`` says where the work is."""

    since: date
    employed: bool
    place_code: str | None = None


class Claim(NamedTuple):
    """A person who can claim since ``due_on``; ``place_code`` is where they work now."""

    person: UUID
    due_on: date
    place_code: str | None


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of that month when it has none."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def claims(people: Iterable[tuple[UUID, Sequence[Job]]], months: int, on: date) -> list[Claim]:
    """Return who on ``on`` has worked for ``months`` without a break, and since when.

    A person's jobs are in the order of ``since``; of two on one day the last is true. Changing the
    employer is no break.
    """
    found = []
    for person, jobs in people:
        since = holding_since([Change(job.since, job.employed) for job in jobs], on)
        if since is None:
            continue
        due_on = add_months(since, months)
        if due_on <= on < add_months(due_on, CLAIMABLE_FOR_MONTHS):
            now = [job for job in jobs if job.since <= on][-1]
            found.append(Claim(person, due_on, now.place_code))
    return found


def message(
    name: str,
    months: int,
    caps: Sequence[Decimal],
    *,
    times: str,
    bring: str,
    where: str,
    phone: str,
    ask: str,
) -> str:
    """Return what the person reads; ``caps`` are the most yuan that the texts in force set.

    ``times`` says how often it can be claimed, ``ask`` is the word to reply with for more. Two
    texts that differ are both told. No cap is told when nobody knows how far the person went.
    """
    if not caps:
        amount = "能报多少看去了哪里"
    elif len(caps) == 1:
        amount = f"最多{_yuan(caps[0])}"
    else:
        amount = f"最多{'或'.join(_yuan(cap) for cap in caps)}（两份文件不同，由县里定）"
    return (
        f"{name}：您上班满{months}个月了，出去打工的车票可以报，{amount}，{times}。"
        f"带{bring}，到{where}办。问{phone}。回复“{ask}”看详情。"
    )


def _yuan(amount: Decimal) -> str:
    return f"{amount:f}元"
