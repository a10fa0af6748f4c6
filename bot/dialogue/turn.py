"""One turn of a conversation: what the flows read, what they say, and who is speaking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlmodel import Session

from bot.dialogue.actions import Action
from bot.dialogue.english import JobEnglish
from bot.dialogue.reply import Button
from bot.dialogue.session import State
from bot.replies.wording import Wording
from labourers.tables import Labourer
from matching.job_search import JobSearch
from messaging.identity_links import IdentityLinks
from messaging.tables import Contact
from policy_faq.claims.assess import Assessor
from policy_faq.claims.links import ClaimLinks
from policy_faq.library.texts import with_library
from policy_faq.service import PolicyService
from storage.clock import Clock
from storage.gazetteer import Gazetteer
from storage.vault import Vault

CHANNELS_ABROAD = frozenset({"telegram"})
"""Run from outside the country: state bodies keep personal data in it (个人信息保护法 36)."""
NATIONAL_HOTLINE = "12333"
"""人社服务热线, answered in the whole country."""


@dataclass(frozen=True, slots=True)
class DialogueSettings:
    """What an office decides about the conversation.

    ``county`` is the adcode for people of whom nothing else is known. ``postings_per_service`` is
    how many postings make one job information service (XA135: at least 3). ``identity_tries`` is
    per contact and day. ``sms_segments`` bounds an SMS, signature included; ``page_length`` (UTF-16
    units) and ``pages`` bound an answer in a chat. ``pages_url`` is the address of our own pages,
    without a slash at the end, and ``links`` makes the links to forms on them; without both a form
    is told in words. ``identity_links`` makes those to the page where somebody says who they are;
    without it a chat that must not carry that cannot be linked to a person.
    """

    county: str
    postings_per_service: int = 3
    identity_tries: int = 5
    sms_segments: int = 5
    page_length: int = 1500
    pages: int = 3
    pages_url: str = ""
    links: ClaimLinks | None = None
    identity_links: IdentityLinks | None = None


@dataclass(frozen=True, slots=True)
class Services:
    """What every conversation uses: built once, shared by all."""

    policy: PolicyService
    jobs: JobSearch
    english: JobEnglish
    gazetteer: Gazetteer
    settings: DialogueSettings
    claims: Assessor


@dataclass(slots=True)
class Say:
    """An answer under construction.

    ``options`` are what the digits 1, 2, 3… mean from now on; ``None`` leaves them as they were.
    """

    lines: list[str] = field(default_factory=list)
    options: Sequence[Action] | None = None
    buttons: list[Button] = field(default_factory=list)
    proves: Mapping[str, Any] | None = None

    @classmethod
    def text(cls, *lines: str) -> Say:
        """Return an answer of these lines that leaves the digits as they were."""
        return cls([line for line in lines if line])

    def add(self, other: Say) -> Say:
        """Append another answer; its digits and its proof win where it has any."""
        self.lines.extend(other.lines)
        self.buttons.extend(other.buttons)
        self.options = self.options if other.options is None else other.options
        self.proves = self.proves or other.proves
        return self


@dataclass(slots=True)
class Turn:
    """One incoming message with everything needed to answer it, inside one transaction.

    ``text`` is cleaned (``policy_faq.text.clean``). ``people`` are those known to use the contact;
    ``person`` the one who speaks, None while that is open.
    """

    session: Session
    vault: Vault
    clock: Clock
    contact: Contact
    state: State
    wording: Wording
    services: Services
    text: str
    people: list[Labourer]
    person: Labourer | None = None

    @property
    def county(self) -> str:
        """The county whose office answers: the person's, the contact's, or the default."""
        known = self.person.county_code if self.person else self.contact.county_code
        return known or self.services.settings.county

    @property
    def home(self) -> str:
        """The place whose policies hold: of the roster, else what was said, else the county's."""
        known = self.person or self.people
        return self.county if known else self.state.home or self.county

    def read_library(self) -> None:
        """Tell by the texts that were imported for the person's home."""
        policy = with_library(self.session, self.services.policy, self.home)
        if policy is not self.services.policy:
            claims = Assessor(policy.knowledge, policy.parameters)
            self.services = replace(self.services, policy=policy, claims=claims)

    @property
    def person_id(self) -> UUID | None:
        """The id of who speaks, None while that is open."""
        return self.person.id if self.person else None

    @property
    def names_may_be_told(self) -> bool:
        """Whether the channel may carry personal data: never one that leaves the country."""
        return self.contact.channel not in CHANNELS_ABROAD

    def say(self, name: str, **values: object) -> str:
        """Return a sentence of the templates."""
        return self.wording.say(name, **values)

    def hotline(self) -> dict[str, str]:
        """Return ``office`` and ``phone`` to call where the person is at home."""
        contact = self.services.policy.knowledge.contact(self.home)
        if contact is None:
            return {"office": self.say("hotline"), "phone": NATIONAL_HOTLINE}
        return {"office": contact.office, "phone": contact.phone}
