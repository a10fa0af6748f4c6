"""Days of the week and parts of a day: who is needed elsewhere, and what postings fix."""

from __future__ import annotations

import pytest

from labourers.tables import Sex
from matching.reading.day_slots import between
from matching.reading.duties import duties, labels
from matching.reading.free_time import busy
from matching.reading.hours import hours
from matching.reading.text import clean
from matching.reading.week_slots import (
    EVERY_DAY,
    LEAVE,
    NO_LEAVE,
    ONE_OFF,
    TO_FRIDAY,
    WEEKEND,
    days_of,
    rests,
    works,
)
from matching.reading.week_words import days_in
from matching.reading.work_days import work_days
from matching.requirements import broken_rules
from tests.matching.builders import person, vacancy

MUST_NOT = [
    ("自己肾衰，二四六上午要洗肾", "8点到18点，缺勤开除，不准请假"),
    ("隔天要送老公去透析，一去大半天，没人替", "长白班8:00-17:00，做六休一"),
    ("公公透析，一周两次，都是上午，要人陪到完，老公跑车不在家", "8:00—17:00，做六休一，不能请假"),
    ("儿子脑瘫，周一周三周五下午都要带去做康复，家里就我一个大人", "周一至周五9:00-18:00"),
    ("每周三要带孙子去省城复查，雷打不动，当天回不来", "周一到周六8:00-18:00，不准请假"),
    ("每月五号到八号要陪老婆去化疗，没人替", "全月无休，请假按旷工开除，不准请假"),
    ("周六周日娃放假没人看，周末上不了班", "周一到周六，8:00-18:00"),
    ("星期六和星期天要带娃去上特教班，不去名额就没了", "只上周六周日，10:00-20:00"),
    ("礼拜天要去教堂，从来没断过", "全年无休，每天9:00-21:00"),
    ("上午走不开，要招呼瘫床上的爹，下午大哥来替", "上午班7:00-12:00"),
    ("下午三点以后才得空，之前要守老母亲", "8:00-17:00"),
    ("只有晚上有空，白天要看铺子", "早八晚五"),
    ("娘痴呆白天我守，夜里妹子来接手，只有天黑以后才抽得出身", "早上六点半上工，下午六点收工"),
    ("奶娃没人带，只有他爸晚上回来我才走得开", "早上八点到下午六点"),
    ("老伴中风，一天只能做半天，没人换手", "每天8:00-18:00，中午休息一小时"),
    ("晚上七点到九点要上夜校", "下午两点到晚上十点"),
    ("小卖部早上六点到中午十二点要守店，老公在外", "早上六点到中午十二点"),
    ("种了三十棚菌子，早上五点到九点要采，缺一天就烂", "早上6点到下午3点"),
    ("小孩自闭症，上午九点到十一点半在机构上课，要家长陪", "长白班"),
    ("傍晚要去给老娘打针，五点半前必须到屋", "9:00-19:00"),
    ("中午娃回来吃饭，要我煮", "7:00-19:00，中午不得离厂"),
    ("一天透析三回做不了别的，上不了固定班，只能在家做点手工", "扫马路，早4点半到8点"),
    ("老婆有病不能出远门，晚上要回来", "看大门，要轮夜班"),
    ("老爹瘫在床上，晚黑要回家翻身，隔一晚都不成", "吃住都在工棚，半个月放一回"),
    ("婆婆瘫了我走不开，白天只有我，地也不种了", "8:00-17:30"),
    ("老妈摊痪在床，晚上必需回加照看", "场区不得随意出入，做满三十天轮休一次"),
    ("夜里不敢把娃单独放屋里，我一个人带", "以鱼塘为家，半夜也要起来看水"),
    ("老娘痴呆，夜里游走，得我守", "窑火日夜不熄，三拨人轮着来"),
    ("公公瘫了，夜里都是我守", "晚上十点装车，第二天天亮发车"),
    ("陪读，只有九点到十一点、下午两点到四点得空", "中午十二点站到晚上十点"),
    ("小学离家六里没得校车，早晚都要我骑车去", "7:30、18:30两次打卡，中间不开门"),
    ("半下午就要走，屋头三个学生等我开门", "天亮开工，天黑收工"),
    ("早上不早于八点半，后晌不晚于四点，为两个小的", "早八点发车，傍晚六点回场"),
    ("只上得长白班", "包间营业20:00-次日4:00，全程在岗"),
    ("街天要摆摊卖草药，三天一街", "全月无休，不能请假"),
    ("主麻日不做工", "周一到周日，8:00-18:00"),
    ("礼拜六礼拜天娃归我带，平常他妈带", "每周休一天，只能排在周二到周四，8:00-18:00"),
    ("每星期一要到司法所报到一天，缺不得", "周一到周六，8:00-18:00"),
    ("周六周日得在家看孩子", "食堂没有礼拜天，倒休排在周中，8:00-18:00"),
    ("半天还扛得住，整天吃不消", "从开门站到关门"),
    ("就能干一头午，过晌得回家伺候老爷子", "每日在岗不少于七小时"),
    ("医生叫一天莫超过四小时", "不收半天工"),
    ("奶牛要早晚各挤一次，早上五点到七点，傍晚五点到七点", "早6点到下午2点"),
    ("信教，礼拜天雷打不动要去聚会", "周一到周日，不休息，8:00-18:00"),
    ("照顾两头，一天顶多抽得出三四个小时", "8:00-17:00"),
    ("岳母偏瘫，两口子轮，我管白天，他管晚上", "长白班，8:00-18:00"),
    ("四月到九月烤烟天天要人守", "一签一整年，做不满年的不要"),
]
MAY = [
    ("大妹二四六上午要去洗肾，现在她老公专门送", "周一到周六,7:30到17:30"),
    ("我妈每周二四六透析，医院有车接送", "8:00-17:00，不准请假"),
    ("老父做透析，一周三次，自己能坐车去", "周一到周六,8:00-18:00,不准请假"),
    ("隔天要送老公去透析，上午去，下午有空", "13:30-18:00"),
    ("老公礼拜二、四、六上午洗肾要我送", "1周3天(星期一、星期三、星期五)，7点到11点"),
    ("自己肾衰，二四六上午要洗肾", "计件，来去自由，8:00-18:00"),
    ("孙女星期二星期五上午针灸，就我陪", "8:00-17:30，家里有事可请假调休"),
    ("每周三去县医院复查一次", "8:00-17:30，月休四天"),
    ("每周三去县医院复查一次", "8:00-17:30"),
    ("礼拜天要去教堂，从来没断过", "周一到周六8:00-17:30，周日休息"),
    ("周末娃放假在家没人看，周六周日上不了班", "双休，8:00-17:30"),
    ("上午走不开，要招呼瘫床上的爹", "13:00-18:00"),
    ("下午三点以后才得空", "17:00-22:00"),
    ("晚上有空，白天也有空", "8:00-18:00"),
    ("一天只能做半天，家里有老人", "8:00-12:00"),
    ("能做全天也能做半天", "8:00-18:00"),
    ("离厂走路半天到，骑车十分钟", "8:00-18:00"),
    ("昨天下午没空，今天来登记", "8:00-17:00"),
    ("电话白天打不通，只有晚上有空接", "8:00-17:00"),
    ("只有小学文化，只会做农活", "8:00-18:00"),
    ("现在给人带娃，白天没空，月底到期", "8:00-17:00"),
    ("以前要守瘫痪的娘，白天走不开，娘前年过世了", "8:00-18:00"),
    ("守过店，从早上八点守到晚上十点都做过", "8:00-22:00"),
    ("九点前要给婆婆擦洗，九点以后走得开", "早班7:00-15:00，中班15:00-23:00，任选一班"),
    ("只有晚上有空", "8:00-12:00或18:00-22:00"),
    ("屋里娘瘫了，白天弟媳守，夜里归我", "8:00-17:30"),
    ("放了二十只羊，白天走不开，羊卖了", "8:00-17:30"),
    ("老娘瘫了，晚上必须回家", "工地在街边，外地人住工棚，本地人各回各家"),
    ("夜里要守老爹，离不得人", "白班夜班分开招，可以只报白班"),
    ("弟弟每周二四六透析，弟媳送", "周一到周六，8:00-18:00，不准请假"),
    ("周六周日娃没人看，上不了班", "周末上课由老师值守，后勤星期一到星期五，8:00-17:00"),
    ("周末要休", "周一到周六，8:00-18:00"),
    ("赶场天爱去逛逛", "全月无休，不能请假"),
    ("半天就能学会，一整天都做得", "从开门站到关门"),
    ("夜里不行就白天，都可以", "两班倒"),
    ("岳母偏瘫，两口子轮，我管晚上，他管白天", "长白班，8:00-18:00"),
    ("会挤奶，早上五点就能上工", "早6点到下午2点"),
    ("每天早上要念经，六点前念完", "8:00-17:30"),
    ("家在街上开店，店租出去了", "8:00-18:00"),
    ("种过烟，四月到九月走不开，去年起不种了", "一签一整年"),
]


