"""The last look at the words of a message: what must not go over this channel is taken out.

The program writes nothing personal into an SMS or to a chat abroad. A caseworker may, in an answer:
by SMS, which a household reads, no ID or bank card number goes and the name is masked; to a chat
that is run from abroad (个人信息保护法 36) neither these nor the person's name and telephone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from sqlmodel import Session

from messaging.addresses import SMS
from messaging.contacts import address_of
from messaging.failover import ABROAD, NAMELESS, Way
from messaging.rules import SendingRules
from messaging.tables import OutboxMessage
from messaging.templates import Purpose
from storage.vault import Vault

NUMBER = "［号码］"
"""Stands in the place of a number that was taken out; 【】 would look like a signature."""

_LONG = re.compile(
    r"(?<![\w/=.-])(?:\d{14,18}[\dXx]|\d{6}[ -]?(?:19|20)\d{6}[ -]?\d{3}[\dXx]"
    r"|\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?)(?!\w)",
    re.ASCII,
)
"""ID numbers of 15 and 18 characters and bank cards, also in groups; not what stands in a link."""


def ways_of(session: Session, rules: SendingRules, message: OutboxMessage) -> Sequence[Way]:
    """Return the contacts of whom a message is about, where its words have to be looked at."""
    concerned = message.channel in ABROAD or message.purpose == Purpose.HANDOFF_ANSWER
    if not concerned or message.person_id is None or rules.fail_over is None:
        return ()
    return rules.fail_over.ways(session, message.person_id)


def without(text: str, channel: str, vault: Vault, ways: Sequence[Way]) -> str:
    """Return ``text`` as it may go over ``channel``; ``ways`` are those of whom it is about."""
    if channel in ABROAD:
        phones = [address_of(vault, way.contact) for way in ways if way.contact.channel == SMS]
        names = [name for way in ways for name in (*way.names, way.name)]
        return _LONG.sub(NUMBER, _taken_out(text, names, phones))
    if channel != SMS:
        return text
    for way in ways:
        if way.contact.channel == SMS:
            for name in way.names:
                text = text.replace(name, way.name)
    return _LONG.sub(NUMBER, text)


def _taken_out(text: str, names: Collection[str], phones: Collection[str]) -> str:
    for name in sorted(set(names), key=len, reverse=True):
        text = text.replace(name, NAMELESS)
    for phone in phones:
        grouped = r"[ -]?".join(map(re.escape, phone))
        text = re.sub(rf"(?<!\d){grouped}(?!\d)", NUMBER, text)
    return text
