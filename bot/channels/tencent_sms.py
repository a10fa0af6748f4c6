"""SMS through Tencent Cloud (腾讯云短信), with its own SDK.

Tencent sends approved templates only, with values by position. Its list of what became of messages
to a number is opened for an office on request (``lookup``); our id stands in it as
``SessionContext``. Its callbacks carry no signature and come to a secret address.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

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
SILENT_AFTER = timedelta(hours=5)
"""Tencent lists a message once its carrier reported on it, nearly always within minutes; one that
is not listed after this time is taken for never sent."""
CAPS = (Cap(1, timedelta(seconds=30)), Cap(5, timedelta(hours=1)), Cap(10, timedelta(days=1)))
"""What Tencent takes to one number unless the office has its limits raised."""
_EARLIER = timedelta(minutes=1)
_PAGE, _PAGES = 100, 4
_CHINA = "+86"
_LANGUAGE = "zh-CN"
_STATES = {"SUCCESS": MessageState.DELIVERED, "FAIL": MessageState.FAILED}
_DAY = 86400.0
_THROTTLED = {
    "LimitExceeded.PhoneNumberThirtySecondLimit": 30.0,
    "LimitExceeded.PhoneNumberOneHourLimit": 3600.0,
    "LimitExceeded.PhoneNumberDailyLimit": _DAY,
    "LimitExceeded.PhoneNumberSameContentDailyLimit": _DAY,
    "LimitExceeded.DeliveryFrequencyLimit": 60.0,
    "LimitExceeded.GlobalSmsSendingRateLimit": 60.0,
    "FailedOperation.MarketingSendTimeConstraint": 3600.0,
    "RequestLimitExceeded": 1.0,
}
_FAULTS = {
    "FailedOperation.PhoneNumberInBlacklist": Fault.OPTED_OUT,
    "FailedOperation.PhoneNumberParseFail": Fault.BAD_ADDRESS,
    "InvalidParameterValue.IncorrectPhoneNumber": Fault.BAD_ADDRESS,
    "FailedOperation.InsufficientBalanceInSmsPackage": Fault.CONFIG,
    "FailedOperation.SignatureIncorrectOrUnapproved": Fault.CONFIG,
    "FailedOperation.MissingSignature": Fault.CONFIG,
    "FailedOperation.TemplateIncorrectOrUnapproved": Fault.CONFIG,
    "FailedOperation.TemplateIdNotExist": Fault.CONFIG,
    "FailedOperation.TemplateUnapprovedOrNotExist": Fault.CONFIG,
    "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": Fault.CONFIG,
    "FailedOperation.NotEnterpriseCertification": Fault.CONFIG,
    "FailedOperation.ProhibitSubAccountUse": Fault.CONFIG,
    "InvalidParameterValue.SdkAppIdNotExist": Fault.CONFIG,
    "FailedOperation.ContainSensitiveWord": Fault.PERMANENT,
    "FailedOperation.JsonParseFail": Fault.PERMANENT,
    "FailedOperation.FailResolvePacket": Fault.PERMANENT,
    "FailedOperation.ParametersOtherError": Fault.PERMANENT,
    "FailedOperation.OtherError": Fault.AMBIGUOUS,
    "InternalError.RequestTimeException": Fault.CONFIG,
    "InternalError.SigFieldMissing": Fault.CONFIG,
    "InternalError.SigVerificationFail": Fault.CONFIG,
    "InternalError.RestApiInterfaceNotExist": Fault.CONFIG,
    "InternalError.JsonParseFail": Fault.PERMANENT,
}
_BEGINNINGS = (
    ("AuthFailure", Fault.CONFIG),
    ("UnauthorizedOperation", Fault.CONFIG),
    ("IpInBlacklist", Fault.CONFIG),
    ("IpNotInWhitelist", Fault.CONFIG),
    ("LimitExceeded", Fault.CONFIG),
    ("InvalidParameter", Fault.PERMANENT),
    ("MissingParameter", Fault.PERMANENT),
    ("UnsupportedOperation", Fault.PERMANENT),
    ("UnknownParameter", Fault.PERMANENT),
)
"""Other limits are those of the whole account: nothing more goes today."""


@dataclass(frozen=True, slots=True)
class TencentConfig:
    """The office's account at Tencent Cloud.

    ``app_id`` is the SMS application's. ``secret`` is the part of our callback addresses that only
    Tencent knows. ``lookup``: Tencent has opened the list of sent messages, with SessionContext,
    for the office. ``endpoint`` and ``protocol`` differ only for a stand-in.
    """

    secret_id: str
    secret_key: str = field(repr=False)
    app_id: str
    secret: str = field(repr=False)
    signature: str
    lookup: bool = False
    region: str = "ap-guangzhou"
    endpoint: str = "sms.tencentcloudapi.com"
    protocol: str = "https"
    fen_per_segment: int = 5


class TencentSms(CloudSms):
    """The channel ``sms`` through Tencent; raises SdkMissingError where its SDK is missing."""

    route = "tencent"
    report_mark = "sid"
    said = ({"result": 0, "errmsg": "OK"}, {"result": 1, "errmsg": "try again"})

    def __init__(self, config: TencentConfig, clock: Clock) -> None:
        cloud_sms.need_sdk("tencentcloud", "tencent", "腾讯云")
        can = cloud_sms.capabilities(
            config.signature, self.route, config.fen_per_segment, lookup=config.lookup, caps=CAPS
        )
        super().__init__(can, config.secret, clock)
        self._config = config
        self._clients: dict[float, Any] = {}

    def send(self, message: Outgoing, timeout: float) -> Sent:
        """Ask Tencent once to send the message; raises SendError.

        What happens after the request has left is AMBIGUOUS, so is every fault inside Tencent.
        """
        from tencentcloud.sms.v20210111 import models

        template = message.template
        if template is None:
            raise SendError(Fault.CONFIG, "no_template")
        request = models.SendSmsRequest()
        request.SmsSdkAppId = self._config.app_id
        request.SignName = template.signature
        request.TemplateId = template.code
        in_order = sorted(template.values, key=lambda value: int(value[0]))
        request.TemplateParamSet = [value for _, value in in_order]
        request.PhoneNumberSet = [_CHINA + message.to]
        request.SessionContext = message.message_id.hex
        try:
            statuses = self._client(timeout).SendSms(request).SendStatusSet
        except Exception as error:  # noqa: BLE001 - the SDK raises what it likes, with the number in it
            raise _send_error(error) from None
        if not statuses:
            raise SendError(Fault.AMBIGUOUS, "no_status")
        if statuses[0].Code != "Ok":
            raise _refusal(str(statuses[0].Code))
        return Sent(statuses[0].SerialNo)

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        """Look for the message in Tencent's list for the number, by our id or by Tencent's."""
        try:
            listed = self._listed(submission)
        except Exception as error:  # noqa: BLE001 - the SDK raises what it likes
            log.warning("lookup_failed", channel=self.name, error=type(error).__name__)
            return LookupMiss.CANNOT_TELL
        ours = [
            each
            for each in listed
            if each.SessionContext == submission.message_id.hex
            or (submission.provider_id is not None and each.SerialNo == submission.provider_id)
        ]
        if not ours:
            age = self._clock.now() - submission.submitted_at
            is_sure = (
                submission.provider_id is None
                and age >= SILENT_AFTER
                and len(listed) < _PAGE * _PAGES
                and all(each.SessionContext for each in listed)
            )
            return LookupMiss.NEVER_TAKEN if is_sure else LookupMiss.CANNOT_TELL
        best = max(ours, key=lambda each: _sureness(each.ReportStatus))
        state = _STATES.get(best.ReportStatus, MessageState.SENT)
        return Receipt(
            event_id=f"lookup:{submission.message_id.hex}:{state.value}",
            state=state,
            at=_moment(best.UserReceiveTime, self._clock.now()),
            message_id=submission.message_id,
            provider_id=best.SerialNo,
            to=best.PhoneNumber,
            code=str(best.ReportStatus or ""),
        )

    def read_report(self, event: dict[str, Any], now: datetime) -> Receipt:
        """Read a delivery report."""
        provider_id, number = cloud_sms.text_of(event, "sid"), cloud_sms.text_of(event, "mobile")
        status = cloud_sms.text_of(event, "report_status")
        return Receipt(
            event_id=f"{provider_id}:{status}",
            state=_STATES[status],
            at=cloud_sms.moment(event.get("user_receive_time"), now),
            provider_id=provider_id,
            to=number,
            code=str(event.get("errmsg") or "")[:32],
        )

    def read_message(self, event: dict[str, Any], now: datetime) -> Inbound:
        """Read a reply; Tencent gives it no id, so its words, number and second are its name."""
        sender, text = cloud_sms.text_of(event, "mobile"), str(event["text"])
        seconds = event.get("time")
        name = cloud_sms.fingerprint(json.dumps([sender, text, seconds], ensure_ascii=False))
        return Inbound(
            event_id=f"tencent:{name}", sender=sender, text=text, at=_moment(seconds, now)
        )

    def _listed(self, submission: Submission) -> list[Any]:
        """Return what Tencent lists for the number since shortly before the message left.

        At most ``_PAGES`` pages of ``_PAGE``: a full last one says that there may be more.
        """
        from tencentcloud.sms.v20210111 import models

        found: list[Any] = []
        for page in range(_PAGES):
            request = models.PullSmsSendStatusByPhoneNumberRequest()
            request.SmsSdkAppId = self._config.app_id
            request.PhoneNumber = _CHINA + submission.to
            request.BeginTime = int((submission.submitted_at - _EARLIER).timestamp())
            request.EndTime = int(self._clock.now().timestamp())
            request.Offset = page * _PAGE
            request.Limit = _PAGE
            answer = self._client(10).PullSmsSendStatusByPhoneNumber(request)
            listed = answer.PullSmsSendStatusSet or []
            found += listed
            if len(listed) < _PAGE:
                break
        return found

    def _client(self, timeout: float) -> Any:
        """Return the client for a time-out: the SDK fixes it when a client is made."""
        if timeout not in self._clients:
            from tencentcloud.common.credential import Credential
            from tencentcloud.common.profile.client_profile import (
                ClientProfile,
            )
            from tencentcloud.common.profile.http_profile import HttpProfile
            from tencentcloud.sms.v20210111.sms_client import SmsClient

            config = self._config
            http = HttpProfile(
                protocol=config.protocol,
                endpoint=config.endpoint,
                reqTimeout=cloud_sms.timeouts(timeout),
            )
            profile = ClientProfile(
                httpProfile=http, language=_LANGUAGE, disable_region_breaker=True
            )
            credential = Credential(config.secret_id, config.secret_key)
            self._clients[timeout] = SmsClient(credential, config.region, profile)
        return self._clients[timeout]


def _send_error(error: Exception) -> SendError:
    """Return what an exception of the SDK means."""
    if cloud_sms.never_left(error):
        return SendError(Fault.RETRY, "no_connection")
    code = str(getattr(error, "code", "") or type(error).__name__)
    return _refusal(code)


def _refusal(code: str) -> SendError:
    """Return what a code of Tencent means; what is not known may have been sent."""
    if code in _THROTTLED:
        return SendError(Fault.THROTTLED, code, _THROTTLED[code])
    fault = _FAULTS.get(code) or next(
        (fault for beginning, fault in _BEGINNINGS if code.startswith(beginning)), Fault.AMBIGUOUS
    )
    return SendError(fault, code[:64])


def _sureness(status: str | None) -> int:
    """Return which of several entries for one message says most: a success, then a waiting one."""
    return {"SUCCESS": 2, "FAIL": 0}.get(status or "", 1)


def _moment(seconds: object, otherwise: datetime) -> datetime:
    """Return a moment given in seconds since 1970, or ``otherwise``."""
    if not isinstance(seconds, int) or seconds <= 0:
        return otherwise
    return in_shanghai(datetime.fromtimestamp(seconds, UTC))
