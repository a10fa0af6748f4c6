"""What one person gets for one trip under the texts of their own place; pure.

会政发〔2018〕20号 三(四)16, 会泽 FAQ question 11, 云人社发〔2017〕100号 二(三)13 and
云人社通〔2018〕68号 clause 1, as far as they are in force where the person lives. The amounts are
those of ``policy_faq.rules.transport``; here the texts are compared, and it is said what is still
to be asked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import resources

from policy_faq.claims.claim import Claim
from policy_faq.knowledge import Knowledge
from policy_faq.models import Card, Key, Record
from policy_faq.parameters import Parameter, Parameters
from policy_faq.places import rank
from policy_faq.rules.outcome import Eligible, NotEligible
from policy_faq.rules.transport import Trip, cap, transport

SUBSIDY = "transport"
"""The subsidy, and the topic of its cards."""


class Ask(StrEnum):
    """What has to be asked next."""

    PLACE = "place"
    FARE = "fare"
    CLAIMED = "claimed"
    MONTHS = "months"
    ORGANISED = "organised"


class Verdict(StrEnum):
    """How a claim stands."""

    PAYABLE = "payable"
    LATER = "later"
    """Payable once enough months are worked."""
    REFUSED = "refused"
    NOT_SET = "not_set"
    """No text in force sets an amount where the person lives."""


class _Condition(Record):
    parameter: Key
    proof_only_if_alone: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """What one clause gives: yuan, how it comes about, and the months that are still to be worked.

    ``up_to`` is True when the fare is not known. ``wait`` is the number of months of work the
    clause asks for when they are not full yet, else None.
    """

    parameter: Parameter
    amount: Decimal
    reason: str
    up_to: bool
    wait: int | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """How a claim stands; ``grants`` holds each different outcome once, the leading text first.

    ``missing`` says in Chinese what stands in the way, and ``source`` is the clause that says so;
    ``silent`` that it sets nothing for such a trip, so that another office still may.
    """

    verdict: Verdict
    grants: tuple[Grant, ...] = ()
    missing: str = ""
    source: Parameter | None = None
    silent: bool = False

    @property
    def differs(self) -> bool:
        """Whether the texts in force disagree, so that the office has to decide."""
        return len(self.grants) > 1

    @property
    def wait(self) -> int | None:
        """The months of work that are asked for and not full yet, or None."""
        return max((grant.wait for grant in self.grants if grant.wait is not None), default=None)


class Assessor:
    """Judges claims by what is known and what the parameters set; build one and keep it."""

    def __init__(self, knowledge: Knowledge, parameters: Parameters) -> None:
        self.knowledge = knowledge
        self._parameters = parameters

    def local(self, county: str, on: date) -> Sequence[Parameter]:
        """Return the clauses that set amounts for ``county`` on ``on``; empty when none does.

        Only the most local texts count. Where a still more local one speaks without an amount, or
        has ended, nothing is computed.
        """
        found = self._parameters.in_force(SUBSIDY, county, on)
        card = self.card(county, on)
        if not found or card is None:
            return ()
        nearest = rank(found[0].document.place)
        if rank(self.knowledge.place_of(card)) != nearest:
            return ()
        return [each for each in found if rank(each.document.place) == nearest]

    def card(self, county: str, on: date) -> Card | None:
        """Return the card that answers for ``county`` on ``on``; None when its text has ended."""
        speaking = self.knowledge.speaking(SUBSIDY, county, on)
        if not speaking.holding:
            return None
        card = speaking.holding[0]
        if speaking.ended:
            ended = rank(self.knowledge.place_of(speaking.ended[0]))
            if ended < rank(self.knowledge.place_of(card)):
                return None
        return card

    def next_question(self, claim: Claim, on: date) -> Ask | None:
        """Return what is still to be asked before ``assess`` can say more, or None."""
        local = self.local(claim.county, on)
        if not local:
            return None
        if claim.distance is None:
            return Ask.PLACE
        covering = [each for each in local if cap(each, claim.distance) is not None]
        if not covering or claim.registered is False or claim.claimed:
            return None
        if claim.fare is None and not claim.fare_open:
            return Ask.FARE
        if claim.claimed is None:
            return Ask.CLAIMED
        wait = _longest_wait(covering)
        if wait is None:
            return None
        months = claim.months_on(on)
        if months is None:
            return Ask.MONTHS
        if months < wait and claim.organised is None and any(map(_eased, covering)):
            return Ask.ORGANISED
        return None

    def wait(self, claim: Claim, on: date) -> int | None:
        """Return the most months of work that a clause covering the trip asks for, or None."""
        return _longest_wait(_covering(self.local(claim.county, on), claim))

    def assess(self, claim: Claim, on: date) -> Assessment:
        """Return how ``claim`` stands on ``on``; what was not said does not count against it."""
        local = self.local(claim.county, on)
        if not local or claim.distance is None:
            return Assessment(Verdict.NOT_SET)
        trip = Trip(claim.distance, claim.fare, claim.registered, claim.claimed)
        grants: list[Grant] = []
        for parameter in _covering(local, claim) or local:
            outcome = transport(parameter, trip)
            if isinstance(outcome, NotEligible):
                found = outcome.missing, parameter, outcome.silent
                return Assessment(Verdict.REFUSED, (), *found)
            if isinstance(outcome, Eligible) and outcome.amount is not None:
                wait = _open_wait(parameter, claim.months_on(on))
                grants.append(Grant(parameter, outcome.amount, outcome.reason, outcome.up_to, wait))
        return _judged(grants, organised=claim.organised is True)


def _judged(grants: list[Grant], *, organised: bool) -> Assessment:
    """Compare what the clauses give.

    Until the months are full, a clause without a wait pays only who need not prove an income: the
    proof the other clause speaks of is one of these months.
    """
    if any(grant.wait for grant in grants):
        at_once = [g for g in grants if g.wait is None and organised and _eased(g.parameter)]
        waiting = [grant for grant in grants if grant.wait is not None]
        if at_once:
            return Assessment(Verdict.PAYABLE, (*_distinct(at_once), *_distinct(waiting)))
        longest = max(grant.wait or 0 for grant in waiting)
        told = _distinct([*waiting, *(grant for grant in grants if grant.wait is None)])
        source = waiting[0].parameter
        return Assessment(Verdict.LATER, told, f"要稳定就业满{longest}个月才能申请", source)
    return Assessment(Verdict.PAYABLE, _distinct(grants))


def _distinct(grants: Sequence[Grant]) -> tuple[Grant, ...]:
    by_amount: dict[Decimal, Grant] = {}
    for grant in grants:
        by_amount.setdefault(grant.amount, grant)
    return tuple(by_amount.values())


def _covering(local: Sequence[Parameter], claim: Claim) -> list[Parameter]:
    far = claim.distance
    return [] if far is None else [each for each in local if cap(each, far) is not None]


def _longest_wait(parameters: Sequence[Parameter]) -> int | None:
    waits = [months for each in parameters if (months := each.get("months")) is not None]
    return int(max(waits)) if waits else None


def _open_wait(parameter: Parameter, months: int | None) -> int | None:
    wait = parameter.get("months")
    return int(wait) if wait is not None and months is not None and months < wait else None


def _eased(parameter: Parameter) -> bool:
    return parameter.id in _proof_only_if_alone()


@cache
def _proof_only_if_alone() -> frozenset[str]:
    """Return the parameters whose clause asks only those who went alone for proof of income."""
    file = resources.files("policy_faq.claims") / "conditions.toml"
    entries = tomllib.loads(file.read_text("utf-8"))["condition"]
    read = [_Condition.model_validate(entry) for entry in entries]
    return frozenset(each.parameter for each in read if each.proof_only_if_alone)
