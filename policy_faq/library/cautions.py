"""What a person should look at before relying on a document that was split by a program."""

from __future__ import annotations

from collections.abc import Iterable

from policy_faq.library.splitting import WHOLE
from policy_faq.library.stated_end import stated_end
from policy_faq.library.store import Prepared, normal_path
from policy_faq.models import Card


def cautions(prepared: Prepared, cards: Iterable[Card]) -> list[str]:
    """Return what to look at, in Chinese.

    ``cards`` are those of the card files; the ones of this document must find their clauses.
    """
    found = []
    details, parts = prepared.details, prepared.parts
    paths = {normal_path(clause.path) for clause in parts.clauses}
    if parts.clauses[0].path != WHOLE:
        missing = sorted(
            {
                card.clause
                for card in cards
                if card.document == details.key and normal_path(card.clause) not in paths
            }
        )
        if missing:
            found.append(f"卡片引用的条款在文中没有找到：{'、'.join(missing)}。")
    else:
        found.append("没有找到条款序号，全文存为一条。")
    if parts.gaps:
        found.append(f"这些条款后面的序号不连续，请核对原文：{'、'.join(parts.gaps)}。")
    end = stated_end(prepared.source.text, details.valid_from)
    if details.end_assumed and details.valid_until is not None:
        found.append(
            f"没有写截止日期，按已知的 {details.valid_until.isoformat()} 算"
            "（文件没有期限就写 --until 长期）。"
        )
    if end is not None and end != details.valid_until:
        given = details.valid_until.isoformat() if details.valid_until else "没有写"
        found.append(f"文中写的有效期到 {end.isoformat()}，导入时给的截止日期是 {given}，请核对。")
    return found
