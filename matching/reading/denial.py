"""Whether a posting's clause means what it names: work that others do, or that is not done, is not.

Pure. Texts are cleaned; ``before`` and ``after`` are what stands around the words within a clause.
"""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"(?:不用|不需要?|无需|无须|不必|没有?|无|不|非|免|免去|不要求|少|有人|机器|叉车|电梯|传送带|由同事|同事|装卸[工队]|搬运队|码垛机|机械手|机器人|吊车|力工|[男壮小]工|专人|搬运工|别人|师傅们?|专门的?人|男的|男同志|男师傅|小伙子?)[^,。;]{0,3}$"
    r"|(?:不接触|接触不到|碰不到|不涉及|不碰|不靠近|远离|杜绝|全程无|没有任何|无任何)[^,。;]{0,8}$"
    r"|(?:^|[另还都已面头边里])有(?:[㐀-鿿]{1,4}[员工]|[㐀-鿿]{0,4}(?:师傅|老师|老板娘?|同事|大姐))$"
    r"|(?:那边|那头|其他(?:岗|工序|车间|人|班组)|别的(?:岗|工序|车间|班组)|隔壁|别处|后面车间|另有|其余)[^,。;]{0,10}$"
)
_AFTER = re.compile(
    r"^[^,。;]{0,4}(?:有(?:专|别的?|其他)?人|专人|有(?:专门|男(?:工|同事|的|生)|小工|壮工|伙计|师傅|机器|叉车|搬运工)|(?:是|靠|用|全部|全|都)(?:是|靠|用)?(?:机器|叉车|吊车|男工|专人|别人|传送带)|由[^,。;]{1,8}(?:负责|承担|完成|来做|来|做|干|施工|操作)|机器|不用你|不要求|不限|补贴|津贴|费)"
    r"|^(?:早就?|已经?|都|也|全)*改(?:成|用|为|烧|做)"
    r"|^[^,。;]{0,10}(?:一律|一概|统统)不(?:收|接|运|做|卖|用|碰|沾)(?!费|钱|押|中介)"
    r"|^[^,。;]{0,6}(?:另有|分开|隔开|在(?:别|另|隔壁|其他|外面)|不归|归别人|外包|不在(?:本|这)|几乎没|很少|较少|不大|不重|很小|较小|很轻|不多|已治理)"
)
_ONLY_LIKED = re.compile(r"[^,。;]{0,8}(?:优先|更好|更佳|加分|最好|者佳|为佳)")


def denied(before: str, after: str) -> bool:
    """Tell whether a posting says of what it names that nobody has to do or to bear it."""
    return (
        _BEFORE.search(before) is not None
        or _AFTER.search(after) is not None
        or _ONLY_LIKED.match(after) is not None
    )
