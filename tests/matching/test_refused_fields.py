"""What refuses a field of work or pay goes before what is wanted beside it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from labourers.tables import Sex
from matching.catalogue import Term, TermKind
from matching.model import Person, Vacancy, Wishes
from matching.reading.query import Query
from matching.toolkit import Toolkit
from tests.matching.builders import vacancy
from tests.matching.conftest import COUNTY, TODAY
from tests.matching.searching import Office, titles

JOBS = {
    "手机组装工": ("深圳华强电子有限公司", ""),
    "操作工": ("东莞联光电科技有限公司", ""),
    "普工": ("惠州某厂", "生产手机主板,两班倒"),
    "质检员": ("苏州欧声电子有限公司", ""),
    "玩具厂普工": ("东莞乐童玩具有限公司", ""),
    "针车工": ("温州鞋业", ""),
    "缝纫工": ("会泽制衣厂", ""),
    "包装工": ("福州鲜源食品有限公司", ""),
    "保安": ("东莞华贝电子厂", ""),
    "保洁员": ("会泽物业", ""),
}
ELECTRONICS = frozenset({"手机组装工", "操作工", "普工", "质检员"})


@pytest.fixture(scope="module")
def office(toolkit: Toolkit) -> Office:
    return Office(toolkit, [job(toolkit, title) for title in JOBS])


def job(toolkit: Toolkit, title: str, **more: int) -> Vacancy:
    employer, text = JOBS[title]
    work = toolkit.reader.lexicon.work(title, employer=employer, text=text)
    return vacancy(title=title, work=work, place="441900", employer_name=employer, **more)


@pytest.mark.parametrize(
    "text",
    [
        *("不要电子厂,普工", "普工,电子厂的不去", "不进电子厂,操作工也行", "操作工,不要电子的"),
        *("莫给我找电子厂的普工", "不要找电子厂", "以后别给我推电子厂", "除了电子厂,普工都行"),
        *("电子厂的普工不要,包装可以", "不想去电子厂做普工", "不进厂", "想进厂,不要电子厂"),
    ],
)
def test_whoever_refuses_electronics_is_no_hand_there(office: Office, text: str) -> None:
    assert not ELECTRONICS & {*titles(office.find(text, limit=10))}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("不要电子厂,普工", "玩具厂普工"),
        ("不要电子厂,保安", "保安"),
        ("不要鞋厂普工", "玩具厂普工"),
        ("鞋厂的普工不要", "玩具厂普工"),
        ("不做包装", "玩具厂普工"),
        ("不要鞋厂,缝纫工", "缝纫工"),
        ("不去食品厂,普工", "操作工"),
        ("电子厂普工", "操作工"),
        ("不怕电子厂,普工", "操作工"),
        ("不只是电子厂,普工也行", "普工"),
        ("不进厂,搬运保洁都行", "保洁员"),
    ],
)
def test_what_was_not_refused_is_shown(office: Office, text: str, shown: str) -> None:
    assert shown in titles(office.find(text, limit=10))


@pytest.mark.parametrize(
    ("refused", "wanted", "rivals"),
    [
        ("sector electronics", "job general_worker", 0),
        ("sector electronics", "job electronics_assembly", 1),
        ("sector shoes", "job sewing", 0),
        ("family factory", "job sewing", 1),
        ("family factory", "job general_worker", 0),
        ("job general_worker", "job electronics_assembly", 1),
        ("sector shoes", "family factory", 1),
    ],
)
def test_what_may_be_had_of_what_is_refused(
    toolkit: Toolkit, refused: str, wanted: str, rivals: int
) -> None:
    one, other = (Term(TermKind(kind), key) for kind, key in map(str.split, (refused, wanted)))
    assert len(toolkit.scorer.catalogue.rivals((other,), (one,))) == rivals


def test_a_hand_who_refuses_a_trade_is_put_off_by_it_alone(toolkit: Toolkit) -> None:
    wishes = Wishes(
        wants=(Term(TermKind.JOB, "general_worker"),),
        avoids=(Term(TermKind.SECTOR, "electronics"),),
    )
    person = Person(uuid4(), 30, Sex.MALE, COUNTY, wishes=wishes)
    scorer = toolkit.scorer
    there, elsewhere = (
        scorer.breakdown(person, job(toolkit, title))["text"] for title in ("操作工", "玩具厂普工")
    )
    assert there == scorer.weights.text.avoided
    assert elsewhere > 0


@pytest.mark.parametrize(
    ("text", "refuses"),
    [
        ("低于4000的不要", True),
        ("少于5000不去", True),
        ("4000以下免谈", True),
        ("4500都没有的就算了", True),
        ("一天少于200不干", True),
        ("没有5000,不去", True),
        ("工资4000以上", False),
        ("不低于4500的", False),
        ("4000以下也行", False),
        ("工资不到4000,想换个", False),
        ("以前不到4000的厂不想去了", False),
        ("5000左右,不上夜班", False),
        ("不要6000,5000就行", False),
    ],
)
def test_less_pay_is_refused_or_only_not_wished(toolkit: Toolkit, text: str, refuses: bool) -> None:
    query = toolkit.reader.read(text, home=COUNTY, on=TODAY)
    assert query.no_less is refuses
    assert query.wage
    assert Query.from_json(query.to_json()) == query


def test_pay_that_is_refused_is_not_listed_as_near(toolkit: Toolkit) -> None:
    low = job(toolkit, "保洁员", wage_low=2500, wage_high=3000)
    enough = job(toolkit, "缝纫工", wage_low=3800, wage_high=5200)
    assert titles(Office(toolkit, [low, enough]).find("低于4000的不要")) == ["缝纫工"]
    found = Office(toolkit, [low]).find("低于4000的不要")
    assert titles(found) == []
    assert titles(Office(toolkit, [low]).find("工资4000以上")) == ["保洁员"]
