"""Subsidy parameters: what a text sets, where and from when to when, as data.

The pattern is OpenFisca's: a new year's amount is a new dated value, never a change of code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from importlib import resources

from pydantic import TypeAdapter

from policy_faq import places
from policy_faq.models import Document, Key, Record, Standing, Text, applies

__all__ = ["Parameter", "Parameters"]


class _Entry(Record):
    id: Key
    subsidy: Key
    document: Text
    clause: Text
    times: Text
    values: dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Parameter:
    """The values that one clause of one document sets for one subsidy.

    ``values`` are yuan, people, months, years or per cent, as their names say.
    """

    id: str
    subsidy: str
    document: Document
    clause: str
    times: str
    values: Mapping[str, Decimal]

    def get(self, name: str) -> Decimal | None:
        """Return the value ``name``, or None when the clause does not set it."""
        return self.values.get(name)

    def __getitem__(self, name: str) -> Decimal:
        return self.values[name]


class Parameters:
    """All parameters, asked by subsidy, place and day."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._all = tuple(parameters)

    @classmethod
    def load(cls, documents: Mapping[str, Document]) -> Parameters:
        """Read the data files of the package; raises KeyError for an unknown document."""
        folder = resources.files("policy_faq.parameters")
        read = TypeAdapter(list[_Entry])
        entries: list[_Entry] = []
        for file in sorted(folder.iterdir(), key=lambda each: each.name):
            if file.name.endswith(".toml"):
                content = tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
                entries += read.validate_python(content["parameter"])
        return cls(
            Parameter(
                entry.id,
                entry.subsidy,
                documents[entry.document],
                entry.clause,
                entry.times,
                entry.values,
            )
            for entry in entries
        )

    def with_documents(self, documents: Mapping[str, Document]) -> Parameters:
        """Return the same parameters resting on other ``documents``, such as their dates."""
        return Parameters(replace(each, document=documents[each.document.key]) for each in self)

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self._all)

    def in_force(self, subsidy: str, county: str, on: date) -> Sequence[Parameter]:
        """Return what speaks to ``county`` on ``on``, the most local first."""
        found = [
            parameter
            for parameter in self._all
            if parameter.subsidy == subsidy
            and applies(parameter.document.place, county)
            and parameter.document.standing(on) in {Standing.IN_FORCE, Standing.NO_END_STATED}
        ]
        return sorted(found, key=lambda parameter: places.rank(parameter.document.place))

    def get(self, key: str) -> Parameter:
        """Return the parameter ``key``; raises KeyError when there is none."""
        for parameter in self._all:
            if parameter.id == key:
                return parameter
        raise KeyError(key)
