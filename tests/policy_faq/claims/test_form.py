"""The form: what is printed, what stays blank, and the Word file read back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pytest

from policy_faq.claims.assess import Assessor
from policy_faq.claims.claim import Claim
from policy_faq.claims.docx_form import write_form
from policy_faq.claims.form import TITLE, Applicant, ClaimForm, build_form
from policy_faq.places import Distance
from storage.gazetteer import Gazetteer

TODAY = date(2026, 11, 23)


@pytest.fixture
def build(assessor: Assessor, gazetteer: Gazetteer) -> Any:
    def built(applicant: Applicant | None = None, **said: Any) -> ClaimForm:
        facts: dict[str, Any] = {
            "county": "530326",
            "place": "320500",
            "distance": Distance.OUT_OF_PROVINCE,
            "fare": Decimal(380),
            "claimed": False,
            "months": 6,
        }
        return build_form(assessor, gazetteer, Claim(**(facts | said)), TODAY, applicant)

    return built


def values(form: ClaimForm) -> dict[str, str]:
    return {row.label: row.value for row in form.rows()}


def read_back(form: ClaimForm) -> tuple[dict[str, str], str]:
    written = BytesIO()
    write_form(written, form)
    written.seek(0)
    document = docx.Document(written)
    cells = {
        row.cells[0].text: row.cells[1].text for table in document.tables for row in table.rows
    }
    return cells, "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_what_was_told_is_filled_in(build: Any) -> None:
    form = build(Applicant("王秀英", "立讯精密"), since=date(2026, 5, 5))
    filled = values(form)
    assert form.title == TITLE
    assert filled["姓名"] == "王秀英"
    assert filled["务工单位"] == "立讯精密"
    assert filled["务工地点"] == "江苏省苏州市（省外）"
    assert filled["上班时间"] == "2026年5月5日"
    assert filled["实名车票金额"] == "380元"
    assert filled["申请补助金额"] == "380元"
    assert filled["2026年有没有领过"].startswith("☑没有领过")
    assert form.amount == 380
    assert any("会政发〔2018〕20号" in each and "三(四)16" in each for each in form.sources)
    assert any("身份证复印件" in each for each in form.evidence)
    assert "0874-5120155" in form.phone


def test_numbers_of_the_person_stay_blank(build: Any) -> None:
    filled = values(build(Applicant("王秀英")))
    for label in ("身份证号码", "联系电话", "社会保障卡（银行卡）账号", "开户银行"):
        assert filled[label] == ""
    assert values(build())["姓名"] == ""


def test_the_word_file_holds_the_form(build: Any) -> None:
    form = build(Applicant("王秀英"), organised=False)
    cells, text = read_back(form)
    for row in form.rows():
        assert cells[row.label].startswith(row.value or "＿")
    assert text.startswith(TITLE)
    assert "☑自己去" in cells["怎么去的"]
    for item in form.evidence:
        assert f"□ {item}" in text
    for source in form.sources:
        assert source in text
    assert "申请人签字：＿" in text
    assert "核定金额（元）：＿" in text


def test_the_word_file_is_a4_and_names_nobody(build: Any) -> None:
    written = BytesIO()
    write_form(written, build(Applicant("王秀英")))
    document = docx.Document(BytesIO(written.getvalue()))
    page = document.sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    assert document.core_properties.author == ""


def test_both_amounts_where_the_texts_differ(build: Any) -> None:
    form = build(place="530381", distance=Distance.IN_PREFECTURE, fare=Decimal(150))
    assert values(form)["申请补助金额"] == "150元　或　100元"
    assert form.amount is None
    assert any("两份文件" in each and "决定" in each for each in form.cautions)


def test_one_amount_where_the_texts_differ_in_a_condition_only(build: Any) -> None:
    form = build(fare=Decimal(450), months=1, organised=True)
    assert values(form)["申请补助金额"] == "450元"
    assert values(form)["怎么算的"].count("450元") == 2


def test_nothing_is_claimed_before_the_fare_is_known(build: Any) -> None:
    filled = values(build(fare=None, fare_open=True))
    assert filled["实名车票金额"] == filled["申请补助金额"] == ""


def test_warnings_stand_on_the_form(build: Any) -> None:
    form = build(months=1, round_trip=True)
    assert any("满3个月" in each for each in form.cautions)
    assert any("回来的票" in each for each in form.cautions)
    assert values(form)["实名车票金额"] == "380元（来回）"


def test_a_county_without_a_number_of_its_own(build: Any) -> None:
    form = build(county="530602", fare=Decimal(600))
    assert form.phone == "12333"
    assert "昭阳区" in form.office
    assert values(form)["申请补助金额"] == "500元"
    assert all("云人社发〔2017〕100号" in each for each in form.sources)


def test_a_county_without_a_text(build: Any) -> None:
    form = build(county="430103")
    assert form.sources == ()
    assert values(form)["申请补助金额"] == ""
