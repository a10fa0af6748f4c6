"""What a message wants: pure rules that score each intent.

The engine asks this only after opt-out words, commands, digits and the running flow had their
turn; it still knows all intents, so that it can be measured by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.dialogue import lexicon
from bot.dialogue.lexicon import Cue
from messaging import consent
from policy_faq.urgent import Alarm, danger_in


class Intent(StrEnum):
    """What a person wants with a message."""

    URGENT = "urgent"
    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    HANDOFF = "handoff"
    JOB_STARTED = "job_started"
    JOB_LOST = "job_lost"
    JOB_SEARCH = "job_search"
    POLICY = "policy"
    MENU = "menu"
    GREETING = "greeting"
    OPENS = "opens"
    THANKS = "thanks"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Understanding:
    """The intent of a message, how strongly its words speak for it, and the danger it names."""

    intent: Intent
    score: int
    alarm: Alarm | None = None


_ENOUGH: Final = {Intent.JOB_SEARCH: 2, Intent.POLICY: 3}
_EDGES: Final = re.compile(r"^[/\s,.!?~。,、…:;\"'()《》【】-]+|[\s,.!~。,、…:;\"'()《》【】-]+$")
_QUESTION: Final = re.compile(r"[?？吗]|怎么|咋|多少|哪|什么|能不能|可不可以|几")


def bare(text: str) -> str:
    """Return a cleaned message without the punctuation around it."""
    return _EDGES.sub("", text)


def is_opt_out(text: str) -> bool:
    """Tell whether a cleaned message asks to send nothing more.

    Besides the words that carriers know (``messaging.consent``) people have ways to say it.
    """
    words = bare(text).replace(" ", "")
    if consent.is_opt_out(text) or words in lexicon.OPT_OUT_WORDS:
        return True
    if is_opt_in(text) or len(words) > 20 or lexicon.OTHER_POSTINGS.search(words):
        return False
    return _score(lexicon.OPT_OUT, words) > 0


def refuses_some(text: str) -> bool:
    """Tell whether a cleaned message only refuses one kind of posting ("莫给我推保险")."""
    words = bare(text).replace(" ", "")
    refused = lexicon.OTHER_POSTINGS.search(words)
    return bool(refused) and len(words) <= 20 and _score(lexicon.OPT_OUT, words) > 0


def is_opt_in(text: str) -> bool:
    """Tell whether a cleaned message asks to be sent postings again."""
    words = bare(text).replace(" ", "")
    if consent.is_opt_in(text) or words in lexicon.OPT_IN_WORDS:
        return True
    return _score(lexicon.OPT_IN, words) > 0


def understand(text: str) -> Understanding:
    """Return the intent of a cleaned message (``policy_faq.text.clean``)."""
    words = bare(text)
    if not words:
        return Understanding(Intent.OTHER, 0)
    alarm = danger_in(words)
    if alarm is not None:
        return Understanding(Intent.URGENT, 10, alarm)
    if is_opt_out(words):
        return Understanding(Intent.OPT_OUT, 10)
    if is_opt_in(words):
        return Understanding(Intent.OPT_IN, 10)
    return _courtesy(words) or _matter(words)


def _courtesy(words: str) -> Understanding | None:
    bare_words = re.sub(r"[\s,.!~。,、…]+", "", words)
    if lexicon.GREETING.fullmatch(bare_words):
        return Understanding(Intent.GREETING, 10)
    if lexicon.OPENS.fullmatch(bare_words):
        return Understanding(Intent.OPENS, 10)
    if lexicon.THANKS.fullmatch(bare_words) or lexicon.THANKS.fullmatch(words):
        return Understanding(Intent.THANKS, 10)
    return None


def _matter(words: str) -> Understanding:
    """Weigh the intents that carry content against each other."""
    handoff = _score(lexicon.HANDOFF, words)
    if handoff:
        return Understanding(Intent.HANDOFF, handoff)
    job = _score(lexicon.JOB_SEARCH, words)
    policy = _score(lexicon.POLICY, lexicon.ATTRIBUTE.sub("", words))
    started = 0
    if not lexicon.NOT_STARTED.search(words):
        started = _score(lexicon.JOB_STARTED, words)
    if started > policy:
        return Understanding(Intent.JOB_STARTED, started)
    lost = _score(lexicon.JOB_LOST, words)
    if lost > policy and not _QUESTION.search(words):
        return Understanding(Intent.JOB_LOST, lost)
    menu = _score(lexicon.MENU, words)
    if menu and menu >= policy:
        return Understanding(Intent.MENU, menu)
    if policy >= _ENOUGH[Intent.POLICY] and policy >= job:
        return Understanding(Intent.POLICY, policy)
    if job >= _ENOUGH[Intent.JOB_SEARCH] and job > policy:
        return Understanding(Intent.JOB_SEARCH, job)
    if policy >= _ENOUGH[Intent.POLICY]:
        return Understanding(Intent.POLICY, policy)
    return Understanding(Intent.OTHER, max(job, policy))


def _score(cues: tuple[Cue, ...], words: str) -> int:
    return sum(cue.weight for cue in cues if cue.pattern.search(words))