@pytest.mark.parametrize(("said", "offered"), MUST_NOT)
def test_what_cannot_go_together(said: str, offered: str) -> None:
    who = person(duties=duties(clean(said)), sex=Sex.FEMALE)
    assert "duty" in [rule.code for rule in broken_rules(who, vacancy(hours=hours(clean(offered))))]


@pytest.mark.parametrize(("said", "offered"), MAY)
def test_what_goes_together(said: str, offered: str) -> None:
    who = person(duties=duties(clean(said)), sex=Sex.FEMALE)
    assert "duty" not in [
        rule.code for rule in broken_rules(who, vacancy(hours=hours(clean(offered))))
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("礼拜二、礼拜四、礼拜六", 0b0101010),
        ("每周一、三、五下午", 0b0010101),
        ("二四六上午", 0b0101010),
        ("周六日", WEEKEND),
        ("周末", WEEKEND),
        ("星期五到星期天", 0b1110000),
        ("每个礼拜三", 0b0000100),
        ("隔天", 0b0010101),
        ("一周两次", 0b0001010),
        ("上周三", 0),
        ("两个星期一次", 0),
        ("每周三四点", 0b0000100),
    ],
)
def test_the_days_that_are_named(text: str, days: int) -> None:
    assert days_in(text) == days


@pytest.mark.parametrize(
    ("text", "bits"),
    [
        ("周一至周六早八点到晚六点,不许请半天假", works(0b0111111) | rests(0b1000000) | NO_LEAVE),
        ("双休,五险", works(TO_FRIDAY) | rests(WEEKEND)),
        ("周末休息,不得无故请假", works(TO_FRIDAY) | rests(WEEKEND)),
        ("做六休一", ONE_OFF),
        ("月休四天,家里有事可请假", ONE_OFF | LEAVE),
        ("全年无休", works(EVERY_DAY)),
        ("周末轮休", ONE_OFF),
        ("每周三发工资,周一面试", 0),
        ("周六周日加班双倍", 0),
        ("节假日不休", 0),
    ],
)
def test_the_days_of_a_posting(text: str, bits: int) -> None:
    assert work_days(text) == bits


