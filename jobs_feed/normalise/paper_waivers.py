"""Papers that a posting names without asking for them: 有证的另加200, 证进来再考, 没证的包培训.

Pure, and the same for all readers of postings. What comes before the first day (考了证再来) is no
waiver, and neither is what 必须 stands before.
"""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"([,，;；。!！?？\n]+)")
_PAPER = (
    r"(?:证(?!明)书?|照(?![顾看料片常样])|本本|驾本|(?<=[士师业育安工法])资格(?!证|审|初审|复审))"
)
_HOLDS = rf"(?:有|持有?|具备?有?|取得|拿到|考(?:到|了|有|取))[^,，。;]{{0,14}}{_PAPER}"
_LATER = (
    r"(?:在岗|边干边?|干着|进来|来了|入职|到岗|上岗|转正|录用|入[园院厂]|进[园院]|签约|报到|后期|以后|之后|试用"
    r"|[一二三四五六半两\d]+个?[月年](?:内|之内|后|以内))"
)
_TAKE = r"(?:考(?!虑|核|勤|察|试合格)|办|补(?!贴)|取证|拿证|培训|学)"
_OFFICE = (
    r"(?:公司|单位|厂里?|院里?|园里?|店里?|场里?|所里?|中心|基地|学校|酒店|我们|咱们|政府|企业)"
)
_LACKS = (
    rf"(?:(?:暂时?)?(?:无|没有?|没得|冇得?|莫得|不持)[^,，。;]{{0,8}}{_PAPER}"
    rf"|{_PAPER}[^,，。;]{{0,2}}(?:没有?|没得|冇得|莫得|无))"
)
_NO_NEED = (
    r"(?:非|不是|并非|不|无需)(?:必[须需要备]|硬性)"
    r"|不强制|不硬性|不作(?:硬性)?要求|不(?:硬)?卡|不(?:看|查|讲|问|限|挑)(?!了?[^,，。;]{0,2}才)|不是硬(?:性|杠)"
)
_TAKEN_ALL_THE_SAME = (
    r"不要紧|不打紧|没关系|没得关系|不碍事|没事|没得事|冇得事|莫得事|不怕"
    r"|别怕|莫怕|无所谓|无妨|不妨|不愁|没啥|不影响|不耽误|照(?:样|常|旧)?(?:收|要|录|招|用|来|干)|一样(?:能|可以)?(?:收|要|录|招|用|来|干)|也?(?:收|录|得行|成|中|要得)(?:用|取)?|能(?:来|干|上|做)|可学|试(?:工|做|焊|岗)"
)
_WAIVED = re.compile(
    rf"{_HOLDS}(?:者|的|人员)?[^,，。;]{{0,6}}(?:优先|加分|更|佳|另算|另[外有加补给]|再?加[一二两三四五六七八九\d]|多\d|加钱|加工资"
    rf"|工资(?:高|另|上浮|加)|待遇|上浮|补贴|津贴|奖|[一每]个?[月天](?:再?加|多)|\d{{2,}}\s*元?[一/每]?[天月]|[每一]个?[月天年][^,，。;]{{0,3}}[补加多奖]|[补奖]\d|(?:底薪|多|高)[^,，。;]{{0,3}}\d|[可能](?:以)?(?:转|兼|升|调|晋|竞)|可以?安排)"
    rf"|{_PAPER}[^,，。;]{{0,5}}(?:{_LATER}|后)[^,，。;]{{0,8}}{_TAKE}|{_PAPER}(?:可以?|能)?(?:慢慢|后|再)(?:来)?{_TAKE}"
    rf"|{_LATER}[^,，。;]{{0,10}}{_TAKE}[^,，。;]{{0,8}}{_PAPER}|{_LATER}[^,，。;]{{0,4}}(?:安排|统一|组织|免费)?{_TAKE}"
    rf"|{_PAPER}(?:入职|上岗|进厂|统一)(?:后|时)?(?:统一|集中|免费|由[^,，。;]{{1,4}})?{_TAKE}"
    rf"|{_PAPER}[^,，。;]{{0,3}}(?:考证|培训|办理)?(?:费用?)?(?:可|全额|由?{_OFFICE})?(?:报销|出钱|承担|买单|全包)"
    rf"|{_OFFICE}(?:出钱|花钱|统一|负责|安排|组织|免费|给|帮忙?|协助|送去?|来|可以?|能|会|包){{0,3}}[^,，。;]{{0,4}}{_TAKE}[^,，。;]{{0,10}}{_PAPER}"
    rf"|(?:免费|包|送|带薪|助|帮)(?:你|您)?(?:培训|学)?{_TAKE}(?:取|到|得)?[^,，。;]{{0,10}}{_PAPER}"
    rf"|{_PAPER}[^,，。;]{{0,4}}(?:有没有|有无|有或没有|可有可无|不限|不作要求|不要求|不强求|不卡|没有?要求)|有(?:没有|无)[^,，。;]{{0,10}}{_PAPER}[^,，。;]{{0,3}}(?:都|均|皆|也)?(?:可|行)"
    rf"|(?:{_PAPER}|^)(?:的)?(?:暂时?)?(?:无|没有?|没得|缺)(?:{_PAPER})?(?:的|者|人员)?[^,，。;]{{0,8}}(?:也|亦|都|先(?:干|来|做|上)|送|带|教|帮[办考]|包|可以?(?:先)?(?:干|来|做|上|入职|边)|培训|{_OFFICE})"
    rf"|(?:暂时?)?(?:无|没有?|没得)[^,，。;]{{0,8}}{_PAPER}(?:的|者|人员)?[^,，。;]{{0,8}}(?:也|亦|都(?!不)|先(?:干|来|做|上)|送|带|教|帮[办考]|包|可(?:以|现场|边|先(?:干|来|做|上))|入职|培训|{_OFFICE})"
    rf"|{_PAPER}[^,，。;]{{0,3}}(?:以后|后面|往后|慢慢)(?:再)?说|{_PAPER}[^,，。;]{{0,4}}(?:满|干|学|做)[^,，。;]{{0,6}}(?:年|个?月)[^,，。;]{{0,3}}{_TAKE}"
    rf"|优先(?:考虑|录用|录取|安排)?[^,，。;]{{0,12}}{_PAPER}|{_PAPER}或(?:者)?(?:熟手|熟练|有经验|懂|会(?!计))|{_PAPER}年审"
    rf"|{_PAPER}(?:[A-F][1-6]?)?(?:者|的)[^,，。;]{{0,6}}(?:另[补加算给]|补贴|[再多]?加\d)|免费[^,，。;]{{0,8}}{_PAPER}[^,，。;]{{0,2}}培训"
    rf"|{_PAPER}[^,，。;]{{0,4}}(?:{_NO_NEED})|(?:{_NO_NEED})[^,，。;]{{0,6}}{_PAPER}|{_LACKS}(?:的|者|人员|人)?[^,，。;]{{0,3}}(?:{_TAKEN_ALL_THE_SAME})"
    rf"|最好[^,，。;]{{0,4}}有?[^,，。;]{{0,6}}{_PAPER}|懂[^,，。;]{{0,6}}更好"
)
_MUST = re.compile(
    r"(?<![非不])(?<!不是)(?<!并非)必[须备需]|须(?!知)|不收|不要(?!求|紧)|勿|再来|再报|再联系|(?:没有?|无|未持?|缺)[^,，。;]{0,8}[证照格][^,，。;]{0,4}不(?:可(?:以)?(?!当|做)|行|能|得|让|准|予|派|用|签)|方可|才(?:能|可|要|行)|[不再]考虑"
)
_NEXT = re.compile(
    rf"^(?:暂时?)?(?:无|没有?|没得|缺)(?:[^,，。;]{{0,6}}{_PAPER})?(?:的|者|人员)?(?![^,，。;]{{0,12}}(?:再来|再报|不考|暂不|勿|不[要收招]|免谈))"
    rf"[^,，。;]{{0,12}}(?:{_TAKE}|也(?:可|行|要|收|教|带|包)|亦可|都行|可以|先干|先来|做|[^,，。;]{{0,3}}试(?!用))"
    rf"|^(?:(?:费用?|钱)?由?{_OFFICE}(?:出钱|报销|承担|统一办|负责)|入职(?:后)?(?:再)?{_TAKE}|免费培训考)"
)


