"""How one posting is told in full."""

from __future__ import annotations

from uuid import UUID

import pytest

from bot.replies.postings import PostingView, needs
from bot.replies.wording import Form, Wording


@pytest.mark.parametrize(
    ("licences", "skills", "told"),
    [
        (("焊工证",), "焊工证", "要有焊工证"),
        (("焊工证",), "会看图纸", "要有焊工证、会看图纸"),
        ((), "会平车", "会平车"),
        ((), "", ""),
    ],
)
def test_what_the_employer_asks_for_is_said_once(
    licences: tuple[str, ...], skills: str, told: str
) -> None:
    view = PostingView(
        id=UUID(int=1), title="焊工", employer="某厂", place="会泽", licences=licences, skills=skills
    )
    assert needs(view, Wording("zh", Form.CHAT)) == told
