"""The official texts that an office imported, as the answers need them: pure values.

The validity that was stated at import is what cards are told by; the clauses are what an answer
can quote where no card answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from policy_faq.models import Document, Standing, standing


@dataclass(frozen=True, slots=True)
class OfficialClause:
    """One clause with its own words; ``above`` are the headings it stands below."""

    id: UUID
    path: str
    heading: str
    above: str
    text: str


@dataclass(frozen=True, slots=True)
class OfficialText:
    """The current version of an imported document; ``place`` is an adcode.

    ``valid_until`` is the last day in force, None when the text states no end.
    """

    key: str
    number: str
    title: str
    issuer: str
    place: str
    issued: str
    valid_from: date
    valid_until: date | None
    clauses: tuple[OfficialClause, ...] = ()

    def speaks(self, on: date) -> bool:
        """Tell whether the text is in force on ``on``; its last day counts."""
        stands = standing(self.valid_from, self.valid_until, settled=False, on=on)
        return stands in {Standing.IN_FORCE, Standing.NO_END_STATED}


def dated(documents: Mapping[str, Document], texts: Iterable[OfficialText]) -> dict[str, Document]:
    """Return the documents with the validity that was stated when their texts were imported.

    A text speaks for the document of its key only in that document's own place.
    """
    found = dict(documents)
    for text in texts:
        document = documents.get(text.key)
        if document is not None and document.place == text.place:
            found[text.key] = document.model_copy(
                update={
                    "issued": text.issued,
                    "valid_from": text.valid_from,
                    "valid_until": text.valid_until,
                }
            )
    return found
