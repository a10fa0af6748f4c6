"""The grammar by which people tell that something harms them, is forbidden them or frightens them.

Pure. "一沾面粉就起哮喘" (trigger, then harm), "医生交代不得熬夜" (ban, then trigger), "冷水沾不得"
(trigger, then what the body cannot do), "对乳胶过敏", "见着大水就发抖".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from matching.reading.speaker import is_of_others

_ATTACK = (
    r"哮喘|喘|咳|喷嚏|流鼻|鼻涕|眼泪|憋(?:气|得|闷)|出不(?:来|了|赢|到)?气|透不过气|上不来气|闷得|胸闷|心慌|心跳|心悸|心(?:口|脏|窝|头)?[^,。;]{0,2}(?:疼|痛|紧|绞)"
    r"|头[^,。;]{0,2}(?:晕|昏|疼|痛|炸|重)|晕(?!车)|昏|眩|天旋地转|恶心|想吐|要吐|(?<!吞)吐(?!鲁)|呕|肿|胀|麻(?!烦|利|将|辣|花|布|袋)|疼|痛(?!快)|僵|抽筋|抽搐|抽起"
    r"|中(?:过)?暑|虚脱|哑(?!巴|铃)|出不了声|(?:满|一|全|两)(?:手|脸|身|脖子?|腿|头|胳膊)[^,。;]{0,3}(?:泡|疹|疙瘩|包|红|坨)|中(?:过)?毒|发抖|直抖|抖得|打抖|打颤|打闪|哆嗦|打摆子|(?:腿|脚|手)(?:杆|都|就|也|直)?(?:打|发)?软|发软|冷汗|虚汗|(?:起|长|出|发|生|冒)(?:满|了|一身|一片|大|好多|些|个)*(?:疹|泡|水泡|疙瘩|包|红|风团|坨|癣|斑|疱)"
    r"|知觉|发(?:乌|木|痒|炎|病|作|黑|青|紫|白|慌|懵|癫|疯)|痒|溃|烂(?!的)|开裂|裂口|裂开|裂得|脱皮|蜕皮|掉皮|过敏|流(?:血|泪|脓|水(?!线|席|账|作)|眼泪|清涕)|出血|睁不开|眼前(?:一)?(?:发)?黑|犯(?:病|了|起|得|瘾|$|[,。;])|复发"
    r"|脱臼|脱位|脱环|脱(?=$|[,。;]|出来)|掉下来|摔(?:下|过|倒)|要(?:我的|人|了|我)?命|要死|送命|丢命|没命|送(?:到|进)?(?:医院|急诊)|急诊|进(?:过|了)?(?:医院|抢救)|住(?:过|了)?院|抢救|休克|背过气|断气"
    r"|嗡嗡|耳鸣|血压[^,。;]{0,4}(?:高|飙|上|升|冲)|尿(?:都|血|裤|出)|吓(?:出|得|尿|瘫|哭)|发(?=$|[,。;])|崩溃|尖叫|站不(?:稳|住)|站都站|瘫|打滑|倒(?:地|下|在)|直不起|抬不起|端不住|拿不住|捏不住|睡不着|动不(?:得|了)|走不(?:得|了)|充血|红肿|发烧|发热|缩成|挪不动|迈不开"
)
_BEAR = (
    r"受不(?:了|住|得)|吃不消|遭不(?:住|起|了)|顶不住|扛不住|架不住|撑不住|挺不住"
    r"|难受|恼火得|不得行|不行|不中|搞不赢|搞不得|老火|遭罪|不舒服|造不住|抗不住|够呛"
)
_LINK = (
    r"就|(?:蜇|咬|叮|扎|烫)(?:了|过|得)|便|马上|立马|立刻|当场|当天|当晚|准|直|会(?!泽|计)|老(?!家|板|师|乡|人|婆|公)|总|容易|得(?!行)|起来|半(?:天|个?小时|个?钟|晌)|[一两三几\d]+(?:天|会儿?|分钟|个?小时|个?钟头?|下|口|回|次)"
    r"|久了|多了|时间(?:长|一长|久)|长了|一(?:多|重|大|长|久|冷|热)|又|都|立即|即刻|一概|浑身|全身|满身|满脸|满手|身上|手上|脸上|人就|人都"
)
_ALARM = re.compile(rf"(?:{_ATTACK})")
_THEN = re.compile(rf"^[^,。;]{{0,12}}?(?:{_LINK})[^,。;]{{0,10}}?(?P<harm>{_ATTACK})")
_THEN_BAD = re.compile(rf"^[^,。;]{{0,10}}?(?:{_LINK})?[^,。;]{{0,6}}?(?P<harm>{_BEAR})")
_RESULT = re.compile(
    r"^[^,。;]{0,6}?(?P<harm>(?:泡|熏|呛|闹|搞|整|烧|蛰|咬|辣|晒|冻|吵|震|累|捂|磨|吹|震|冰|烫|蒸|烤)(?:得[^,。;]{0,6}(?:烂|肿|坏|聋|瞎|晕|昏|痛|疼|吐|流|痒|裂|红)|出(?:了)?[^,。;]{0,4}病|坏|烂|肿|伤|聋|瞎|倒|晕|昏|脱皮|起泡)|(?:满|一|全|两)(?:手|脸|身|脖子?|腿|头|胳膊)[^,。;]{0,3}(?:泡|疹|疙瘩|包|红|坨))"
)
_NEXT_ONCE = re.compile(rf"^[^,。;]{{0,6}}?(?P<harm>{_ATTACK})")
_AT_ONCE = re.compile(rf"^[^,。;]{{0,12}}?(?P<harm>{_ATTACK})")
_NEXT = re.compile(
    rf"^(?:[^,。;]{{0,6}}(?:就|马上|立马|立刻|当场|当天|当晚|一[沾碰闻摸见听晒吹泡下进吃喝戴上站坐蹲低举提搬扛熬使用])|(?:人|手|脸|身上|浑身|全身|眼睛?|鼻子|嗓子|胸口|喉咙|气管|腿|脚|心里?|头|皮肤|手指|胳膊|晚上|第二天|回来)[^,。;]{{0,4}}(?:就|都|直|便|要|会|得))[^,。;]{{0,12}}?(?P<harm>{_ATTACK}|{_BEAR})"
)
_ONCE = re.compile(
    r"(?:一|只要|凡是|但凡|每次|每回|稍微|稍|见着|见到|碰到|碰着|闻到|闻着|沾到|沾着|沾上|遇到|遇上|看到|看见|听见|一见|听到|摸到|吸到|吃到|吸了|闻了|沾了|碰了|吹了|晒了|进了|下了|熬了|上了|一上|关在)[^,。;]{0,6}$"
)
_CANNOT = re.compile(
    r"^(?:的?(?:东西|地方|厂子?|车间|活路?|环境|工|里头?|场合|班)?)*(?:[^,。;]{0,4}?)(?:[沾碰摸闻晒吹淋泡提搬举抬背扛熬上下进去看见听做干受挨拿接低蹲站坐吸待呆使吃搞爬近靠登住喝戴钻动用]不(?:得|了|成|起|住|来|到)(?!少)|(?:不能|不得|不准|不许|不让|不敢|不可以?|不宜|不适合|不好|莫|别|禁|忌|严禁|免|一步(?:都|也)不能|打死(?:都|也)?不|死(?:都|也)不|是?打死不|坚决不能|绝对不能|万万不)[^,。;]{0,3}(?:再)?(?:[沾碰摸闻晒吹淋泡提搬举抬背扛熬上下进去看见听做干受挨拿接低蹲站坐吸待呆使吃搞爬近靠登喝戴钻动用踏碍沾染上])|(?:碰|沾|摸|闻|晒|进|去|上|熬|提|举|看|听)(?:都|也)(?:不能|不敢|不得|莫|别))"
)
_CANNOT_BEFORE = re.compile(
    r"(?:[做干沾碰摸闻晒吹淋泡提搬举抬背扛熬上下进见听受挨低蹲站坐吸使吃爬近靠登喝戴钻]不(?:得|了|成|起|住|来)|见不得|闻不惯得|耐不(?:得|住)|经不(?:得|起|住)|受不(?:得|了|住)|遭不住)(?:半点|一点|一丁点|任何|太|那些|这些|什么|那种|长时间|久)?[^,。;]{0,4}$"
)
_BAN = re.compile(
    r"(?:不能(?!不)|不得(?!不)|不准|不许|不让|不可以?|不敢(?:再)?|不宜|不适合|不适宜|严禁|禁(?:止|忌)?|(?<!客)忌|避(?:免|开|着)|远离|脱离|调离|杜绝|千万(?:莫|别|不)|莫再|别再|再(?:也)?不(?:能|得|准|许|敢)|不能再|不准再|离(?!家|我|开家|乡|婚|县|校)[^,。;]{0,6}远)[^,。;]{0,8}$"
)
_BAN_ADVISED = re.compile(
    r"(?:莫|别|不要|少(?!数)|不做|不提|不干|不上|不碰|不沾|不去|不接触|勿|不熬|不用|劝[^,。;]{0,4}不|死了)[^,。;]{0,8}$"
)
_BAN_AFTER = re.compile(
    r"^(?:[^,。;]{0,8}?)(?:不能(?!不)|不得(?!不)|不准|不许|不让|不可以?|不敢|不宜|要避免|要远离|都莫|都别|禁忌|属禁忌|一律不|一概不)"
    r"(?=$|[去进做干碰沾接上熬闻摸晒提搬扛久长多靠看听待呆再吹泡下举抬])"
)
_ADVICE = re.compile(
    r"医|体检|禁忌|禁止|严禁|衰竭?|甲亢|甲减|神经衰弱|不宜|大夫|护士|嘱|出院|诊断|职业病|职防|疾控|卫生院|复查|手术|开刀|刀口|透析|处方|病历|支架|搭桥|心脏|心梗|脑梗|癫痫|羊[角癫]疯|孕|怀起|透析|癌|精神分裂"
)
_ALLERGIC_AFTER = re.compile(r"^[^,。;不没]{0,12}过敏")
_ALLERGIC_BEFORE = re.compile(r"过敏(?:源|原|的)?(?:是|有|:|\()?[^,。;不没]{0,10}$")
_AFRAID = re.compile(
    r"(?<!不)(?<!不太)(?<!没)(?<!哪)(?<!恐)(?:怕|恐惧|畏惧?|憷|惧|恐|吓)(?!是|老婆|丢人)[^,。;不]{0,4}$"
)
_AFRAID_AFTER = re.compile(r"^[^,。;不]{0,4}(?:恐惧|害怕|怕(?!不)|发憷|吓人)")
_DENIED = re.compile(
    r"(?:不(?!是|得|能|好)|没(?:有)?|从不|未|从没|不会|不再|也不|不怎么|不大)[^,。;]{0,2}$"
)
_HINTS = re.compile(
    r"不(?:能|得|准|许|让|可|敢|宜|适|了|住|成|起|消|要|提|做|上|碰|沾|去|行|中)|莫|别|禁|忌|避|离|勿|少|怕|恐|畏|憷|过敏|惧|吓|劝|嘱|离"
    rf"|{_ATTACK}"
)
_MET = frozenset("见遇沾碰闻吹")
"""Words that begin so tell already that somebody meets it."""
_SELF = re.compile(
    r"我(?!妈|爸|爹|娘|哥|弟|姐|妹|家|老|婆|嫂|们家)|自己|本人|从此|[以之]后|后(?=[见看碰听])|俺(?!爹|娘|妈|哥|弟|姐|妹)"
)
_FAR = (re.compile(r"离[^,。;]{0,4}$"), re.compile(r"^[^,。;]{0,3}远"))
_HEEDS = re.compile(r"(?:医|嘱|大夫|护士)[^,。;]{0,5}不$")
_DIET = (
    re.compile(
        r"(?:[吃喝](?:都|也)?不(?:得|了|成|起|惯)|(?:不能|不得|不准|不许|不让|不可以?|不敢|莫|别|忌|少|戒|禁)(?:再|多)?[吃喝]|忌口)[^,。;]{0,6}$"
    ),
    re.compile(
        r"^[^,。;]{0,3}(?:[吃喝]不(?:得|了|成)|(?:不能|不准|不让|莫|别|少)(?:再|多)?[吃喝])"
    ),
)
_BREATHED = frozenset("灰尘烟粉味气")
"""What begins so is breathed, though people say that they eat it."""
_LISTED_AFTER = re.compile(
    r"^(?:(?:、|和|跟|及|以及|还有)[^,、。;和跟及]{1,6}?)+(?=[那这]些|之类|等|的?味|就|都|也|全|一概|一律|统统|[闻碰沾摸挨]不|过敏)"
)
_LISTED_BEFORE = re.compile(r"(?:[^,、。;得对到着怕了]{1,6}、)+$")
_MIND = re.compile(r"怕[^,。;]{0,3}(?:不怕|啥|什么)")


class Near(NamedTuple):
    """Where a clause names a hazard: what stands before, the word, what follows, and what next."""

    before: str
    word: str
    after: str
    next: str


def is_of_kin(before: str) -> bool:
    """Tell whether what stands before a word makes it somebody else's (孩子对海鲜过敏)."""
    return is_of_others(_SELF.split(before)[-1])


