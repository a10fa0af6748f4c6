"""SMS through a really running Kannel and an SMPP centre that does what centres do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from messaging.tables import MessageEvent, MessageState, OutboxMessage
from service_ledger.tables import ServiceEntry
from service_ledger.verify import verify
from tests.bot.spine import Said
from tests.peers import until
from tests.peers.conftest import OfficeBehind
from tests.peers.kannel import OFFICE, KannelPeer
from tests.peers.smpp_centre import FAILING, SmppCentre
from tests.peers.sms_office import PHONE, Office

pytestmark = pytest.mark.peer("kannel")
LONG = "电子厂招普工30人，月薪4500到6000元，包吃住。" * 9 + "😀"


@pytest.fixture
def office(
    office_behind: OfficeBehind, kannel_peer: Callable[..., KannelPeer], centre: SmppCentre
) -> Iterator[Office]:
    with office_behind(lambda inbound: kannel_peer(inbound, centre)) as made:
        yield made


def test_each_ending_ends_in_its_state(office: Office, centre: SmppCentre) -> None:
    """The nine that fail in their own way, and one that does not."""
    expected = [*FAILING.values(), MessageState.DELIVERED]
    for number, ending in enumerate([*FAILING, "0001"]):
        office.write(number, phone=f"1380000{ending}")
    assert office.deliver() == len(expected)
    until("the state of each", lambda: office.states() == expected)
    until("every acknowledgement", lambda: centre.unacknowledged() == 0)
    assert office.states() == expected
    delivered = [message for message in office.all(OutboxMessage) if message.state == 60]
    entries = office.all(ServiceEntry)
    assert {entry.evidence_ref for entry in entries} == {str(each.id) for each in delivered}
    with office.runtime.db.read() as session:
        assert verify(session, office.runtime.ledger).ok
    by_number = {message.id: number for number, message in enumerate(office.all(OutboxMessage))}
    codes = {
        (by_number[event.message_id], event.code)
        for event in office.all(MessageEvent)
        if event.source == "report"
    }
    assert {(0, "001"), (2, "16"), (3, "027"), (8, "008")} <= codes


@pytest.mark.parametrize("text", ["您好", "😀有3个岗位", LONG], ids=["plain", "emoji", "long"])
def test_a_text_arrives_whole(office: Office, centre: SmppCentre, text: str) -> None:
    office.write(1, phone=PHONE, text=text)
    office.deliver()
    until("the report", lambda: office.states() == [MessageState.DELIVERED])
    assert centre.texts() == {PHONE: [f"【会泽人社】{text}\n拒收请回复R"]}
    [message] = office.all(OutboxMessage)
    assert message.segments == len(centre.submitted())


def test_phones_write_and_are_answered(office: Office, centre: SmppCentre) -> None:
    office.parrot.says = lambda heard: [Said("最多报500元")]
    texts = ["车票能报多少", "😀找工作", "我想在县城找个活，" * 12]
    centre.write([{"from": PHONE, "to": OFFICE, "text": text} for text in texts])
    until("the questions", lambda: sorted(office.heard()) == sorted(texts))
    until("the answers", lambda: len(office.all(OutboxMessage)) == len(texts))
    assert office.deliver() == len(texts)
    until("the phone", lambda: centre.texts()[PHONE] == ["【会泽人社】最多报500元"] * 3)


def test_what_a_dead_gateway_held_arrives_after_its_restart(
    office: Office, centre: SmppCentre
) -> None:
    """Kannel keeps what it accepted, and reports that come while it is away wait at the centre."""
    for number in range(20):
        office.write(number, phone=f"138000001{number:02d}")
    assert office.deliver() == 20
    office.peer.stop_bearerbox()
    office.peer.stop_smsbox()
    office.peer.start_bearerbox()
    office.peer.start_smsbox()
    until("all reports", lambda: set(office.states()) == {MessageState.DELIVERED})
    assert len(office.all(ServiceEntry)) == 20
