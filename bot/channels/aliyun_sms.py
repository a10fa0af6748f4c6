"""SMS through Aliyun (阿里云短信服务), with its own SDK.

Aliyun sends approved templates only and knows no idempotent sending: after an answer that never
came the message is looked up by our id (``OutId``), number and day before anything else. Its
reports and replies come in batches to a secret address and carry no signature.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from bot.channels import cloud_sms
from bot.channels.cloud_sms import CloudSms
from messaging.contract import (
    Cap,
    Fault,
    Inbound,
    LookupMiss,
    Outgoing,
    Receipt,
    SendError,
    Sent,
    Submission,
)
from messaging.tables import MessageState
from storage.clock import Clock, in_shanghai

log = structlog.get_logger(__name__)
SETTLED_AFTER = timedelta(minutes=5)
"""After this time a message Aliyun took is in its list; one that is not there was never taken."""
CAPS = (Cap(20, timedelta(hours=1)), Cap(45, timedelta(days=1)))
"""Aliyun takes 50 notices a day to one number."""
_PAGE = 50
_PAGES = 4
_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0
_STATES = {
    1: MessageState.SENT,
    2: MessageState.FAILED,
    3: MessageState.DELIVERED,
}
_SURENESS = {MessageState.FAILED: 0, MessageState.SENT: 1, MessageState.DELIVERED: 2}
_FAULTS = {
    "isv.AMOUNT_NOT_ENOUGH": Fault.CONFIG,
    "isv.OUT_OF_SERVICE": Fault.CONFIG,
    "isv.PRODUCT_UN_SUBSCRIPT": Fault.CONFIG,
    "isv.PRODUCT_UNSUBSCRIBE": Fault.CONFIG,
    "isv.ACCOUNT_NOT_EXISTS": Fault.CONFIG,
    "isv.ACCOUNT_ABNORMAL": Fault.CONFIG,
    "isv.DAY_LIMIT_CONTROL": Fault.CONFIG,
    "isv.MONTH_LIMIT_CONTROL": Fault.CONFIG,
    "isv.DENY_IP_RANGE": Fault.CONFIG,
    "isv.SMS_SIGNATURE_ILLEGAL": Fault.CONFIG,
    "isv.SMS_SIGN_ILLEGAL": Fault.CONFIG,
    "isv.SMS_TEMPLATE_ILLEGAL": Fault.CONFIG,
    "isv.SMS_SIGNATURE_SCENE_ILLEGAL": Fault.CONFIG,
    "isv.TEMPLATE_MISSING_PARAMETERS": Fault.CONFIG,
    "isp.RAM_PERMISSION_DENY": Fault.CONFIG,
    "isv.BUSINESS_LIMIT_CONTROL": Fault.THROTTLED,
    "isv.MOBILE_NUMBER_ILLEGAL": Fault.BAD_ADDRESS,
    "isp.SYSTEM_ERROR": Fault.AMBIGUOUS,
    "isp.GATEWAY_ERROR": Fault.AMBIGUOUS,
    "isp.UNKNOWN": Fault.AMBIGUOUS,
    "isv.BLACK_KEY_CONTROL_LIMIT": Fault.PERMANENT,
    "isv.PARAM_LENGTH_LIMIT": Fault.PERMANENT,
    "isv.PARAM_NOT_SUPPORT_URL": Fault.PERMANENT,
    "isv.INVALID_PARAMETERS": Fault.PERMANENT,
    "isv.INVALID_JSON_PARAM": Fault.PERMANENT,
}
_BEGINNINGS = (
    ("Throttling", Fault.THROTTLED),
    ("ServiceUnavailable", Fault.AMBIGUOUS),
    ("InternalError", Fault.AMBIGUOUS),
    ("isp.", Fault.AMBIGUOUS),
    ("isv.", Fault.PERMANENT),
    ("MissingParameter", Fault.PERMANENT),
    ("InvalidParameter", Fault.PERMANENT),
    ("SignatureDoesNotMatch", Fault.CONFIG),
    ("IncompleteSignature", Fault.CONFIG),
    ("InvalidAccessKeyId", Fault.CONFIG),
    ("InvalidTimeStamp", Fault.CONFIG),
    ("Forbidden", Fault.CONFIG),
    ("NoPermission", Fault.CONFIG),
)
_LIMITS = (("分钟", _MINUTE), ("小时", _HOUR), ("天", _DAY), ("月", _DAY))


@dataclass(frozen=True, slots=True)
class AliyunConfig:
    """The office's account at Aliyun.

    ``secret`` is the part of our callback addresses that only Aliyun knows. ``endpoint`` and
    ``protocol`` differ only for a stand-in.
    """

    key_id: str
    key_secret: str = field(repr=False)
    secret: str = field(repr=False)
    signature: str
    endpoint: str = "dysmsapi.aliyuncs.com"
    protocol: str = "HTTPS"
    fen_per_segment: int = 5


class AliyunSms(CloudSms):
    """The channel ``sms`` through Aliyun; raises SdkMissingError where its SDK is not installed."""

    route = "aliyun"
    report_mark = "biz_id"
    said = ({"code": 0, "msg": "接收成功"}, {"code": 1, "msg": "请稍后再发"})

    def __init__(self, config: AliyunConfig, clock: Clock) -> None:
        cloud_sms.need_sdk("alibabacloud_dysmsapi20170525", "aliyun", "阿里云")
        from alibabacloud_dysmsapi20170525.client import Client
        from alibabacloud_tea_openapi.models import Config

        can = cloud_sms.capabilities(
            config.signature, self.route, config.fen_per_segment, lookup=True, caps=CAPS
        )
        super().__init__(can, config.secret, clock)
        self._client = Client(
            Config(
                access_key_id=config.key_id,
                access_key_secret=config.key_secret,
                endpoint=config.endpoint,
                protocol=config.protocol,
                region_id="cn-hangzhou",
            )
        )

    def send(self, message: Outgoing, timeout: float) -> Sent:
        """Ask Aliyun once to send the message; raises SendError.

        What happens after the request has left is AMBIGUOUS, so is every fault inside Aliyun.
        """
        from alibabacloud_dysmsapi20170525.models import SendSmsRequest

        template = message.template
        if template is None:
            raise SendError(Fault.CONFIG, "no_template")
        request = SendSmsRequest(
            phone_numbers=message.to,
            sign_name=template.signature,
            template_code=template.code,
            template_param=json.dumps(dict(template.values), ensure_ascii=False),
            out_id=message.message_id.hex,
        )
        try:
            answer = self._client.send_sms_with_options(request, _options(timeout)).body
        except Exception as error:  # noqa: BLE001 - the SDK raises what it likes, with the number in it
            raise _send_error(error) from None
        if answer.code != "OK":
            raise _refusal(str(answer.code), str(answer.message))
        return Sent(answer.biz_id)

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        """Look for the message by our id among what Aliyun sent to the number on its day."""
        try:
            details = [
                detail
                for day in _days_of(submission.submitted_at)
                for detail in self._sent_on(submission.to, day)
                if detail.out_id == submission.message_id.hex
            ]
        except Exception as error:  # noqa: BLE001 - the SDK raises what it likes
            log.warning("lookup_failed", channel=self.name, error=type(error).__name__)
            return LookupMiss.CANNOT_TELL
        known = [detail for detail in details if detail.send_status in _STATES]
        if not known:
            age = self._clock.now() - submission.submitted_at
            is_sure = not details and submission.provider_id is None and age >= SETTLED_AFTER
            return LookupMiss.NEVER_TAKEN if is_sure else LookupMiss.CANNOT_TELL
        best = max(known, key=lambda detail: _SURENESS[_STATES[detail.send_status]])
        state = _STATES[best.send_status]
        return Receipt(
            event_id=f"lookup:{submission.message_id.hex}:{state.value}",
            state=state,
            at=cloud_sms.moment(best.receive_date, self._clock.now()),
            message_id=submission.message_id,
            to=best.phone_num,
            code=str(best.err_code or "")[:32],
        )

    def read_report(self, event: dict[str, Any], now: datetime) -> Receipt:
        """Read a delivery report."""
        provider_id = cloud_sms.text_of(event, "biz_id")
        out_id = str(event.get("out_id") or "")
        is_delivered = event["success"]
        if not isinstance(is_delivered, bool):
            raise TypeError("success is neither true nor false")
        code = str(event.get("err_code") or "")[:32]
        number = cloud_sms.text_of(event, "phone_number")
        return Receipt(
            event_id=f"{provider_id}:{cloud_sms.fingerprint(number)[:8]}:{code}",
            state=MessageState.DELIVERED if is_delivered else MessageState.FAILED,
            at=cloud_sms.moment(event.get("report_time"), now),
            message_id=UUID(out_id) if out_id else None,
            provider_id=provider_id,
            to=number,
            code=code,
        )

    def read_message(self, event: dict[str, Any], now: datetime) -> Inbound:
        """Read a reply."""
        return Inbound(
            event_id=f"aliyun:{cloud_sms.text_of(event, 'sequence_id')}",
            sender=cloud_sms.text_of(event, "phone_number"),
            text=str(event["content"]),
            at=cloud_sms.moment(event.get("send_time"), now),
        )

    def _sent_on(self, number: str, day: str) -> list[Any]:
        """Return what Aliyun sent to a number on a day (``yyyyMMdd``)."""
        from alibabacloud_dysmsapi20170525.models import (
            QuerySendDetailsRequest,
        )

        found: list[Any] = []
        for page in range(1, _PAGES + 1):
            request = QuerySendDetailsRequest(
                phone_number=number, send_date=day, page_size=_PAGE, current_page=page
            )
            body = self._client.query_send_details_with_options(request, _options(10)).body
            if body.code != "OK":
                raise ConnectionError(str(body.code))
            listed = body.sms_send_detail_dtos
            found += (listed.sms_send_detail_dto or []) if listed is not None else []
            if page * _PAGE >= int(body.total_count or 0):
                break
        return found


def _options(timeout: float) -> Any:
    from darabonba.runtime import RuntimeOptions

    connect, read = cloud_sms.timeouts(timeout)
    return RuntimeOptions(
        connect_timeout=int(connect * 1000),
        read_timeout=int(read * 1000),
        autoretry=False,
        max_attempts=1,
    )


def _send_error(error: Exception) -> SendError:
    """Return what an exception of the SDK means."""
    if cloud_sms.never_left(error):
        return SendError(Fault.RETRY, "no_connection")
    status, code = getattr(error, "status_code", None), str(getattr(error, "code", "") or "")
    if not isinstance(status, int):
        return SendError(Fault.AMBIGUOUS, type(error).__name__)
    refusal = _refusal(code, str(getattr(error, "message", "")))
    milliseconds = getattr(error, "retry_after", None)
    if isinstance(milliseconds, int) and refusal.fault is Fault.THROTTLED:
        return SendError(Fault.THROTTLED, code, milliseconds / 1000)
    if status >= 500 and refusal.fault is not Fault.THROTTLED:
        return SendError(Fault.AMBIGUOUS, code)
    return refusal


def _refusal(code: str, message: str) -> SendError:
    """Return what a code of Aliyun means; of its words only the span of a limit is read."""
    fault = _FAULTS.get(code) or next(
        (fault for beginning, fault in _BEGINNINGS if code.startswith(beginning)), Fault.AMBIGUOUS
    )
    pause = None
    if code == "isv.BUSINESS_LIMIT_CONTROL":
        pause = next((seconds for word, seconds in _LIMITS if word in message), _MINUTE)
    return SendError(fault, code[:64], pause)


def _days_of(at: datetime) -> list[str]:
    """Return the day a message may be listed under: also the next one shortly before midnight."""
    first, last = in_shanghai(at), in_shanghai(at + SETTLED_AFTER)
    return list(dict.fromkeys(f"{moment:%Y%m%d}" for moment in (first, last)))
