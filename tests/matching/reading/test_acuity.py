"""Eyesight by the chart: who reaches the step that a posting asks for."""

from __future__ import annotations

import pytest

from matching.reading import acuity, height
from matching.reading.limits import limits
from matching.reading.text import clean


@pytest.mark.parametrize(
    ("told", "asked", "reaches"),
    [
        ("近视，配了镜也只到4.6", "矫正视力4.8以上", False),
        ("左眼4.7，右眼5.0", "双眼视力均达4.9", False),
        ("眼睛受过伤，查出来0.4", "矫正视力不低于0.8", False),
        ("视力1.0", "矫正视力5.0", True),
        ("裸眼4.2，戴镜5.0", "双眼矫正视力5.0", True),
        ("右眼4.8，戴镜5.1", "视力5.0", True),
        ("裸眼4.3", "矫正视力5.0", True),
        ("我爸视力只有0.2", "视力5.0", True),
        ("小时候视力4.3，现在好了", "视力5.0", True),
        ("眼睛好，一天4.5元的工", "视力5.0", True),
        ("视力4.6", "视力5.0优先", True),
        ("视力4.6", "戴镜看不到1.0那行的刷掉", False),
        ("视力4.6", "视力4.5以下的不收", True),
        ("", "视力5.0", True),
    ],
)
def test_who_reaches_a_step_of_the_chart(told: str, asked: str, reaches: bool) -> None:
    assert (not acuity.told(clean(told)) & acuity.asked(clean(asked))) is reaches


def test_steps_have_bits_of_their_own_and_names() -> None:
    steps = acuity.asked(clean("视力5.2")) | acuity.told(clean("视力4.7"))
    assert not steps & height.MASK
    assert not steps & sum(limit.mask for limit in limits().all)
    assert list(acuity.labels(acuity.asked(clean("矫正视力4.8")))) == ["视力不到4.8"]
    assert acuity.told(clean("戴镜只有0.3")) & limits()["sight"]
