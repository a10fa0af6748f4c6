"""When the official wording may be quoted: clauses of the imported texts against questions.

    python -m benchmarks.policy_quotes FOLDER

``FOLDER`` holds the official texts as files. All are taken as imported, with the validity that
was shipped. Questions outside our field must get no quote; questions inside are asked as if no
card existed, to see how often the quoted clause is of a right document. Then the real service is
asked, in which a quote only stands where no card answers.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from benchmarks.policy_first_sight import Asked, read, run
from benchmarks.policy_questions import ON, laws
from policy_faq import slots as slot_reader
from policy_faq import text as texts
from policy_faq.knowledge import Knowledge
from policy_faq.library.splitting import split
from policy_faq.official import OfficialClause, OfficialText
from policy_faq.places import chain
from policy_faq.quotes import Quotes
from policy_faq.service import PolicyService
from policy_faq.tokens import Tokenizer
from storage.gazetteer import Gazetteer

BATCHES = ("a", "b", "c")


def imported(knowledge: Knowledge, folder: Path) -> list[OfficialText]:
    """Return the official texts of a folder as an import would keep them."""
    found = []
    for document in knowledge.documents.values():
        if document.file is None:
            continue
        parts = split((folder / document.file).read_text("utf-8"))
        found.append(
            OfficialText(
                document.key,
                document.number,
                document.title,
                document.issuer,
                document.place,
                document.issued,
                document.valid_from,
                document.valid_until,
                tuple(
                    OfficialClause(uuid4(), each.path, each.heading, "", each.text)
                    for each in parts.clauses
                ),
            )
        )
    return found


def for_county(given: Sequence[OfficialText], county: str) -> list[OfficialText]:
    """Return the texts that speak to a county."""
    return [text for text in given if text.place in chain(county)]


def main(arguments: Sequence[str]) -> None:
    """Print how many questions would be quoted an official text, and how many rightly."""
    gazetteer = Gazetteer.load()
    service = PolicyService.load(gazetteer)
    given = imported(service.knowledge, Path(arguments[0]))
    tokenizer = Tokenizer()
    kept: dict[str, Quotes] = {}

    def quotes_for(county: str) -> Quotes:
        if county not in kept:
            kept[county] = Quotes(
                county,
                for_county(given, county),
                lambda text: tokenizer.tokens(text).text,
                service._retriever.topics,
            )
        return kept[county]

    stamp = uuid4()
    for batch in BATCHES:
        asked = read(batch)
        quoted = right = outside = told = 0
        for each in asked:
            cleaned = texts.without_courtesy(texts.clean(each.question))
            marked = slot_reader.mark_places(cleaned, gazetteer.find_in(cleaned, each.county))
            quote = quotes_for(each.county).find(marked, ON)
            dated = service.with_texts(
                each.county, stamp, lambda county=each.county: for_county(given, county)
            )
            told += dated.ask(each.question, county=each.county, on=ON).quote is not None
            if quote is None:
                continue
            if not each.in_scope:
                outside += 1
                if "--show" in arguments:
                    print("   out:", each.question, "->", quote.text.key, quote.clause.path)
                continue
            quoted += 1
            right += _fits(each, quote.text.key)
        out = sum(not each.in_scope for each in asked)
        print(
            f"batch {batch.upper()}: as if no card: {quoted} of {len(asked) - out} quoted, "
            f"{right} of a right document; {outside} of {out} out of scope quoted; "
            f"in the service {told} quoted"
        )
    for batch in BATCHES:
        scores = run(_Everywhere(service, given), read(batch))
        print(f"batch {batch.upper()} with the texts imported:")
        for name, figure in scores.rows().items():
            print(f"  {name:22} {figure}")


def _fits(asked: Asked, key: str) -> bool:
    allowed = set(asked.sources) | (set(laws()) if "LAW" in asked.sources else set())
    return not allowed or key in allowed


class _Everywhere(PolicyService):
    """The service as every county would be answered with the texts imported."""

    def __init__(self, service: PolicyService, given: Sequence[OfficialText]) -> None:
        self.__dict__ = dict(service.__dict__)
        self._given = given
        self._stamp = uuid4()
        self._asked = service

    def ask(self, question, *, county, on, context=None):  # type: ignore[no-untyped-def]
        """Answer as a person of ``county`` is answered."""
        dated = self._asked.with_texts(county, self._stamp, lambda: for_county(self._given, county))
        return dated.ask(question, county=county, on=on, context=context)


if __name__ == "__main__":
    main(sys.argv[1:])
