"""Lists of papers: "电工证或焊工证" asks for one of them, "电工证和登高证" for both (pure).

Offsets stay what they are in ``phrases``, so that what is found in a phrase can be found again in
the text; ``spelled_out`` makes a text longer and comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TRADE = (
    r"(?:[高低]压)?电工|叉车|氩弧焊|二保焊|电焊|焊接|焊工?|登高|高空|高处|架子工|塔吊|吊车|起重机?|行车|天车"
    r"|挖掘?机|装载机|铲车|保安|消防|厨师|面点师?|育婴|月嫂|护理|护工|会计|教师|安全员|锅炉|制冷|电梯"
)
_TAIL = r"(?:工|师|员|操作|作业|司机|架设|驾驶)?"
_LINK = r"\s*(?:、|/|或者?|以?及|和|与|兼)\s*"
_RUN = re.compile(rf"(?:(?:{_TRADE}){_TAIL}{_LINK})+(?:{_TRADE}){_TAIL}(?:资格|上岗|操作)?证")
_NAMED = re.compile(rf"((?:{_TRADE}){_TAIL})(?={_LINK})")
_OTHER_NAME = re.compile(
    r"(?<=[㐀-鿿])(?<!作业)(?<!设备)\s*[(（]\s*([㐀-鿿]{1,6})\s*[)）]\s*(?=(?:资格|上岗|操作|作业|从业|职业)*证)"
)
_KIND_OF_PAPER = re.compile(
    r"特种|操作|上岗|资格|职业|[初中高]级|有效|原件|正本|[一二三四五]级|国家|含"
)
_OF_ONE_NAME = re.compile("(?<=制冷)与(?=空调)|(?<=焊接)与(?=热切割)|(?<=安装)与(?=维[修护])")
_BEFORE_A_COUNT = re.compile(
    rf"(?:(?:{_TRADE}){_TAIL}{_LINK})+(?:{_TRADE}){_TAIL}(?=[,，]?\s*[两二三四几]个?证)"
)
_UNDER_A_HEAD = re.compile(
    rf"(?:(?:证件?|证书|持证)\s*[:：]|[两二双三]证(?:都)?(?:要|须)?(?:齐全?|都要)?\s*[:：(（])\s*(?:(?:{_TRADE}){_TAIL}\s*(?:、|/|或者?|和|与)?\s*(?!证))+"
)
_OF_HEAD = re.compile(rf"((?:{_TRADE}){_TAIL})(?!证)")
_IN_BRACKETS = re.compile(
    r"特种(?:设备)?作业(?:人员)?(?:操作)?(?:资格)?证?\s*[(（:：]?\s*"
    r"((?:[高低]压)?电工|电?焊工?|焊接|登高|高[处空]|叉车|起重机?)"
    r"(?:与热切割)?(?:作业|操作|司机|类|N1|Q[123])*(?:\s*[)）]\s*证?|(?!证))"
)
_WAIVED_NEXT = re.compile(r"(?<=[证照本])[,，](?=(?:没有|无证?|没证)的[^,，。;；]{0,12}[办考])")
_PHRASE = re.compile(r"[^,，。;；!！?？…\n]+")
_AND = re.compile(r"和|以及|及(?!以上)|与|并且?|兼|同时|[+＋&]|还[要需]")
_ANY = re.compile(
    r"或|之一|任[一意选]|其[一中]一?|(?:均|都|皆)(?:可|行)|[证照本123]\s*/\s*(?=\S)|二选一|三选一"
)
_ANY_OF_ALL = re.compile(
    r"之一|任[一意选]|其一|[二两三]者[有具居取]?其?一|其中一|(?:均|都|皆)(?:可(?!报)|行)|[二三]选一|至少(?:有|持)?(?:其中)?一|有一[样个种](?:就|即|便|也)?[可行]"
    r"|[两二三四几](?:样|个|者|证|种|本|张|项)?[^,。;]{0,3}(?:占|有|持|带|沾|得|拿|具备?|居|取|会)(?:其中)?(?:任[一意何]?)?一(?:样|个|种|项|本|张|证)?(?:即|就|便|都|也|足)"
    r"|(?:随便|任凭|只要(?:有)?|有其中)[^,。;]{0,3}一[个种张本样项]|哪[个样本种张一](?:个|样)?[^,。;]{0,2}(?:都|皆)|满足其?一|有[其]?[一1](?:样|个|种|本|张|项)?(?:就|即|便|足|也)"
    r"|[有持](?:其中)?一[个种张本证](?:证书?)?(?:就|即|便|也)?[可行]"
)
_ALSO_ANY = re.compile(
    r"(?<=[证照本123])[,，](?=或|[^,，。;；]{1,12}(?:之一|任一|其一|[均都皆][可行]))"
)
_ONE_WILL_DO = re.compile(
    r"[,，](?=[二两三四几](?:样|个|者|证|种|本|张|项)[^,，。;；]{0,4}一|(?:随便|任凭|只要)[^,，。;；]{0,3}一[个种张本样项]|哪[个样本种张一](?:个|样)?[^,，。;；]{0,2}(?:都|皆)|(?:有|持|具备)?(?:其中)?(?:任何?一|其一|一[个证种本张]|之一)[^,，。;；]{0,3}(?:即可|就行|均可|都行))"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a text in which papers stand side by side; with ``any_of`` one is enough."""

    start: int
    end: int
    any_of: bool


def spelled_out(text: str) -> str:
    """Return ``text`` with 证 behind every trade of a list that has it only at its end.

    "电工、焊工证" becomes "电工证、焊工证", and "特种作业证(电工)" says 电工证.
    """
    if "证" not in text:
        return text
    text = _OTHER_NAME.sub(_named_too, _WAIVED_NEXT.sub("", text))
    text = _UNDER_A_HEAD.sub(lambda found: _OF_HEAD.sub(r"\1证", found[0]), text)
    text = _OF_ONE_NAME.sub("", text)
    text = _BEFORE_A_COUNT.sub(lambda found: _OF_HEAD.sub(r"\1证", found[0]), text)
    named = _IN_BRACKETS.sub(lambda found: f"{found[1]}证", text)
    return _RUN.sub(lambda run: _NAMED.sub(lambda trade: f"{trade[1]}证", run[0]), named)


def _named_too(found: re.Match[str]) -> str:
    """Return what a bracket before 证 amounts to: 保育师(保育员)证 is one paper of two names."""
    return "" if _KIND_OF_PAPER.search(found[1]) else f"证或{found[1]}"


def joined(text: str) -> str:
    """Return ``text`` with 、 for each comma that a list of alternatives goes on behind.

    "C1,C2均可" and "电工证、焊工证,其一即可" speak of one list; the text keeps its length.
    """
    if "," not in text and "，" not in text:
        return text
    return _ONE_WILL_DO.sub("、", _ALSO_ANY.sub("、", text))


def phrases(text: str) -> Iterator[Phrase]:
    """Yield the stretches of ``text`` whose papers belong together.

    What 和 or 及 joins are stretches of their own, each of which has to be met, unless the whole
    says that one of all is enough ("电工证和焊工证均可").
    """
    for found in _PHRASE.finditer(joined(text)):
        words = found[0]
        if _ANY_OF_ALL.search(words):
            yield Phrase(found.start(), found.end(), True)
            continue
        start = 0
        for link in (*_AND.finditer(words), None):
            end = len(words) if link is None else link.start()
            part = words[start:end]
            if part.strip():
                at = found.start()
                yield Phrase(at + start, at + end, _ANY.search(part) is not None)
            start = end if link is None else link.end()
