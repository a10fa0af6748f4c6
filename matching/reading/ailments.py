"""What an illness or a state of the body must be kept from: 尘肺 from dust, 孕妇 from pesticide.

Data: ``data/ailments.toml``. Pure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from matching.reading.phrases import phrases
from matching.reading.speaker import is_of_others

_NOBODY = r"(?!)"
_DENIED = re.compile(
    r"(?:无|没有?|没得|冇得?|莫得|未患?|不是|从未|从没|查不出|排除|不算|怕(?:得|有)|预防|防)[^,。;]{0,3}$"
)
_OF_WHOM = re.compile(
    r"^的(?:孩子|小孩|娃|学生|老太|大爷)|^(?:病|性)?(?:医院|病院|院|康复中心|疗养院|门诊)(?!住|治|待过|看)|^(?:的|病)*(?:病人|患者|老人|人)(?!家)"
)


@dataclass(frozen=True, slots=True)
class Ailment:
    """One illness or state; ``of`` and ``needs`` are masks of conditions.

    A clause with ``apart`` tells something else by the same words. What ``unless``
    finds takes back what ``said`` tells (近视七百度,眼镜配起有1.2).
    Whoever has the condition ``of`` has it, and only who has one of ``needs`` where that is given.
    """

    said: re.Pattern[str]
    apart: re.Pattern[str]
    unless: re.Pattern[str]
    of: int
    needs: int
    harms: int


class Ailments:
    """All ailments; ``mask_of`` tells the mask of a hazard or a condition by its key."""

    def __init__(
        self, data: Mapping[str, Mapping[str, Any]], mask_of: Callable[[str], int]
    ) -> None:
        self._all = tuple(
            Ailment(
                re.compile("|".join((*row.get("said", ()), *_templates(row, "told"))) or _NOBODY),
                re.compile("|".join(_templates(row, "else_told")) or _NOBODY),
                re.compile("|".join(row.get("unless", ())) or _NOBODY),
                mask_of(row["of"]) if "of" in row else 0,
                mask_of(row["needs"]) if "needs" in row else 0,
                sum({mask_of(key) for key in row["harms"]}),
            )
            for row in data.values()
        )
        named = "|".join(each.said.pattern for each in self._all if each.said.pattern != _NOBODY)
        self._any = re.compile(named)

    @classmethod
    def load(cls, mask_of: Callable[[str], int]) -> Ailments:
        """Return the ailments of the package; raises KeyError for a key nobody knows."""
        text = (resources.files("matching") / "data" / "ailments.toml").read_text("utf-8")
        return cls(tomllib.loads(text), mask_of)

    def may_tell(self, text: str) -> bool:
        """Tell whether a text names any illness at all."""
        return self._any.search(text) is not None

    def harms(self, clauses: Sequence[str], conditions: int) -> int:
        """Return the mask of what harms a person with these ``conditions`` who told ``clauses``."""
        found = 0
        telling = [clause for clause in clauses if self._any.search(clause)]
        for ailment in self._all:
            if ailment.needs and not ailment.needs & conditions:
                continue
            told = ailment.of & conditions or any(_tells(ailment, each) for each in telling)
            if told and not any(ailment.unless.search(clause) for clause in clauses):
                found |= ailment.harms
        return found


def _templates(row: Mapping[str, Any], part: str) -> tuple[str, ...]:
    """Return the ``part`` that ``data/exposures.toml`` has in the section that a row names."""
    found = phrases(row["exposure"], "exposures").get(part) if "exposure" in row else None
    return (found.pattern,) if found else ()


def _tells(ailment: Ailment, clause: str) -> bool:
    if ailment.apart.search(clause):
        return False
    for match in ailment.said.finditer(clause):
        before, after = clause[: match.start()], clause[match.end() :]
        if is_of_others(before) or _DENIED.search(before) or _OF_WHOM.search(after):
            continue
        return True
    return False
