"""The application form for the transport subsidy, filled in as far as a person has told; pure data.

ID number, telephone and bank card are always left as lines: they are written by hand, on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from policy_faq.claims.assess import Assessment, Assessor, Grant, Verdict
from policy_faq.claims.claim import Claim
from policy_faq.knowledge import Knowledge
from policy_faq.models import Standing
from policy_faq.parameters import Parameter
from policy_faq.places import Distance
from policy_faq.rules.outcome import yuan
from storage.gazetteer import Gazetteer

TITLE: Final = "外出务工交通补助申请表"
NATIONAL_HOTLINE: Final = "12333"
ROUND_TRIP: Final = "车票钱是来回一共的；文件写的是从家到务工地的车票，回来的票算不算先问清。"
EVIDENCE_TITLE: Final = "四、要带的材料（带了的打勾）"
SOURCES_TITLE: Final = "五、依据"
TO, WHERE, NOTE = "交给：", "去哪办：", "注意："
SIGNATURE_TITLE: Final = "六、签字"
BOX: Final = "□"
SIGNATURES: Final = (("申请人签字", "日期"), ("核定金额（元）", "经办人", "日期"))
"""What is left to be signed: by the applicant, then by the office."""
_YES_NO: Final = {None: "□没有领过　□领过", False: "☑没有领过　□领过", True: "□没有领过　☑领过"}
_WAYS: Final = {
    None: "□县、乡统一组织　□自己去",
    True: "☑县、乡统一组织　□自己去",
    False: "□县、乡统一组织　☑自己去",
}
_FAR: Final = {
    Distance.OUT_OF_PROVINCE: "省外",
    Distance.IN_PROVINCE: "省内、市（州）外",
    Distance.IN_PREFECTURE: "市（州）内、县外",
    Distance.OUT_OF_COUNTY: "省内、县外",
    Distance.IN_COUNTY: "县内",
    Distance.ABROAD: "境外",
}


@dataclass(frozen=True, slots=True)
class FormRow:
    """One line of the form; an empty ``value`` is a line to be filled in by hand."""

    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of rows."""

    title: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class Applicant:
    """What is known of who applies and may be printed; all of it optional."""

    name: str = ""
    employer: str = ""


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """The whole form, ready to be printed.

    ``evidence`` is what to bring, one box each; ``sources`` the documents with their clauses;
    ``cautions`` what the applicant should know before handing it in. ``amount`` is the amount in
    yuan when the texts agree on one.
    """

    title: str
    office: str
    phone: str
    sections: tuple[Section, ...]
    evidence: tuple[str, ...]
    where: str
    sources: tuple[str, ...]
    cautions: tuple[str, ...]
    declaration: str
    amount: Decimal | None = None

    def rows(self) -> Iterator[FormRow]:
        """Yield the rows of all sections."""
        for section in self.sections:
            yield from section.rows


def build_form(
    assessor: Assessor,
    gazetteer: Gazetteer,
    claim: Claim,
    on: date,
    applicant: Applicant | None = None,
) -> ClaimForm:
    """Return the form for ``claim`` as the texts stand on ``on``.

    Raises KeyError for a county that the gazetteer does not know.
    """
    known = applicant or Applicant()
    knowledge = assessor.knowledge
    contact = knowledge.contact(claim.county)
    found = assessor.assess(claim, on)
    card = assessor.card(claim.county, on)
    return ClaimForm(
        title=TITLE,
        office=contact.office if contact else f"{gazetteer.name(claim.county)}劳动就业服务机构",
        phone=contact.phone if contact else NATIONAL_HOTLINE,
        sections=(
            _who(gazetteer, claim, known),
            _work(gazetteer, claim, known),
            _money(found, claim, on),
        ),
        evidence=card.bring if card else (),
        where=card.where if card else "",
        sources=tuple(_sources(assessor, claim, on)),
        cautions=tuple(_cautions(knowledge, found, claim, on)),
        declaration="以上内容和所交材料真实，如有不实，愿意退回补助。",
        amount=found.grants[0].amount if len(found.grants) == 1 else None,
    )


def sum_text(grant: Grant) -> str:
    """Return an amount in words: 380元, or 最高500元 when the fare is open."""
    return f"{'最高' if grant.up_to else ''}{yuan(grant.amount)}"


def _who(gazetteer: Gazetteer, claim: Claim, known: Applicant) -> Section:
    rows = (
        FormRow("姓名", known.name),
        FormRow("身份证号码"),
        FormRow("联系电话"),
        FormRow("户籍所在县（市、区）", gazetteer.full_name(claim.county)),
        FormRow("乡镇（街道）、村（社区）"),
        FormRow("社会保障卡（银行卡）账号"),
        FormRow("开户银行"),
    )
    return Section("一、申请人", rows)


def _work(gazetteer: Gazetteer, claim: Claim, known: Applicant) -> Section:
    place = gazetteer.full_name(claim.place) if claim.place else ""
    far = _FAR.get(claim.distance, "") if claim.distance else ""
    rows = (
        FormRow("务工地点", f"{place}（{far}）" if place and far else place or far),
        FormRow("务工单位", known.employer),
        FormRow("上班时间", day_text(claim.since) if claim.since else ""),
        FormRow("怎么去的", _WAYS[claim.organised]),
    )
    return Section("二、务工情况", rows)


def _money(found: Assessment, claim: Claim, on: date) -> Section:
    fare = "" if claim.fare is None else yuan(claim.fare)
    if claim.round_trip and fare:
        fare += "（来回）"
    asked = "" if claim.fare is None else "　或　".join(dict.fromkeys(map(sum_text, found.grants)))
    reasons = "；".join(f"{grant.reason}（{_cited(grant.parameter)}）" for grant in found.grants)
    rows = (
        FormRow("实名车票金额", fare),
        FormRow("申请补助金额", asked),
        FormRow("怎么算的", reasons),
        FormRow(f"{on.year}年有没有领过", _YES_NO[claim.claimed]),
    )
    return Section("三、车票和补助", rows)


def _sources(assessor: Assessor, claim: Claim, on: date) -> Iterator[str]:
    for parameter in assessor.local(claim.county, on):
        document = parameter.document
        number = "" if document.number == "无文号" else f"（{document.number}）"
        cited = f"《{document.title}》{number}{parameter.clause}"
        yield f"{cited}，{document.issuer}，{document.year}年"


def _cautions(knowledge: Knowledge, found: Assessment, claim: Claim, on: date) -> Iterator[str]:
    contact = knowledge.contact(claim.county)
    phone = contact.phone if contact else NATIONAL_HOTLINE
    yield f"金额是按您说的情况算的，以办理单位核定为准。办之前先打 {phone} 确认。"
    if found.verdict is Verdict.LATER:
        yield f"现在还不能领：{found.missing}。"
    if found.verdict is Verdict.REFUSED:
        yield f"按现有规定领不到：{found.missing}。"
    if found.differs:
        office = contact.office if contact else "办理单位"
        yield f"两份文件规定不一样，由{office}决定按哪一份。"
    if claim.round_trip:
        yield ROUND_TRIP
    documents = [grant.parameter.document for grant in found.grants]
    if any(each.standing(on) is Standing.NO_END_STATED for each in documents):
        yield "文件没有写到哪天为止。"


def _cited(parameter: Parameter) -> str:
    return f"{parameter.document.cited}{parameter.clause}"


def day_text(day: date) -> str:
    """Return a day as it is written on a form: 2026年11月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
