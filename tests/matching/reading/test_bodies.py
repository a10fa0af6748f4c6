"""Bodies, ages and states of health against what work brings, in the words of both sides."""

from __future__ import annotations

import pytest

from labourers.tables import Sex
from matching.catalogue import Demand
from matching.reading.limits import limits
from matching.reading.role import of_role
from matching.reading.speaker import own_clauses
from matching.reading.text import clean
from matching.reading.vacancies import ruled_out
from matching.requirements import broken_rules
from tests.matching.builders import person, vacancy


def is_barred(told: str, work: str, demand: Demand = Demand.LIGHT) -> bool:
    said = limits().told(clean(told))
    return bool(said & ruled_out(clean(work), demand))


@pytest.mark.parametrize(
    ("told", "work"),
    [
        ("腿上青筋鼓起老高，站不得", "收银导购。店里不摆凳子，一班9小时全站起"),
        ("两只眼睛白内障，手术排在明年", "质检。灯下挑米粒大的珠子，眼神不好挑不出"),
        ("左手掌叫机器轧没了", "装配。双手要灵活"),
        ("右手只有两个指头", "装配。手指要灵活"),
        ("坐过山车那些一晃就吐", "游乐园。跟游客一起坐海盗船"),
        ("月子还没坐满", "冷库。分拣冻货"),
        ("有喜两个月", "加油站。给车加油"),
        ("刚生娃四个月，自己喂奶", "印刷厂。油墨洗版，用天那水"),
        ("子宫往下掉，走快了都难受", "装卸工。卸砖"),
        ("小肠气还没开刀", "化肥厂。扛包装车"),
        ("红绿分不太清", "学徒。接红黄蓝火零地线"),
        ("色弱", "线束厂。按线的颜色插端子"),
        ("手上灰指甲流黄水", "凉菜。拌凉菜"),
        ("一上三层楼腿就打颤", "安装。爬塔吊装标准节"),
        ("羊儿风，去年又发", "鱼塘看守。夜里独自守塘边"),
        ("羊角风，去年又发", "锅炉房。一个人看锅炉"),
        ("幻听，吃药", "小学保安。守校门"),
        ("还在戒酒，酒味闻到就想喝", "烤酒坊。烤酒、装坛"),
        ("坐不得电梯，一进就喘不上气", "客房。坐货梯在二十层楼之间推布草车"),
        ("数不清钱", "收银。收钱找零"),
        ("孩子十个月，还在吃我的奶", "锁边。夜班十点到早六点"),
        ("二十年老哮喘，闻到烟就犯", "烧烤店。炭火烤串"),
        ("中风过，半边身子不利索", "送货。爬楼送桶装水"),
        ("冠心病，爬坡就胸口痛", "景区保洁。每天爬上爬下扫石梯"),
        ("聋哑人", "送餐。接打顾客电话"),
        ("脑震荡后遗症，一蹲起来就晕", "架子工。爬脚手架"),
        ("脚烂，泡不得水", "挖藕。下藕田"),
        ("身上长癣，正治", "浴室。给客人搓澡"),
        ("磕膝头痛，站一会儿就想坐", "洗车。从早到晚沾不到板凳"),
        ("四十来斤都提不动", "搬运。扛包装车"),
        ("小肚子上鼓个包，一使劲就出来", "卸车。卸砖"),
        ("看东西像蒙了层纱", "选种。菜籽只有小米大，拣虫眼的"),
        ("红的黄的看着一个样", "分级。青的、半红的、全红的分三筐"),
        ("颜色辨不来", "锁边。来什么色的布就换什么色的线"),
        ("站到梯子上脚就软", "修缮。揭瓦翻瓦，在屋脊上走"),
        ("切了半边肺", "投料。粉子扬得看不清人"),
        ("齁病，闻到灰就发", "制香。筛木粉"),
        ("听障，靠写字交流", "调度。听骑手发来的语音"),
        ("聋哑人", "站务。沿途报站、喊客上车"),
        ("右边袖子空起的", "拉面。两头扯住甩开"),
        ("左手齐腕没得了", "编篾。一手压住篾片，一手穿篾"),
        ("对冷过敏", "制冰厂。把冰砖撬出来"),
        ("冷水沾不得，一沾就裂口", "清漂。冬春两季蹲在水边徒手捞"),
        ("油漆、胶水、农药都沾不得，一碰就起疹", "分装。敌敌畏大桶倒成小瓶"),
        ("突然就倒地，口吐白沫", "铁塔。爬塔换螺栓"),
        ("放了两个支架", "架子工。搭脚手架"),
        ("他娘说早就听不到了", "客服。接听来电"),
        ("两个磕膝头长了骨刺，下蹲就起不来", "拔萝卜。蹲着拔"),
        ("前天低血糖栽沟里头", "外卖。骑电动车送餐"),
        ("闻到香水、染发那些就打喷嚏喘不上气", "美发店。染烫洗吹"),
        ("闻到酒糟味都痒", "酒坊。出糟、上甑"),
        ("肺上切过一叶", "投料。粉子扬得看不清人"),
    ],
)
def test_what_a_body_cannot_do_is_kept_from_it(told: str, work: str) -> None:
    assert is_barred(told, work)


