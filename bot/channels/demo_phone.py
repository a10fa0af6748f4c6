"""The embedded default for SMS: a phone on a demo page instead of a gateway.

Every message "arrives": the page shows it, a look-up reports its delivery, and the page can answer
for the phone. Nothing leaves the machine, so demo people may be written to. A number's last four
digits can ask for trouble, so that failures can be seen too:

========  =======================================================
9001      the phone is off for good: reported as failed
9002      the phone is off too long: reported as expired
9003      nobody ever reports what became of the message
9004      no such number: refused at once
9005      the gateway is slow: the first try is asked to come later
========  =======================================================

Production has no such channel.
"""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from uuid import UUID

from bot.channels import abilities
from messaging.contract import (
    Capabilities,
    Fault,
    LookupMiss,
    Outgoing,
    Receipt,
    SendError,
    Sent,
    Submission,
)
from messaging.tables import MessageState

SLOW_SECONDS = 2.0
_ENDS = {
    "9001": (MessageState.FAILED, "UNDELIV"),
    "9002": (MessageState.EXPIRED, "EXPIRED"),
}
_SILENT, _NO_SUCH_NUMBER, _SLOW = "9003", "9004", "9005"


class DemoPhone:
    """A pretended gateway for ``sms``; raises ValueError when the service runs in production."""

    def __init__(self, *, signature: str, production: bool) -> None:
        if production:
            raise ValueError("production has no demo phone: configure an SMS gateway")
        self._capabilities = replace(
            abilities.sms(signature), demo=True, in_process=True, lookup=True, caps=()
        )
        self._put_off: set[UUID] = set()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The registry key of SMS."""
        return abilities.SMS

    @property
    def capabilities(self) -> Capabilities:
        """The abilities of SMS, but nothing leaves the machine."""
        return self._capabilities

    def normalise(self, address: str) -> str:
        """Return the number as it is; raises SendError for one that says it does not exist."""
        if address.endswith(_NO_SUCH_NUMBER):
            raise SendError(Fault.BAD_ADDRESS, "no_such_number")
        return address

    def send(self, message: Outgoing, timeout: float) -> Sent:
        """Take the message; the demo page shows it from the outbox."""
        if message.to.endswith(_SLOW):
            with self._lock:
                first_time = message.message_id not in self._put_off
                self._put_off ^= {message.message_id}
            if first_time:
                raise SendError(Fault.THROTTLED, "slow_down", retry_after=SLOW_SECONDS)
        return Sent(provider_id=f"demo-{message.message_id.hex[-12:]}", state=MessageState.SENT)

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        """Report what became of the message: delivered, unless the number asks for something else.

        What was under way when the process stopped was never taken: this gateway is the process.
        """
        if submission.provider_id is None:
            return LookupMiss.NEVER_TAKEN
        if submission.to.endswith(_SILENT):
            return LookupMiss.CANNOT_TELL
        state, code = _ENDS.get(submission.to[-4:], (MessageState.DELIVERED, "DELIVRD"))
        return Receipt(
            event_id=f"demo:{submission.message_id}",
            state=state,
            at=submission.submitted_at,
            message_id=submission.message_id,
            to=submission.to,
            code=code,
        )
