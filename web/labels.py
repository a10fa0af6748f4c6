"""The words pages use for states and kinds, and the tone each is shown in.

A tone decides shape and colour together: ok (disc with a tick), info (half disc), idle (ring),
warn (triangle), bad (square with a cross).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from jobs_feed.screening import HoldReason
from jobs_feed.tables import (
    ApplicationState,
    EmployerKind,
    EmployerStatus,
    PostingKind,
    PostingState,
)
from labourers.tables import (
    Education,
    EmploymentStatus,
    Health,
    Sex,
    Source,
    Willingness,
    WorkAbility,
)
from matching.tables_guidance import ProposalReason
from messaging.tables import HandoffReason, MessageKind, MessageState
from messaging.tables_decisions import Decided
from messaging.templates import Purpose, TemplateState
from policy_faq.tables_feedback import DraftState
from service_ledger.counting import Membership
from service_ledger.entries import SYSTEM
from service_ledger.kinds import Evidence, ServiceKind
from web.accounts.tables import Role
from web.i18n import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Label:
    """A word (translated when shown) and its tone."""

    word: str
    tone: str = "idle"


_LABELS: Mapping[type[Enum], Mapping[Any, Label]] = {
    ProposalReason: {
        ProposalReason.SHORTFALL: Label(_l("岗位不够"), "warn"),
        ProposalReason.REFUSALS: Label(_l("多次回绝"), "info"),
    },
    MessageState: {
        MessageState.QUEUED: Label(_l("待发送")),
        MessageState.SUBMITTING: Label(_l("正在发送"), "info"),
        MessageState.UNKNOWN: Label(_l("结果不明"), "warn"),
        MessageState.HANDED_OVER: Label(_l("已交网关"), "info"),
        MessageState.SENT: Label(_l("已发出"), "info"),
        MessageState.EXPIRED: Label(_l("已过期"), "bad"),
        MessageState.FAILED: Label(_l("发送失败"), "bad"),
        MessageState.DELIVERED: Label(_l("已送达"), "ok"),
    },
    MessageKind: {
        MessageKind.REPLY: Label(_l("回复")),
        MessageKind.JOB_PUSH: Label(_l("岗位推送")),
        MessageKind.TRAINING: Label(_l("培训信息")),
        MessageKind.GUIDANCE: Label(_l("职业指导")),
        MessageKind.REMINDER: Label(_l("提醒")),
        MessageKind.NOTICE: Label(_l("通知")),
    },
    Purpose: {
        Purpose.OPT_OUT_DONE: Label(_l("退订确认")),
        Purpose.HANDOFF_ANSWER: Label(_l("人工答复")),
    },
    TemplateState: {
        TemplateState.APPROVED: Label(_l("审核通过"), "ok"),
        TemplateState.PENDING: Label(_l("审核中"), "warn"),
        TemplateState.REJECTED: Label(_l("没通过"), "bad"),
    },
    HandoffReason: {
        HandoffReason.ASKED: Label(_l("本人要求人工"), "info"),
        HandoffReason.UNSURE: Label(_l("没有把握的问题"), "warn"),
        HandoffReason.URGENT: Label(_l("紧急"), "bad"),
        HandoffReason.NO_JOBS: Label(_l("没有合适岗位"), "warn"),
        HandoffReason.IDENTITY: Label(_l("身份核对"), "info"),
    },
    ServiceKind: {
        ServiceKind.JOB_INFO: Label(_l("岗位信息")),
        ServiceKind.TRAINING_INFO: Label(_l("职业培训信息")),
        ServiceKind.CAREER_GUIDANCE: Label(_l("职业指导")),
    },
    Membership: {
        Membership.FULL: Label(_l("全年应服务"), "info"),
        Membership.ENTERED: Label(_l("年中进入"), "info"),
        Membership.LEFT: Label(_l("已退出")),
        Membership.NEVER: Label(_l("不在服务范围")),
    },
    Evidence: {
        Evidence.MESSAGE: Label(_l("消息送达")),
        Evidence.CONVERSATION: Label(_l("对话")),
        Evidence.CASEWORKER: Label(_l("工作人员登记")),
        Evidence.REVERSAL: Label(_l("冲销")),
    },
    EmploymentStatus: {
        EmploymentStatus.UNEMPLOYED: Label(_l("未就业"), "warn"),
        EmploymentStatus.EMPLOYED: Label(_l("已就业"), "ok"),
        EmploymentStatus.UNABLE: Label(_l("无劳动能力")),
        EmploymentStatus.RETIRED: Label(_l("已退休")),
        EmploymentStatus.LEFT: Label(_l("已迁出或去世")),
    },
    Willingness: {
        Willingness.ANYWHERE: Label(_l("想找工作")),
        Willingness.IN_COUNTY: Label(_l("想在县内干")),
        Willingness.OUT_OF_COUNTY: Label(_l("想去县外干")),
        Willingness.OUT_OF_COUNTY_IN_PROVINCE: Label(_l("想去县外、省内干")),
        Willingness.OUT_OF_PROVINCE: Label(_l("想去省外干")),
        Willingness.NOT_NOW: Label(_l("暂时不想找")),
    },
    Source: {
        Source.ROSTER: Label(_l("名册导入")),
        Source.LABOURER: Label(_l("本人")),
        Source.CASEWORKER: Label(_l("工作人员")),
        Source.EMPLOYER: Label(_l("用人单位")),
    },
    Sex: {Sex.MALE: Label(_l("男")), Sex.FEMALE: Label(_l("女"))},
    Education: {
        Education.NONE: Label(_l("未上过学")),
        Education.PRIMARY: Label(_l("小学")),
        Education.JUNIOR: Label(_l("初中")),
        Education.SENIOR: Label(_l("高中或中专")),
        Education.COLLEGE: Label(_l("大专")),
        Education.BACHELOR: Label(_l("本科及以上")),
    },
    Health: {
        Health.HEALTHY: Label(_l("健康")),
        Health.CHRONIC: Label(_l("长期慢性病")),
        Health.SERIOUS: Label(_l("患有大病")),
        Health.DISABLED: Label(_l("残疾")),
    },
    WorkAbility: {
        WorkAbility.SKILLED: Label(_l("技能劳动力")),
        WorkAbility.ORDINARY: Label(_l("普通劳动力")),
        WorkAbility.WEAK: Label(_l("弱劳动力")),
        WorkAbility.NONE: Label(_l("无劳动力")),
    },
    PostingState: {
        PostingState.HELD: Label(_l("待审核"), "warn"),
        PostingState.OPEN: Label(_l("招聘中"), "ok"),
        PostingState.REFUSED: Label(_l("未通过"), "bad"),
        PostingState.FILLED: Label(_l("已招满"), "info"),
        PostingState.CLOSED: Label(_l("已关闭")),
        PostingState.EXPIRED: Label(_l("已过期")),
    },
    PostingKind: {
        PostingKind.ORDINARY: Label(_l("普通岗位")),
        PostingKind.WORKSHOP: Label(_l("帮扶车间")),
        PostingKind.PUBLIC_WELFARE: Label(_l("公益性岗位")),
        PostingKind.WORK_RELIEF: Label(_l("以工代赈")),
    },
    EmployerStatus: {
        EmployerStatus.UNVERIFIED: Label(_l("未核验"), "warn"),
        EmployerStatus.VERIFIED: Label(_l("已核验"), "ok"),
        EmployerStatus.SUSPENDED: Label(_l("暂停招聘"), "bad"),
        EmployerStatus.INVESTIGATED: Label(_l("欠薪等正在调查"), "bad"),
        EmployerStatus.DISHONEST: Label(_l("列入失信名单"), "bad"),
        EmployerStatus.CLOSED: Label(_l("已注销"), "bad"),
    },
    EmployerKind: {
        EmployerKind.ENTERPRISE: Label(_l("企业")),
        EmployerKind.WORKSHOP: Label(_l("就业帮扶车间")),
        EmployerKind.COOPERATIVE: Label(_l("合作社")),
        EmployerKind.AGENCY: Label(_l("人力资源机构")),
        EmployerKind.PUBLIC_BODY: Label(_l("机关事业单位")),
    },
    ApplicationState: {
        ApplicationState.APPLIED: Label(_l("新报名"), "warn"),
        ApplicationState.CONTACTED: Label(_l("已联系"), "info"),
        ApplicationState.HIRED: Label(_l("已录用"), "ok"),
        ApplicationState.REFUSED: Label(_l("未录用")),
        ApplicationState.WITHDRAWN: Label(_l("已撤回")),
    },
    Decided: {
        Decided.ASKED: Label(_l("已去查询"), "info"),
        Decided.CONFIRMED: Label(_l("已确认发出")),
        Decided.RESENT: Label(_l("已决定重发"), "warn"),
        Decided.REPLAYED: Label(_l("已要求重新处理"), "info"),
        Decided.DISCARDED: Label(_l("不处理")),
        Decided.RESUMED: Label(_l("已恢复"), "ok"),
    },
    DraftState: {
        DraftState.DRAFT: Label(_l("待审核"), "warn"),
        DraftState.APPROVED: Label(_l("在用"), "ok"),
        DraftState.REFUSED: Label(_l("未通过"), "bad"),
        DraftState.WITHDRAWN: Label(_l("已撤下")),
    },
    Role: {
        Role.CASEWORKER: Label(_l("工作人员")),
        Role.EMPLOYER: Label(_l("用人单位")),
    },
}

_CHANNELS: Mapping[str, str] = {
    "sms": _l("短信"),
    "demo_phone": _l("演示手机"),
    "wechat": _l("微信"),
    "wecom": _l("企业微信"),
    "telegram": "Telegram",
    "webchat": _l("网页对话"),
}

_SOURCES: Mapping[str, str] = {
    "outbox": _l("写入发件箱"),
    "sender": _l("发送程序"),
    "in_call": _l("当场回复"),
    "report": _l("回执"),
    "lookup": _l("主动查询"),
    "reply": _l("本人回复"),
    "page": _l("页面已显示"),
    "staff": _l("工作人员"),
}


def label_of(member: Enum) -> Label:
    """Return the label of a state or kind; raises KeyError for an enum without labels."""
    return _LABELS[type(member)][member]


def word_of(member: Enum | None) -> str:
    """Return the word for a state or kind, or an em dash for "not stated"."""
    return "—" if member is None else str(label_of(member).word)


def channel_word(channel: str) -> str:
    """Return the word for a channel; an unknown one is shown by its registry key."""
    return str(_CHANNELS.get(channel, channel))


def hold_word(reason: Mapping[str, str]) -> str:
    """Return the word for a stored reason to hold a posting; an unknown one says itself."""
    try:
        return HoldReason.from_json(reason).label
    except (KeyError, ValueError):
        return str(reason.get("text", ""))


def by_word(who: str) -> str:
    """Return the word for who recorded something; user names are shown as they are."""
    return str(_l("系统")) if who == SYSTEM else who


def source_word(source: str) -> str:
    """Return the word for who told a message's state; an unknown one is shown as it is."""
    return str(_SOURCES.get(source, source))


def labelled_enums() -> tuple[type[Enum], ...]:
    """Return the enums that have labels."""
    return tuple(_LABELS)
