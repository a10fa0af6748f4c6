"""Finds clauses by their words: the official text a caseworker looks for or an answer quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

import numpy as np
from sqlmodel import Session, col, select

from policy_faq.bm25 import Bm25
from policy_faq.library.store import current_documents, standing_of
from policy_faq.models import Standing, applies
from policy_faq.tables import PolicyClause, PolicyDocument
from policy_faq.text import clean, without_courtesy
from policy_faq.tokens import Tokenizer, importance

LIMIT = 10
LEAST_SHARE = 0.1
"""Share of what a query could score below which a clause only shares common words with it.

Low on purpose: the list is read by a person, who loses more by a clause that is missing (0.1 keeps
89% of the right clauses of 74 card questions, 0.2 keeps 78%) than by one too many.
"""
_RUN = re.compile(r"[㐀-鿿]+|[a-z]+|#")


@dataclass(frozen=True, slots=True)
class ClauseHit:
    """A clause that fits; ``score`` is the share of what the query could score at best."""

    document: PolicyDocument
    clause: PolicyClause
    above: str
    """Headings of the clauses it stands below, the outermost first."""
    score: float
    standing: Standing

    @property
    def expired(self) -> bool:
        """Whether the document has ended: its words are told as past."""
        return self.standing is Standing.ENDED


@dataclass(frozen=True, slots=True)
class _Index:
    versions: tuple[UUID, ...]
    clauses: tuple[PolicyClause, ...]
    above: tuple[str, ...]
    bm25: Bm25


class ClauseSearch:
    """Searches the stored clauses; keep one, it rebuilds its index when a document changes.

    Characters and character pairs after folding synonyms, without jieba, whose dictionary takes a
    second to load and adds next to nothing on policy documents (.809 against .804 top-1).
    """

    def __init__(self, tokenizer: Tokenizer | None = None) -> None:
        self._tokenizer = tokenizer or Tokenizer()
        self._index: _Index | None = None

    def find(
        self, session: Session, query: str, *, county: str, on: date, limit: int = LIMIT
    ) -> list[ClauseHit]:
        """Return the clauses that fit ``query`` best, for people of ``county`` (adcode).

        Only documents whose place contains the county take part. Those in force come by score;
        ended ones are flagged and rank by score too, those not yet in force are left out.
        """
        documents = {document.id: document for document in current_documents(session)}
        index = self._fresh(session, tuple(documents))
        asked = without_courtesy(clean(query))
        scores, information = index.bm25.match(self._tokens(asked))
        if not index.clauses or information <= 0:
            return []
        states = {key: standing_of(document, on) for key, document in documents.items()}
        speaking = {
            key
            for key, document in documents.items()
            if applies(document.place_code, county) and states[key] is not Standing.NOT_YET
        }
        shares = scores / information
        hits: list[ClauseHit] = []
        for number in np.argsort(-shares, kind="stable"):
            clause, share = index.clauses[number], float(shares[number])
            if share < LEAST_SHARE or len(hits) >= limit:
                break
            if clause.document_id in speaking:
                document = documents[clause.document_id]
                hits.append(
                    ClauseHit(document, clause, index.above[number], share, states[document.id])
                )
        return hits

    def _fresh(self, session: Session, versions: tuple[UUID, ...]) -> _Index:
        index = self._index
        if index is None or index.versions != versions:
            found = session.exec(
                select(PolicyClause)
                .where(col(PolicyClause.document_id).in_(versions))
                .order_by(col(PolicyClause.document_id), col(PolicyClause.position))
            )
            clauses = tuple(found)
            above = tuple(headings_above(clauses))
            texts = [
                self._tokens(clean(f"{headings} {clause.text}", limit=len(clause.text) + 400))
                for headings, clause in zip(above, clauses, strict=True)
            ]
            bm25 = Bm25.build(texts, importance=importance)
            self._index = index = _Index(versions, clauses, above, bm25)
        return index

    def _tokens(self, cleaned: str) -> list[str]:
        tokens: list[str] = []
        for match in _RUN.finditer(self._tokenizer.fold(cleaned)):
            run = match.group()
            if run[0] < "㐀":
                tokens.append(run)
            else:
                tokens += [*run, *map("".join, pairwise(run))]
        return tokens


def headings_above(clauses: Sequence[PolicyClause]) -> Iterator[str]:
    """Yield for every clause the headings it stands below; ``clauses`` are whole documents."""
    open_: list[str] = []
    document: UUID | None = None
    for clause in clauses:
        if clause.document_id != document:
            document, open_ = clause.document_id, []
        del open_[clause.depth :]
        yield " ".join(filter(None, open_))
        open_ += [""] * (clause.depth - len(open_)) + [clause.heading]


def find_clauses(
    session: Session, query: str, county: str, on: date, limit: int = LIMIT
) -> list[ClauseHit]:
    """Search once, as ``ClauseSearch.find``; who searches often keeps a ClauseSearch."""
    return ClauseSearch().find(session, query, county=county, on=on, limit=limit)
