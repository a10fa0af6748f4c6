"""Templates in the database, and what the sender does with and without them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from messaging import outbox
from messaging.contract import Button, Fault, Templated
from messaging.history import life_of
from messaging.sender import deliver_batch
from messaging.sms_text import segments
from messaging.tables import MessageKind, MessageState
from messaging.templates import Purpose, Template, TemplateState
from messaging.templates_registry import Imported, approved, save, templates, uncovered
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.messaging.conftest import Load, Write
from tests.messaging.fakes import SMS_LIKE, ScriptedChannel
from tests.messaging.test_templates import PARAMS, PUSH

APPROVED = replace(PUSH, state=TemplateState.APPROVED)
ANSWER = Template(
    provider="aliyun",
    purpose=MessageKind.REPLY,
    code="SMS_7",
    signature="会泽人社",
    wording="回复您：${text}，不明白请再回短信",
    state=TemplateState.APPROVED,
)
BY_TEMPLATE = replace(SMS_LIKE, templates_only=True, templates_of="aliyun")


@pytest.fixture
def registered(db: Database, clock: SetClock) -> Any:
    """Return a function that puts templates into the registry."""

    def register(*made: Template) -> Imported:
        with db.write() as session:
            return save(session, clock, [(template, "") for template in made])

    return register


@pytest.fixture
def deliver(db: Database, vault: Vault, clock: SetClock) -> Any:
    def deliver(channel: ScriptedChannel, **options: Any) -> int:
        options = {"owner": "test", "chance": lambda: 0.5} | options
        return deliver_batch(db, vault, clock, channel, **options)

    return deliver


def test_the_same_file_twice_changes_nothing(db: Database, registered: Any) -> None:
    assert registered(APPROVED, ANSWER) == Imported(2, 0, 0)
    assert registered(APPROVED, ANSWER) == Imported(0, 0, 2)
    assert registered(replace(ANSWER, state=TemplateState.REJECTED)) == Imported(0, 1, 0)
    with db.read() as session:
        assert {each.state for each, _ in templates(session)} == {"approved", "rejected"}
        assert next(each for each, _ in templates(session, "aliyun")) == APPROVED
        assert templates(session, "tencent") == []


def test_the_nearest_and_most_exact_template_is_preferred(db: Database, registered: Any) -> None:
    everywhere = replace(ANSWER, code="A")
    province = replace(ANSWER, code="B", scope="530000")
    county = replace(ANSWER, code="C", scope="530326")
    elsewhere = replace(ANSWER, code="D", scope="520000")
    waiting = replace(ANSWER, code="E", scope="530326", state=TemplateState.PENDING)
    exact = replace(ANSWER, code="F", purpose=Purpose.HANDOFF_ANSWER)
    registered(everywhere, province, county, elsewhere, waiting, exact)
    with db.read() as session:
        codes = [each.code for each in approved(session, "aliyun", "reply", "530326")]
        assert codes == ["C", "B", "A"]
        handoff = approved(session, "aliyun", Purpose.HANDOFF_ANSWER, "530326")
        assert [each.code for each in handoff] == ["F", "C", "B", "A"]
        assert [each.code for each in approved(session, "aliyun", "reply", None)] == ["A"]
        assert "job_push" in uncovered(session, "aliyun", "530326")
        assert "reply" not in uncovered(session, "aliyun", "530326")


def test_a_push_goes_out_in_its_template(
    registered: Any, write: Write, load: Load, deliver: Any
) -> None:
    registered(APPROVED)
    channel = ScriptedChannel(capabilities=BY_TEMPLATE)
    message_id = write(params=PARAMS, cuts=["岗位1没写“包吃住”"])
    assert deliver(channel) == 1
    sent = channel.sent[0]
    assert sent.template == Templated("SMS_1", "会泽人社", tuple(PARAMS.items()))
    assert sent.text.startswith("【会泽人社】王小明：1 普工")
    message = load(message_id)
    assert message.segments == segments(sent.text) == 1
    assert message.cost_fen == 5
    assert message.cuts == ["岗位1没写“包吃住”"]


def test_params_are_sealed(vault: Vault, write: Write, load: Load) -> None:
    message = load(write(params=PARAMS))
    assert message.params_sealed is not None
    assert "王小明".encode() not in message.params_sealed.data
    assert outbox.params_of(vault, message) == PARAMS
    assert outbox.params_of(vault, load(write())) == {}


def test_without_a_template_a_kind_waits_and_the_others_go(
    registered: Any, write: Write, load: Load, deliver: Any, clock: SetClock
) -> None:
    registered(ANSWER)
    channel = ScriptedChannel(capabilities=BY_TEMPLATE)
    push = write(params=PARAMS)
    assert deliver(channel) == 0
    message = load(push)
    assert (message.state, message.fault) == (MessageState.QUEUED, Fault.CONFIG)
    assert message.code == "no_template:job_push"
    assert message.attempts == 0
    answer = write(kind=MessageKind.REPLY, text="在县就业局")
    assert deliver(channel) == 1
    assert load(answer).state is MessageState.HANDED_OVER
    clock.advance(timedelta(minutes=16))
    assert deliver(channel) == 0
    registered(APPROVED)
    clock.advance(timedelta(minutes=16))
    assert deliver(channel) == 1
    assert (load(push).state, load(push).fault) == (MessageState.HANDED_OVER, None)


def test_a_message_no_template_holds_ends(
    registered: Any, write: Write, load: Load, deliver: Any
) -> None:
    registered(APPROVED)
    channel = ScriptedChannel(capabilities=BY_TEMPLATE)
    message_id = write(params=PARAMS | {"job4": "保安，曲靖，3000元"})
    assert deliver(channel) == 0
    message = load(message_id)
    assert (message.state, message.fault) == (MessageState.FAILED, Fault.PERMANENT)
    assert message.code == "value_left_out:job4"


def test_choices_are_told_in_the_value(registered: Any, write: Write, deliver: Any) -> None:
    registered(ANSWER)
    channel = ScriptedChannel(capabilities=BY_TEMPLATE)
    write(kind=MessageKind.REPLY, text="有3个岗位", buttons=[Button("看详情", "detail:1")])
    assert deliver(channel) == 1
    template = channel.sent[0].template
    assert template is not None
    assert template.values == (("text", "有3个岗位 回1 看详情"),)
    assert channel.sent[0].buttons == ()


def test_staff_read_what_was_cut_and_what_to_do(
    db: Database, vault: Vault, write: Write, deliver: Any
) -> None:
    message_id = write(params=PARAMS, cuts=["岗位1没写“包吃住”"])
    deliver(ScriptedChannel(capabilities=BY_TEMPLATE))
    with db.read() as session:
        life = life_of(session, vault, message_id)
    assert life is not None
    assert life.cuts == ("岗位1没写“包吃住”",)
    assert "“岗位推送”没有审核通过的短信模板" in life.line.explanation
    assert [step.code for step in life.steps] == [None, "no_template:job_push"]
