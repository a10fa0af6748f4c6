"""Tells a person by SMS that a chat account was linked to them, so that a stranger's is noticed.

Name and four characters can be found out, and a link to our page can be passed on to somebody who
fills it in for another's account. The telephone on the roster hears of every account that was
linked by them.
"""

from __future__ import annotations

from bot.dialogue.turn import Turn
from labourers.tables import Labourer
from labourers.ways import PersonWays
from messaging import outbox
from messaging.addresses import SMS
from messaging.outbox import Draft
from messaging.tables import MessageKind


def tell(turn: Turn, person: Labourer) -> None:
    """Write to the person's telephone, once a day for each account; nobody without one."""
    if turn.contact.channel == SMS:
        return
    ways = PersonWays(turn.vault, turn.clock)(turn.session, person.id)
    phone = next((way for way in ways if way.contact.channel == SMS), None)
    if phone is None:
        return
    text = turn.say("identify_told", called=phone.name, **turn.hotline())
    outbox.enqueue(
        turn.session,
        turn.vault,
        turn.clock,
        Draft(
            key=f"linked:{turn.contact.id}:{person.id}:{turn.clock.today()}",
            contact_id=phone.contact.id,
            channel=SMS,
            kind=MessageKind.NOTICE,
            text=text,
            person_id=person.id,
            county_code=person.county_code,
        ),
    )
