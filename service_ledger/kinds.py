"""The vocabulary of the ledger; free of tables, so that pure rules can use it."""

from __future__ import annotations

from enum import StrEnum


class ServiceKind(StrEnum):
    """岗位信息, 职业培训信息, 职业指导."""

    JOB_INFO = "job_info"
    TRAINING_INFO = "training_info"
    CAREER_GUIDANCE = "career_guidance"


class Period(StrEnum):
    """Over what time a standard's minimum is counted."""

    YEAR = "year"
    MONTH = "month"


class Group(StrEnum):
    """Whom a standard is for."""

    WILLING_UNEMPLOYED = "willing_unemployed"
    HARD_TO_EMPLOY = "hard_to_employ"


class Evidence(StrEnum):
    """What proves an entry."""

    MESSAGE = "message"
    CONVERSATION = "conversation"
    CASEWORKER = "caseworker"
    REVERSAL = "reversal"


CHINESE_KINDS = {
    ServiceKind.JOB_INFO: "岗位信息",
    ServiceKind.TRAINING_INFO: "职业培训信息",
    ServiceKind.CAREER_GUIDANCE: "职业指导",
}
"""What pages, sheets and commands call each kind."""
