"""Questions about a document itself: whether it still holds, who issued it, what a clause says.

A document is named by its number (68号文, 会政发〔2018〕20号, 六十八号文) or by what people call it
(三年方案, 实施意见). A question that only cites a document while asking a matter is not one of
these (按20号文车费报多少); its number is dropped, so that the matter is searched for without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from policy_faq.models import Document, applies
from policy_faq.places import NATION, rank
from policy_faq.sieve import bits, pattern, sight
from policy_faq.text import clean
from storage.numerals import number


class About(StrEnum):
    """What somebody wants to know of a document."""

    VALIDITY = "validity"
    DATE = "date"
    ISSUER = "issuer"
    NUMBER = "number"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class DocumentAsked:
    """A question about a document.

    ``documents`` are those that may speak to the person, the one meant first; none when the named
    document is not one for the place. ``clause`` is the clause as it was said, or None.
    """

    said: str
    documents: tuple[Document, ...]
    about: About
    clause: ClauseSaid | None = None


@dataclass(frozen=True, slots=True)
class ClauseSaid:
    """A clause: by its path (三(四)16, 附件1) or by one number; ``part`` for a whole part of it."""

    path: str = ""
    number: int = 0
    part: bool = False

    def of(self, document: Document) -> tuple[str, ...]:
        """Return the clauses of ``document`` that are meant."""
        known = document.clauses
        if self.path:
            exact = tuple(each for each in known if each == self.path)
            return exact or tuple(each for each in known if each.startswith(self.path))
        numeral = _numeral(self.number)
        whole = tuple(each for each in known if re.match(rf"{numeral}(?:$|\()", each))
        if self.part:
            return whole
        article = f"第{self.number}条"
        named = tuple(each for each in known if each.startswith(article) or each == numeral)
        item = tuple(each for each in known if each.endswith(f"){self.number}"))
        return named or item or whole


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention of a document in a text."""

    start: int
    end: int
    documents: tuple[Document, ...]
    plain: bool
    """Whether it is named by its number, which says nothing of a matter."""
    marked: bool = True
    """Whether it can be nothing but a document: 68号文, unlike 68号."""


_NUMERALS = "零〇一二三四五六七八九十百"
_YEAR = (
    r"(?:[〔\[(【{<〈《]?\s*(?P<year>(?:19|20)\d\d|\d\d(?=年))\s*年?的?\s*"
    r"[〕\])】}>〉》]?\s*[第-]?\s*)?"
)
_NUMBER = re.compile(
    _YEAR + rf"(?<!\d)(?P<number>\d{{1,3}}|[{_NUMERALS}]{{1,6}})\s*号\s*"
    r"(?P<noun>文件|[文纹闻]|令|函|通知|意见|方案|(?:那|这)[个份]?(?:文件|文|通知|意见|方案|政策)|政策(?=还|到|有效|作废|过期|失效))?"
)
_PREFIX = re.compile(r"(?:[一-鿿]{1,4}[发函通办字](?:文|第)?|国务院令|部令|令)[第\s]*$")
_OFFICIAL = re.compile(r"(.*?)〔(\d{4})〕(\d+)号|(国务院令)第(\d+)号|(.+令)第(\d+)号")
_UNMARKED_NEEDS = pattern(r"有效|作废|失效|废止|算数|作数|管用|好使|过期|到期|管到")
"""What is asked of a document only, so that 68号 alone may be one."""

