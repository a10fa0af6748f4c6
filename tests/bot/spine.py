"""A runtime for tests: real storage and ledger, a dialogue and channels the test chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from bot.dialogue.engine import Dialogue
from bot.runtime import BotRuntime
from bot.tables import Conversation
from labourers.tables import ID_NUMBER_FIELD, Labourer, Sex
from messaging.contract import Button, Channel
from messaging.tables import Contact, MessageKind
from service_ledger.entries import Ledger
from storage.clock import Clock
from storage.database import Database
from storage.vault import Vault

COUNTY = "530326"
WEB_KEY = b"w" * 32


@dataclass(frozen=True)
class Said:
    """One answer, shaped as the dialogue's own."""

    text: str
    buttons: tuple[Button, ...] = ()
    proves: Mapping[str, Any] | None = None
    kind: MessageKind = MessageKind.REPLY
    surplus: bool = False


@dataclass
class Parrot:
    """A dialogue that answers what ``says`` returns, and remembers what it heard."""

    says: Callable[[str], list[Said]] = lambda text: [Said(f"您说：{text}")]
    speaker: UUID | None = None
    heard: list[tuple[str, str | None]] = field(default_factory=list)

    def answer(
        self,
        session: Any,
        vault: Vault,
        clock: Clock,
        contact: Contact,
        conversation: Conversation,
        text: str,
        action: str | None,
    ) -> list[Said]:
        self.heard.append((text, action))
        if self.speaker is not None:
            conversation.person_id = self.speaker
        return self.says(text)


def runtime_with(
    db: Database,
    vault: Vault,
    clock: Clock,
    *channels: Channel,
    dialogue: Parrot | Dialogue | None = None,
) -> BotRuntime:
    """Return a runtime with these channels."""
    return BotRuntime(
        db=db,
        vault=vault,
        clock=clock,
        dialogue=dialogue or Parrot(),  # type: ignore[arg-type]
        ledger=Ledger(b"l" * 32),
        channels={channel.name: channel for channel in channels},
        county=COUNTY,
        owner="test",
        web_key=WEB_KEY,
    )


def add_person(db: Database, vault: Vault, clock: Clock, name: str = "张三") -> Labourer:
    """Put a person on the roster."""
    number = f"530326199001{len(name):06d}"
    with db.write() as session:
        person = Labourer(
            county_code=COUNTY,
            name=name,
            sex=Sex.MALE,
            birth_date=date(1990, 1, 1),
            id_number_sealed=vault.seal(ID_NUMBER_FIELD, number),
            id_number_index=vault.blind_index(ID_NUMBER_FIELD, name),
            created_at=clock.now(),
            updated_at=clock.now(),
        )
        session.add(person)
    return person
