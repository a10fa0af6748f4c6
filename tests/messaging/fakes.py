"""A channel whose provider does what the test says, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from messaging.contract import (
    Capabilities,
    LookupMiss,
    Outgoing,
    Receipt,
    Sent,
    Submission,
)

Behaviour = Sent | BaseException | Callable[[Outgoing], Sent]
SMS_LIKE = Capabilities(
    max_length=670,
    receipts=True,
    lookup=True,
    billed_by_segment=True,
    fen_per_segment=5,
    signature="人社局",
    opt_out_wording="拒收请回复R",
)


@dataclass
class ScriptedChannel:
    """Does ``script`` step by step (the last step for ever) and keeps ``sent`` and ``asked``."""

    script: list[Behaviour] = field(default_factory=lambda: [Sent("p-1")])
    name: str = "sms"
    capabilities: Capabilities = SMS_LIKE
    answer: Receipt | LookupMiss = LookupMiss.CANNOT_TELL
    sent: list[Outgoing] = field(default_factory=list)
    asked: list[Submission] = field(default_factory=list)

    def normalise(self, address: str) -> str:
        return address

    def send(self, message: Outgoing, timeout: float) -> Sent:
        self.sent.append(message)
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(step, BaseException):
            raise step
        return step if isinstance(step, Sent) else step(message)

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        self.asked.append(submission)
        return self.answer
