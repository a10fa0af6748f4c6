"""Papers that the law asks of everybody in a trade, whatever a posting says of them. Pure.

Only of trades that nobody can lawfully enter without: who is taken on as a learner or an assistant
does not work in the trade yet, and where a posting trains people first it asks for nothing before.

* Cranes, lifts, boilers: 特种设备安全法 article 14 and the list of 特种设备作业人员资格认定分类与
  项目 (市场监管总局公告2019年第3号); a tower crane on a building site: 建设工程安全生产管理条例
  article 25. Boilers without pressure are not on the list.
* Blasting: 民用爆炸物品安全管理条例 article 33. High voltage: 安全生产法 article 30 with the
  特种作业目录 (国家安全监管总局令第30号, annex, 1.1).
* Teachers at schools and kindergartens: 教师法 article 10 (by level, 教师资格条例 article 4).
  Nurses: 护士条例 article 7. Doctors: 医师法 article 13. Pharmacists: 药品管理法 article 52.
  Guides: 旅游法 article 41.
* Drivers of trailers, lorries from six metres on, city buses and coaches below twenty seats:
  机动车驾驶证申领和使用规定, annex 1.
* Drivers of taxis: three years of driving, 出租汽车驾驶员从业资格管理规定 article 10; of cars
  booked online: 网络预约出租汽车经营服务管理暂行办法 article 14; of school buses: 校车安全管理条例
  article 23.
"""

from __future__ import annotations

import re

from jobs_feed.normalise.paper_waivers import lets_in_without
from matching.reading.licences import Papers, all_of, years_of_driving

_YEARS = 3
_TRADES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), keys)
    for pattern, keys in (
        (r"(?:半挂|牵引|拖头|挂车|1[37]米)[^,。;、]{0,6}(?:司机|驾驶员|师傅)", ("A2",)),
        (r"(?<!\d)(?:[6-9]|六|七|八|九)米\w?[^,。;、]{0,4}(?:司机|驾驶员)", ("B2",)),
        (r"公交[^,。;、]{0,3}(?:司机|驾驶员)", ("A3",)),
        (r"中巴[^,。;、]{0,3}(?:司机|驾驶员)", ("B1",)),
        (
            r"网约车|滴滴|专车司机|快车司机|出租(?:汽)?车|的士|巡游车|校车(?:司机|驾驶员|师傅)",
            (years_of_driving(_YEARS),),
        ),
        (r"护士(?:长)?$|护士(?![^,。;、]{0,3}(?:台|站|服|鞋))|助产士", ("nurse",)),
        (r"药师", ("pharmacist",)),
        (r"(?<!兽)医[生师](?![^,。;、]{0,3}(?:办|助))", ("doctor",)),
        (
            r"幼儿园?[^,。;、]{0,6}(?:教师|老师)|主班(?:老师|教师)?$|幼师$",
            ("teacher_nursery",),
        ),
        (r"小学[^,。;、]{0,6}(?:教师|老师)", ("teacher_primary",)),
        (r"(?:初中|中学)[^,。;、]{0,6}(?:教师|老师)", ("teacher_junior",)),
        (r"(?:高中|中职)[^,。;、]{0,6}(?:教师|老师)", ("teacher_senior",)),
        (r"塔吊(?:司机|操作|工)|塔机司机|(?<!干)塔司(?!炉)", ("tower_crane",)),
        (r"(?:汽车吊|吊车|履带吊)(?:司机|操作)", ("mobile_crane",)),
        (r"起重机(?:司机|操作)|^(?:行车|天车)(?:工|司机|操作)", ("crane",)),
        (r"电梯(?:维保|维修|安装|保养|检修)", ("elevator",)),
        (r"司炉|锅炉(?:工|操作|运行)", ("boiler",)),
        (r"爆破(?:员|工|手)", ("blasting",)),
        (r"高压电工", ("high_voltage",)),
        (r"导游", ("guide",)),
    )
)
_NOT_YET = re.compile(
    r"学徒|学员|实习|见习|助理|助手|跟车|随车|装卸|助教|辅助|储备|跟岗|打下手|小工|文员|客服|招生|销售|保洁|保育|生活|阿姨|后勤|托管|晚托|辅导|审核|兼职讲|厨|保安|门卫"
)
_NO_PRESSURE = re.compile(r"常压|无压|茶水炉|热水炉|生活锅炉")


def by_law(title: str, text: str) -> Papers:
    """Return what the law asks for the work of a cleaned title; ``text`` is the whole posting."""
    if _NOT_YET.search(title):
        return ()
    keys = [key for pattern, some in _TRADES if pattern.search(title) for key in some]
    if "boiler" in keys and _NO_PRESSURE.search(text):
        keys.remove("boiler")
    return () if not keys or lets_in_without(text) else all_of(*keys)
