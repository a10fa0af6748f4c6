"""Who gets a push and what it says: read from stored matches, nothing is written here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from jobs_feed.pay import pay_words
from jobs_feed.tables import Posting, PostingState
from labourers.profiles import called_on_phones, willing_unemployed
from labourers.tables import PHONE_FIELD, ContactLink, Labourer
from matching import push_text
from matching.latest import latest_run
from matching.memory import Memory
from matching.push_check import State, states, still_allowed
from matching.push_text import Line, PushText
from matching.tables import Match, Push
from matching.toolkit import Toolkit
from messaging.addresses import SMS, is_mobile, normalise
from messaging.bulk import find_contacts
from messaging.contract import Capabilities
from messaging.tables import Contact, MessageKind
from messaging.templates import Prepared, Template, prepare
from messaging.templates_registry import approved
from storage.clock import Clock
from storage.gazetteer import Gazetteer
from storage.vault import Vault

HEARD_WITHIN = timedelta(days=30)
"""A chat account that was silent for longer may be lost with an old phone; an SMS is surer."""
NAMELESS = frozenset({"telegram"})
"""Channels whose servers are abroad: no personal data goes there, not even a name."""
_PUSH = MessageKind.JOB_PUSH
_PEOPLE_AT_ONCE = 250
"""Messages of one transaction: SQLite's only writer must soon be free for those who write in."""
USUAL_SMS = Capabilities(
    max_length=670,
    billed_by_segment=True,
    fen_per_segment=5,
    signature="就业服务",
    opt_out_wording="拒收请回复R",
)
"""What an SMS is reckoned with where the caller does not know the gateway."""


@dataclass(frozen=True, slots=True)
class PlannedPush:
    """One message to be written: to whom, over which channel, with which postings.

    ``contact_id`` is None for a phone that nothing was ever sent to; ``phone`` is set then.
    """

    labourer: Labourer
    channel: str
    contact_id: UUID | None
    phone: str | None
    postings: tuple[UUID, ...]
    text: PushText


@dataclass(frozen=True, slots=True)
class PushPlan:
    """Who gets what; ``skipped`` counts the others by reason.

    ``states`` is what was stored of the people and postings of ``pushes``.
    """

    pushes: list[PlannedPush] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    states: State = field(default_factory=dict)


def batches(pushes: Sequence[PlannedPush]) -> Iterator[Sequence[PlannedPush]]:
    """Yield so many pushes at once as one transaction writes."""
    for start in range(0, len(pushes), _PEOPLE_AT_ONCE):
        yield pushes[start : start + _PEOPLE_AT_ONCE]


def states_of(session: Session, pushes: Sequence[PlannedPush]) -> State:
    """Return what is stored of the people and postings of some pushes."""
    postings = {posting for each in pushes for posting in each.postings}
    return states(session, [each.labourer.id for each in pushes], list(postings))


