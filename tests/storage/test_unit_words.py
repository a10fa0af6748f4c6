"""Words for one's own county, prefecture and region."""

from __future__ import annotations

import pytest

from storage.unit_words import in_usual_words

HOME = "152221"


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("旗内", HOME, "县内"),
        ("旗里", HOME, "县里"),
        ("盟内", HOME, "市内"),
        ("出盟不去", HOME, "出市不去"),
        ("不出旗", HOME, "不出县"),
        ("嘎查里的活", HOME, "村里的活"),
        ("区内", HOME, "省内"),
        ("科右前旗内", HOME, "科右前旗内"),
        ("兴安盟阿尔山", HOME, "兴安盟阿尔山"),
        ("卖旗袍", HOME, "卖旗袍"),
        ("旗内", "530326", "旗内"),
        ("区内", "530302", "区内"),
        ("自治区内", "450100", "省内"),
    ],
)
def test_a_word_that_stands_alone_is_put_as_most_say_it(
    text: str, home: str, expected: str
) -> None:
    assert in_usual_words(text, home) == expected
