"""What a posting does not give of what a search asks for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unmet:
    """One thing asked for that a posting does not give: how grave, and in plain Chinese.

    ``denied`` says that the posting itself rules it out ("两班倒" for who works by day alone).
    """

    code: str
    cost: int
    text: str
    denied: bool = False
