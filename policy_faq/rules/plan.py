"""What a yearly plan sets for a prefecture: 云人社发〔2017〕100号 附件1; pure."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from importlib import resources
from typing import Annotated

from pydantic import StringConstraints

from policy_faq.models import Adcode, Key, Record, Text

Figure = Annotated[str, StringConstraints(pattern=r"^\d+\.\d{2}$")]
"""Tens of thousands of person-times, as the document writes it."""
_WHOLE = re.compile(r"全省|全云南|省里|合计|总共|一共")
_MOST = re.compile(r"最[多重大高]|第一|排头")
_LEAST = re.compile(r"最[少轻小低]|倒数")


class Row(Record):
    """What one prefecture is to do in the year: people trained, people newly sent to work."""

    place: Adcode
    names: tuple[Text, ...]
    training: Figure
    transfer: Figure

    @property
    def told(self) -> str:
        """Both figures as a phrase."""
        return f"{self.names[0]}培训{_people(self.training)}，新增转移就业{_people(self.transfer)}"


class Plan(Record):
    """A plan with its rows; ``place`` is the province, whose own figures are the sums."""

    topic: Key
    document: Text
    clause: Text
    year: int
    place: Adcode
    training: Figure
    transfer: Figure
    rows: tuple[Row, ...]

    @property
    def whole(self) -> str:
        """The figures of the whole province as a phrase."""
        return f"全省培训{_people(self.training)}，新增转移就业{_people(self.transfer)}"

    def asked_for(self, question: str, county: str) -> tuple[Row, ...]:
        """Return the rows that a question names, else the row of the person's own prefecture."""
        named = tuple(row for row in self.rows if any(name in question for name in row.names))
        if named:
            return named
        if _MOST.search(question):
            return (max(self.rows, key=_weight),)
        if _LEAST.search(question):
            return (min(self.rows, key=_weight),)
        if _WHOLE.search(question):
            return ()
        return tuple(row for row in self.rows if row.place[:4] == county[:4])

    def told(self, question: str, county: str) -> str:
        """Return the figures that are asked for and those of the whole province, in a sentence."""
        rows = self.asked_for(question, county)
        parts = [row.told for row in rows]
        parts = [self.whole, *parts] if _WHOLE.search(question) else [*parts, self.whole]
        return f"{self.year}年计划：{'；'.join(parts)}。"


def plans() -> tuple[Plan, ...]:
    """Read the plans of the package; raises pydantic.ValidationError for a broken file."""
    read = tomllib.loads((resources.files("policy_faq") / "plans.toml").read_text("utf-8"))
    return tuple(Plan.model_validate(each) for each in read["plan"])


def _people(figure: str) -> str:
    """Return tens of thousands of person-times as the plan writes them, a whole number also so."""
    whole = figure.removesuffix(".00")
    return f"{figure}万人次" if whole == figure else f"{figure}万人次（{whole}万）"


def _weight(row: Row) -> Decimal:
    return Decimal(row.training)
