"""统一社会信用代码: the check of GB 32100-2015 (pure)."""

from __future__ import annotations

import re

from jobs_feed.normalise.text import tidy

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SHAPE = re.compile(rf"[{_ALPHABET}]{{18}}")
_BASE = 31
_OLD_DIGITS = 15


def tidy_credit_code(text: str) -> str:
    """Return the code as it is compared: upper case, without spaces and hyphens."""
    return re.sub(r"[\s\-]", "", tidy(text)).upper()


def check_character(first: str) -> str:
    """Return the 18th character for the first 17 (weights 3ⁿ modulo 31)."""
    total = sum(_ALPHABET.index(char) * pow(3, at, _BASE) for at, char in enumerate(first))
    return _ALPHABET[-total % _BASE]


def credit_code_fault(code: str) -> str | None:
    """Return what is wrong with a tidied code, in Chinese, or None when it is right."""
    if len(code) == _OLD_DIGITS and code.isdigit():
        return "这是旧的15位注册号，请填18位的统一社会信用代码"
    if len(code) != 18:
        return f"统一社会信用代码应为18位，这里是{len(code)}位"
    if not _SHAPE.fullmatch(code):
        return "统一社会信用代码里有不该有的字符（没有字母 I、O、S、V、Z）"
    if code[-1] != check_character(code[:17]):
        return "统一社会信用代码的校验位不对，请对照营业执照核对"
    return None
