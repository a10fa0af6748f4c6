"""From the rows of a file to postings that can be planned, and the rows that cannot (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from jobs_feed import identity, validation
from jobs_feed.normalised import NormalPosting, normalise
from jobs_feed.posting_form import DraftRow, PostingColumn
from labourers.problems import RowProblem
from storage.gazetteer import Gazetteer

_SHOWN = 40
_NEEDED = (PostingColumn.TITLE, PostingColumn.EMPLOYER)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that can be taken over, with its identity and the digest of its content."""

    number: int
    posting: NormalPosting
    fingerprint: str
    content_hash: str
    notes: tuple[tuple[PostingColumn, str], ...]


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """All rows of a file: ``listed`` has the identities of those that were rejected too."""

    rows: tuple[ReadRow, ...]
    rejected: tuple[RowProblem, ...]
    listed: frozenset[str]


def read_feed(
    drafts: Iterable[DraftRow],
    *,
    home: str,
    gazetteer: Gazetteer,
    today: date,
    phone_index: Callable[[NormalPosting], bytes | None],
    towns: Mapping[str, str] | None = None,
) -> ReadFeed:
    """Normalise and validate ``drafts`` of the office of county ``home``.

    ``towns`` are codes by name of the towns the office works in.

    A row that says the same as an earlier one is rejected as its double. Rows that agree in
    employer, title and place but say different things are different postings, in their order.
    """
    rows: list[ReadRow] = []
    rejected: list[RowProblem] = []
    listed: set[str] = set()
    twins: dict[str, list[ReadRow]] = defaultdict(list)
    for draft in drafts:
        posting = normalise(draft.draft, home=home, gazetteer=gazetteer, today=today, towns=towns)
        fault = _fault(draft, validation.problems(posting, today))
        content = identity.content_hash(posting, phone_index(posting))
        first = identity.fingerprint(posting)
        earlier = twins[first]
        if fault is None:
            fault = _double(draft, posting, content, earlier)
        if fault is not None:
            rejected.append(fault)
            listed.add(first)
            continue
        mark = first if not earlier else identity.fingerprint(posting, len(earlier) + 1)
        notes = tuple((c, text) for c, text in draft.spoilt.items() if c not in _NEEDED)
        row = ReadRow(draft.number, posting, mark, content, notes)
        earlier.append(row)
        rows.append(row)
    return ReadFeed(tuple(rows), tuple(rejected), frozenset(listed))


def _fault(row: DraftRow, found: list[validation.Problem]) -> RowProblem | None:
    if not found:
        return None
    first, *others = found
    problem = row.spoilt.get(first.column, first.problem)
    return RowProblem(
        row.number,
        first.column.value,
        row.draft[first.column][:_SHOWN],
        "；".join((problem, *(other.problem for other in others))),
        "".join(dict.fromkeys(one.mend for one in found)),
    )


def _double(
    row: DraftRow, posting: NormalPosting, content: str, earlier: list[ReadRow]
) -> RowProblem | None:
    for other in earlier:
        if other.content_hash == content:
            return RowProblem(
                row.number,
                PostingColumn.TITLE.value,
                posting.title[:_SHOWN],
                f"和第 {other.number} 行完全一样",
                "不用处理，已按前面那一行导入。",
            )
    if posting.external_id is not None and earlier:
        return RowProblem(
            row.number,
            PostingColumn.EXTERNAL_ID.value,
            posting.external_id[:_SHOWN],
            f"外部编号和第 {earlier[0].number} 行相同，内容却不同",
            "请给每个岗位一个不同的外部编号。",
        )
    return None