_ABOUT = (
    (
        About.VALIDITY,
        re.compile(
            r"有效期?(?:[到至]|是)?(?:哪[年天]|几时|什么时候|多久|多长)?|作废|废止|废除|废了|失效|过期|到期|期满|过时|"
            r"管(?:到|几年|哪几年|多久|多长|用)(?:哪[年天]|几时|什么时候|啥时候|几[年月号])*|还管(?!什么|哪|啥)(?:着|事)?(?:不管)?|"
            r"算不?算?数|作不?作?数|好使|顶用|中用|生效|失没失效|(?:执行|用|搞|做|管)到(?:哪[年天]|几时|什么时候|啥时候|几[年月号])|"
            r"(?:几时|哪天|哪年|什么时候|啥时候)?(?:结束|截止|终止|完)|停(?:了|止|用)|取消|撤销|还(?:在)?(?:执行|用|搞|兴|认)|能用|有没有用|有用|没用|到头|"
            r"认账|(?:现在|还|在)*执行(?:吗|不|没|着)|用得成|用得|行不行|还行|到(?:哪[年天]|几时|什么时候|几[年月号])(?:为?止)?|最新|新的|替代|替换|更新|延[长期]|期限|"
            r"(?:几年|多久|多长时间)的?(?:有效期?)?$"
        ),
    ),
    (
        About.ISSUER,
        re.compile(
            r"(?:是|由)?谁[发出印下定搞制签](?:文|发|布|台|定)?|(?:哪|哪个|哪家|哪些|哪[几两三四][个家]|哪里|什么)(?:部门|单位|机关|局|厅|政府|部委|部)?(?:发|出|印|下|定|制|搞)(?:文|发|布|台|定|的)?|"
            r"(?:哪个|哪家|哪些|哪[几两三四][个家]|什么)(?:部门|单位|机关|局|厅|政府|级别)|哪一?级|发文(?:单位|机关|部门)|出自|"
            r"[省县市部州国]里?(?:家)?的?还是[省县市部州国]里?(?:家)?的?|落款|署名|盖的?谁|哪个的$|哪里的$"
        ),
    ),
    (
        About.DATE,
        re.compile(
            r"(?:是|在)?(?:哪一?年|几几年|什么时候|几时|啥时候|何时|哪一?天|几月几?[号日]?|好久|多久)(?:发|出|印|下|定|制|公|颁|开始|实施|施行|执行|来)?(?:文|发|布|台|定)?|"
            r"日期|年份|发文时间|时间"
        ),
    ),
    (About.NUMBER, re.compile(r"文号|几号文?|多少号|编号")),
    (
        About.CONTENT,
        re.compile(
            r"(?:主要|大概|都|究竟)?[讲说写管定规提](?:的|些|了|定|到|是)*(?:个|些)?(?:什么|啥子?|哪[些样几]|么子|哪样|么里)(?:内容|事|东西|问题|政策)?|"
            r"(?:什么|啥|哪些)?内容|主要|大意|(?:什么|啥|么子)意思|是(?:个|份)?(?:什么|啥子?|哪样|么子)(?:文件|东西|政策|通知|方案)?|"
            r"叫(?:什么|啥子?|么子)(?:名字?)?|全称|标题|题目|名称|全文|原文|怎么(?:说|讲|写|规定|定)|干(?:什么|啥|嘛)用?|关于(?:什么|啥)|"
            r"介绍|解读|概括|(?:有|包括)(?:哪|什么|啥|几)[些几样种项条]?(?:个)?(?:补[贴助]|好处|政策|措施|待遇|规定|条款|内容|方面|钱|条)?|哪几[条样块点]|几[条块点]|(?:几个|哪些|什么)附件"
        ),
    ),
)
_FILLER = re.compile(
    r"云南省?|北京市?|湖南省?|兴安盟|会泽县?|内蒙古?|全?[省县市州盟旗区国]里?(?:的|家)?|中央|上面|上头|政府|人社[部厅局]?|扶贫|脱贫|攻坚|就业|帮扶|厅|局|部|"
    r"那个|这个|那份|这份|那|这|份|个|的|了|是|在|到底|究竟|现在|如今|目前|眼下|今年|还|又|也|就|都|我们?|你们?|他|咱们?|俺们?|想|要|问|"
    r"知道|晓得|清楚|一下|下|给|看|讲讲|说说|讲|说|请|帮|查|它|文件|文|通知|意见|方案|政策|规定|号|第|吗|呢|呀|啊|吧|么|嘛|嘞|咯|啵|冇|"
    r"不|没有|没得|没|有|能|可以|会|以后|之后|几时|何时|时候|哪年|哪天|哪个|里头|里面|头|里|上|按照|按|照|根据|依据|办|申请|执行|落实|(?:19|20)?\d\d年的?|年|月|发|出|管|用|当|做|"
    r"农村|本地|我|老|旧|以前|原来|去年|当年|早|早就|真|确实|啥|什么|呐|噻|哦|喔|哈|咋|一份|怎么|对|把|和|跟|[\s,，。.!！?？、:：;；\"“”《》<>()（）\-]"
)
_SHORTEST = 2
"""Characters of a question that can be searched for."""

