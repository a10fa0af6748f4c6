"""Work that is itself unlawful: paid company, gambling, pyramid selling, smuggling and the like.

Grounds: 娱乐场所管理条例 article 14, 禁止传销条例 article 7, 刑法 articles 153, 293-1, 303 and 321,
人类辅助生殖技术管理办法 article 3. The words are data (``unlawful_trades.toml``).
"""

from __future__ import annotations

from collections.abc import Iterator

from jobs_feed.screening.clauses import Clauses, denies, warns
from jobs_feed.screening.reasons import HoldCode
from storage.phrases import phrases

_TRADES = phrases("jobs_feed.screening", "unlawful_trades", "trades")
_HONEST = phrases("jobs_feed.screening", "unlawful_trades", "honest")["words"]


def unlawful_trades(clauses: Clauses) -> Iterator[tuple[HoldCode, str]]:
    """Yield the clauses that offer work which nobody may offer."""
    for clause in clauses:
        text = clause.text
        if _TRADES["against"].search(text) or _HONEST.search(text) or warns(clause):
            continue
        for found in _TRADES["all"].finditer(text):
            if not denies(clause, *found.span()):
                yield HoldCode.UNLAWFUL_TRADE, text
                break