def near(clause: str, start: int, end: int, following: str) -> Near:
    """Return where a clause names a hazard, without what is listed with it (油漆、胶水闻不得)."""
    before = _LISTED_BEFORE.sub("", clause[:start])
    after = _LISTED_AFTER.sub("", clause[end:])
    return Near(before, clause[start:end], after, following)


def is_denied(before: str) -> bool:
    """Tell whether what stands before a word denies it (从没对花粉过敏)."""
    return _DENIED.search(before) is not None


def may_tell(text: str) -> bool:
    """Tell whether a text may tell of any harm at all; cheap, and right when it says no."""
    return _HINTS.search(text) is not None


def is_advised(text: str) -> bool:
    """Tell whether a doctor, a paper or an illness stands behind what is forbidden."""
    return _ADVICE.search(text) is not None


def harms(near: Near, *, strict: bool, feared: bool, advised: bool) -> bool:
    """Tell whether what is named harms the person.

    ``strict``: a plain dislike does not count, only a doctor's word or an attack of the illness.
    ``feared``: being afraid of it counts, too. ``advised``: some doctor or illness has been told.
    """
    if attacks(near):
        return True
    if _ALLERGIC_AFTER.search(near.after) or (
        "过敏" in near.before and _ALLERGIC_BEFORE.search(near.before)
    ):
        return not _DENIED.search(near.before[:-1] if near.before.endswith("对") else near.before)
    if feared and _is_afraid(near):
        return True
    if strict and not advised:
        return False
    if _is_diet(near):
        return False
    if _CANNOT_BEFORE.search(near.before) or _CANNOT.search(near.after):
        return True
    if _BAN.search(near.before) or (advised and _BAN_ADVISED.search(near.before)):
        return True
    if _HEEDS.search(near.before):
        return True
    if _FAR[0].search(near.before) and _FAR[1].search(near.after):
        return True
    if _BAN_AFTER.search(near.after):
        return True
    return not strict and _is_bad(near)


