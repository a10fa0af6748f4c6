"""The SQLite file that gammu-smsd works on: its tables, and the few things we do in them.

The layout is gammu-smsd's version 17 (manual, "SMSD Database Structure"). The daemon sends what
lies in ``outbox``, moves it to ``sentitems``, notes reports there, and puts what phones write into
``inbox``. One table is ours: what of all this we have taken note of.

The file has one writer at a time; every step here is one short transaction of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_CODINGS = (
    "'Default_No_Compression', 'Unicode_No_Compression', '8bit', 'Default_Compression',"
    " 'Unicode_Compression'"
)
_TABLES = """
CREATE TABLE IF NOT EXISTS gammu (Version INTEGER NOT NULL PRIMARY KEY);
INSERT OR IGNORE INTO gammu VALUES (17);
CREATE TABLE IF NOT EXISTS inbox (
    ID INTEGER PRIMARY KEY AUTOINCREMENT,
    UpdatedInDB NUMERIC NOT NULL DEFAULT CURRENT_TIMESTAMP,
    ReceivingDateTime NUMERIC NOT NULL DEFAULT CURRENT_TIMESTAMP,
    Text TEXT NOT NULL,
    SenderNumber TEXT NOT NULL DEFAULT '',
    Coding TEXT NOT NULL DEFAULT 'Default_No_Compression' CHECK (Coding IN (CODINGS)),
    UDH TEXT NOT NULL,
    SMSCNumber TEXT NOT NULL DEFAULT '',
    Class INTEGER NOT NULL DEFAULT -1,
    TextDecoded TEXT NOT NULL DEFAULT '',
    RecipientID TEXT NOT NULL,
    Processed TEXT NOT NULL DEFAULT 'false',
    Status INTEGER NOT NULL DEFAULT -1
);
CREATE TABLE IF NOT EXISTS outbox (
    ID INTEGER PRIMARY KEY AUTOINCREMENT,
    UpdatedInDB NUMERIC NOT NULL DEFAULT CURRENT_TIMESTAMP,
    InsertIntoDB NUMERIC NOT NULL DEFAULT CURRENT_TIMESTAMP,
    SendingDateTime NUMERIC NOT NULL DEFAULT CURRENT_TIMESTAMP,
    SendBefore TIME NOT NULL DEFAULT '23:59:59',
    SendAfter TIME NOT NULL DEFAULT '00:00:00',
    Text TEXT,
    DestinationNumber TEXT NOT NULL DEFAULT '',
    Coding TEXT NOT NULL DEFAULT 'Default_No_Compression' CHECK (Coding IN (CODINGS)),
    UDH TEXT,
    Class INTEGER DEFAULT -1,
    TextDecoded TEXT NOT NULL DEFAULT '',
    MultiPart TEXT NOT NULL DEFAULT 'false',
    RelativeValidity INTEGER DEFAULT -1,
    SenderID TEXT,
    SendingTimeOut NUMERIC NOT NULL DEFAULT CURRENT_TIMESTAMP,
    DeliveryReport TEXT DEFAULT 'default',
    CreatorID TEXT NOT NULL,
    Retries INTEGER DEFAULT 0,
    Priority INTEGER DEFAULT 0,
    Status TEXT NOT NULL DEFAULT 'Reserved',
    StatusCode INTEGER NOT NULL DEFAULT -1
);
CREATE INDEX IF NOT EXISTS outbox_date ON outbox (SendingDateTime, SendingTimeOut);
CREATE INDEX IF NOT EXISTS outbox_creator ON outbox (CreatorID);
CREATE TABLE IF NOT EXISTS outbox_multipart (
    ID INTEGER,
    SequencePosition INTEGER NOT NULL DEFAULT 1,
    Text TEXT,
    Coding TEXT NOT NULL DEFAULT 'Default_No_Compression' CHECK (Coding IN (CODINGS)),
    UDH TEXT,
    Class INTEGER DEFAULT -1,
    TextDecoded TEXT DEFAULT NULL,
    Status TEXT NOT NULL DEFAULT 'Reserved',
    StatusCode INTEGER NOT NULL DEFAULT -1,
    PRIMARY KEY (ID, SequencePosition)
);
CREATE TABLE IF NOT EXISTS phones (
    IMEI TEXT PRIMARY KEY NOT NULL,
    ID TEXT NOT NULL,
    UpdatedInDB NUMERIC NOT NULL DEFAULT CURRENT_TIMESTAMP,
    InsertIntoDB NUMERIC NOT NULL DEFAULT CURRENT_TIMESTAMP,
    TimeOut NUMERIC NOT NULL DEFAULT CURRENT_TIMESTAMP,
    Send TEXT NOT NULL DEFAULT 'no',
    Receive TEXT NOT NULL DEFAULT 'no',
    IMSI TEXT NOT NULL,
    NetCode TEXT DEFAULT 'ERROR',
    NetName TEXT DEFAULT 'ERROR',
    Client TEXT NOT NULL,
    Battery INTEGER NOT NULL DEFAULT -1,
    Signal INTEGER NOT NULL DEFAULT -1,
    Sent INTEGER NOT NULL DEFAULT 0,
    Received INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS sentitems (
    ID INTEGER,
    SequencePosition INTEGER NOT NULL DEFAULT 1,
    UpdatedInDB NUMERIC NOT NULL DEFAULT CURRENT_TIMESTAMP,
    InsertIntoDB NUMERIC NOT NULL DEFAULT CURRENT_TIMESTAMP,
    SendingDateTime NUMERIC NOT NULL DEFAULT CURRENT_TIMESTAMP,
    DeliveryDateTime NUMERIC,
    Text TEXT NOT NULL,
    DestinationNumber TEXT NOT NULL DEFAULT '',
    Coding TEXT NOT NULL DEFAULT 'Default_No_Compression' CHECK (Coding IN (CODINGS)),
    UDH TEXT NOT NULL,
    SMSCNumber TEXT NOT NULL DEFAULT '',
    Class INTEGER NOT NULL DEFAULT -1,
    TextDecoded TEXT NOT NULL DEFAULT '',
    SenderID TEXT NOT NULL,
    Status TEXT NOT NULL DEFAULT 'SendingOK',
    StatusError INTEGER NOT NULL DEFAULT -1,
    TPMR INTEGER NOT NULL DEFAULT -1,
    RelativeValidity INTEGER NOT NULL DEFAULT -1,
    CreatorID TEXT NOT NULL,
    StatusCode INTEGER NOT NULL DEFAULT -1,
    PRIMARY KEY (ID, SequencePosition)
);
CREATE INDEX IF NOT EXISTS sentitems_report ON sentitems (DestinationNumber, TPMR);
CREATE INDEX IF NOT EXISTS sentitems_creator ON sentitems (CreatorID);
CREATE TABLE IF NOT EXISTS gangxin_noted (
    CreatorID TEXT PRIMARY KEY NOT NULL,
    Statuses TEXT NOT NULL
);
""".replace("CODINGS", _CODINGS)
_UNICODE = "Unicode_No_Compression"


@dataclass(frozen=True, slots=True)
class Part:
    """One short message of a text; ``header`` is its user data header in hex, or empty."""

    text: str = field(repr=False)
    header: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A message for the daemon; ``creator`` is our id of it."""

    creator: str
    to: str = field(repr=False)
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Fate:
    """What the daemon did with a message: its number, and the status of each part it has sent."""

    creator: str
    to: str = field(repr=False)
    statuses: tuple[str, ...] = ()
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Heard:
    """A short message from a phone as it lies in the inbox.

    ``stored`` is when the daemon put it there, in UTC; ``hexed`` is its text in UTF-16.
    """

    row: int
    stored: str
    sender: str = field(repr=False)
    hexed: str = field(repr=False)
    header: str = ""


class GammuStore:
    """The daemon's file; made with all tables when it is not there yet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ready = False

    def put(self, order: Order, timeout: float) -> None:
        """Order a message, once however often this is called; raises sqlite3.Error.

        Nothing is ordered when it raises before the commit, which is why the commit is a step of
        its own: ``sqlite3.OperationalError`` from there is for the caller to look into.
        """
        with self._open(timeout) as file, _transaction(file):
            known = file.execute(
                "SELECT 1 FROM outbox WHERE CreatorID = ?1"
                " UNION ALL SELECT 1 FROM sentitems WHERE CreatorID = ?1",
                (order.creator,),
            )
            if known.fetchone() is not None:
                return
            first, *others = order.parts
            row = file.execute(
                "INSERT INTO outbox (CreatorID, DestinationNumber, TextDecoded, Coding, UDH,"
                " MultiPart, DeliveryReport, SenderID) VALUES (?, ?, ?, ?, ?, ?, 'yes', '')",
                (
                    order.creator,
                    order.to,
                    first.text,
                    _UNICODE,
                    first.header or None,
                    "true" if others else "false",
                ),
            ).lastrowid
            file.executemany(
                "INSERT INTO outbox_multipart (ID, SequencePosition, TextDecoded, Coding, UDH)"
                " VALUES (?, ?, ?, ?, ?)",
                [
                    (row, place, part.text, _UNICODE, part.header)
                    for place, part in enumerate(others, start=2)
                ],
            )

    def fate(self, creator: str, timeout: float) -> Fate | None:
        """Return what became of a message; None when the daemon never had it."""
        with self._open(timeout) as file, _transaction(file, "DEFERRED"):
            found = _fates(file, "AND CreatorID = ?", (creator,))
            if found:
                return found[0]
            waiting = file.execute(
                "SELECT DestinationNumber FROM outbox WHERE CreatorID = ?", (creator,)
            ).fetchone()
        return None if waiting is None else Fate(creator, waiting[0])

    def news(self, limit: int, timeout: float) -> list[Fate]:
        """Return messages of ours whose statuses are not the ones noted last."""
        with self._open(timeout) as file, _transaction(file, "DEFERRED"):
            return _fates(file, "", (), limit)

    def note(self, fates: Sequence[Fate], timeout: float) -> None:
        """Remember what was told of these messages."""
        with self._open(timeout) as file, _transaction(file):
            file.executemany(
                "INSERT OR REPLACE INTO gangxin_noted VALUES (?, ?)",
                [(fate.creator, ",".join(fate.statuses)) for fate in fates],
            )

    def heard(self, limit: int, timeout: float) -> list[Heard]:
        """Return what phones wrote and nobody has taken yet, oldest first."""
        with self._open(timeout) as file:
            rows = file.execute(
                "SELECT ID, UpdatedInDB, SenderNumber, Text, UDH FROM inbox"
                " WHERE Processed = 'false' ORDER BY ID LIMIT ?",
                (limit,),
            ).fetchall()
        return [Heard(*row) for row in rows]

    def take(self, rows: Sequence[int], timeout: float) -> None:
        """Mark messages from phones as taken."""
        with self._open(timeout) as file, _transaction(file):
            file.executemany(
                "UPDATE inbox SET Processed = 'true' WHERE ID = ?", [(row,) for row in rows]
            )

    @contextmanager
    def _open(self, timeout: float) -> Iterator[sqlite3.Connection]:
        """Yield a connection for one step; the daemon must find the file free in between."""
        if not self._ready:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout, isolation_level=None)) as file:
            if not self._ready:
                file.execute("PRAGMA journal_mode = WAL")
                file.executescript(_TABLES)
                self._ready = True
            file.execute("PRAGMA synchronous = FULL")
            yield file


@contextmanager
def _transaction(file: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    file.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        file.execute("ROLLBACK")
        raise
    file.execute("COMMIT")


def _fates(
    file: sqlite3.Connection, condition: str, values: tuple[str, ...], limit: int = -1
) -> list[Fate]:
    """Return the messages in ``sentitems``; without a condition those with news.

    A message the daemon still works on has parts left in ``outbox`` and is no news yet.
    """
    unless_noted = "" if condition else "HAVING told IS NOT noted"
    rows = file.execute(
        "SELECT s.CreatorID, max(s.DestinationNumber), group_concat(s.Status) AS told,"  # noqa: S608 - both halves are ours
        " max(n.Statuses) AS noted, max(s.UDH)"
        " FROM (SELECT * FROM sentitems ORDER BY ID, SequencePosition) AS s"
        " LEFT JOIN gangxin_noted AS n ON n.CreatorID = s.CreatorID"
        " WHERE length(s.CreatorID) = 32"
        " AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.CreatorID = s.CreatorID)"
        f" {condition.replace('CreatorID', 's.CreatorID')}"
        f" GROUP BY s.CreatorID {unless_noted} ORDER BY s.ID LIMIT {int(limit)}",
        values,
    ).fetchall()
    return [
        Fate(creator, to, tuple(told.split(",")), _parts_in(header))
        for creator, to, told, _noted, header in rows
    ]


def _parts_in(header: str) -> int:
    """Return how many parts the text has to which a part with this header belongs."""
    return int(header[8:10], 16) if header.startswith("050003") and len(header) == 12 else 1
