"""Takes a postings file over: source → normalise → validate → screen → plan → publish.

The file is read and judged whole, then written in one transaction: a crash changes nothing, and
the same file a second time changes nothing. Every row ends up in exactly one count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from jobs_feed.employers import EmployerBook, facts_of, vouch_for
from jobs_feed.errors import FeedError
from jobs_feed.feed_rows import ReadFeed, ReadRow, read_feed
from jobs_feed.identity import EMPLOYER_PAGE
from jobs_feed.plan import Incoming, Plan, Step, make_plan
from jobs_feed.posting_form import ColumnMap, header_names, read_drafts
from jobs_feed.screening import HoldReason
from jobs_feed.store import (
    as_stored,
    close_gone,
    fill,
    new_row,
    phone_index,
    reasons_to_hold,
    settle,
)
from jobs_feed.tables import Employer, Posting, PostingsImport
from labourers.problems import RowProblem
from storage.clock import Clock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.places import town_codes
from storage.sheets import read_table
from storage.vault import Vault

_SOURCE_CHARACTERS = 64


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row whose posting waits for a person, and why."""

    row: int
    external_id: str | None
    title: str
    employer: str
    reasons: tuple[HoldReason, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the parts by name, each reason with its Chinese label."""
        return {
            "row": self.row,
            "external_id": self.external_id,
            "title": self.title,
            "employer": self.employer,
            "reasons": [{**reason.as_json(), "label": reason.label} for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row that says that nobody is wanted any more (招聘人数 0, 名额已满)."""

    row: int
    external_id: str | None
    title: str
    employer: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of a file.

    ``rows == accepted + updated + unchanged + len(held) + len(rejected)``. ``accepted`` rows were
    published for the first time, ``updated`` ones say something new of a published posting,
    ``held`` ones wait for a person (and are listed again as long as they do). ``closed`` counts
    postings that a complete feed no longer lists. ``filled`` rows are taken over and counted
    with the others, but nobody is wanted any more, so they are not on offer.
    """

    rows: int
    accepted: int
    updated: int
    unchanged: int
    held: tuple[HeldRow, ...]
    rejected: tuple[RowProblem, ...]
    closed: int = 0
    filled: tuple[FilledRow, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the result as the command prints it."""
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "held": [row.as_dict() for row in self.held],
            "rejected": [problem.as_dict() for problem in self.rejected],
            "closed": self.closed,
            "filled": [asdict(row) for row in self.filled],
        }


def import_postings(
    db: Database,
    vault: Vault,
    clock: Clock,
    gazetteer: Gazetteer,
    path: Path,
    *,
    source: str,
    county: str,
    by: str,
    column_map: ColumnMap | None = None,
    vouch: bool = False,
    dry_run: bool = False,
    complete: bool = False,
    is_demo: bool = False,
) -> ImportResult:
    """Import the postings file ``path`` (.csv, .xlsx, .xls) of ``source`` for ``county`` (adcode).

    ``by`` names who imports. ``vouch`` says that the office vouches for the employers of the file,
    who are marked as verified by ``by``; without it postings of unverified employers are held. The
    texts are screened either way. ``complete`` says that the file lists all that the source
    offers, so that postings it no longer lists are closed. ``dry_run`` writes nothing and gives
    the counts an import would give.

    Raises jobs_feed.errors.FeedError for an unknown county, a header or map that cannot be used
    and an absurd change, and storage.sheets.SheetError for a file that is no table.
    """
    _check(gazetteer, source, county)
    table = read_table(path, expected=[name for names in header_names().values() for name in names])
    drafts = read_drafts(table, column_map)
    with db.read() as session:
        towns = town_codes(session, county)
    feed = read_feed(
        drafts,
        home=county,
        gazetteer=gazetteer,
        today=clock.today(),
        phone_index=lambda posting: phone_index(posting, vault),
        towns=towns,
    )
    with db.read() if dry_run else db.write() as session:
        feed_import = _FeedImport(session, vault, clock, source, county)
        plan = feed_import.plan(feed, by if vouch else None, complete=complete)
        plan.raise_if_unsafe()
        result = _result(feed, plan)
        if not dry_run:
            feed_import.apply(plan, is_demo=is_demo)
            session.add(_log(clock, path, source, county, by, result, vouched=vouch))
    return result


def _check(gazetteer: Gazetteer, source: str, county: str) -> None:
    if not (len(county) == 6 and county.isdigit() and gazetteer.exists(county)):
        raise FeedError(f"没有代码为“{county}”的县。请用 6 位行政区划代码，例如会泽县是 530326。")
    if not source.strip() or len(source) > _SOURCE_CHARACTERS:
        raise FeedError(f"来源名称要有 1 到 {_SOURCE_CHARACTERS} 个字。")
    if source == EMPLOYER_PAGE:
        raise FeedError(f"“{source}”是单位网页自己用的来源名称，请换一个。")