@pytest.mark.parametrize(
    ("told", "work"),
    [
        ("静脉曲张前年开刀好了，站一天没事", "超市收银。全程站立"),
        ("痛风好几年没犯了", "护林。每天走山路"),
        ("白内障年初做完手术了，看得清楚", "小区保安。门岗登记，眼神要好"),
        ("坐不得电梯，一进就喘不上气", "便利店。一楼收货"),
        ("红绿分不太清", "配菜。切菜装盒"),
        ("脚上灰指甲", "凉菜。拌凉菜"),
        ("戒酒五年了，一滴不沾", "白酒厂。白酒灌装"),
        ("我家女婿有羊儿风", "鱼塘看守。独自守塘边"),
        ("月子去年坐的，娃周岁断奶了", "冷库。分拣冻货"),
        ("乙肝小三阳，肝功能正常", "电子厂。插件装配"),
        ("晕船", "鱼塘喂鱼。岸上撒料"),
        ("腰杆里的钢钉前年取了，如今挑一百斤没问题", "搬运。扛包装卸"),
        ("怕虫子", "分拣。大棚外拣菜"),
        ("娃断奶半年了", "印刷厂。油墨洗版"),
        ("肾结石前年碎掉了", "工地。挑砖"),
        ("膝盖不好，站不久", "包装。站着坐着随你，想坐一天也行"),
        ("膝盖不好，站不久", "监控室。站岗有另外的保安，本岗坐在屋里看屏幕"),
        ("怀疑色弱，复查了，色觉正常", "配线。按颜色接线"),
        ("色盲", "大米厂。异色米由色选机自动吹掉，本岗只管倒谷子"),
        ("恐高", "收费员。登高路口坐在岗亭里收费"),
        ("只有一只手能用", "门岗。按键抬杆，一只手够用"),
        ("哮喘", "石材公司接线员。切割打磨在外县的厂里，本岗在办公室"),
        ("小时候结巴，后来改过来了", "客服。接听来电"),
        ("村里喊他聋子是外号，耳朵灵得很", "客服。接听来电"),
        ("吃虾要起疹，不吃就没事", "鞋厂。刷胶"),
        ("去年手上起疹，擦药就好了，再没发过", "鞋厂。刷胶"),
        ("背一袋洋芋上坡不喘", "投料。粉子扬得看不清人"),
        ("坐班车晕车，爬高上树从来不晕", "架子工。搭脚手架"),
        ("一百二十斤的包背不起，八九十斤随便", "分拣。搬小件"),
        ("会打手语，教过聋哑学校", "客服。接听来电"),
        ("聋哑人", "包装。来电咨询，朋友介绍有奖"),
        ("耳石症复位好了", "装吊顶。仰着装"),
        ("牛皮癣，不传染", "浴室。给客人搓澡"),
        ("怀起四个月", "包装。贴膜装箱，喷漆在别的车间"),
    ],
)
def test_what_is_over_or_not_asked_bars_nobody(told: str, work: str) -> None:
    assert not is_barred(told, work)


def test_what_strikes_again_is_not_over_for_being_quiet() -> None:
    assert own_clauses(clean("痛风，三年没犯过")) == []
    assert own_clauses(clean("癫痫，三年没犯过")) == ["癫痫", "三年没犯过"]


@pytest.mark.parametrize(
    "work",
    [
        "矿上辅助工。跟班下井清皮带",
        "KTV服务生。包厢送酒水",
        "网吧网管。守网吧",
        "伐木工。用油锯伐木",
        "电镀厂普工。上挂下挂",
        "外墙清洗。吊绳作业",
        "分拣。零下十八度冷库里分拣",
        "烟花厂。装填火药",
        "加油员。给车加油",
        "喷漆学徒。喷家具油漆",
        "锅炉工。看气压",
        "拆除小工。打风镐",
    ],
)
def test_what_minors_may_not_be_given(work: str) -> None:
    rules_out = ruled_out(clean(work), Demand.LIGHT)
    assert [rule.code for rule in broken_rules(person(age=17), vacancy(rules_out=rules_out))] == [
        "condition"
    ]
    assert broken_rules(person(age=18), vacancy(rules_out=rules_out)) == ()


@pytest.mark.parametrize(
    "work",
    [
        "超市理货。上架、打价签",
        "奶茶店店员。做奶茶",
        "餐馆学徒。洗菜切配",
        "理发学徒。给客人洗头",
        "玩具厂包装。坐着装盒，夏天有高温补贴",
        "缝纫学徒。车间不喷漆，无有害气味",
        "冷库开票员。坐办公室开票",
        "便利店店员。店在酒吧街上",
    ],
)
def test_what_minors_may_do(work: str) -> None:
    rules_out = ruled_out(clean(work), Demand.LIGHT)
    assert broken_rules(person(age=17), vacancy(rules_out=rules_out)) == ()


def test_who_nurses_bears_nothing_heavy() -> None:
    told = limits().told(clean("奶娃才七个月，还没断奶"))
    heavy = vacancy(rules_out=ruled_out("抬家具", Demand.HEAVY))
    assert broken_rules(person(sex=Sex.FEMALE, conditions=told), heavy)
    assert not broken_rules(person(sex=Sex.MALE, conditions=told), heavy)


def test_a_school_is_told_by_the_title_of_its_guard() -> None:
    assert of_role("小学保安。守门") == "小学保安。守门"
