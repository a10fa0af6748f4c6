"""A real Kannel on loopback: bearerbox, smsbox, and an SMS centre behind them.

The programs come with the Debian packages ``kannel`` and ``kannel-extras``. The phone network is
Kannel's own ``fakesmsc``, which prints what phones receive and sends what a test says, or an SMPP
centre (``tests.peers.smpp_centre``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from urllib.parse import unquote_to_bytes

import httpx

from tests.peers import absent, free_port, listens, until
from tests.peers.processes import Processes
from tests.peers.smpp_centre import SmppCentre

FAKESMSC = Path("/usr/lib/kannel/test/fakesmsc")
USER, PASSWORD, OFFICE = "office", "kannel-password", "1069001"
ENABLE = "apt-get install kannel kannel-extras"
_GOT = re.compile(
    rb"Got message \d+: <(?P<sender>\S+) (?P<to>\S+) "
    rb"(?P<kind>ucs-2|text|udh (?P<header>\S+) \w+) (?P<text>.*)>"
)

_CONFIG = """\
group = core
admin-port = {admin}
admin-interface = 127.0.0.1
admin-password = {password}
status-password = {password}
smsbox-port = {boxes}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
log-file = "{folder}/bearerbox.log"
log-level = 0
dlr-storage = spool
dlr-spool = "{folder}/reports"
sms-resend-freq = 5
store-type = spool
store-location = "{folder}/spool"

{centre}
group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {boxes}
sendsms-port = {sendsms}
sendsms-interface = 127.0.0.1
log-file = "{folder}/smsbox.log"
log-level = 0
mo-recode = true
http-request-retry = 600
http-queue-delay = 1
http-timeout = 10
max-pending-requests = 32

group = sendsms-user
username = {user}
password = {password}
concatenation = true
max-messages = 10
user-allow-ip = 127.0.0.1

group = sms-service
keyword = default
post-url = "{inbound}"
accept-x-kannel-headers = true
max-messages = 0
concatenation = true
catch-all = true
send-sender = true
omit-empty = true
assume-plain-text = true

{route}"""

_ROUTE = """\
group = smsbox-route
smsbox-id = gangxin
smsc-id = "{centre}"
"""

_FAKE = """\
group = smsc
smsc = fake
smsc-id = FAKE
host = 127.0.0.1
port = {port}
connect-allow-ip = 127.0.0.1
"""

_SMPP = """\
group = smsc
smsc = smpp
smsc-id = SMPP
host = 127.0.0.1
port = {port}
transceiver-mode = true
smsc-username = {user}
smsc-password = {password}
system-type = ""
interface-version = 34
msg-id-type = 0x03
enquire-link-interval = 10
reconnect-delay = 1
max-pending-submits = {pending}
alt-charset = "UTF-8"
"""


@dataclass(frozen=True)
class Delivered:
    """A message as a phone got it; ``header`` is a part's user data header in hex."""

    to: str
    sender: str
    text: str
    header: str = ""


