"""Screening: what is held, what is not, and with which words."""

from __future__ import annotations

import pytest

from jobs_feed.screening import (
    EmployerFacts,
    HoldCode,
    HoldReason,
    ToScreen,
    looks_like_agency,
    publishable,
    screen,
    screen_text,
)
from jobs_feed.screening.canonical import canonical
from jobs_feed.screening.fairness import demanded_sex
from jobs_feed.screening.lawful_sex import lawful_ground, lawful_sex_rules
from labourers.tables import Sex
from tests.jobs_feed import cases_dev, cases_test

VERIFIED = EmployerFacts("会泽县某某服装厂", is_verified=True)


def codes(text: str, column: str = "岗位描述") -> set[str]:
    return {reason.code.value for reason in screen_text(text, column)}


@pytest.mark.parametrize(("text", "label"), cases_dev.CASES + cases_test.CASES)
def test_labelled_sentence(text: str, label: str) -> None:
    found = codes(text)
    assert (label in found) if label != "ok" else not found


def test_there_are_enough_cases_of_either_kind() -> None:
    for cases in (cases_dev.CASES, cases_test.CASES):
        texts = [text for text, _ in cases]
        good = sum(label == "ok" for _, label in cases)
        assert len(set(texts)) == len(texts)
        assert good >= 0.45 * len(cases)
        assert len(cases) - good >= 0.45 * len(cases)


@pytest.mark.parametrize(("text", "label"), cases_test.CASES)
def test_a_sentence_among_others_is_judged_the_same(text: str, label: str) -> None:
    found = codes(f"普工数名，月薪4500元，包吃住。{text}。月休四天，有空调宿舍！")
    assert (label in found) if label != "ok" else not found


def test_the_reason_names_the_clause_and_the_column() -> None:
    reasons = screen_text("包吃住，入职前需交服装费200元，月休四天", "福利待遇")
    assert reasons == [HoldReason(HoldCode.WORKER_PAYS, "入职前需交服装费200元", "福利待遇")]
    assert reasons[0].label == "向求职者收费"
    assert HoldReason.from_json(reasons[0].as_json()) == reasons[0]


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("押 金", "押金"),
        ("押*金", "押金"),
        ("押\u200b金", "押金"),
        ("押☆金", "押金"),
        ("押💰200", "押金200"),
        ("扌甲金", "押金"),
        ("ya金", "押金"),
        ("交压金", "交押金"),
        ("亚金300元", "押金300元"),
        ("體檢費", "体检费"),
        ("服装fei", "服装费"),
        ("保 証 金", "保证金"),
        ("身 份 证", "身份证"),
        ("shua单", "刷单"),
    ],
)
def test_disguises_are_undone(disguised: str, plain: str) -> None:
    assert plain in canonical(disguised)


@pytest.mark.parametrize("text", ["冲压金属件", "上海亚金贸易公司", "压铸工", "千斤顶操作"])
def test_ordinary_words_stay(text: str) -> None:
    assert "押金" not in canonical(text)


def test_a_demanded_sex_needs_a_lawful_ground() -> None:
    def held(title: str, sex: Sex, description: str = "") -> bool:
        texts = {"岗位名称": title, "性别要求": "", "岗位描述": description}
        return HoldCode.SEX in {r.code for r in screen(ToScreen(texts, sex=sex, employer=VERIFIED))}

    assert held("保安", Sex.MALE)
    assert held("文员", Sex.FEMALE)
    assert not held("女浴服务员", Sex.FEMALE)
    assert not held("月嫂", Sex.FEMALE)
    assert not held("井下掘进工", Sex.MALE)
    assert not held("装卸工", Sex.MALE, "人工搬运50公斤水泥")
    assert held("装卸工", Sex.MALE, "搬运20公斤以下的箱子")
    assert not held("景区挑夫", Sex.MALE, "肩挑食材上山,每趟100斤以上")
    assert held("井下掘进工", Sex.FEMALE)


def test_lawful_grounds_name_their_source() -> None:
    assert {rule.sex for rule in lawful_sex_rules()} == set(Sex)
    assert all(rule.ground for rule in lawful_sex_rules())
    ground = lawful_ground(Sex.MALE, "第四级体力劳动强度的作业")
    assert ground is not None
    assert "女职工劳动保护特别规定" in ground


