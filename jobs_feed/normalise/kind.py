"""岗位类型: what kind of post it is."""

from __future__ import annotations

import re

from jobs_feed.normalise.reading import Reading
from jobs_feed.normalise.text import is_blank
from jobs_feed.tables import PostingKind

_KINDS = (
    (PostingKind.PUBLIC_WELFARE, re.compile(r"公益|公共服务岗|护林员岗|保洁员岗")),
    (PostingKind.WORK_RELIEF, re.compile(r"以工代[赈振帐]")),
    (PostingKind.WORKSHOP, re.compile(r"车间|工坊")),
    (PostingKind.ORDINARY, re.compile(r"普通|企业|市场|全职|一般|正式|兼职|临时|实习|其他")),
)
_WELFARE_TITLE = re.compile(r"公益性?岗|公共服务岗")


def read_kind(text: str) -> Reading[PostingKind]:
    """Read a 岗位类型 cell (tidied text); an empty one is an ordinary post."""
    if is_blank(text):
        return Reading(PostingKind.ORDINARY)
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return Reading(kind)
    return Reading(PostingKind.ORDINARY, f"岗位类型“{text}”没有看懂，按普通岗位处理")


def kind_in_title(title: str) -> PostingKind | None:
    """Return the kind that a title names in so many words (公益性岗位（保洁）), if any."""
    return PostingKind.PUBLIC_WELFARE if _WELFARE_TITLE.search(title) else None