_PATH = re.compile(
    r"第?([一二三四五六七八九十]+)[、.,]?\(([一二三四五六七八九十]+)\)[、.,]?(\d{0,2})(?:[条款点项])?"
)
_ANNEX = re.compile(r"附件\s*([一二三四1-4])|附[表件]([一二三四1-4])")
_CLAUSE = re.compile(
    rf"(?:第\s*(\d{{1,3}}|[{_NUMERALS}]{{1,5}})|(?<![\d年月号])(\d{{1,3}}|十[一二三四五六七八九]?|[二三四五六七八九]十[一二三四五六七八九]?))"
    r"\s*(条|款|点|项|问|个问题|题|部分|章|大点|大条)(?!件|目)"
)
_WHICH_DOCUMENT = pattern(
    r"(?:是|在|由)?(?:哪|什么|啥)一?(?:个|份|条)?(?:文件|文)(?:里)?(?:规定|定|写|说|讲|要求)?(?:的|过|了)?"
)
"""哪份文件规定, which asks for the source; every answer names it."""
_APART = pattern(r"(?<=\d)\s+(?=\d)")
_SPOKEN_BETWEEN = pattern(r"[那这][个份]")
_OVERVIEW = pattern(
    r"(?:政策|文件|规定|这些|那些|你说的|上面说的)(?:都|还|现在|如今|是不是|到底|是否|有没有|会不会|些)*"
    r"(?:到期|过期|有效|作废|失效|管用|算数|作数|好使|管到|过时|废止|停了|取消)"
    r"|(?:哪[些几]|什么|啥)(?:份|个)?(?:就业|扶贫|帮扶|务工)*文件|有(?:多少|几)(?:份|个)?文件"
    r"|(?:哪年|什么时候|啥时候|几时|谁|哪个(?:部门|单位)?)(?:出|发|定|印)?的?(?:文件|政策|规定)$"
    r"|(?:政策|文件|规定)(?:是)?(?:什么时候|啥时候|几时|哪年|谁|哪个(?:部门|单位)?)(?:出|发|定|印|写)?的?"
    r"|(?:说法|回答|政策|规定)?的?(?:依据|根据)(?:是|的)?(?:什么|啥|哪[里样个])"
    r"|(?:政策|文件|规定|说法)(?:现在|是不是|都|还|到底|已经)*(?:变|改|换|能用|管用|在用)了?"
    r"|(?:补[贴助]|政策|规定)(?:都|是不是|不是)*老黄历|还有(?:没有)?[这那]个?(?:政策|规定)|几年的文件"
    r"|[老旧]政策还是新政策|新政策还是[老旧]政策|[更有]新的?文件|文件名(?:字)?|(?:文件|通知|政策|意见)[^,，。?]{0,4}文号"
)
_OF_SEVERAL = pattern(r"目标|任务|指标|多少人脱贫|好多人脱贫")
"""What several documents set for themselves, so that the number tells which one is meant."""
_LEVELS = (
    (re.compile(r"国家|中央|部里|人社部(?!门|们)|国务院"), 3),
    (re.compile(r"省(?!内|外)|厅"), 2),
    (re.compile(r"县|旗(?!县)"), 0),
)


