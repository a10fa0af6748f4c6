"""One spelling per address, so that one phone is one contact however a file writes it."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

SMS = "sms"
_SEPARATORS = re.compile(r"[\s\-()（）.·]+")
_CHINA_PREFIX = re.compile(r"^(?:\+|00)?86(?=1\d{10}$)")


def normalise(channel: str, address: str) -> str:
    """Return the one spelling of ``address`` on ``channel``.

    A phone number loses separators and the prefix of mainland China; short codes and foreign
    numbers, which also write to us, are kept as they are. Raises ValueError for an empty address.
    """
    text = unicodedata.normalize("NFKC", address).strip().replace("\0", "")
    if channel == SMS:
        text = _CHINA_PREFIX.sub("", _SEPARATORS.sub("", text))
    if not text:
        raise ValueError("an address must not be empty")
    return text


def is_mobile(number: str) -> bool:
    """Tell whether a normalised number is a mobile number of mainland China.

    The numbering plan also makes land lines such as 010… valid numbers, which no SMS reaches.
    """
    try:
        parsed = phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException:
        return False
    return (
        parsed.country_code == 86
        and phonenumbers.is_valid_number(parsed)
        and phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
    )