class _FeedImport:
    """One file on its way into the rows of one session."""

    def __init__(
        self, session: Session, vault: Vault, clock: Clock, source: str, county: str
    ) -> None:
        self._session = session
        self._vault = vault
        self._clock = clock
        self._source = source
        self._book = EmployerBook(session, county)
        self._employers: dict[int, Employer] = {}
        stored = session.exec(
            select(Posting).where(Posting.county_code == county, Posting.source == source)
        )
        self._rows: dict[UUID, Posting] = {posting.id: posting for posting in stored}

    def plan(self, feed: ReadFeed, vouched_by: str | None, *, complete: bool) -> Plan[ReadRow]:
        """Return what the feed does, once its employers are known."""
        for row in feed.rows:
            posting = row.posting
            self._employers[row.number] = self._book.find_or_create(
                posting.employer, posting.credit_code, posting.kind, self._clock
            )
        if vouched_by is not None:
            known = self._employers.values()
            vouched = (each for each in known if not self._book.has_barred_namesake(each))
            vouch_for(vouched, self._clock, vouched_by)
        incoming = (
            Incoming(
                row.number,
                row.fingerprint,
                row.content_hash,
                reasons_to_hold(row.posting, facts_of(self._employers[row.number])),
                row,
            )
            for row in feed.rows
        )
        stored = {row.fingerprint: as_stored(row) for row in self._rows.values()}
        return make_plan(incoming, stored, seen=feed.listed, complete=complete)

    def apply(self, plan: Plan[ReadRow], *, is_demo: bool) -> None:
        """Write the plan."""
        for employer in self._book.added:
            employer.is_demo = is_demo
        self._session.add_all(self._book.added)
        self._session.flush()
        for step in plan.steps:
            if step.changes:
                self._write(step, is_demo=is_demo)
        for gone in plan.close:
            close_gone(self._rows[gone.id], self._clock)

    def _write(self, step: Step[ReadRow], *, is_demo: bool) -> None:
        read = step.incoming.posting
        employer = self._employers[read.number]
        if step.stored is None:
            row = new_row(employer, self._source, read.fingerprint, self._clock, is_demo=is_demo)
        else:
            row = self._rows[step.stored.id]
            row.employer_id = employer.id
        if step.content_changed:
            fill(
                row,
                read.posting,
                content_hash=read.content_hash,
                vault=self._vault,
                clock=self._clock,
                notes=read.notes,
            )
        settle(row, step.state, step.incoming.reasons, self._clock)
        self._session.add(row)


def _result(feed: ReadFeed, plan: Plan[ReadRow]) -> ImportResult:
    held = []
    accepted = updated = unchanged = 0
    for step in plan.steps:
        if step.is_held:
            held.append(_held(step))
        elif step.opens_first:
            accepted += 1
        elif step.opens or step.content_changed:
            updated += 1
        else:
            unchanged += 1
    return ImportResult(
        rows=len(feed.rows) + len(feed.rejected),
        accepted=accepted,
        updated=updated,
        unchanged=unchanged,
        held=tuple(held),
        rejected=feed.rejected,
        closed=len(plan.close),
        filled=tuple(_filled(step) for step in plan.steps if _is_filled(step)),
    )


def _is_filled(step: Step[ReadRow]) -> bool:
    return step.incoming.posting.posting.headcount == 0 and not step.is_held


def _filled(step: Step[ReadRow]) -> FilledRow:
    posting = step.incoming.posting.posting
    return FilledRow(step.incoming.row, posting.external_id, posting.title, posting.employer)


def _held(step: Step[ReadRow]) -> HeldRow:
    posting = step.incoming.posting.posting
    return HeldRow(
        step.incoming.row,
        posting.external_id,
        posting.title,
        posting.employer,
        step.incoming.reasons,
    )


def _log(
    clock: Clock,
    path: Path,
    source: str,
    county: str,
    by: str,
    result: ImportResult,
    *,
    vouched: bool,
) -> PostingsImport:
    counts: Mapping[str, Any] = result.as_dict()
    return PostingsImport(
        county_code=county,
        source=source,
        file_name=path.name[:400],
        file_sha256=sha256(path.read_bytes()).hexdigest(),
        vouched=vouched,
        rows=result.rows,
        accepted=result.accepted,
        updated=result.updated,
        unchanged=result.unchanged,
        held=counts["held"],
        rejected=counts["rejected"],
        imported_by=by,
        imported_at=clock.now(),
    )
