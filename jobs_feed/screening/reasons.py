"""Why a posting waits for a person before anybody sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class HoldCode(StrEnum):
    """The kinds of reasons to hold a posting."""

    WORKER_PAYS = "worker_pays"
    MONEY_TRANSFER = "money_transfer"
    KEEPS_DOCUMENTS = "keeps_documents"
    FAKE_ORDERS = "fake_orders"
    TRAINING_LOAN = "training_loan"
    UNLAWFUL_TRADE = "unlawful_trade"
    OVERSEAS = "overseas"
    UNDER_AGE = "under_age"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    EMPLOYER_UNVERIFIED = "employer_unverified"
    AGENCY_UNLICENSED = "agency_unlicensed"
    EMPLOYER_BARRED = "employer_barred"


LABELS: dict[HoldCode, str] = {
    HoldCode.WORKER_PAYS: "向求职者收费",
    HoldCode.MONEY_TRANSFER: "要求先转账或付款留名额",
    HoldCode.KEEPS_DOCUMENTS: "扣押身份证或其他证件",
    HoldCode.FAKE_ORDERS: "刷单、跑分一类的骗局",
    HoldCode.TRAINING_LOAN: "培训贷",
    HoldCode.UNLAWFUL_TRADE: "陪侍、赌博、传销一类违法的活",
    HoldCode.OVERSEAS: "境外务工，需核实对外劳务合作资格",
    HoldCode.UNDER_AGE: "招用不满16周岁的人",
    HoldCode.SEX: "限制性别或婚育，没有法定理由",
    HoldCode.ETHNICITY: "限制民族或籍贯",
    HoldCode.RELIGION: "限制宗教信仰",
    HoldCode.EMPLOYER_UNVERIFIED: "用人单位未经核实",
    HoldCode.AGENCY_UNLICENSED: "中介机构没有人力资源服务许可证",
    HoldCode.EMPLOYER_BARRED: "用人单位被暂停招聘",
}
NOT_FOR_REVIEW = frozenset({HoldCode.EMPLOYER_BARRED})
"""What nobody can look at and let pass: the employer's own status has to change first."""


@dataclass(frozen=True, slots=True)
class HoldReason:
    """One reason: its kind, the words that caused it and the column they stand in."""

    code: HoldCode
    text: str
    field: str

    @property
    def label(self) -> str:
        """Return the reason in Chinese."""
        return LABELS[self.code]

    @classmethod
    def from_json(cls, stored: Mapping[str, str]) -> HoldReason:
        """Return the reason that ``as_json`` gave; raises ValueError for an unknown kind."""
        return cls(HoldCode(stored["code"]), stored["text"], stored["field"])

    def as_json(self) -> dict[str, str]:
        """Return the reason as it is stored with the posting."""
        return {"code": self.code.value, "text": self.text, "field": self.field}
