"""How people are called on a phone that a household shares."""

from __future__ import annotations

import pytest

from labourers.names import masked_name, names_on_one_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小芳", "王*芳"),
        ("王芳", "王*"),
        ("欧阳翠兰", "欧阳*兰"),
        ("欧阳兰", "欧阳*"),
        ("阿依古丽", "阿**丽"),
        ("王", "王*"),
    ],
)
def test_a_masked_name(name: str, masked: str) -> None:
    assert masked_name(name) == masked


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (["王小芳"], ["王*芳"]),
        (["王小芳", "李明"], ["王*芳", "李*"]),
        (["王芳", "王丽"], ["王芳", "王丽"]),
        (["王芳", "王丽", "李明"], ["王芳", "王丽", "李*"]),
        ([], []),
    ],
)
def test_people_of_one_phone_can_be_told_apart(names: list[str], called: list[str]) -> None:
    assert names_on_one_phone(names) == called
