"""Things that somebody cannot smell or touch, whatever they are, against work with them."""

from __future__ import annotations

import pytest

from matching.model import Person, Vacancy
from matching.reading import substances
from matching.reading.hazards import hazards
from matching.reading.limits import limits
from matching.reading.text import clean
from matching.requirements import broken_rules
from tests.matching.builders import person, vacancy


def told(text: str) -> tuple[str, ...]:
    return substances.told(clean(text))


def bars(text: str, work: str) -> bool:
    return substances.bars(told(text), substances.matter(clean(work)))


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("闻不得金银花，一到花季哮喘就发", "药材合作社零工。摘忍冬花，按斤算钱"),
        ("我一碰桐油浑身就起疹子", "木船修造工。给船板刷桐油"),
        ("过敏源查出来是芝麻", "麻油坊包装。炒芝麻、磨香油"),
        ("樟脑丸一沾手就烂皮", "日化厂包装工。樟脑丸压片"),
        ("一沾板栗壳的毛刺手上就发一片红疙瘩", "板栗脱苞工。分级装袋"),
        ("医院查的对蜂胶过敏，医生交代再也不能碰", "蜂产品车间。蜂胶提纯"),
        ("茶叶末一吸进去就咳得吐", "茶厂筛分工。筛毛茶，拣梗"),
        ("百合花一闻头就晕得站不住", "鲜切花分级。百合打包"),
        ("大夫说我对苎麻过敏，别再接触", "剥麻工。苎麻剥制"),
        ("桑叶一摸手臂就起一片红疹", "养蚕工。采桑叶喂蚕"),
        ("过敏的是竹粉，吸了就憋气", "竹筷厂。竹片开料"),
        ("银杏叶我沾不得，一沾脸就肿", "苗圃工。银杏叶采收"),
        ("上回摘了一天黄花菜，两只手肿得像馒头", "采收工。摘黄花菜"),
        ("夹竹桃一开花我就喘", "园林养护。夹竹桃修剪"),
        ("金丝皇菊闻了就咳", "烘房。金丝皇菊分拣"),
        ("见蛇就吓得腿软", "养蛇场。喂蛇、取蛇毒"),
        ("医生交代莫再接触中药材，一闻就喘", "饮片厂。天麻切片"),
        ("怕羊毛味道，一闻就发晕", "毛毯厂。羊毛梳理"),
    ],
)
def test_a_thing_bars_the_work_with_it(text: str, work: str) -> None:
    assert bars(text, work)


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("闻不得金银花", "茶馆服务员。泡茶，收拾桌子"),
        ("闻不得金银花", "保洁。打扫金银花路沿街"),
        ("闻不得金银花", "合作社会计。给金银花合作社做账"),
        ("菊花过敏", "金银花烘干。烘干装袋"),
        ("茶叶过敏", "茶具厂。茶杯装盒"),
        ("见蛇就吓得腿软", "山庄保洁。打扫客房"),
        ("对金银花过敏", "香包厂。只用艾草，不碰金银花"),
    ],
)
def test_other_work_stays(text: str, work: str) -> None:
    assert told(text)
    assert not bars(text, work)


@pytest.mark.parametrize(
    "text",
    [
        "我妹对金银花过敏，我没得事",
        "小时候一碰桐油就起疹，现在早不犯了",
        "以前对桐油过敏，十多年没犯，去年还刷过船",
        "对艾草不过敏，闻着还香",
        "不喜欢樟脑丸的味道",
        "剥魔芋剥了十年，手快",
        "桑叶沾手痒，戴手套就没事，年年养蚕",
        "吃不得苦的不是我，啥都干",
        "碰不得钱，怕算错账",
        "一见熟人就摆龙门阵",
        "一进屋就想睡",
        "见不得人偷懒",
        "血脂高，医生喊莫吃肥肉",
        "皮肤容易过敏",
        "到了茶季就回家帮忙几天",
        "一沾床就睡",
    ],
)
def test_nothing_is_told_to_be_harmful(text: str) -> None:
    assert told(text) == ()


def test_a_diet_is_no_harm_by_touch() -> None:
    seafood = hazards()["seafood"].mask
    assert not limits().told(clean("痛风，医生交代吃不得海鲜")) & seafood
    assert limits().told(clean("海鲜摸不得，一摸就起疹")) & seafood


def test_no_match_breaks_it() -> None:
    someone: Person = person(harmful=told("对苎麻过敏"))
    flax: Vacancy = vacancy(matter=substances.matter("剥麻工。苎麻剥制"))
    assert [rule.code for rule in broken_rules(someone, flax)] == ["substance"]
    assert broken_rules(someone, vacancy(matter=substances.matter("剥蒜工。剥蒜米"))) == ()
    assert broken_rules(person(), flax) == ()


def test_what_no_posting_has_tells_nobody_apart() -> None:
    words = told("对苎麻过敏")
    assert substances.among(words, frozenset({"剥蒜工。剥蒜米"})) == ()
    assert substances.among(words, frozenset({"剥麻工。苎麻剥制", ""})) != ()
