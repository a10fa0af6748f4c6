"""Which clauses of a person's text tell of that person now: not of kin, not over, not misrecorded.

Pure. "老公尘肺,走几步就喘" tells of the husband; what is over (断根了) leaves nothing behind, but
what follows it does ("腰好了,就是腿提不得劲"); "填成聋哑,其实是我妹" takes back what stood before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SENTENCE = re.compile(r"[;。!?\n]")
_CLAUSE = re.compile(r",|(?<=[^\x00-\x7f])\s+")
OF_OTHERS = re.compile(
    r"老人|老倌|老伴|老公|老婆|男人|婆娘|堂客|婆婆|公公|老妈|老爸|爸|妈|爹|娘(?!家)|娃(?!娃?[^,。;]{0,2}(?:东西|重))|孩子|小孩|儿子|女儿|孙"
    r"|家属|家里有|家人|母亲|父亲|其[妻夫父母子女]|妻|媳妇|儿媳|女婿|丈人|丈母|姑(?!且)|姨|舅|叔|伯|侄|亲家|对象|邻居|同事|工友|丈夫|妻子|爷爷|奶奶|外公|外婆|兄弟|(?<![这该位])(?<![这该位]大)(?<!^大)哥|弟|(?<![这该位])(?<![这该位]大)(?<!^大)姐|妹|嫂子|嫂嫂|我嫂|岳|病人|客户|患者|残疾人|老表|亲戚|发小|同学|老乡|朋友|战友|连襟|同村|村里人|人家|(?:好多|很多|不少|好些|有些)(?:人|年轻|小|老|大|男|女|妇|乡亲)|村里(?:头)?(?:好多|很多|不少|小|老|年轻|男|女|大)|小年轻"
)
_KIN_FIRST = re.compile(
    rf"^(?:我|俺|咱|家里|屋里|屋头|家头)?(?:们)?(?:的|有个?|那)?(?:个)?(?:{OF_OTHERS.pattern})"
)
_ILL = re.compile(
    r"病|残|瘫|瞎|聋|哑|癌|瘤|喘|尘肺|中风|住院|手术|开刀|疯|痴呆|脑梗|瘸|跛|突出|术后|症|梗|骨折|结石|过敏|不好|不行|疼|痛|断|支架|透析|怀"
)
_ONESELF = re.compile(
    r"我|俺|咱|本人|自己|自家|^(?:想|要|找|只|愿|腰|腿|手|眼|耳|脚|肩|颈|心|肺|头|血)(?!.{0,3}也)"
)
_TELLING = re.compile(
    r"(?:他|她|其|本人)(?:的|家)?(?:老?娘|妈|爹|爸|媳妇|老婆|老公|男人|婆娘|堂客|儿子|女儿|娃|哥|弟|姐|妹|邻居)(?:都|也)?(?:说|讲|反映|介绍|告诉|摆)"
)
"""Kin who tell the cadre of somebody: 他娘说早就听不到了."""
CARES_FOR = re.compile(
    r"会治|[帮给替][^,。;]{0,4}治|理疗|针灸|照[顾看料管](?!自己)|护理|伺候|服侍|陪护|招呼|看护|按摩|推拿"
)
_FORBIDDEN = re.compile(r"医|大夫|护士|嘱|不能|不得|不准|不许|不宜|禁|忌")
_OVER = re.compile(
    r"(?:现在?|已经?|如今|都|早就?|基本)(?:已经?|全|都|完全|彻底)*(?:好(?:全|完|利索|透)?了|恢复|痊愈|没事|不疼|不痛|康复|治好)|洗掉了"
    r"|(?<!不)(?:还|照样|一样)能[干做](?!多久|什么|啥|点|些|轻|坐|手上)|不(?:影响|耽误)(?:[干做]活|劳动)|(?:[干做]活|劳动)[^,。;]{0,3}不(?:受)?(?:影响|碍事|耽误)|(?:但|但是|也|都)?不碍事"
    r"|(?:现在|后来)[^,。;]{0,3}(?:练出来|不怕了|不恐高|习惯了)"
    r"|(?:早|已经|都|再也|慢慢|如今|反正)(?:就|都)?不(?:怕|恐高|晕|喘|疼|痛|过敏|犯|发)(?:了|过|$)"
    r"|(?<![没不未难])(?<!没治)(?<!没有)(?<!未治)(?:断(?:了)?根|除(?:了)?根|根治|治愈|痊愈|治断|断了尾|转阴)"
    r"|(?<![没不未])(?:彻底|完全|早就?|全都?)(?:好|恢复|不疼|不痛|不犯|没事)(?!不)"
    r"|(?:复查|体检|检查|查)[^,。;]{0,8}(?<!不)(?<!未)(?:正常|没事|没问题|没毛病|合格|阴性|都好)|结石[^,。;没未]{0,6}(?:碎|打|排|取)(?:掉|出来|干净|完)?了|换(?:了|过)?(?:人工)?晶[体状]|不当(?:一)?回事"
    r"|(?:跟|和|与)(?:没事|好|正常|常)人?(?:一样|一般|没两样|没区别)|(?:钢板|钢钉)[^,。;]{0,3}(?:取了|取掉|拆了|取出来)"
    r"|(?<![没未不])(?:养|治|调理|医|长|看|修复|休养|复位|开刀|开完刀|手术|动刀|做)好(?:了|全|透|利索)|好(?:了)?(?:好几|[一二两三四五六七八九十几半\d]+)年(?:多)?了?(?=$|[,。;])"
    r"|(?:看|听)得(?:都|很)?清(?:清)?楚(?:楚)?|改过来了|^(?:色觉|听力)[^,。;]{0,3}(?:正常|合格|没问题)|(?:擦|抹|吃|打)(?:点|了|几天|过)*(?:药|针)就好了|医生(?:说|讲)?[^,。;]{0,2}没(?:得)?(?:啥|什么)?病|看得清(?:清)?楚楚?(?=$|了|$)|(?:视力|看东西)[^,。;0]{0,5}(?:1\.[0-5]|5\.[0-3])|(?:做|打)(?:了|过)[^,。;]{0,3}(?:激光|飞秒)|不(?:用)?戴眼镜了?"
    r"|[挑扛搬背抬][^,。;不]{0,8}(?:没问题|不费劲|不成问题|轻轻松松|不在话下|没得事)"
    r"|(?:全|都|早)(?:就)?(?:消(?:了|退)|褪了)|[两二三四五六七八几]年[^,。;]{0,3}就(?:好|不晕|不怕|没事)了|没(?:再|怎么)?(?:疼|痛)(?:过|了)|^(?:现在|早就?|都|如今|后来|也)*没(?:得)?(?:啥|什么)?事了?$"
    r"|^(?:也|都|完全|一点|并)*不(?:影响|耽误|碍)(?:事|做事|上班)?$|(?:啥|什么|样样)(?:都|也)(?:能)?[扛挑搬背抬](?:得)?|^如今[^,。;]{0,4}(?:走|跑|挑|扛)[^,。;不]{0,8}没事"
    r"|没保住|流(?:产|掉)了|(?:娃|孩子|毛毛|月子)(?![^,。;]{0,3}[没未不还])[^,。;]{0,4}(?:断奶|断了奶|满岁|坐满|出月)"
)
_QUIET = re.compile(
    r"(?:好久|好几年|[几多两二三四五六七八九十\d]+年)(?:多|来)?(?:都|也)?没(?:再|有)?(?:犯|发)(?:过|了|作)*(?=$|[,。;])|^(?:后来|从此)?再(?:也)?没(?:有)?(?:犯|发|起|来)(?:过|了)(?=$|[,。;])"
)
_COMES_BACK = re.compile(r"癫|羊|疯|精神|喘|心|晕|昏|抽|癌|瘤|过敏|血压|透析|低血糖")
"""What may come back at work, however long it has been quiet."""
_MISRECORDED = re.compile(
    r"(?:填|写|登记|记|录|报)(?:成|错|混|岔)|[弄搞](?:混|错|岔)|张冠李戴|不是我(?:本人|有病|的病)"
)
_BUT = re.compile(r"^(?:但|可(?!以)|就是|只是|不过|唯独|只有|除了)")


def is_of_others(before: str) -> bool:
    """Tell whether what stands before a word makes it somebody else's (婆婆腿残疾)."""
    return OF_OTHERS.search(_TELLING.sub("", before)) is not None