class KannelPeer:
    """One running Kannel; ``inbound`` is the address it posts messages from phones to.

    Behind it is ``fakesmsc``, or the given SMPP centre, which gets up to ``pending`` messages
    before it has acknowledged the first. ``to_us``: what comes in goes to our own box.
    """

    def __init__(
        self,
        folder: Path,
        inbound: str,
        smpp: SmppCentre | None = None,
        *,
        pending: int = 1,
        to_us: bool = False,
    ) -> None:
        if which("bearerbox") is None or which("smsbox") is None or not FAKESMSC.exists():
            absent("Kannel", ENABLE)
        self.folder = folder
        self.smpp = smpp
        self._admin, self._boxes, self._centre, self._sendsms = (free_port() for _ in range(4))
        self._processes = Processes(folder)
        (folder / "spool").mkdir(parents=True)
        (folder / "reports").mkdir()
        centre = (
            _FAKE.format(port=self._centre)
            if smpp is None
            else _SMPP.format(
                port=smpp.port, user=smpp.USER, password=smpp.PASSWORD, pending=pending
            )
        )
        (folder / "kannel.conf").write_text(
            _CONFIG.format(
                admin=self._admin,
                boxes=self._boxes,
                centre=centre,
                sendsms=self._sendsms,
                user=USER,
                password=PASSWORD,
                inbound=inbound,
                folder=folder,
                route=_ROUTE.format(centre="SMPP" if smpp else "FAKE") if to_us else "",
            )
        )

    @property
    def url(self) -> str:
        """The address messages are handed over at."""
        return f"http://127.0.0.1:{self._sendsms}/cgi-bin/sendsms"

    @property
    def box(self) -> str:
        """The address boxes reach the bearerbox at."""
        return f"127.0.0.1:{self._boxes}"

    def start(self) -> None:
        """Start the gateway and a phone network on which nobody writes."""
        self.start_bearerbox()
        self.start_smsbox()
        if self.smpp is None:
            self._phones("0.1", "0", f"13800000000 {OFFICE} text nothing")
        else:
            until("the gateway at the centre", lambda: "SMPP:" in self._status())

    def start_bearerbox(self) -> None:
        """Start the box that speaks with the SMS centre."""
        self._start_box("bearerbox")
        until("bearerbox", lambda: listens(self._boxes))
        if self.smpp is None:
            until("bearerbox for phones", lambda: listens(self._centre))

    def start_smsbox(self) -> None:
        """Start the box that speaks HTTP with us."""
        self._start_box("smsbox")
        until("smsbox", lambda: listens(self._sendsms))
        until("smsbox at the bearerbox", lambda: "smsbox:" in self._status())

    def stop_smsbox(self) -> None:
        """Crash the box that speaks HTTP with us."""
        self._processes.kill("smsbox")

    def stop_bearerbox(self) -> None:
        """Crash the box that speaks with the SMS centre."""
        self._processes.kill("bearerbox")

    def smsbox_runs(self) -> bool:
        """Tell whether the smsbox is there; it may end by itself when its bearerbox is gone."""
        return self._processes.alive("smsbox")

    def bearerbox_runs(self) -> bool:
        """Tell whether the bearerbox is there."""
        return self._processes.alive("bearerbox")

    def queued(self) -> int:
        """Return how many messages and reports the gateway keeps on its disk."""
        return sum(1 for path in (self.folder / "spool").rglob("*") if path.is_file())

    def stop(self) -> None:
        """End all programs that were started here."""
        self._processes.stop_all()

    def write(self, phone: str, text: str) -> None:
        """Let a phone write ``text`` to the office."""
        self._phones("0.1", "1", _as_sent(phone, text))

    def write_at_random(self, messages: Sequence[tuple[str, str]], count: int) -> None:
        """Let phones write ``count`` times, each time one of ``messages`` (phone and text)."""
        self._phones("0.005", str(count), *(_as_sent(phone, text) for phone, text in messages))

    def written(self) -> int:
        """Return how often phones wrote, as the phone network counts."""
        return sum(
            output.read_bytes().count(b"fakesmsc: sent message ")
            for output in self.folder.glob("phones*.out")
        )

    def delivered(self) -> list[Delivered]:
        """Return what phones have got so far, parts of a long message one by one."""
        found = []
        for output in sorted(self.folder.glob("phones*.out")):
            for line in output.read_bytes().splitlines():
                if match := _GOT.search(line):
                    found.append(_delivered(match))
        return found

    def _start_box(self, name: str) -> None:
        self._processes.start(name, [name, "-v", "4", str(self.folder / "kannel.conf")])

    def _phones(self, interval: str, count: str, *messages: str) -> None:
        """Put a phone network behind the gateway that sends ``count`` of ``messages``."""
        self._processes.stop("phones")
        command = [str(FAKESMSC), "-H", "127.0.0.1", "-r", str(self._centre)]
        self._processes.start("phones", [*command, "-i", interval, "-m", count, *messages])
        until("the phone network at the gateway", lambda: "FAKE:" in self._status())

    def _status(self) -> str:
        url = f"http://127.0.0.1:{self._admin}/status.txt"
        try:
            text = httpx.get(url, params={"password": PASSWORD}, timeout=2).text
        except httpx.HTTPError:
            return ""
        online = [line for line in text.splitlines() if "(online" in line or "on-line" in line]
        return "\n".join(online)


def _as_sent(phone: str, text: str) -> str:
    hexed = "".join(f"%{byte:02X}" for byte in text.encode("utf-16-be"))
    return f"{phone} {OFFICE} ucs2 {hexed}"


def _delivered(match: re.Match[bytes]) -> Delivered:
    raw = unquote_to_bytes(match["text"].replace(b"+", b" "))
    text = raw.decode("utf-8" if match["kind"] == b"text" else "utf-16-be")
    header = unquote_to_bytes(match["header"] or b"").hex()
    return Delivered(match["to"].decode(), match["sender"].decode(), text, header)
