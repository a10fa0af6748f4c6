"""A real gammu-smsd on loopback with Gammu's dummy phone, for a modem nobody has to plug in.

The program comes with the Debian packages ``gammu-smsd`` and ``libdbd-sqlite3``. What the dummy
phone receives is a file in its folder, in the format of Gammu's SMS backups; what it sends appears
in the daemon's database.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from shutil import which

from tests.peers import absent, until
from tests.peers.processes import Processes

ENABLE = "apt-get install gammu-smsd libdbd-sqlite3"
CENTRE = "123456"
_DRIVERS = ("/usr/lib/*/dbd/libdbdsqlite3.so", "/usr/lib/dbd/libdbdsqlite3.so")
_CONFIG = """\
[gammu]
model = dummy
connection = none
device = {folder}/phone

[smsd]
service = sql
driver = sqlite3
dbdir = {database.parent}/
database = {database.name}
logfile = {folder}/smsd.log
debuglevel = 255
commtimeout = 1
sendtimeout = 5
receivefrequency = 1
statusfrequency = 0
loopsleep = 1
checksecurity = 0
checkbattery = 0
checksignal = 0
multiparttimeout = 2
deliveryreport = log
"""
_RECEIVED = """\
[SMSBackup000]
PDU = {pdu}
SMSC = "{centre}"
SMSCUnicode = {centre_hex}
DateTime = {at:%Y%m%dT%H%M%S}
State = UnRead
Number = "{number}"
NumberUnicode = {number_hex}
{header}Text00 = {text}
Coding = Unicode_No_Compression
Folder = 1
Length = {length}
Class = -1
ReplySMSC = False
RejectDuplicates = False
ReplaceMessage = 0
MessageReference = 255
"""


class GammuPeer:
    """One running daemon on ``database``."""

    def __init__(self, folder: Path, database: Path) -> None:
        drivers = [path for pattern in _DRIVERS for path in Path("/").glob(pattern[1:])]
        if which("gammu-smsd") is None or not drivers:
            absent("gammu-smsd", ENABLE)
        self.database = database
        self._inbox = folder / "phone" / "sms" / "1"
        for number in range(1, 6):
            (folder / "phone" / "sms" / str(number)).mkdir(parents=True)
        self._config = folder / "smsdrc"
        self._config.write_text(_CONFIG.format(folder=folder, database=database))
        self._log = folder / "smsd.log"
        self._processes = Processes(folder)
        self._received = 0

    def start(self) -> None:
        """Start the daemon and wait until it is at work."""
        before = self._starts()
        self._processes.start("smsd", ["gammu-smsd", "-c", str(self._config)])
        until("gammu-smsd", lambda: self._starts() > before)

    def kill(self) -> None:
        """Crash the daemon."""
        self._processes.kill("smsd")

    def stop(self) -> None:
        """End the daemon."""
        self._processes.stop_all()

    def write(self, phone: str, text: str, header: str = "") -> None:
        """Let a phone write one short message, or a part of a longer one."""
        self._receive("Deliver", phone, text, f"UDH = {header}\n" if header else "")

    def report(self, phone: str, word: str = "Delivered") -> None:
        """Let the network report on what went to ``phone``: Delivered, Failed, Pending."""
        self._receive("Status_Report", phone, word, "")

    def sent(self) -> list[tuple[str, str]]:
        """Return number and text of every short message the phone has sent, in order."""
        with closing(sqlite3.connect(self.database, 30)) as file:
            rows = file.execute(
                "SELECT DestinationNumber, TextDecoded FROM sentitems ORDER BY ID, SequencePosition"
            )
            return [(str(to), str(text)) for to, text in rows]

    def _receive(self, pdu: str, phone: str, text: str, header: str) -> None:
        self._received += 1
        content = _RECEIVED.format(
            pdu=pdu,
            centre=CENTRE,
            centre_hex=_hexed(CENTRE),
            at=datetime.now(),  # noqa: DTZ005 - the daemon reads the machine's own time
            number=phone,
            number_hex=_hexed(phone),
            header=header,
            text=_hexed(text),
            length=len(_hexed(text)) // 4,
        )
        unseen = self._inbox.parent / "arriving"
        unseen.write_text(content)
        unseen.rename(self._inbox / str(self._received))

    def _starts(self) -> int:
        return self._log.read_text().count("Connected to Database") if self._log.exists() else 0


def _hexed(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()
