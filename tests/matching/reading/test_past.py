"""What a text says of now: clauses about how things once were are left out."""

from __future__ import annotations

import pytest

from matching.reading.past import without_past


@pytest.mark.parametrize(
    ("told", "now"),
    [
        ("往年娃上学走不脱,只能县内;今年娃念大学去了,省内都能去", "今年娃念大学去了,省内都能去"),
        ("以前要带娃不能出县,现在哪里都去", "现在哪里都去"),
        ("去年在县里做,今年还是只在县里", "今年还是只在县里"),
        ("之前在浙江,不想去了,今年想去广东", "不想去了,今年想去广东"),
        ("去年出去过,只想在县里", "只想在县里"),
        ("十二月以前都要在家,只能县内", "十二月以前都要在家,只能县内"),
        ("只想在县里做", "只想在县里做"),
        ("上次登记的时候说不出县,现在广东也去", "现在广东也去"),
    ],
)
def test_only_what_holds_now_is_kept(told: str, now: str) -> None:
    assert without_past(told) == now