class DocumentReader:
    """Recognises questions about documents; pure, one per set of documents."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._numbered: dict[int, list[tuple[str, int, Document]]] = {}
        names: dict[str, list[Document]] = {}
        for document in documents.values():
            official = _OFFICIAL.fullmatch(document.number)
            if official:
                prefix, year, value = _official(official)
                self._numbered.setdefault(value, []).append((prefix, year, document))
            known = map(_bare_name, (document.title, document.short, *document.names))
            for name in dict.fromkeys(known):
                if not _NUMBER.search(name):
                    names.setdefault(name, []).append(document)
        self._names = {name: tuple(named) for name, named in names.items()}
        longest_first = sorted(self._names, key=len, reverse=True)
        self._name = pattern("|".join(map(re.escape, longest_first)))
        self._signs = bits((self._name, _OVERVIEW, _SPOKEN_BETWEEN, _APART, _WHICH_DOCUMENT))
        self._all = tuple(documents.values())

    def concerned(self, text: str) -> bool:
        """Tell whether a cleaned question can be about a document, or cite one, at all."""
        return "号" in text or "问" in text or bool(sight(text).may & self._signs)

    def asked(self, text: str, county: str, places: Iterable[str] = ()) -> DocumentAsked | None:
        """Return what a cleaned question asks about a document, or None when it asks a matter.

        ``places`` are the place names in the text.
        """
        said = sight(sight(text).sub(_APART, ""))
        found = self._asked(said.text, county, places)
        if found is None and said.search(_SPOKEN_BETWEEN):
            return self._asked(said.sub(_SPOKEN_BETWEEN, ""), county, places)
        return found

    def _asked(self, text: str, county: str, places: Iterable[str]) -> DocumentAsked | None:
        named = self._named(text)
        if named is None and "问" not in text:
            return None
        clause, rest = _clause(text if named is None else _cut(text, named))
        if named is None:
            return self._questions_of_a_list(text, rest, clause, county)
        about, rest = _about(rest)
        if about is None and clause is None and not named.plain:
            return None
        if _matter(rest, places, most=1 if named.marked else 0):
            return None
        if not named.plain and named.documents == () and about is not About.VALIDITY:
            return None
        documents = _in_order(
            [each for each in named.documents if applies(each.place, county)], text
        )
        said = text[named.start : named.end].strip("的 ")
        return DocumentAsked(said, documents, about or About.CONTENT, clause)

    def asks_for_all(self, text: str, places: Iterable[str] = ()) -> bool:
        """Tell whether a cleaned question asks of all documents at once: 政策到期没."""
        match = sight(text).search(_OVERVIEW)
        if match is None:
            return False
        rest = text[: match.start()] + text[match.end() :]
        _, rest = _about(rest)
        return not _matter(rest.replace("说法", ""), places)

    def without_number(self, text: str) -> str:
        """Drop the document that a question cites, or asks for, while it asks a matter."""
        asked = sight(text).sub(_WHICH_DOCUMENT, "").strip(" ,，")
        text = asked if len(asked) >= _SHORTEST else text
        named = self._by_number(text)
        if named is None or not named.marked or sight(text).search(_OF_SEVERAL):
            return text
        before = re.sub(r"(?:按照|按|照|根据|依据|依)$", "", text[: named.start])
        after = re.sub(r"^(?:里面|里头|里|上)?(?:规定|说)?的?", "", text[named.end :])
        bare = (before + after).strip(" ,，")
        return bare if len(bare) >= _SHORTEST else text

    def speaking(self, county: str) -> tuple[Document, ...]:
        """Return the documents that may speak to the county, laws not among them."""
        found = [each for each in self._all if applies(each.place, county) and not each.settled]
        return tuple(sorted(found, key=lambda each: rank(each.place)))

    # -- how a document is named ---------------------------------------------------------------

    def _named(self, text: str) -> _Named | None:
        by_number = self._by_number(text)
        if by_number is not None:
            return by_number
        found = sight(text).search(self._name)
        if found is None:
            return None
        documents = self._names[found.group()]
        return _Named(found.start(), found.end(), documents, plain=False)

    def _by_number(self, text: str) -> _Named | None:
        for match in _NUMBER.finditer(text) if "号" in text else ():
            value = _value(match["number"])
            if value is None:
                continue
            before = text[: match.start()]
            prefix = _PREFIX.search(before)
            start = match.start() if prefix is None else prefix.start()
            known = [
                (own, year, document)
                for own, year, document in self._numbered.get(value, ())
                if match["year"] is None or int(match["year"]) % 100 == year % 100
            ]
            if prefix is not None:
                stated = prefix.group().rstrip("第文 ")
                matching = [
                    each for each in known if each[0].endswith(stated) or stated.endswith(each[0])
                ]
                known = matching
                whole = next(
                    (own for own, _, _ in known if before.rstrip("第文 ").endswith(own)), ""
                )
                start = len(before.rstrip("第文 ")) - len(whole) if whole else start
            documents = tuple(document for _, _, document in known)
            marked = match["noun"] is not None or prefix is not None
            marked = marked or (match["year"] is not None and bool(documents))
            if marked or (documents and sight(text).search(_UNMARKED_NEEDS)):
                return _Named(start, match.end(), documents, plain=True, marked=marked)
        return None

    def _questions_of_a_list(
        self, text: str, rest: str, clause: ClauseSaid | None, county: str
    ) -> DocumentAsked | None:
        """Return 第三问讲什么, which can only be of the questions and answers."""
        if clause is None:
            return None
        about, rest = _about(rest)
        own = [d for d in self._all if "问答" in d.title and applies(d.place, county)]
        if about is None or not own or _matter(rest, ()):
            return None
        return DocumentAsked(own[0].title, tuple(own), about, clause)


def _official(match: re.Match[str]) -> tuple[str, int, int]:
    if match[2]:
        return clean(match[1]), int(match[2]), int(match[3])
    return clean(match[4] or match[6]), 0, int(match[5] or match[7])


def _bare_name(name: str) -> str:
    return re.sub(r"\([^)]*\)$", "", clean(name).removeprefix("中华人民共和国"))


def _value(numeral: str) -> int | None:
    if numeral.isdigit():
        return int(numeral)
    if not set(numeral) & set("十百"):
        digits = "".join(
            str("零一二三四五六七八九".find(char)) for char in numeral.replace("〇", "零")
        )
        return int(digits) if digits.isdigit() else None
    value = number(numeral)
    return None if value is None else int(value)


def _numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    digits = "零一二三四五六七八九"
    if value < 10:
        return digits[value]
    return ("" if tens == 1 else digits[tens % 10]) + "十" + ("" if ones == 0 else digits[ones])


def _cut(text: str, named: _Named) -> str:
    return f"{text[: named.start]} {text[named.end :]}"


def _clause(text: str) -> tuple[ClauseSaid | None, str]:
    """Return the clause that a text names, and the text without it."""
    path = _PATH.search(text)
    if path:
        said = ClauseSaid(path=f"{path[1]}({path[2]}){path[3]}")
        return said, _PATH.sub(" ", text, count=1)
    annex = _ANNEX.search(text)
    if annex:
        value = annex[1] or annex[2]
        said = ClauseSaid(path=f"附件{value if value.isdigit() else '零一二三四'.index(value)}")
        return said, _ANNEX.sub(" ", text, count=1)
    match = _CLAUSE.search(text)
    value = _value(match[1] or match[2]) if match else None
    if match is None or value is None:
        return None, text
    part = match[3] in {"部分", "章", "大点", "大条"}
    return ClauseSaid(number=value, part=part), _CLAUSE.sub(" ", text, count=1)


def _about(text: str) -> tuple[About | None, str]:
    """Return what is asked of a document, and the text without the words for it."""
    for about, words in _ABOUT:
        if words.search(text):
            return about, words.sub(" ", text)
    return None, text


def _matter(rest: str, places: Iterable[str], most: int = 1) -> bool:
    """Tell whether more than ``most`` characters are left that say something of their own."""
    for place in places:
        if re.search(rf"[去到往克]{re.escape(place)}", rest):
            return True
        rest = rest.replace(place, "")
    return len(_FILLER.sub("", rest)) > most


def _in_order(documents: list[Document], text: str) -> tuple[Document, ...]:
    """Return documents with the level that the text names first, else the most local first."""
    level = next((each for words, each in _LEVELS if words.search(text)), None)
    return tuple(
        sorted(
            documents,
            key=lambda each: (
                each.place != NATION if level == 3 else rank(each.place) != level,
                rank(each.place),
            ),
        )
    )
