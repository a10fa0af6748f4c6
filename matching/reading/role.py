"""What a posting's title says of the place rather than of the work: 冷库开票员 freezes nobody.

Pure. Who keeps the books, the till or the gate of a place bears little of what is done in it; what
the description says still counts.
"""

from __future__ import annotations

import re

_ROLE = re.compile(
    r"(?:电话)?客服|文员|会计|出纳|收银|开票|门卫|门岗|保安|仓管|保管|记账|记数|记工|统计|调度|宿管|宿舍管理|导购|销售|前台|人事|行政|司磅|地磅|过磅|收费|售票|检票|验票|值班电话|传达室|打单|资料员|内勤|采购|接待|接线|接单|话务"
)
_OF_FIRM = re.compile(r"^[㐀-鿿]{2,12}(?:公司|集团|合作社)(?=[㐀-鿿]{2,})")
_STAYS = re.compile(r"夜班|夜间|晚班|大夜|倒班|[两三二]班|食堂|饭店|幼儿园|小学|中学|学校|餐厅")


def of_role(text: str) -> str:
    """Return a posting's cleaned text, title first, without the place that its title names.

    Where the title is of nobody who keeps books, tills or gates, the text stays as it is.
    """
    title, mark, said = text.partition("。")
    title = _of_work(title)
    text = f"{title}{mark}{said}"
    found = _ROLE.search(title)
    if found is None or found.start() == 0:
        return text
    kept = "".join(_STAYS.findall(title[: found.start()]))
    return f"{kept}{title[found.start() :]}{mark}{said}"


def _of_work(title: str) -> str:
    """Return a title without the firm at its head (高空作业公司劳保整理)."""
    firm = _OF_FIRM.search(title)
    if firm is None:
        return title
    return "".join(_STAYS.findall(firm.group())) + title[firm.end() :]