_WHO_LACKS = re.compile(
    rf"(?:暂时?)?(?:没有?|无|没得|缺|未取得)(?:[^,，。;]{{0,4}}{_PAPER})?(?:的|者|人员|的人|的同志|的话)*"
)
_NOT_ASKED = re.compile(
    rf"^[^没无缺未]*{_PAPER}(?:可以|都|也|一概)?(?:不要|不用|不需要?|不必|免了?)[)）]?$"
)
_ENDS_LACKING = re.compile(rf"(?:{_LACKS}|{_PAPER}暂(?:时)?(?:没有?|无|缺))(?:的|者|人员|人)*$")
_GOT_LATER = re.compile(
    rf"(?![^,，。;]{{0,12}}(?:再来|再报|勿|不[要收招]|免谈))[^,，。;]{{0,12}}(?:{_TAKE}|{_LATER}[^,，。;]{{0,6}}(?:拿|取|领))"
)
_NAMES = re.compile(rf"{_PAPER}|资格|药师|执业|(?<![A-Za-z0-9])[A-Fa-f][1-6]?(?![A-Za-z0-9])")


_ANY = re.compile("[证照本]|资格")


_LETS_IN = re.compile(
    rf"(?:{_LACKS}|(?:^|[,，。;；])没有)(?:的|者|人员|人|的人)?(?![^,，。;；]{{0,6}}(?:勿|不(?:要(?!紧|求)|[收招用能予])|免谈|别|莫来))[,，]?[^,，。;；证]{{0,14}}"
    rf"(?:{_TAKE}|送去|先(?:在|做|干|跟|当|从)|{_TAKEN_ALL_THE_SAME}|可(?:以)?(?:来|报|学|先)|也(?:可|行|能|要)|都(?:可|行|要)|边干边)"
    rf"|(?:免费|包|带薪|公司|单位|厂里|我们|政府|人社局)[^,，。;；]{{0,6}}(?:培训|教|考|学)[^,，。;；]{{0,8}}{_PAPER}|{_PAPER}[^,，。;]{{0,5}}(?:{_LATER}|后)[^,，。;]{{0,8}}{_TAKE}"
    r"|学徒|学员|零基础[^,，。;；]{0,6}(?:学|教|培训)"
)


