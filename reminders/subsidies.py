"""Which subsidies fall due after some months of work, where and when; read from data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, TypeAdapter

from policy_faq.knowledge import Knowledge
from policy_faq.official import OfficialText, dated
from policy_faq.parameters import Parameter, Parameters
from policy_faq.places import Distance, rank
from policy_faq.rules.transport import cap

NATIONAL_HOTLINE = "12333"


class Rule(BaseModel):
    """What to tell about a subsidy that falls due after some months of work."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parameter: str
    bring: str
    where: str
    ask: str


@dataclass(frozen=True, slots=True)
class Subsidy:
    """A rule that holds in a county on a day.

    ``months`` is the wait, ``times`` says in Chinese how often it can be claimed, ``amounts`` are
    the parameters that set caps.
    """

    rule: Rule
    months: int
    times: str
    amounts: tuple[Parameter, ...]
    phone: str

    def caps(self, far: Distance | None) -> list[Decimal]:
        """Return the most yuan that each text sets for a way to work, smallest first.

        Empty when the way is not known, or when no text covers it.
        """
        if far is None:
            return []
        return sorted({most for one in self.amounts if (most := cap(one, far)) is not None})


def shipped_rules() -> list[Rule]:
    """Return the rules that come with the service."""
    text = (files("reminders") / "data" / "subsidy_due.toml").read_text(encoding="utf-8")
    return TypeAdapter(list[Rule]).validate_python(tomllib.loads(text)["rule"])


def subsidies_in(county: str, on: date, imported: Iterable[OfficialText] = ()) -> list[Subsidy]:
    """Return the rules that hold in ``county`` (adcode) on ``on``.

    Amounts are those of the most local texts in force for the same subsidy. The validity stated
    with the ``imported`` texts overrules the shipped one, as it does for answers.
    """
    knowledge = Knowledge.load()
    parameters = Parameters.load(dated(knowledge.documents, imported))
    contact = knowledge.contact(county)
    found = []
    for rule in shipped_rules():
        wanted = parameters.get(rule.parameter)
        in_force = parameters.in_force(wanted.subsidy, county, on)
        months = wanted.get("months")
        if months is None or wanted not in in_force:
            continue
        nearest = rank(in_force[0].document.place)
        amounts = tuple(one for one in in_force if rank(one.document.place) == nearest)
        phone = contact.phone if contact else NATIONAL_HOTLINE
        found.append(Subsidy(rule, int(months), wanted.times, amounts, phone))
    return found
