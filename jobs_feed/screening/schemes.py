"""Known swindles: fake orders, training loans, high pay abroad."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jobs_feed.screening.clauses import Clauses, denies, warns
from jobs_feed.screening.reasons import HoldCode

_FAKE_ORDERS = re.compile(
    r"刷单|刷[\d一二两三四五几多]+单|好评师|返本|本金[^,;。]{0,6}返|刷信[誉用]|刷好评"
    r"|刷销量|刷流水|刷钻|刷评论?|(?:淘宝|网店|电商|天猫|京东"
    r"|拼多多)补单|补单员|点赞(?:员|任务|[^,;。]{0,6}(?:赚|有钱|领钱|返|佣))"
    r"|关注[^,;。]{0,4}(?:赚钱|返现|返利|有钱)"
    r"|(?:点单|下单|拍单|抢单|好评|代付)[^,;。]{0,6}返(?:佣|现|利|钱|本)"
    r"|垫(?:付|资)[^,;。]{0,3}(?:本金|小额|货款)"
    r"|做任务(?:返|赚|领)|任务返佣|返佣任务|先垫[^,;。]{0,4}后返|垫付(?:本金|货款"
    r"|资金)[^,;。]{0,6}返|充值返|跑分|(?:出租|出借|收购|租用|提供)(?:个人)?(?:银行卡"
    r"|微信号|支付宝账号|对公账户|电话卡)"
)
_AGAINST_FRAUD = re.compile(r"打击|识别|防范|监控|排查|审核|治理|反欺诈|风控|稽核")
_TRAINING_LOAN = re.compile(
    r"培训贷|学费贷|招转培|(?:助学|培训|消费|教育|分期)贷款?(?:交|支付|付|缴|抵)"
    r"|先学(?:习)?后付|先培训后付|零首付(?:入学|学习|培训)"
    r"|(?:培训|学习|学|岗前)(?:费用?)[^,;。]{0,6}?(?:分期|贷款)|(?:分期|贷款)(?:付款"
    r"|支付|缴纳|交纳|交|付|还)?[^,;。]{0,4}(?:培训|学费)|贷款(?:培训|学(?!历|员|生))"
    r"|(?:工作|上班|毕业|就业)后?[^,;。]{0,4}还(?:款|贷|钱|学费)|(?:用|拿)工资(?:还(?:贷|款|学费)"
    r"|抵(?:扣)?学费)|(?:签|办理?)(?:培训|助学|消费|分期)贷款?(?!业务|产品|客户)"
)
_RISKY = (
    r"柬埔寨|西港|西哈努克|缅甸|缅北|果敢|佤邦|妙瓦底|木姐|大其力|老挝|金三角|菲律宾|马尼拉|迪拜"
)
_RECRUITS = re.compile(
    r"招|聘|工作|上班|务工|打工|月薪|底薪|日薪|高薪|赴|去|到|前往|驻|飞|园区|淘金|赚钱"
)
_ABROAD = rf"(?:{_RISKY}|出境|泰国|越南|马来西亚|境外|国外|海外|出国|东南亚|非洲|中东|阿联酋)"
_RISKY_PLACE = re.compile(_RISKY)
_ABROAD_PLACE = re.compile(_ABROAD)
_GOING = re.compile(
    r"(?:赴|去|到|前往|飞|驻|外派|派往|工作地点?[:在为]?|地点[:在为]?|招"
    r"|在)[^,;。]{0,6}$|^(?:[^,;。]{0,6}?)(?:工作|上班|务工|打工|招工|招聘|高薪|月薪"
    r"|月入|园区|淘金|赚钱|劳务|岗位|客服|打字员)"
)
_LURE = re.compile(
    r"高薪|月入过?[\d一二三四五六七八九十几]+[万wW]|月薪[\d.]+-?[\d.]*\s*[万wW]|日入"
    r"|包机票|机票(?:全)?包|包签证|免签证|(?:不用|无需|免)护照|包路费|报销机票|底薪[1-9]\d{4}"
    r"|年薪[2-9]\d万|包来回|偷渡|小路|走山路"
)
_TRADE = re.compile(
    r"远销|出口|客户|市场|产品|外贸|进口|订单|料理|菜|餐厅|旅游|语(?:翻译|老师)?|风味"
    r"|贸易|业务|电商|品牌|接壤|相邻|毗邻|边境|口岸|代购|电话诈骗|项目背景|留学|游学|总部"
)


def schemes(clauses: Clauses) -> Iterator[tuple[HoldCode, str]]:
    """Yield the clauses that offer one of the known swindles."""
    whole_lure = bool(_LURE.search(clauses.text))
    for clause in clauses:
        text = clause.text
        for found in _FAKE_ORDERS.finditer(text):
            if not (denies(clause, *found.span()) or _AGAINST_FRAUD.search(text)):
                yield HoldCode.FAKE_ORDERS, text
                break
        for found in _TRAINING_LOAN.finditer(text):
            if not denies(clause, *found.span()):
                yield HoldCode.TRAINING_LOAN, text
                break
        for found in _ABROAD_PLACE.finditer(text):
            if _TRADE.search(text) or denies(clause, *found.span()) or warns(clause):
                continue
            going = _GOING.search(text[: found.start()]) or _GOING.match(text[found.end() :])
            refused = re.search(
                r"(?:不去|不到|不赴|不前往|不外派|非|不是|不出)\S{0,2}$", text[: found.start()]
            )
            if refused:
                continue
            risky = _RISKY_PLACE.match(found.group()) and (_RECRUITS.search(text) or whole_lure)
            if risky or _LURE.search(text) or (going and whole_lure):
                yield HoldCode.OVERSEAS, text
                break