def without_waived(text: str) -> str:
    """Return tidied or cleaned text without the papers that nobody must bring."""
    if not _ANY.search(text):
        return text
    parts = _CLAUSE.split(text)
    for at in range(0, len(parts), 2):
        after = parts[at + 2] if at + 2 < len(parts) else ""
        if at + 4 < len(parts) and _WHO_LACKS.fullmatch(after):
            after += parts[at + 4]
        if _is_waived(parts[at], after):
            parts[at] = _NAMES.sub("", parts[at])
    return "".join(parts)


def lets_in_without(text: str) -> bool:
    """Tell whether a posting says that who has no paper yet may come, to learn or for other work.

    That somebody with one is preferred is less: of a forklift the law asks for it all the same.
    """
    return bool(_ANY.search(text)) and _LETS_IN.search(text) is not None


def _is_waived(clause: str, after: str) -> bool:
    if not re.search(_PAPER, clause):
        return False
    if _NOT_ASKED.search(clause):
        return True
    if _MUST.search(clause):
        # Who must have it, unless they are told next that it can be got later.
        return _NEXT.match(after) is not None and re.search(r"再来|再报|方可", clause) is None
    if _ENDS_LACKING.search(clause) and _GOT_LATER.match(after):
        return True
    return _WAIVED.search(clause) is not None or _NEXT.match(after) is not None
