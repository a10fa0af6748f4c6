"""The dialogue: from one incoming message to the answers, with the conversation's state kept.

Works inside the caller's transaction and sends nothing: the answers go to the outbox.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.dialogue import actions, commands, dispatch, flood, people, understand
from bot.dialogue.english import JobEnglish
from bot.dialogue.flood import Verdict
from bot.dialogue.flows import listing
from bot.dialogue.orders import ABOUT_POSTINGS
from bot.dialogue.pages import paged
from bot.dialogue.reply import Reply
from bot.dialogue.session import TALK_LIFE, load
from bot.dialogue.turn import DialogueSettings, Say, Services, Turn
from bot.replies.wording import Form, Wording
from bot.tables import Conversation
from labourers.tables import Labourer
from matching.job_search import JobSearch
from messaging.addresses import SMS
from messaging.tables import Contact
from policy_faq import text as texts
from policy_faq.claims.assess import Assessor
from policy_faq.service import PolicyService
from policy_faq.urgent import danger_in
from storage.clock import Clock
from storage.gazetteer import Gazetteer
from storage.vault import Vault

__all__ = ["Dialogue", "DialogueSettings"]


class Dialogue:
    """Answers messages of every channel; build one and share it, it keeps nothing between them.

    ``county`` is the adcode of the office, for people of whom nothing else is known; ``settings``
    overrules it together with everything else an office may decide.
    """

    def __init__(
        self,
        policy: PolicyService,
        gazetteer: Gazetteer,
        *,
        county: str,
        jobs: JobSearch | None = None,
        settings: DialogueSettings | None = None,
    ) -> None:
        self._services = Services(
            policy=policy,
            jobs=jobs or JobSearch.load(gazetteer),
            english=JobEnglish(),
            gazetteer=gazetteer,
            settings=settings or DialogueSettings(county),
            claims=Assessor(policy.knowledge, policy.parameters),
        )

    def answer(
        self,
        session: Session,
        vault: Vault,
        clock: Clock,
        contact: Contact,
        conversation: Conversation,
        text: str,
        action: str | None = None,
    ) -> list[Reply]:
        """Return what to say to ``text`` or to the button ``action``, and move the conversation on.

        Any text gets an answer, each time: it is read up to a bound, without markup and invisible
        characters. Who repeats the same message over and over gets a short sentence that it
        arrived, marked as ``surplus``: a channel that costs money may leave most of those out.
        Changes ``conversation`` (state, person, moment) and rows that the person's wish concerns;
        commits nothing.
        """
        turn = self._turn(session, vault, clock, contact, conversation, text)
        before = conversation.updated_at if conversation.state else None
        slowed = self._slowed(turn, action)
        said = slowed or self._respond(turn, action, before)
        if said.options is not None:
            turn.state.options = [str(option) for option in said.options][:9]
        conversation.state = turn.state.dump()
        conversation.person_id = turn.person_id
        conversation.updated_at = clock.now()
        session.add(conversation)
        replies = paged(said, turn) if said.lines else []
        return [replace(each, surplus=True) for each in replies] if slowed else replies

    def _turn(
        self,
        session: Session,
        vault: Vault,
        clock: Clock,
        contact: Contact,
        conversation: Conversation,
        text: str,
    ) -> Turn:
        now = clock.now()
        silence = now - conversation.updated_at if conversation.state else timedelta(0)
        known = people.recognised(session, vault, clock, contact)
        turn = Turn(
            session=session,
            vault=vault,
            clock=clock,
            contact=contact,
            state=load(conversation.state).aged(silence, now),
            wording=Wording(contact.language, Form.SMS if contact.channel == SMS else Form.CHAT),
            services=self._services,
            text=self._services.jobs.in_characters(texts.clean(text)),
            people=known,
            person=_speaker(known, conversation, silence),
        )
        turn.read_library()
        return turn

    def _slowed(self, turn: Turn, action: str | None) -> Say | None:
        """Return what to say to one message too many, None for any other."""
        written = turn.text or action or ""
        turn.state.flow = flood.counted(turn.state.flow, written, turn.clock.now())
        alarm = danger_in(turn.text)
        if flood.verdict(turn.state.flow, written, danger=alarm is not None) is Verdict.ANSWER:
            return None
        name = "too_many" if alarm is None else "too_many_urgent"
        return Say.text(turn.say(name, **turn.hotline()))

    def _respond(self, turn: Turn, action: str | None, before: datetime | None) -> Say:
        unclear = turn.state.unclear
        pressed = actions.read(action)
        if pressed is not None:
            said = dispatch.act(turn, pressed)
        else:
            if action and not turn.text:
                turn.text = texts.clean(action)
            self._look_at_push(turn, before)
            said = understand.respond(turn)
        if turn.state.unclear == unclear:
            turn.state.unclear = 0
        return said

    def _look_at_push(self, turn: Turn, before: datetime | None) -> None:
        command = commands.parse(turn.text)
        if command is not None and command.order in ABOUT_POSTINGS:
            listing.adopt_push(turn, before)


def _speaker(
    known: list[Labourer], conversation: Conversation, silence: timedelta
) -> Labourer | None:
    """Return who speaks: the contact's only person, or on a shared phone who spoke just now."""
    if len(known) == 1:
        return known[0]
    if silence > TALK_LIFE:
        return None
    return next((person for person in known if person.id == conversation.person_id), None)
