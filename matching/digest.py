"""The daily push: whom, what and when, from stored matches into the outbox."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, col, select

from jobs_feed.tables import Posting, PostingState
from labourers.profiles import willing_unemployed
from labourers.tables import PHONE_FIELD, ContactLink, Labourer
from matching import push_text
from matching.engine import MINIMUM_POSTINGS
from matching.push_text import Line, PushText
from matching.tables import Match, Push, PushedPosting
from messaging import outbox
from messaging.addresses import SMS, is_mobile, normalise
from messaging.contacts import contact_for, find_contact
from messaging.contract import Capabilities
from messaging.tables import Contact, MessageKind
from storage.clock import Clock
from storage.database import Database
from storage.money import to_yuan
from storage.vault import Vault

DEFAULT_DAYS_BETWEEN = 7
_HEARD_WITHIN = timedelta(days=30)
"""A chat account that was silent for longer may be lost with an old phone; an SMS is surer."""
_NAMELESS = frozenset({"telegram"})
"""Channels whose servers are abroad: no personal data goes there, not even a name."""
_SMS_COSTS = Capabilities(
    max_length=670,
    billed_by_segment=True,
    fen_per_segment=5,
    signature="就业服务",
    opt_out_wording="拒收请回复R",
)
_PEOPLE_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class PushResult:
    """What a push of a county did, or would do: messages, people left out by reason, SMS billed."""

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


@dataclass(slots=True)
class _Plan:
    """Who gets what; ``skipped`` counts the others by reason."""

    pushes: list[_Planned] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Planned:
    """One message to be written."""

    labourer: Labourer
    channel: str
    contact_id: UUID | None
    phone: str | None
    postings: tuple[UUID, ...]
    text: PushText


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
) -> PushResult:
    """Write one message for everybody whose stored matches are enough, at most one per person.

    Nobody is written to twice within ``min_days_between`` days, so doing it again the same day
    writes nothing. ``capabilities`` are those of the channels in use; without them a usual SMS is
    reckoned. With ``dry_run`` nothing is written and the counts say what would be.
    """
    known = dict(capabilities or {SMS: _SMS_COSTS})
    with db.read() as session:
        plan = _plan(session, vault, clock, county, on, min_days_between, min_postings, known)
    written = plan.pushes
    if not dry_run:
        written = []
        for start in range(0, len(plan.pushes), _PEOPLE_AT_ONCE):
            with db.write() as session:
                for planned in plan.pushes[start : start + _PEOPLE_AT_ONCE]:
                    reason = _write(session, vault, clock, county, on, planned)
                    if reason is None:
                        written.append(planned)
                    else:
                        plan.skipped[reason] += 1
    segments = sum(planned.text.segments for planned in written)
    fen = sum(
        planned.text.segments * known[planned.channel].fen_per_segment
        for planned in written
        if planned.channel in known
    )
    return PushResult(len(written), dict(plan.skipped), segments, to_yuan(fen))


def _plan(
    session: Session,
    vault: Vault,
    clock: Clock,
    county: str,
    on: date,
    min_days_between: int,
    min_postings: int,
    known: Mapping[str, Capabilities],
) -> _Plan:
    plan = _Plan()
    matched = _open_matches(session, county, on)
    recent = _pushed_since(session, county, on - timedelta(days=min_days_between - 1))
    links = _chat_contacts(session, county, clock, known)
    for seeker in willing_unemployed(session, county, on):
        labourer = seeker.labourer
        postings = matched.get(labourer.id, [])
        if len(postings) < min_postings:
            plan.skipped["shortfall"] += 1
        elif labourer.id in recent:
            plan.skipped["recently_pushed"] += 1
        else:
            _address(session, vault, plan, labourer, postings, links, known)
    return plan


def _address(
    session: Session,
    vault: Vault,
    plan: _Plan,
    labourer: Labourer,
    postings: Sequence[tuple[Posting, Match]],
    links: Mapping[UUID, Contact],
    known: Mapping[str, Capabilities],
) -> None:
    lines = [_line(posting, match) for posting, match in postings]
    ids = tuple(posting.id for posting, _ in postings)
    chat = links.get(labourer.id)
    if chat is not None:
        name = None if chat.channel in _NAMELESS else labourer.name
        text = push_text.chat(name, lines)
        plan.pushes.append(_Planned(labourer, chat.channel, chat.id, None, ids, text))
        return
    phone = _mobile(vault, labourer)
    if phone is None:
        plan.skipped["no_phone"] += 1
        return
    contact = find_contact(session, vault, SMS, phone)
    if contact is not None and contact.opted_out_at is not None:
        plan.skipped["opted_out"] += 1
        return
    if contact is not None and contact.blocked_at is not None:
        plan.skipped["unreachable"] += 1
        return
    sms = known.get(SMS, _SMS_COSTS)
    text = push_text.sms(
        labourer.name, lines, signature=sms.signature, opt_out_wording=sms.opt_out_wording
    )
    contact_id = None if contact is None else contact.id
    plan.pushes.append(_Planned(labourer, SMS, contact_id, phone, ids, text))


def _write(
    session: Session, vault: Vault, clock: Clock, county: str, on: date, planned: _Planned
) -> str | None:
    """Write one message with its traces; returns why it was not written, or None."""
    labourer = planned.labourer
    contact_id = planned.contact_id
    if contact_id is None and planned.phone is not None:
        contact = contact_for(
            session, vault, clock, SMS, planned.phone, county, is_demo=labourer.is_demo
        )
        contact_id = contact.id
    if contact_id is None:
        return "no_phone"
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
            proves={"kind": "job_info", "postings": [str(each) for each in planned.postings]},
        ),
    )
    if message is None:
        return _why_refused(session, contact_id)
    push = Push(
        labourer_id=labourer.id,
        county_code=county,
        day=on,
        message_id=message.id,
        posting_ids=[str(each) for each in planned.postings],
        created_at=clock.now(),
    )
    session.add(push)
    session.flush()
    for posting in planned.postings:
        if session.get(PushedPosting, (labourer.id, posting)) is None:
            session.add(PushedPosting(labourer_id=labourer.id, posting_id=posting, push_id=push.id))
    return None


def _why_refused(session: Session, contact_id: UUID) -> str:
    contact = session.get(Contact, contact_id)
    opted_out = contact is not None and contact.opted_out_at is not None
    return "opted_out" if opted_out else "already_pushed"


def _open_matches(
    session: Session, county: str, on: date
) -> dict[UUID, list[tuple[Posting, Match]]]:
    """Return the stored matches whose postings can still be had, by person, best first."""
    found: dict[UUID, list[tuple[Posting, Match]]] = defaultdict(list)
    rows = session.exec(
        select(Posting, Match)
        .join(Match, col(Match.posting_id) == col(Posting.id))
        .join(Labourer, col(Labourer.id) == col(Match.labourer_id))
        .where(Labourer.county_code == county, Posting.state == PostingState.OPEN)
        .order_by(col(Match.place))
    )
    for posting, match in rows:
        if posting.headcount_left != 0 and (posting.deadline is None or posting.deadline >= on):
            found[match.labourer_id].append((posting, match))
    return found


def _pushed_since(session: Session, county: str, first: date) -> set[UUID]:
    return set(
        session.exec(
            select(Push.labourer_id).where(Push.county_code == county, col(Push.day) >= first)
        )
    )


def _chat_contacts(
    session: Session, county: str, clock: Clock, known: Mapping[str, Capabilities]
) -> dict[UUID, Contact]:
    """Return for each person the chat account to write to: the one heard from last."""
    rows = session.exec(
        select(ContactLink.labourer_id, Contact)
        .join(Contact, col(Contact.id) == col(ContactLink.contact_id))
        .join(Labourer, col(Labourer.id) == col(ContactLink.labourer_id))
        .where(
            Labourer.county_code == county,
            Contact.channel != SMS,
            col(Contact.opted_out_at).is_(None),
            col(Contact.blocked_at).is_(None),
        )
        .order_by(col(Contact.last_inbound_at))
    )
    now = clock.now()
    found: dict[UUID, Contact] = {}
    for labourer_id, contact in rows:
        ability = known.get(contact.channel)
        window = min(
            _HEARD_WITHIN,
            ability.reply_window if ability and ability.reply_window else _HEARD_WITHIN,
        )
        if ability is None or contact.last_inbound_at is None:
            continue
        if now - contact.last_inbound_at < window:
            found[labourer_id] = contact
    return found


def _mobile(vault: Vault, labourer: Labourer) -> str | None:
    for sealed in (labourer.phone_sealed, labourer.second_phone_sealed):
        if sealed is not None:
            phone = normalise(SMS, vault.open(PHONE_FIELD, sealed))
            if is_mobile(phone) or labourer.is_demo:
                return phone
    return None


def _line(posting: Posting, match: Match) -> Line:
    return Line(
        title=posting.title,
        place=posting.place_text or "",
        wage=push_text.wage_words(
            _yuan(posting.wage_low_fen), _yuan(posting.wage_high_fen), posting.wage_text or ""
        ),
        board=push_text.board_words(posting.food, posting.lodging),
        reason=match.reasons[0] if match.reasons else "",
    )


def _yuan(fen: int | None) -> int | None:
    return None if fen is None else fen // 100