def attacks(near: Near) -> bool:
    """Tell whether the body is told to suffer at once from what is named."""
    once = near.word[0] in _MET or _ONCE.search(near.before) is not None
    for pattern, text in (
        (_AT_ONCE if once else _THEN, near.after),
        (_RESULT, near.after),
        (_NEXT_ONCE if once else _NEXT, near.next if len(near.after) <= 8 else ""),
    ):
        found = pattern.search(text) if text else None
        if found is not None and not _DENIED.search(text[: found.start("harm")]):
            return True
    return False


def _is_diet(near: Near) -> bool:
    """Tell whether it only is not to be eaten or drunk (痛风,吃不得海鲜)."""
    if near.word[0] in _BREATHED:
        return False
    return bool(_DIET[0].search(near.before) or _DIET[1].search(near.after))


def _is_bad(near: Near) -> bool:
    found = _THEN_BAD.search(near.after)
    return found is not None and not _DENIED.search(near.after[: found.start("harm")])


def _is_afraid(near: Near) -> bool:
    if _AFRAID.search(near.before) or _AFRAID_AFTER.search(near.after):
        return _MIND.search(near.before + near.word + near.after) is None
    found = _AT_ONCE.search(near.after)
    return found is not None and not _DENIED.search(near.after[: found.start("harm")])