class Planner:
    """Plans the push of a county in one reading session."""

    def __init__(
        self,
        session: Session,
        vault: Vault,
        clock: Clock,
        gazetteer: Gazetteer,
        known: Mapping[str, Capabilities],
        toolkit: Toolkit | None = None,
        memory: Memory | None = None,
    ) -> None:
        self._session = session
        self._vault = vault
        self._clock = clock
        self._gazetteer = gazetteer
        self._known = known
        self._toolkit = toolkit
        self._memory = memory or Memory()
        self._templates: list[Template] = []
        self._called: Mapping[UUID, str] = {}

    def plan(self, county: str, on: date, *, min_days_between: int, min_postings: int) -> PushPlan:
        """Return the pushes due on ``on`` for people who are unemployed and willing that day."""
        plan = PushPlan()
        provider = self._known.get(SMS, USUAL_SMS).templates_of
        self._templates = approved(self._session, provider, _PUSH, county) if provider else []
        self._called = called_on_phones(self._session, county)
        matched = self._open_matches(county, on)
        recent = self._pushed_since(county, on - timedelta(days=min_days_between - 1))
        chats = self._chat_contacts(county)
        due: list[Labourer] = []
        for seeker in willing_unemployed(self._session, county, on):
            labourer = seeker.labourer
            if labourer.id in recent:
                plan.skipped["recently_pushed"] += 1
            elif len(matched.get(labourer.id, [])) < min_postings:
                plan.skipped["shortfall"] += 1
            else:
                due.append(labourer)
        phones = {each.id: self._mobile(each) for each in due if each.id not in chats}
        known = find_contacts(self._session, self._vault, SMS, list(filter(None, phones.values())))
        for labourer in due:
            postings, phone = matched[labourer.id], phones.get(labourer.id)
            chat = chats.get(labourer.id)
            found = (
                self._by_chat(labourer, postings, chat)
                if chat is not None
                else self._by_phone(labourer, postings, phone, known.get(phone or ""))
            )
            if isinstance(found, str):
                plan.skipped[found] += 1
            else:
                plan.pushes.append(found)
        for some in batches(plan.pushes):
            plan.states.update(states_of(self._session, some))
        return plan

    def _by_chat(
        self, labourer: Labourer, postings: Sequence[tuple[Posting, Match]], chat: Contact
    ) -> PlannedPush:
        name = None if chat.channel in NAMELESS else labourer.name
        text = push_text.chat(name, [self._line(*each) for each in postings])
        ids = tuple(posting.id for posting, _ in postings)
        return PlannedPush(labourer, chat.channel, chat.id, None, ids, text)

    def _by_phone(
        self,
        labourer: Labourer,
        postings: Sequence[tuple[Posting, Match]],
        phone: str | None,
        contact: Contact | None,
    ) -> PlannedPush | str:
        """Return the message for one person, or why there is none."""
        if phone is None:
            return "no_phone"
        if contact is not None and contact.opted_out_at is not None:
            return "opted_out"
        if contact is not None and contact.blocked_at is not None:
            return "unreachable"
        sms = self._known.get(SMS, USUAL_SMS)
        text = push_text.sms(
            self._called.get(labourer.id, labourer.name),
            [self._line(*each) for each in postings],
            signature=sms.signature,
            opt_out_wording=sms.opt_out_wording,
            whole=self._in_template,
        )
        ids = tuple(posting.id for posting, _ in postings)
        return PlannedPush(labourer, SMS, contact.id if contact else None, phone, ids, text)

    def _in_template(self, params: Mapping[str, str]) -> str | None:
        """Return the complete SMS where a provider's template says it, else None."""
        found = prepare(self._templates, _PUSH, params, "")
        return found.text if isinstance(found, Prepared) else None

    def _open_matches(self, county: str, on: date) -> dict[UUID, list[tuple[Posting, Match]]]:
        """Return the stored matches that may still be pushed, by person, best first.

        A pair of which either was changed since the matching waits for the next one: it may suit
        no more. Of all others the requirements are looked at once more.
        """
        run = latest_run(self._session, county)
        matched_at = self._clock.now() if run is None else run.started_at
        rows = self._session.exec(
            select(Posting, Match)
            .join(Match, col(Match.posting_id) == col(Posting.id))
            .join(Labourer, col(Labourer.id) == col(Match.labourer_id))
            .where(
                Labourer.county_code == county,
                Posting.county_code == county,
                Posting.state == PostingState.OPEN,
                col(Posting.updated_at) <= matched_at,
                col(Labourer.updated_at) <= matched_at,
            )
            .order_by(col(Match.place))
        ).all()
        if not rows:
            return {}
        pairs = [(match.labourer_id, match.posting_id) for _, match in rows]
        tools = self._toolkit or Toolkit.load(self._gazetteer)
        allowed = still_allowed(self._session, tools, self._memory, county, on, pairs)
        found: dict[UUID, list[tuple[Posting, Match]]] = defaultdict(list)
        for pair, row in zip(pairs, rows, strict=True):
            if pair in allowed:
                found[pair[0]].append(row)
        return found

    def _pushed_since(self, county: str, first: date) -> set[UUID]:
        """Return who was pushed something, wherever they lived then."""
        rows = (
            select(Push.labourer_id)
            .join(Labourer, col(Labourer.id) == col(Push.labourer_id))
            .where(Labourer.county_code == county, col(Push.day) >= first)
        )
        return set(self._session.exec(rows))

    def _chat_contacts(self, county: str) -> dict[UUID, Contact]:
        """Return for each person the chat account to write to: the one heard from last."""
        rows = self._session.exec(
            select(ContactLink.labourer_id, Contact)
            .join(Contact, col(Contact.id) == col(ContactLink.contact_id))
            .join(Labourer, col(Labourer.id) == col(ContactLink.labourer_id))
            .where(
                Labourer.county_code == county,
                Contact.channel != SMS,
                col(Contact.opted_out_at).is_(None),
                col(Contact.blocked_at).is_(None),
                col(Contact.last_inbound_at).is_not(None),
            )
            .order_by(col(Contact.last_inbound_at))
        )
        return {labourer: contact for labourer, contact in rows if self._is_heard(contact)}

    def _is_heard(self, contact: Contact) -> bool:
        """Tell whether the account is in use, and its channel lets us write first."""
        ability = self._known.get(contact.channel)
        if ability is None or contact.last_inbound_at is None:
            return False
        window = min(HEARD_WITHIN, ability.reply_window or HEARD_WITHIN)
        return self._clock.now() - contact.last_inbound_at < window

    def _mobile(self, labourer: Labourer) -> str | None:
        for sealed in (labourer.phone_sealed, labourer.second_phone_sealed):
            if sealed is not None:
                phone = normalise(SMS, self._vault.open(PHONE_FIELD, sealed))
                # Demo people have numbers that no operator gives out.
                if is_mobile(phone) or labourer.is_demo:
                    return phone
        return None

    def _line(self, posting: Posting, match: Match) -> Line:
        pay = pay_words(
            posting.wage_low_fen,
            posting.wage_high_fen,
            posting.wage_basis,
            posting.wage_text or "",
        )
        return Line(
            title=posting.title,
            place=self._place(posting),
            wage=pay or "工资面议",
            board=push_text.board_words(posting.food, posting.lodging),
            reason=match.reasons[0] if match.reasons else "",
        )

    def _place(self, posting: Posting) -> str:
        code = posting.place_code
        if code is not None and self._gazetteer.exists(code):
            return self._gazetteer.short_name(code)
        return posting.place_text or ""
