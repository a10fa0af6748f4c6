"""短信模板: what an SMS cloud lets us send is seen on a page, and templates come in there."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from messaging.contacts import contact_for
from messaging.contract import Fault
from messaging.outbox import Draft, enqueue
from messaging.tables import MessageKind, MessageState
from messaging.templates import PURPOSES, Template, TemplateState
from messaging.templates_registry import save, templates
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.web.conftest import post, words_of
from tests.web.seed import COUNTY, PASSWORD

PAGE = "/console/sms-templates"
WORDING = {"job_push": "${name}您好：${job1}。回1看，", "reply": "答复：${text}。"}
FILE = """
[[template]]
provider = "aliyun"
purpose = "reminder"
county = "530326"
code = "SMS_7"
signature = "会泽人社"
state = "{state}"
wording = "提醒：${{text}}。"
suffix = "拒收请回复R"
may_shorten = ["text"]
"""


def template(purpose: str, state: TemplateState = TemplateState.APPROVED, **more: str) -> Template:
    wording = WORDING.get(purpose, "信息：${text}。")
    return Template(
        provider="aliyun",
        purpose=purpose,
        code=f"SMS_{purpose}",
        signature="会泽人社",
        wording=wording,
        suffix="拒收请回复R",
        state=state,
        **more,  # type: ignore[arg-type]
    )


def known(db: Database, clock: SetClock, *given: Template) -> None:
    with db.write() as rows:
        save(rows, clock, [(each, "") for each in given])


def hand_in(client: FlaskClient, content: str, **fields: str) -> TestResponse:
    given = {"file": (io.BytesIO(content.encode()), "t.toml"), **fields}
    return post(client, PAGE, given, content_type="multipart/form-data", follow_redirects=True)


@pytest.fixture
def by_aliyun(make_application: Callable[..., APIFlask]) -> FlaskClient:
    """The caseworker of an office that sends through Aliyun."""
    client = make_application(templates_of="aliyun").test_client()
    post(client, "/sign-in", {"user_name": "li.gz", "password": PASSWORD})
    return client


def row_of(page: str, name: str) -> str:
    """Return the words of one line of the table."""
    head = f'<th scope="row">{name}</th>'
    assert head in page
    return words_of(page.split(head)[1].split("</tr>", maxsplit=1)[0])


def test_what_no_template_covers_stands_out(
    by_aliyun: FlaskClient, db: Database, clock: SetClock
) -> None:
    known(
        db,
        clock,
        template("job_push"),
        template("reply"),
        template("notice", TemplateState.PENDING),
        template("training", scope="530381"),
    )
    page = by_aliyun.get(PAGE).text
    assert "发不出去：培训信息、职业指导、提醒、通知" in words_of(page)
    assert row_of(page, "岗位推送").startswith("能发")
    assert "SMS_job_push" in row_of(page, "岗位推送")
    assert "【会泽人社】${name}您好：${job1}。回1看，拒收请回复R" in row_of(page, "岗位推送")
    assert "job1 = 第 1 个岗位（最多 35 字" in row_of(page, "岗位推送")
    assert row_of(page, "通知").startswith("发不出去")
    assert "审核中" in row_of(page, "通知")
    assert "没有登记" in row_of(page, "培训信息")
    assert row_of(page, "人工答复").startswith("用“回复”的模板")


def test_all_covered_is_said_too(by_aliyun: FlaskClient, db: Database, clock: SetClock) -> None:
    known(db, clock, *(template(purpose) for purpose in PURPOSES if purpose != "opt_out_done"))
    assert "每一种消息都有通过的模板" in by_aliyun.get(PAGE).text


def test_how_many_wait_for_want_of_a_template(
    by_aliyun: FlaskClient, db: Database, vault: Vault, clock: SetClock
) -> None:
    with db.write() as rows:
        for county in (COUNTY, "530381"):
            contact = contact_for(rows, vault, clock, "sms", "19900009999", county)
            draft = Draft(
                key=f"held:{county}",
                contact_id=contact.id,
                channel="sms",
                kind=MessageKind.TRAINING,
                text="培训",
                county_code=county,
            )
            message = enqueue(rows, vault, clock, draft)
            assert message is not None
            message.state = MessageState.SUBMITTING
            message.fault, message.code = Fault.CONFIG, "no_template:training"
            message.next_attempt_at = clock.now() + timedelta(minutes=15)
            rows.add(message)
    page = by_aliyun.get(PAGE).text
    assert "1 条在等模板" in row_of(page, "培训信息")
    assert "条在等模板" not in row_of(page, "提醒")


def test_an_office_whose_gateway_takes_any_text_is_not_alarmed(console: FlaskClient) -> None:
    text = words_of(console.get(PAGE).text)
    assert "现在的短信通道不用模板" in text
    assert "没有通过的模板，发不出去" not in text
    assert words_of(console.get(f"{PAGE}?provider=tencent").text).count("没有登记") == len(PURPOSES)
    assert console.get(f"{PAGE}?provider=nobody").status_code == 404


def test_a_file_is_taken_in_like_by_the_command(by_aliyun: FlaskClient, db: Database) -> None:
    checked = hand_in(by_aliyun, FILE.format(state="pending"), only="check")
    assert "1 个模板，没有错" in checked.text
    with db.read() as rows:
        assert templates(rows) == []
    assert "新增 1 个" in hand_in(by_aliyun, FILE.format(state="pending")).text
    assert row_of(by_aliyun.get(PAGE).text, "提醒").startswith("发不出去")
    assert "更新 1 个" in hand_in(by_aliyun, FILE.format(state="approved")).text
    assert row_of(by_aliyun.get(PAGE).text, "提醒").startswith("能发")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("not = [toml", "文件不是 TOML 格式"),
        (FILE.format(state="approved").replace("提醒：", ""), "第 1 个模板"),
        (FILE.format(state="approved").replace("530326", "530381"), "不归您的地区"),
        ("#" * (256 * 1024 + 1), "文件太大"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    by_aliyun: FlaskClient, db: Database, content: str, said: str
) -> None:
    answer = hand_in(by_aliyun, content)
    assert answer.status_code == 422
    assert said in answer.text
    assert "没有登记。" in answer.text
    with db.read() as rows:
        assert templates(rows) == []


def test_a_form_without_a_file_is_asked_for_one(by_aliyun: FlaskClient) -> None:
    answer = post(by_aliyun, PAGE, {}, content_type="multipart/form-data")
    assert "请选一个 .toml 文件" in answer.text


def test_who_works_for_one_town_does_not_see_it(sign_in: Callable[..., FlaskClient]) -> None:
    assert sign_in("wang.gz").get(PAGE).status_code == 404


def test_in_english(by_aliyun: FlaskClient) -> None:
    text = words_of(by_aliyun.get(f"{PAGE}?lang=en").text)
    assert "SMS templates" in text
    assert "cannot be sent" in text