def own_clauses(text: str) -> list[str]:
    """Return the clauses of a person's cleaned text that tell of the person as things are now.

    Of whose body a clause tells within itself ("婆婆腿残疾") is left to who reads it.
    """
    said: list[str] = []
    before = 0
    for sentence in _SENTENCE.split(text):
        clauses = [part for part in _CLAUSE.split(sentence) if part]
        if not clauses:
            continue
        kept, takes_back = _now(clauses)
        if takes_back:
            del said[before:]
        before = len(said)
        said += _without_kin(kept)
    return said


def _now(clauses: Sequence[str]) -> tuple[list[str], bool]:
    """Return the clauses of a sentence that hold, and whether it takes back the one before."""
    kept: list[str] = []
    starts = 0
    takes_back = False
    for at, clause in enumerate(clauses):
        if _MISRECORDED.search(clause):
            return [], at == 0
        if _BUT.search(clause):
            starts = len(kept)
        if _OVER.search(clause) or _is_quiet(clause, kept):
            del kept[starts:]
            takes_back = takes_back or at == 0
        elif not CARES_FOR.search(clause) or _FORBIDDEN.search(clause):
            kept.append(clause)
    return kept, takes_back


def _is_quiet(clause: str, before: Sequence[str]) -> bool:
    """Tell whether an ailment has not shown for long that does not strike at once (痛风)."""
    if _QUIET.search(clause) is None:
        return False
    return not any(_COMES_BACK.search(each) for each in (*before, clause))


def _without_kin(clauses: Sequence[str]) -> list[str]:
    """Return the clauses without those that go on about kin of whose illness was told."""
    kept: list[str] = []
    of_kin = False
    for clause in clauses:
        starts = _KIN_FIRST.search(clause) is not None and _ILL.search(clause) is not None
        of_kin = starts or (of_kin and _ONESELF.search(clause) is None)
        if starts or not of_kin:
            kept.append(clause)
    return kept
