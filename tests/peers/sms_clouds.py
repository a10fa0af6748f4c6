"""Aliyun's and Tencent's SMS services on loopback, for their real SDKs.

Checks the signature of every call (ACS3-HMAC-SHA256, TC3-HMAC-SHA256), enforces templates and
signatures, loses answers, holds them back, refuses by code, answers look-ups and says what a
callback would say. Nothing is shared with the code under test.
"""

from __future__ import annotations

import json
import re
import socket
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Event, Thread
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

from tests.peers.sms_signatures import KEY_ID, KEY_SECRET, acs3_problem, tc3_problem

__all__ = ["APP_ID", "KEY_ID", "KEY_SECRET", "SmsClouds", "Template"]

APP_ID = "1400006666"
WAITING, FAILED, DELIVERED = 1, 2, 3
LOST = "lost"
"""The message is taken, and the connection breaks before the answer."""
DROPPED = "dropped"
"""The connection breaks and nothing is taken."""
HELD = "held"
"""The message is taken, and no answer comes until the stand-in stops."""
FAULTY = "faulty"
"""The message is not taken; the answer is a fault inside the cloud."""


@dataclass
class Message:
    """A message the cloud took."""

    provider: str
    number: str
    ours: str
    provider_id: str
    text: str
    status: int = WAITING
    code: str = ""


@dataclass
class Template:
    """A template the cloud approved: its wording holds ``${name}`` or ``{1}``."""

    signature: str
    wording: str


@dataclass
class Answer:
    """One HTTP answer; ``breaks`` closes the connection without it, ``waits`` holds it back."""

    body: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    breaks: bool = False
    waits: bool = False