@pytest.mark.parametrize(
    ("clause", "hours_of_day"),
    [
        ("白天走不脱", between(9, 11.5) | between(14, 17)),
        ("只能做到下午三点", between(15, 20)),
        ("晚上七点以后才得闲", between(6, 19)),
        ("晚上有空", 0),
        ("白天都走得开", 0),
        ("明天上午没空", 0),
    ],
)
def test_who_says_when_they_are_free(clause: str, hours_of_day: int) -> None:
    assert busy(clause) == hours_of_day


def test_a_shift_by_day_has_hours_though_none_are_told() -> None:
    assert hours("电子厂,长白班") == between(9, 11) | between(14, 17)
    assert not hours("电子厂,坐着做")
    assert hours("夜班白班轮换") & between(23, 29)


def test_a_caseworker_is_shown_the_days() -> None:
    told = duties("老公每周二四六上午要我送去洗肾")
    assert days_of(told) == 0b0101010
    assert "周二四六有时间走不开" in list(labels(told))
    assert list(labels(duties("一天只能做半天"))) == ["每天只能做一部分时间"]


@pytest.mark.parametrize(
    ("clause", "taken", "free"),
    [
        ("只能做白天8点到下午4点半这段", between(16.5, 17), between(8.5, 16.5)),
        ("就能干每天9点到16点", between(16, 17), between(9, 16)),
        ("只能上从早上8点到11点", between(14, 17), between(8.5, 11)),
    ],
)
def test_the_only_hours_told_behind_the_work(clause: str, taken: int, free: int) -> None:
    found = busy(clean(clause))
    assert found & taken == taken
    assert not found & free


@pytest.mark.parametrize(
    "clause", ["白天8点到下午4点半能做", "做过白天8点到4点的班", "白天做了8点到4点的活"]
)
def test_hours_that_are_not_the_only_ones(clause: str) -> None:
    assert not busy(clean(clause))
