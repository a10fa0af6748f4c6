"""What the law asks of a trade, and what comes in kinds."""

from __future__ import annotations

import pytest

from matching.reading.licences import lacking, required_in, with_covered
from matching.reading.papers_by_law import by_law
from matching.reading.papers_told import held_in
from matching.reading.text import clean


@pytest.mark.parametrize(
    ("title", "text", "asked"),
    [
        ("网约车司机", "", (("驾龄3年",),)),
        ("校车司机", "", (("驾龄3年",),)),
        ("门诊护士", "", (("nurse",),)),
        ("驻店药师", "", (("pharmacist",),)),
        ("小学语文教师", "", (("teacher_primary",),)),
        ("塔吊司机", "", (("tower_crane",),)),
        ("半挂司机", "", (("A2",),)),
        ("6米8司机", "", (("B2",),)),
        ("爆破员", "", (("blasting",),)),
        ("锅炉工", "燃气锅炉", (("boiler",),)),
        ("锅炉工", "常压热水炉", ()),
        ("电梯维保学徒", "", ()),
        ("电梯维保工", "没证的公司送培训考证", ()),
        ("护士站保洁", "", ()),
        ("幼儿园生活老师", "", ()),
        ("幼儿园厨师", "", ()),
        ("吊车租赁公司文员", "", ()),
        ("包装工", "", ()),
    ],
)
def test_the_law_asks_for_papers_of_some_trades(
    title: str, text: str, asked: tuple[tuple[str, ...], ...]
) -> None:
    assert by_law(clean(title), clean(f"{title}。{text}")) == asked


@pytest.mark.parametrize(
    ("held", "asked", "meets"),
    [
        ("有行车证", "塔吊证", False),
        ("有塔吊证", "起重机证", True),
        ("起重机司机证Q2", "行车操作证", True),
        ("幼儿园教师资格证", "小学教师资格证", False),
        ("小学教师资格证", "幼儿园教师资格证", True),
        ("教师资格证", "高中教师资格证", True),
        ("普货从业资格证", "危险品运输从业资格证", False),
        ("危货从业资格证", "从业资格证", True),
        ("护士执业证", "执业药师", False),
    ],
)
def test_a_paper_of_one_kind_is_none_of_another(held: str, asked: str, meets: bool) -> None:
    mine = with_covered(held_in(clean(held)))
    assert (not lacking(mine, required_in(clean(asked)))) is meets


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("C1以上驾驶证满3年", 3),
        ("三年以上驾龄", 3),
        ("C1,驾龄两年起", 2),
        ("A2,实习期满", 1),
        ("C1,五年以上驾龄优先", None),
        ("C1", None),
        ("C1,三年以上工作经验", None),
    ],
)
def test_years_of_driving_are_asked_for(text: str, years: int | None) -> None:
    asked = [clause for clause in required_in(clean(text)) if clause[0].startswith("驾龄")]
    assert asked == ([] if years is None else [(f"驾龄{years}年",)])