class SmsClouds:
    """Both services behind one port; ``arrives`` is what becomes of a message at first."""

    def __init__(self, arrives: int = WAITING) -> None:
        self.arrives = arrives
        self.templates: dict[str, Template] = {}
        self.taken: list[Message] = []
        self.calls: list[tuple[str, Mapping[str, Any]]] = []
        self.refused: list[str] = []
        self.behaviour: dict[str, deque[str]] = defaultdict(deque)
        self.lists = True
        self._ids = count(1)
        self._nonces: set[str] = set()
        self._released = Event()
        clouds = self

        class Handler(_Handler):
            owner = clouds

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.endpoint = f"127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def start(self) -> None:
        """Serve."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving, and let go of answers that are held back."""
        self._released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def does(self, number: str, *steps: str) -> None:
        """Set what happens to the next messages to a number: a word of this module or a code."""
        self.behaviour[number].extend(steps)

    def settle(self, number: str, status: int, code: str = "") -> None:
        """Set what became of all messages to a number."""
        for message in self.taken:
            if message.number == number:
                message.status, message.code = status, code

    def aliyun_reports(self) -> bytes:
        """Return the batch Aliyun would post about everything that has an end."""
        return json.dumps(
            [
                {
                    "phone_number": each.number,
                    "send_time": "2026-11-23 09:00:00",
                    "report_time": "2026-11-23 09:00:05",
                    "success": each.status == DELIVERED,
                    "err_code": each.code or "DELIVERED",
                    "err_msg": "用户接收成功",
                    "sms_size": "1",
                    "biz_id": each.provider_id,
                    "out_id": each.ours,
                }
                for each in self.taken
                if each.provider == "aliyun" and each.status != WAITING
            ],
            ensure_ascii=False,
        ).encode()

    def tencent_reports(self) -> bytes:
        """Return the batch Tencent would post about everything that has an end."""
        return json.dumps(
            [
                {
                    "user_receive_time": "2026-11-23 09:00:05",
                    "nationcode": "86",
                    "mobile": each.number,
                    "report_status": "SUCCESS" if each.status == DELIVERED else "FAIL",
                    "errmsg": each.code or "DELIVRD",
                    "description": "用户短信送达成功",
                    "sid": each.provider_id,
                }
                for each in self.taken
                if each.provider == "tencent" and each.status != WAITING
            ],
            ensure_ascii=False,
        ).encode()

    def wait_for_release(self) -> None:
        """Hold an answer back until the stand-in stops."""
        self._released.wait(30)

    def aliyun(self, headers: Mapping[str, str], path: str, query: str, body: bytes) -> Answer:
        """Answer a call of Aliyun's API."""
        problem = acs3_problem(headers, path, query, body, self._nonces)
        fields = dict(parse_qsl(query)) | dict(parse_qsl(body.decode()))
        action = headers.get("x-acs-action", "")
        self.calls.append((action, fields))
        if problem:
            self.refused.append(problem)
            return Answer({"Code": "SignatureDoesNotMatch", "Message": problem}, 400)
        if action == "QuerySendDetails":
            return Answer(self._aliyun_list(fields))
        if action != "SendSms":
            return Answer({"Code": "InvalidAction.NotFound", "Message": action}, 404)
        number = fields["PhoneNumbers"]
        step = self._next(number)
        values = json.loads(fields["TemplateParam"])
        code = self._aliyun_problem(fields, values) or (step if step.startswith("is") else "")
        if code:
            said = "触发小时级流控Permits:5" if code.endswith("LIMIT_CONTROL") else "no"
            return Answer({"Code": code, "Message": said, "RequestId": "r"})
        if step == FAULTY:
            return Answer({"Code": "InternalError", "Message": "x", "RequestId": "r"}, 500)
        if step.startswith("Throttling"):
            return Answer({"Code": step, "Message": "slow", "RequestId": "r"}, 400)
        if step == DROPPED:
            return Answer(breaks=True)
        template = self.templates[fields["TemplateCode"]]
        text = re.sub(r"\$\{(\w+)\}", lambda found: values[found[1]], template.wording)
        message = self._take("aliyun", number, fields.get("OutId", ""), template, text)
        said = {"Code": "OK", "Message": "OK", "RequestId": "r", "BizId": message.provider_id}
        return Answer(said, breaks=step == LOST, waits=step == HELD)

    def tencent(self, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer a call of Tencent's API."""
        problem = tc3_problem(headers, body)
        fields = json.loads(body)
        action = headers.get("x-tc-action", "")
        self.calls.append((action, fields))
        if problem:
            self.refused.append(problem)
            return _tencent_error("AuthFailure.SignatureFailure")
        if action == "PullSmsSendStatusByPhoneNumber":
            return self._tencent_list(fields)
        if action != "SendSms":
            return _tencent_error("InvalidAction")
        number = fields["PhoneNumberSet"][0].removeprefix("+86")
        step = self._next(number)
        code = self._tencent_problem(fields) or (step if "." in step else "")
        if code.startswith(("AuthFailure", "InternalError")):
            return _tencent_error(code)
        if step == FAULTY:
            return Answer({"oops": True}, 502)
        if step == DROPPED:
            return Answer(breaks=True)
        said: dict[str, Any] = {"Code": code or "Ok", "PhoneNumber": f"+86{number}", "Fee": 1}
        if not code:
            template = self.templates[fields["TemplateId"]]
            values = fields["TemplateParamSet"]
            text = re.sub(r"\{(\d+)\}", lambda found: values[int(found[1]) - 1], template.wording)
            taken = self._take("tencent", number, fields["SessionContext"], template, text)
            said["SerialNo"] = taken.provider_id
        body_said = {"Response": {"RequestId": "r", "SendStatusSet": [said]}}
        return Answer(body_said, breaks=step == LOST, waits=step == HELD)

    def _next(self, number: str) -> str:
        steps = self.behaviour[number]
        return steps.popleft() if steps else "ok"

    def _take(
        self, provider: str, number: str, ours: str, template: Template, text: str
    ) -> Message:
        provider_id = f"{provider}-{next(self._ids)}"
        whole = f"【{template.signature}】{text}"
        self.taken.append(Message(provider, number, ours, provider_id, whole, self.arrives))
        return self.taken[-1]

    def _aliyun_problem(self, fields: Mapping[str, str], values: Mapping[str, str]) -> str:
        template = self.templates.get(fields["TemplateCode"])
        if template is None:
            return "isv.SMS_TEMPLATE_ILLEGAL"
        if fields["SignName"] != template.signature:
            return "isv.SMS_SIGNATURE_ILLEGAL"
        if not re.fullmatch(r"1[3-9]\d{9}", fields["PhoneNumbers"]):
            return "isv.MOBILE_NUMBER_ILLEGAL"
        if set(re.findall(r"\$\{(\w+)\}", template.wording)) != set(values):
            return "isv.TEMPLATE_MISSING_PARAMETERS"
        if any(len(value) > 35 or not value for value in values.values()):
            return "isv.PARAM_LENGTH_LIMIT"
        return ""

    def _tencent_problem(self, fields: Mapping[str, Any]) -> str:
        template = self.templates.get(fields["TemplateId"])
        if template is None:
            return "FailedOperation.TemplateUnapprovedOrNotExist"
        if fields["SmsSdkAppId"] != APP_ID:
            return "UnauthorizedOperation.SmsSdkAppIdVerifyFail"
        if fields["SignName"] != template.signature:
            return "FailedOperation.SignatureIncorrectOrUnapproved"
        if len(set(re.findall(r"\{\d+\}", template.wording))) != len(fields["TemplateParamSet"]):
            return "FailedOperation.TemplateParamSetNotMatchApprovedTemplate"
        return ""

    def _aliyun_list(self, fields: Mapping[str, str]) -> Mapping[str, Any]:
        if not self.lists:
            return {"Code": "isp.RAM_PERMISSION_DENY", "Message": "no", "RequestId": "r"}
        ours = [
            {
                "PhoneNum": each.number,
                "OutId": each.ours,
                "SendStatus": each.status,
                "ErrCode": each.code or "DELIVERED",
                "SendDate": "2026-11-23 09:00:00",
                "ReceiveDate": "2026-11-23 09:00:05" if each.status == DELIVERED else "",
                "Content": each.text,
                "TemplateCode": "x",
            }
            for each in self.taken
            if each.provider == "aliyun" and each.number == fields["PhoneNumber"]
        ]
        size, page = int(fields["PageSize"]), int(fields["CurrentPage"])
        return {
            "Code": "OK",
            "Message": "OK",
            "RequestId": "r",
            "TotalCount": len(ours),
            "SmsSendDetailDTOs": {"SmsSendDetailDTO": ours[(page - 1) * size : page * size]},
        }

    def _tencent_list(self, fields: Mapping[str, Any]) -> Answer:
        if not self.lists:
            return _tencent_error("UnauthorizedOperation.RequestPermissionDeny")
        names = {DELIVERED: "SUCCESS", FAILED: "FAIL"}
        ours = [
            {
                "UserReceiveTime": 1795395605,
                "CountryCode": "86",
                "PhoneNumber": f"+86{each.number}",
                "SubscriberNumber": each.number,
                "SerialNo": each.provider_id,
                "ReportStatus": names[each.status],
                "Description": each.code,
                "SessionContext": each.ours,
            }
            for each in self.taken
            if each.provider == "tencent"
            and each.status != WAITING
            and f"+86{each.number}" == fields["PhoneNumber"]
        ]
        start = fields["Offset"]
        listed = ours[start : start + fields["Limit"]]
        return Answer({"Response": {"RequestId": "r", "PullSmsSendStatusSet": listed}})


class _Handler(BaseHTTPRequestHandler):
    """Hands calls to the clouds."""

    protocol_version = "HTTP/1.1"
    owner: SmsClouds

    def do_POST(self) -> None:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value.strip() for name, value in self.headers.items()}
        if "x-acs-action" in headers:
            answer = self.owner.aliyun(headers, address.path or "/", address.query, body)
        else:
            answer = self.owner.tencent(headers, body)
        if answer.waits:
            self.owner.wait_for_release()
        if answer.breaks or answer.waits:
            self.close_connection = True
            connection = cast("socket.socket", self.connection)
            connection.shutdown(socket.SHUT_RDWR)
            return
        said = json.dumps(answer.body, ensure_ascii=False).encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_arguments: Any) -> None:
        """Keep quiet."""


def _tencent_error(code: str) -> Answer:
    return Answer({"Response": {"Error": {"Code": code, "Message": "no"}, "RequestId": "r"}})
