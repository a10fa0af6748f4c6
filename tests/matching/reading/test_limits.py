"""What people tell of themselves against what postings rule out."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from labourers.tables import Education, Health, Sex, WorkAbility
from matching.reading import height
from matching.reading.company import for_couples_alone
from matching.reading.limits import limits, of_fields
from matching.reading.text import clean
from matching.requirements import broken_rules
from tests.matching.builders import person, vacancy

_OF_THE_PAST = ("tattoo", "record", "medical", "health_card")


def conditions(mask: int) -> set[str]:
    return {limit.label for limit in limits().all if limit.mask & mask}


def told(text: str) -> set[str]:
    return conditions(limits().told(clean(text)))


def ruled_out(text: str, *, heavy: bool = False) -> set[str]:
    return conditions(limits().ruled_out(clean(text), heavy=heavy))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("背上有一片文身", "纹身"),
        ("上不得架子，怕高", "怕高"),
        ("闻不得油漆味，气管炎老毛病", "呼吸道疾病"),
        ("血压有点高", "高血压"),
        ("心脏搭过桥", "心脏病"),
        ("腰杆疼，提不得重", "腰不好"),
        ("脚有点跛，站不久", "腿脚不便"),
        ("腿脚不大灵便", "腿脚不便"),
        ("耳朵有点背", "听力不好"),
        ("右手断了两根指头", "手不方便"),
        ("莫喊我写字，不识字", "不识字"),
        ("眼睛花，看不清小字", "视力不好"),
        ("坐车就吐，晕车", "晕车"),
        ("怀孕五个月，做点轻巧的", "怀孕"),
        ("普通话讲不来，只会说苗话", "普通话不好"),
        ("没得智能手机", "不会用手机"),
        ("关节炎，沾不得冷水", "风湿怕冷"),
    ],
)
def test_what_somebody_tells(text: str, condition: str) -> None:
    assert condition in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "没有纹身，普通话好",
        "不怕高，不怕累",
        "体检没得尘肺",
        "婆婆瘫痪，腿残疾要人照顾",
        "娃娃有哮喘走不开",
        "护理过偏瘫、糖尿病的老人",
        "前年腰疼，现在好了",
        "腿脚好，爬坡不怕",
        "手艺好，眼睛好",
        "站一天也不怕",
    ],
)
def test_what_is_denied_over_or_of_others_is_not_told(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "rules_out"),
    [
        ("白班，可见部位不能有纹身", {"纹身"}),
        ("恐高、高血压、心脏病者不用", {"怕高", "高血压", "心脏病"}),
        ("无尘肺,高血压,心脏病。", {"呼吸道疾病", "高血压", "心脏病"}),
        ("有呼吸道疾病的不能上岗", {"呼吸道疾病"}),
        ("护林巡山，身体要好", {"腿脚不便", "身体弱", "要拄拐或坐轮椅", "未满十八岁"}),
        ("全天站着打包", {"腿脚不便", "要拄拐或坐轮椅"}),
        ("给老人翻身", {"腰不好"}),
        ("腰不好的别来，腿脚不好的可以", {"腰不好"}),
        ("腿脚不好的在家做也行", set()),
        ("坐席，接听热线", {"听力不好", "说话不便", "普通话不好"}),
        ("视力好不色盲", {"色盲色弱", "视力不好"}),
        ("坐着做，残疾人也可以", set()),
        ("纹身不限，近视不影响", set()),
        ("不用装卸，无需登高", set()),
        ("坐站结合", set()),
        ("不限纹身", set()),
        ("不接受孕妇，不可有纹身", {"怀孕", "纹身", "遮得住的纹身"}),
        ("工位有坡道，残疾人优先", set()),
    ],
)
def test_what_a_posting_rules_out(text: str, rules_out: set[str]) -> None:
    assert ruled_out(text) == rules_out


def test_heavy_work_is_for_sound_limbs_and_hearts() -> None:
    assert ruled_out("装窑", heavy=True) == {
        "心脏病",
        "腿脚不便",
        "腰不好",
        "手不方便",
        "怀孕",
        "哺乳期",
        "做不得重活",
        "未满十八岁",
    }


@pytest.mark.parametrize(
    ("told", "work"),
    [
        ("去年在工地闪了腰", "打条石,一块百来斤"),
        ("膝盖磨损,爬不得坡", "一天走十多公里坡路"),
        ("肺上有问题,灰大的地方去不成", "车间粉尘重"),
        ("三高", "血压不过关的不收"),
        ("心脏放了两个支架", "心脑血管疾病的一概不收"),
        ("羊儿疯", "开三轮车送菜"),
        ("头晕病", "爬梯子装灯"),
        ("手背上刺过字", "不能有纹身"),
        ("社区戒毒期满两年", "有吸毒史的不能录用"),
        ("判过缓刑", "政审合格"),
        ("一天书都没念过", "每天填巡查日志"),
        ("右手被机器压过,捏不拢", "双手健全"),
        ("手一下冷水就痛", "在0到4度的冷间里搓盐"),
        ("皮肤一碰胶水就起疹子", "刷胶"),
        ("见水就怕", "在渔排上喂鱼"),
        ("旱鸭子", "要会游泳"),
        ("电脑没摸过", "会电脑录入"),
        ("疝气没做手术", "重体力"),
        ("娃才八个月还吃奶", "给果树打药"),
    ],
)
def test_what_somebody_tells_is_ruled_out_in_other_words(told: str, work: str) -> None:
    heavy = "重体力" in work or "条石" in work
    assert limits().told(clean(told)) & limits().ruled_out(clean(work), heavy=heavy)


@pytest.mark.parametrize(
    ("told", "work"),
    [
        ("腰突出", "室内坐着拣,不用搬,搬筐有专人"),
        ("腰突出", "一人一台机子,打包有小工搬"),
        ("腰突出", "偶尔搬桶水有男同事搬"),
        ("做过按摩,会治腰疼", "背货上楼"),
        ("护理过腰椎病人", "背货上楼"),
        ("原来腰疼,现在好全了", "背货上楼"),
        ("卖过助听器", "接电话"),
        ("以前恐高,现在练出来了", "高空"),
        ("在戒毒所当过保安", "无犯罪记录"),
        ("不会水", "晕船的不行,不会水可以"),
        ("高血压", "血压高不影响,按时吃药就行"),
        ("膝盖有点疼但是还能干", "全天站着"),
        ("手上有块疤,不碍事", "双手健全"),
    ],
)
def test_what_is_over_or_of_others_or_let_in_bars_nobody(told: str, work: str) -> None:
    assert not limits().told(clean(told)) & limits().ruled_out(clean(work), heavy=False)


def test_what_is_only_liked_rules_nobody_out() -> None:
    assert ruled_out("会骑摩托优先,会看图纸更好") == set()
    assert ruled_out("会骑摩托") == {"不会骑车", "癫痫"}


def test_a_list_behind_one_word_is_barred_whole() -> None:
    listed = "体检一票否决:高血压、心脏病、癫痫、恐高、夜盲"
    barred = ruled_out(listed)
    assert {"高血压", "心脏病", "癫痫", "怕高", "视力不好"} <= barred


def test_a_mothers_state_is_not_a_fathers() -> None:
    nursing = limits()["nursing"]
    father = person(sex=Sex.MALE, conditions=nursing)
    asked = vacancy(rules_out=nursing)
    assert "condition" not in {rule.code for rule in broken_rules(father, asked)}
    mother = person(sex=Sex.FEMALE, conditions=nursing)
    assert "condition" in {rule.code for rule in broken_rules(mother, asked)}


def test_fields_of_the_roster_count_too() -> None:
    weak = of_fields(Health.CHRONIC, WorkAbility.WEAK, Education.NONE)
    assert set(limits().labels(weak)) == {"慢性病", "身体弱", "不识字"}
    assert of_fields(Health.HEALTHY, WorkAbility.ORDINARY, Education.PRIMARY) == 0
    assert set(limits().labels(of_fields(Health.DISABLED, None, None))) == {"残疾"}


def test_every_condition_has_a_bit_of_its_own() -> None:
    masks = [limit.mask for limit in limits().all]
    assert len(set(masks)) == len(masks)
    assert not sum(masks) & height.MASK, "the bits of heights are none of those of conditions"


def test_no_two_conditions_share_a_bit() -> None:
    """A hazard may be a condition of the same name; nothing else may stand on its bit."""
    held: dict[int, set[str]] = {}
    for name in ("limits", "hazards", "reserved"):
        text = (resources.files("matching") / "data" / f"{name}.toml").read_text("utf-8")
        for key, row in tomllib.loads(text).items():
            if isinstance(row, dict) and "bit" in row:
                held.setdefault(row["bit"], set()).add(key)
    allowed = {frozenset({"back", "lifting"})}
    shared = {frozenset(keys) for keys in held.values() if len(keys) > 1}
    assert shared <= allowed


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("饰品包装工(夫妻工)。贴卡,单身也收", False),
        ("夫妻工。一个人也行", False),
        ("夫妻工优先", False),
        ("招夫妻工,看守果园", True),
    ],
)
def test_a_couples_post_that_takes_one_alone_as_well(text: str, alone: bool) -> None:
    assert for_couples_alone(text) == alone


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("满背的花绣", {"tattoo"}),
        ("手腕上扎了个字，洗不脱", {"tattoo"}),
        ("小腿上有条青龙，纹的", {"tattoo"}),
        ("肩上文了个关公", {"tattoo"}),
        ("村里小年轻好多纹身的，他身上干干净净", set()),
        ("开过纹身店", set()),
        ("手上扎了根刺", set()),
        ("会绣花", set()),
        ("盗牛判过刑", {"record"}),
        ("年轻犯了事，进去待了两年", {"record"}),
        ("无犯罪证明开不出来", {"record"}),
        ("吃过牢饭", {"record"}),
        ("没犯过事，也没被判过刑", set()),
        ("老表坐过牢，本人清白", set()),
        ("在看守所做过饭", set()),
        ("进去过一年厂", set()),
        ("进厂体检老过不了", {"medical"}),
        ("体检都合格", set()),
        ("健康证也没有", {"health_card"}),
        ("有健康证", set()),
    ],
)
def test_what_people_tell_of_their_past_and_skin(text: str, keys: set[str]) -> None:
    told = limits().told(clean(text))
    assert {key for key in _OF_THE_PAST if told & limits()[key]} == keys


@pytest.mark.parametrize(
    ("text", "key", "bars"),
    [
        ("服务员。手臂、脖颈露出来的地方不能有花的、画的", "tattoo", True),
        ("乘务。裸露处不得刺字", "tattoo", True),
        ("保洁。给客人纹身有师傅", "tattoo", False),
        ("金店导购。底子要清白，没坐过牢", "record", True),
        ("食堂。入职查犯罪记录", "record", True),
        ("清洁。刑满释放人员也收", "record", False),
        ("护卫。入职体检须合格", "medical", True),
        ("普工。入职体检费公司出", "medical", False),
        ("帮厨。没有健康证的不收", "health_card", True),
        ("帮厨。健康证入职后办", "health_card", False),
        ("编织工。体检须无乙肝", "infectious", False),
        ("保育。无传染病", "infectious", True),
    ],
)
def test_postings_ask_for_a_clean_skin_and_past(text: str, key: str, bars: bool) -> None:
    found = limits().ruled_out(clean(text), heavy=False)
    assert (found & limits()[key] != 0) is bars


@pytest.mark.parametrize("text", ["有没有组装手机的", "有莫得写字楼的活", "手机厂有没有招人"])
def test_who_asks_whether_there_is_work_lacks_nothing(text: str) -> None:
    assert limits().told(clean(text)) == 0
