"""Reports on the parts of a long message, and a long answer in WeChat's own call."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import receipts
from bot.channels.kannel import REPORTS, Kannel
from bot.channels.terminal import Terminal
from bot.in_call import InCall
from bot.intake import take_in
from bot.runtime import BotRuntime
from messaging import parts
from messaging.contract import Call, Inbound, LookupMiss, Outgoing, Receipt, Sent, Submission
from messaging.sender import deliver_batch
from messaging.tables import MessageState
from messaging.tables_parts import MessagePart
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import Parrot, Said, runtime_with
from tests.bot.test_box import CONFIG
from tests.bot.test_in_call import Account, answers, deliver, heard
from tests.bot.test_receipts import Push, counted, load, push, report
from tests.bot.wechat_calls import fields_of
from tests.messaging.fakes import SMS_LIKE, ScriptedChannel
from tests.messaging.test_parts import TEXT

__all__ = ["push"]

PHONE = "13800000001"
LONG = "".join(f"第{number}条：到会泽县就业局咨询，电话0874-5120155。" for number in range(60))
DELIVERED, FAILED, SENT = MessageState.DELIVERED, MessageState.FAILED, MessageState.SENT


@pytest.fixture
def channel() -> ScriptedChannel:
    can = replace(SMS_LIKE, max_length=70, signature="", opt_out_wording="")
    return ScriptedChannel([lambda each: Sent(f"p-{each.message_id.hex}")], capabilities=can)


@pytest.fixture
def runtime(db: Database, vault: Vault, clock: SetClock, channel: ScriptedChannel) -> BotRuntime:
    return runtime_with(db, vault, clock, channel)


def of(runtime: BotRuntime, message_id: UUID) -> list[MessagePart]:
    with runtime.db.read() as session:
        return parts.of_message(session, message_id)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_it_is_delivered_when_every_part_is_and_counts_once(
    runtime: BotRuntime, push: Push, clock: SetClock, order: tuple[int, ...]
) -> None:
    message_id = push(text=TEXT)
    found = of(runtime, message_id)
    for number, place in enumerate(order):
        assert load(runtime, message_id).state is MessageState.HANDED_OVER
        for _ in range(2):
            told = report(found[place].id, DELIVERED, clock.now())
            assert receipts.apply(runtime, "sms", told) is (number == 2 and _ == 0)
    assert load(runtime, message_id).state is DELIVERED
    assert [entry.evidence_ref for entry in counted(runtime)] == [str(message_id)]


def test_one_part_that_failed_fails_the_message_until_a_late_report(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    message_id = push(text=TEXT)
    first, second, third = of(runtime, message_id)
    assert receipts.apply(runtime, "sms", report(second.id, FAILED, clock.now()))
    assert load(runtime, message_id).state is FAILED
    for part in (first, third):
        receipts.apply(runtime, "sms", report(part.id, DELIVERED, clock.now()))
    assert (load(runtime, message_id).state, counted(runtime)) == (FAILED, [])
    assert receipts.apply(runtime, "sms", report(second.id, DELIVERED, clock.now()))
    assert load(runtime, message_id).state is DELIVERED
    assert len(counted(runtime)) == 1


def test_a_report_finds_its_part_by_the_providers_id(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    message_id = push(text=TEXT)
    for part in of(runtime, message_id):
        told = report(
            None, DELIVERED, clock.now(), event_id=part.id.hex, provider_id=part.provider_id
        )
        receipts.apply(runtime, "sms", told)
    assert load(runtime, message_id).state is DELIVERED


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from([SENT, FAILED, DELIVERED])), max_size=9)
)
def test_any_shower_of_reports_ends_like_the_sum_of_its_parts(
    runtime: BotRuntime, push: Push, clock: SetClock, told: list[tuple[int, MessageState]]
) -> None:
    message_id = push(text=TEXT)
    before = len(counted(runtime))
    found = of(runtime, message_id)
    highest = [MessageState.HANDED_OVER] * 3
    ended = MessageState.HANDED_OVER
    for place, state in told:
        receipts.apply(runtime, "sms", report(found[place].id, state, clock.now()))
        highest[place] = max(highest[place], state)
        ended = max(ended, FAILED if FAILED in highest else min(highest))
    assert load(runtime, message_id).state is ended
    assert len(counted(runtime)) - before == (ended is DELIVERED)


def test_a_sweep_asks_about_each_part_of_which_nobody_reported(
    runtime: BotRuntime, channel: ScriptedChannel, push: Push, clock: SetClock
) -> None:
    message_id = push(text=TEXT)
    first, *rest = of(runtime, message_id)
    receipts.apply(runtime, "sms", report(first.id, DELIVERED, clock.now()))

    def told(submission: Submission) -> Receipt | LookupMiss:
        assert submission.provider_id == f"p-{submission.message_id.hex}"
        channel.asked.append(submission)
        return report(submission.message_id, DELIVERED, clock.now(), event_id=f"l:{submission}")

    channel.lookup = told  # type: ignore[method-assign]
    clock.advance(timedelta(minutes=2))
    assert receipts.sweep(runtime, channel) == 1
    assert {each.message_id for each in channel.asked} == {part.id for part in rest}
    assert load(runtime, message_id).state is DELIVERED


def test_kannel_reports_on_each_part_by_its_own_address(
    db: Database, vault: Vault, clock: SetClock, push: Push
) -> None:
    kannel = Kannel(CONFIG)
    runtime = runtime_with(db, vault, clock, kannel)
    message_id = push(text=TEXT)
    for part in of(runtime, message_id):
        assert load(runtime, message_id).state is MessageState.HANDED_OVER
        query = dict(parse_qsl(urlsplit(kannel.report_url(part.id, PHONE)).query))
        call = Call(REPORTS, query=query | {"status": "1", "smsc": "", "answer": ""})
        assert kannel.verify(call)
        for event in kannel.parse(call, clock.now()):
            assert isinstance(event, Receipt)
            receipts.apply(runtime, "sms", event)
    assert load(runtime, message_id).state is DELIVERED
    kannel.close()


def test_a_terminal_shows_every_part_at_once(db: Database, vault: Vault, clock: SetClock) -> None:
    shown: list[Outgoing] = []
    terminal = Terminal("wechat", shown.append)
    runtime = runtime_with(db, vault, clock, terminal, dialogue=Parrot(lambda _: [Said(LONG)]))
    assert take_in(runtime, "wechat", Inbound("1", "openid-1", "找活", clock.now()))
    assert [each.text[1:4] for each in shown] == ["1/4", "2/4", "3/4", "4/4"]
    (message,) = answers(runtime)
    assert message.state is DELIVERED


@pytest.fixture
def account(clock: SetClock) -> Account:
    return Account(clock)


@pytest.fixture
def wechat(db: Database, vault: Vault, clock: SetClock, account: Account) -> BotRuntime:
    says = Parrot(lambda _: [Said(LONG), Said("还有一句")])
    return runtime_with(db, vault, clock, account, dialogue=says)


def test_the_first_part_goes_in_the_call_and_the_rest_by_the_api(
    wechat: BotRuntime, account: Account
) -> None:
    call, inbound_id = heard(wechat)
    answer, afterwards = InCall(wechat).respond("wechat", account, call, inbound_id)
    said = fields_of(answer.body.decode())["Content"]
    assert said.startswith("（1/4）")
    assert afterwards is not None
    afterwards()
    deliver(wechat, account)
    assert [text[:5] for text in account.sent] == ["（2/4）", "（3/4）", "（4/4）", "还有一句"]
    assert {each.state for each in answers(wechat)} == {SENT}


@pytest.mark.parametrize("left", [True, False])
def test_a_call_that_comes_again_gets_the_same_part_again(
    wechat: BotRuntime, account: Account, left: bool
) -> None:
    call, inbound_id = heard(wechat)
    in_call = InCall(wechat)
    first, afterwards = in_call.respond("wechat", account, call, inbound_id)
    assert afterwards is not None
    if left:
        afterwards()
    again, afterwards = in_call.respond("wechat", account, call, inbound_id)
    assert afterwards is not None
    assert again.body == first.body
    afterwards()
    deliver(wechat, account)
    assert [text[:5] for text in account.sent] == ["（2/4）", "（3/4）", "（4/4）", "还有一句"]


def test_a_part_whose_response_is_lost_with_the_process_waits_for_a_decision(
    wechat: BotRuntime, account: Account, clock: SetClock
) -> None:
    call, inbound_id = heard(wechat)
    InCall(wechat).respond("wechat", account, call, inbound_id)
    clock.advance(timedelta(minutes=3))
    deliver_batch(wechat.db, wechat.vault, clock, account, owner="worker")
    assert answers(wechat)[0].state is MessageState.UNKNOWN
    assert account.sent == ["还有一句"]
