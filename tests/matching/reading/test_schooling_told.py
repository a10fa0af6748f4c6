"""Schools that somebody left, and those that they finished all the same."""

from __future__ import annotations

import pytest

from labourers.tables import Education
from matching.reading.limits import limits
from matching.reading.schooling_told import asked, at_most, beyond
from matching.reading.text import clean


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("高二念了仨月就去当学徒了", Education.JUNIOR),
        ("职高肄业", Education.JUNIOR),
        ("卫校上了一学期想家，跑回来了", Education.JUNIOR),
        ("读的中专，差两门没过，毕业证至今没领到", Education.JUNIOR),
        ("高中只拿了结业证", Education.JUNIOR),
        ("技校读到第二年，家里叫回来收烟叶", Education.JUNIOR),
        ("考上中专，屋里穷，没去读", Education.JUNIOR),
        ("中专文凭是假的", Education.JUNIOR),
        ("读书读到高一", Education.JUNIOR),
        ("技校被劝退", Education.JUNIOR),
        ("高中读了一年零两个月", Education.JUNIOR),
        ("说是中专，是短期培训班", Education.JUNIOR),
        ("中专证书是在路边办的", Education.JUNIOR),
        ("初二辍学", Education.PRIMARY),
        ("只念过小学", Education.PRIMARY),
        ("大专肄业", Education.SENIOR),
        ("本科退学，高中毕业", Education.SENIOR),
        ("中专退学后又去读技校，毕业了", Education.SENIOR),
        ("没考上大学", Education.COLLEGE),
    ],
)
def test_a_school_that_was_left_is_not_held(text: str, most: Education) -> None:
    assert at_most(clean(text)) is most


@pytest.mark.parametrize(
    "text",
    [
        "高中毕业，高考差了几分",
        "中专毕业证丢过，补了",
        "勉勉强强把职高念完了",
        "差一点退学，还是毕业了",
        "女儿高二，要陪读",
        "弟弟高中没毕业",
        "接送小学生，做到放假",
        "高中毕业证有，电工证没有",
        "会计中专，考证没考过",
        "在高中食堂帮过厨",
        "",
    ],
)
def test_nothing_is_taken_from_who_finished(text: str) -> None:
    assert at_most(clean(text)) is None


def test_who_left_a_school_is_barred_from_that_level_and_above() -> None:
    denied = beyond(clean("中专没读完"))
    assert denied & asked(Education.SENIOR)
    assert denied & asked(Education.BACHELOR)
    assert not denied & asked(Education.JUNIOR)
    assert not asked(None)
    assert "高中、中专没有毕业" in list(limits().labels(denied))
