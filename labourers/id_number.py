"""Citizen ID numbers (公民身份号码) as files really hold them.

Source: GB 11643-1999: six digits of place, eight of the birth date, three of order (odd for men),
one check character by ISO 7064 MOD 11-2.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from labourers.problems import CellProblem
from labourers.tables import Sex

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_EXACT_FLOAT = 2**53
_OLDEST_YEARS = 120
_NOISE = re.compile(r"[\s'`‘’\"“”\-—_,，.。]")
_CROSSES = str.maketrans("x×✕╳хХχΧ", "XXXXXXXX")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")
_LOST_TAIL = re.compile(r"\d{14,15}0{3,4}(?:\.0*)?")
_LABEL = re.compile(r"^(?:身份证号?码?|证件号码?|公民身份号码)[:：]?")
_AS_TEXT = "请把这一列设成“文本”格式，再按身份证重新填写完整的 18 位号码。"
_CHECK_CARD = "请对照身份证核对，改正后重新上传。"


class IdFault(StrEnum):
    """What is wrong with an ID number."""

    MISSING = "missing"
    MANGLED = "mangled"
    OLD = "old"
    LENGTH = "length"
    CHARACTERS = "characters"
    BIRTH_DATE = "birth_date"
    CHECK_DIGIT = "check_digit"


class IdNumberProblem(CellProblem):
    """An ID number that cannot be taken over; ``fault`` tells the kinds apart."""

    def __init__(self, fault: IdFault, problem: str, mend: str) -> None:
        super().__init__(problem, mend)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A valid ID number (18 characters, X in capital) and what it says."""

    number: str
    birth_date: date
    sex: Sex

    def age_on(self, day: date) -> int:
        """Return the age in full years on ``day``."""
        return age_on(self.birth_date, day)

    def __repr__(self) -> str:
        return "IdNumber(…)"


def age_on(birth_date: date, day: date) -> int:
    """Return the age in full years on ``day`` of somebody born on ``birth_date``."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def check_character(first_17: str) -> str:
    """Return the check character for the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def read_id_number(text: str, today: date, *, held_as: float | None = None) -> IdNumber:
    """Return the ID number in ``text``.

    Full-width digits, spaces, hyphens, apostrophes, a small x and a multiplication sign are put
    right. ``held_as`` is the binary number when the cell held a number: above 2**53 its last
    digits are lost. Raises IdNumberProblem.
    """
    number = _LABEL.sub("", unicodedata.normalize("NFKC", text).strip())
    if not number:
        raise IdNumberProblem(IdFault.MISSING, "没有填证件号码", "请填写 18 位身份证号码。")
    if _mangled(number, held_as):
        raise IdNumberProblem(IdFault.MANGLED, "号码被表格软件改成了数值，后几位已经丢失", _AS_TEXT)
    number = _NOISE.sub("", number).translate(_CROSSES)
    _check_shape(number)
    birth_date = _birth_date(number, today)
    if number.endswith("0000") or check_character(number[:17]) != number[17]:
        if _LOST_TAIL.fullmatch(number):
            raise IdNumberProblem(
                IdFault.MANGLED, "号码最后几位变成了 0，可能被表格软件改过", _AS_TEXT
            )
        raise IdNumberProblem(
            IdFault.CHECK_DIGIT, "号码的校验位不对，至少有一位写错了", _CHECK_CARD
        )
    return IdNumber(number, birth_date, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def _mangled(number: str, held_as: float | None) -> bool:
    if held_as is not None and abs(held_as) > _EXACT_FLOAT:
        return True
    return bool(_SCIENTIFIC.fullmatch(number.replace(" ", ""))) or (
        "." in number and bool(_LOST_TAIL.fullmatch(number))
    )


def _check_shape(number: str) -> None:
    if re.fullmatch(r"\d{15}", number):
        raise IdNumberProblem(
            IdFault.OLD, "这是 15 位旧号码，已经停用", "请改填第二代身份证上的 18 位号码。"
        )
    if re.fullmatch(r"(?:\d{17}[\dX]){2,}", number):
        raise IdNumberProblem(
            IdFault.LENGTH, "一格里填了不止一个号码", "一行只填一个人的一个身份证号码。"
        )
    if not re.fullmatch(r"\d*X?", number):
        if "*" in number:
            raise IdNumberProblem(
                IdFault.CHARACTERS, "号码被星号遮住了", "请填写没有遮挡的 18 位号码。"
            )
        raise IdNumberProblem(IdFault.CHARACTERS, "号码里有数字和末位 X 以外的字符", _CHECK_CARD)
    if len(number) != 18:
        less = "少了" if len(number) < 18 else "多了"
        raise IdNumberProblem(
            IdFault.LENGTH,
            f"号码有 {len(number)} 位，应为 18 位，{less} {abs(18 - len(number))} 位",
            _CHECK_CARD,
        )


def _birth_date(number: str, today: date) -> date:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    try:
        birth_date = date(year, month, day)
    except ValueError:
        raise IdNumberProblem(
            IdFault.BIRTH_DATE, "号码第 7 到 14 位不是一个真实的日期", _CHECK_CARD
        ) from None
    if birth_date > today:
        raise IdNumberProblem(IdFault.BIRTH_DATE, "号码里的出生日期还没有到", _CHECK_CARD)
    if age_on(birth_date, today) > _OLDEST_YEARS:
        raise IdNumberProblem(
            IdFault.BIRTH_DATE, f"按号码算年龄超过 {_OLDEST_YEARS} 岁", _CHECK_CARD
        )
    return birth_date
