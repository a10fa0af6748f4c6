"""Phone numbers as files really hold them: two in a cell, prefixes, names beside them.

Mobile numbers are kept as their 11 digits, which is also how the messages' contacts spell them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from labourers.problems import CellProblem
from messaging.addresses import is_mobile

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")
_SEPARATORS = re.compile(r"[/、,，;；|\n\\&和或及]+")
_RUN = re.compile(r"\+?\d(?:[\d\s\-—–.·()（）]*\d)?")
_PREFIX = re.compile(r"(?:\+|00)?86(?=1\d{10})")
_MOBILE = re.compile(r"1\d{10}")
_WHOLE_FLOAT = re.compile(r"^(\d+)\.0+$")
_SHORTEST = 7
"""Fewer digits beside a number are no number: 者海镇3组, 分机12."""
_CHECK = "请核对后填写 11 位手机号码；没有手机就空着。"


@dataclass(frozen=True, slots=True)
class Phones:
    """A person's numbers: the mobile one messages go to, and one more if there is one."""

    mobile: str
    second: str | None = None

    def __repr__(self) -> str:
        return "Phones(…)"


def read_phones(text: str) -> Phones | None:
    """Return the numbers in a cell, or None when it is empty.

    The first mobile number comes first; the second may be a land line. Raises CellProblem when
    there is no mobile number, when one is wrong, or when there are more than two.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in {"", "无", "没有", "暂无", "-", "—", "/"}:
        return None
    if _SCIENTIFIC.fullmatch(plain):
        raise CellProblem(
            "号码被表格软件改成了科学计数，后几位已经丢失",
            "请把这一列设成“文本”格式，再重新填写 11 位手机号码。",
        )
    if "*" in plain:
        raise CellProblem("号码被星号遮住了", "请填写没有遮挡的 11 位手机号码。")
    numbers = list(dict.fromkeys(_numbers(_WHOLE_FLOAT.sub(r"\1", plain))))
    if any(len(number) >= _SHORTEST for number in numbers):
        numbers = [number for number in numbers if len(number) >= _SHORTEST]
    if not numbers:
        raise CellProblem("这一格里没有电话号码", _CHECK)
    if len(numbers) > 2:
        raise CellProblem(f"一格里有 {len(numbers)} 个号码", "最多留两个，把最常用的放在前面。")
    mobiles = [number for number in numbers if is_mobile(number)]
    others = [number for number in numbers if number not in mobiles]
    for number in others:
        if not _is_land_line(number):
            raise CellProblem(_what_is_wrong(number), _CHECK)
    if not mobiles:
        raise CellProblem("只有座机号码，收不到短信", "请填写 11 位手机号码；没有手机就空着。")
    rest = (*mobiles[1:], *others)
    return Phones(mobiles[0], rest[0] if rest else None)


def _numbers(text: str) -> list[str]:
    found: list[str] = []
    for part in _SEPARATORS.split(text):
        for run in _RUN.findall(part):
            digits = re.sub(r"[^\d+]", "", run)
            digits = _PREFIX.sub("", digits)
            if len(digits) == 22 and re.fullmatch(r"(?:1\d{10}){2}", digits):
                found += [digits[:11], digits[11:]]
            elif re.search(r"\s", run) and len(digits) > 13:
                found += [re.sub(r"\D", "", piece) for piece in run.split()]
            else:
                found.append(digits.removeprefix("+"))
    return found


def _is_land_line(number: str) -> bool:
    try:
        parsed = phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException:
        return False
    return (
        number.startswith("0")
        and phonenumbers.is_valid_number(parsed)
        and phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.FIXED_LINE
    )


def _what_is_wrong(number: str) -> str:
    if len(number) != 11:
        return f"号码有 {len(number)} 位，手机号码应为 11 位"
    if not _MOBILE.fullmatch(number):
        return "号码不是 1 开头，不是手机号码"
    return "没有这个号段的手机号码"
