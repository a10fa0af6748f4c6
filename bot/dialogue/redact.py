"""Takes numbers that identify people out of text before it is kept."""

from __future__ import annotations

import re
from typing import Final

MARK: Final = "[号码]"
_GAP: Final = r"[ \-—·.]?"
_LONG: Final = re.compile(rf"(?<!\d)(?:\d{_GAP}){{14,18}}[\dxX](?!\d)")
"""ID numbers of 15 and 18 characters, bank cards of 16 to 19."""
_MOBILE: Final = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)")


def redacted(text: str) -> str:
    """Return ``text`` with ID numbers, bank cards and mobile numbers replaced by ``MARK``.

    >>> redacted("卡号 6222 0212 3456 7890 电话 138 0000 1234")
    '卡号 [号码] 电话 [号码]'
    """
    return _MOBILE.sub(MARK, _LONG.sub(MARK, text))
