"""Whether what is written says that nobody is wanted any more (名额已满, 停止报名)."""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"[,;。\n!?]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_PLACES = r"(?:名额|人员|人数|人|岗位?|职位|编制|招聘|缺口|计划|本岗|此岗)"
_FULL = re.compile(
    r"(?:已经?|现已|均已?|都已?|全部|人)招(?:聘|录)?(?:满|齐|够|足)(?!为止|即止|就|后|则|时)"
    rf"|{_PLACES}(?:全部|都|均|现|也)?(?:已经?|现已)(?:招|录|报)?(?:满|够|齐|足)(?!\d|[一二三四五六七八九十半]|意)"
    r"|(?:招聘|招录|报名|人员|人)(?:人数)?(?:已经?)?(?:满员|满额|额满)(?!为止|即止|就|后|则|时|截止)"
    r"|已(?:经)?(?:满员|满额|额满)"
    r"|(?:停止|暂停|终止|结束|关闭|截止)了?(?:报名|招聘|招工|招人|招收|接收)(?!时间|日期|[:为])"
    r"|(?:报名|招聘|招工)(?:工作|通道)?(?:已经?|现已|均已)(?:截止|结束|停止|关闭|完毕|暂停|完成)"
    r"|不再(?:接受|接收)?(?:报名|招聘|招人|招收|招工|招录|应聘)"
    r"|(?:暂|现|目前|现在|暂时)(?:时|已)?不(?:再)?招(?:人|工|聘|收|了|$)"
    r"|(?:此|本|该)岗位?(?:已经?)(?:关闭|下架|撤销|取消|失效|满)"
    r"|已(?:经)?招到(?:人|合适)|不再用[工人]|(?:信息|启事|公告)(?:已经?)?作废|停招(?!聘)"
    r"|人手(?:已经?)?(?:够|足|齐)(?:了|$)"
)
_ALONE = re.compile(
    r"^[(\[【]?(?:已经?|现已|名额)?(?:招满|满员|满额|额满|招齐|招够|已满)(?:了)?[)\]】]?$|[(\[【](?:已满|满员|招满)[)\]】]"
)
_IF = re.compile(r"如|若|一旦|直到|直至|到.{0,4}为止|前提|以免|避免|或者?招满")
_STILL = re.compile(r"还(?:招|缺|要|差|剩|需)|继续招|补招|尚缺|仍(?:招|缺)|另招|只剩|加招|扩招")


def find_ended(text: str) -> str | None:
    """Return the clause of tidied text that says nobody is wanted any more, if one does.

    招满为止 is a way to end, not an end, and where some are still wanted (白班已招满,夜班还缺2人)
    the posting goes on.
    """
    if _STILL.search(text):
        return None
    for clause in _CLAUSE.split(text):
        plain = clause.strip()
        if _ALONE.search(plain) or (_FULL.search(plain) and not _IF.search(plain)):
            return plain
    return None