def test_what_the_cells_say_is_judged_too() -> None:
    posting = ToScreen(
        {"岗位名称": "普工", "年龄要求": "14-30"},
        age_low=14,
        age_high=30,
        place_abroad="海外/日本",
        employer=VERIFIED,
    )
    assert {(reason.code, reason.field) for reason in screen(posting)} == {
        (HoldCode.UNDER_AGE, "年龄要求"),
        (HoldCode.OVERSEAS, "工作地点"),
    }


def test_employers() -> None:
    def reasons(employer: EmployerFacts, text: str = "") -> set[HoldCode]:
        return {r.code for r in screen(ToScreen({"岗位描述": text}, employer=employer))}

    agency = EmployerFacts("会泽县某某人力资源有限公司", is_verified=True)
    licensed = EmployerFacts(
        agency.name, is_verified=True, is_agency=True, agency_licence="530326000001"
    )
    assert reasons(VERIFIED) == set()
    assert reasons(EmployerFacts("某厂", is_verified=False)) == {HoldCode.EMPLOYER_UNVERIFIED}
    assert reasons(agency) == {HoldCode.AGENCY_UNLICENSED}
    assert reasons(licensed) == set()
    assert reasons(agency, "人力资源服务许可证编号：530326000001") == set()
    assert reasons(agency, "持有人力资源服务许可证") == {HoldCode.AGENCY_UNLICENSED}
    assert reasons(VERIFIED, "我们是专业劳务中介") == {HoldCode.AGENCY_UNLICENSED}
    assert reasons(VERIFIED, "企业直招，中介勿扰") == set()


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("云南某某劳务派遣有限公司", True),
        ("某某职业介绍所", True),
        ("某某人才服务有限公司", True),
        ("某某建筑劳务有限公司", False),
        ("会泽县劳动就业服务局", False),
        ("会泽县公共就业和人才服务中心", False),
        ("某某电子有限公司", False),
    ],
)
def test_agencies_by_name(name: str, agency: bool) -> None:
    assert looks_like_agency(name) is agency


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece",
    [
        "不需要",
        "收取交纳",
        "押 ",
        "押金、",
        "以任何名义",
        "男女",
        "要求未婚",
        "一十",
        "和报销体检费",
        "18-",
    ],
)
def test_text_made_to_stall_does_not(piece: str) -> None:
    assert isinstance(screen_text(piece * (10_000 // len(piece))), list)


@pytest.mark.parametrize(
    ("text", "held", "demanded"),
    [
        ("女工优先，包吃住", False, None),
        ("以女性为主", False, None),
        ("优先录用女性", False, None),
        ("男同志优先", True, None),
        ("要个男的守夜", True, Sex.MALE),
        ("女的要得，男的莫来", True, Sex.FEMALE),
        ("主要女装销售", False, None),
    ],
)
def test_a_preference_is_no_demand(text: str, held: bool, demanded: Sex | None) -> None:
    assert (HoldCode.SEX in {each.code for each in screen_text(text)}) is held
    assert demanded_sex("", canonical(text)) is demanded


def test_wishes_for_one_sex_are_not_published() -> None:
    said = "照料老人，隔天值夜班。女性优先，包吃住；不要男的。"
    assert publishable(said) == "照料老人，隔天值夜班。包吃住"
    assert publishable("卖女装，男女不限") == "卖女装，男女不限"


@pytest.mark.parametrize(
    ("name", "text", "held"),
    [
        ("花垣县政务服务中心(劳务派遣)", "窗口收件", False),
        ("县人民医院（劳务外包）", "扫地", False),
        ("珠海建工劳务有限公司", "扎钢筋", False),
        ("长沙众邦劳务有限公司", "高层支模板，工地包住", False),
        ("长沙众邦劳务有限公司", "流水线普工", True),
        ("湖南鸿兴劳务派遣有限公司", "工地杂工", True),
    ],
)
def test_who_places_people_elsewhere(name: str, text: str, held: bool) -> None:
    employer = EmployerFacts(name, is_verified=True)
    found = screen(ToScreen({"岗位描述": text}, employer=employer))
    assert (HoldCode.AGENCY_UNLICENSED in {each.code for each in found}) is held
