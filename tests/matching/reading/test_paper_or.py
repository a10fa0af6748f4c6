"""Papers beside which a skill or a study will do as well."""

from __future__ import annotations

import pytest

from matching.reading.licences import required_in
from matching.reading.paper_or import by_study, studied, without_doable


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("送货员。有C1或会骑三轮", ()),
        ("焊工。焊工证或者有两年焊接经验", ()),
        ("送水工。有驾照或会骑三轮摩托", ()),
        ("电工。须持电工证或焊工证", (("electrician", "welder"),)),
        ("出纳。有护士证或会计证", (("accountant", "nurse"),)),
        ("送货员。有C1,会骑电动三轮", (("C1",),)),
        ("叉车工。叉车证或能提供同等证书", (("forklift",),)),
        ("司机。有B2驾照,或能当天办理增驾手续的", (("B2",),)),
        ("烘干塔司炉工。必须有司炉证", (("boiler",),)),
        ("塔司。塔司证", (("tower_crane",),)),
    ],
)
def test_a_paper_beside_a_skill_is_not_asked_for(
    text: str, asked: tuple[tuple[str, ...], ...]
) -> None:
    assert required_in(without_doable(text)) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("防疫员。畜牧兽医专业毕业或乡村兽医证", (("乡村兽医证", "畜牧兽医专业"),)),
        ("维修。机电专业毕业或电工证", (("electrician", "机电专业"),)),
        ("护工。护理专业或有护理证优先", ()),
        ("防疫员。畜牧兽医专业优先", ()),
        ("库管。大专毕业或退伍证", ()),
    ],
)
def test_a_study_is_as_good_as_a_paper(text: str, asked: tuple[tuple[str, ...], ...]) -> None:
    assert by_study(text) == asked


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("学畜牧兽医的,想干本行", {"畜牧兽医专业"}),
        ("读的中专,数控专业", {"机电专业"}),
        ("学前教育毕业", {"学前教育专业"}),
        ("想学护理", set()),
        ("儿子学的临床", set()),
        ("没学过会计", set()),
        ("卖过兽药", set()),
    ],
)
def test_what_somebody_studied(text: str, fields: set[str]) -> None:
    assert studied(text) == fields
