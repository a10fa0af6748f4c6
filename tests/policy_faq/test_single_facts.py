"""One fact of one clause, as organisers, employers, graduates and cadres ask for it."""

from __future__ import annotations

from datetime import date

import pytest

from policy_faq.mixed import Party, paid_for_both, party_in
from policy_faq.parameters import Parameters
from policy_faq.places import Distance
from policy_faq.service import PolicyService

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("county", "question", "topic", "shown"),
    [
        # Who organises people of both kinds, or counts those who are not registered.
        ("530326", "一车拉了9个去宁波，4个卡户，5个不是，怎么给钱", "placement", "1250元"),
        ("530326", "有贫困户也有一般户，一起带出去怎么补", "placement-other", "10元"),
        (
            "530326",
            "我领了30个不是卡户的到福建，半年后26个还在厂里，奖多少",
            "placement-other",
            "1300",
        ),
        ("532324", "带人到省外打工一个人补多少", "placement", "300元"),
        ("532324", "带普通农户出去给不给钱", "placement-other", "没有写"),
        ("530627", "经纪人要交什么证明", "placement", "用工登记名册"),
        # Employers, also where no text pays by the head.
        ("530326", "合作社用了几个贫困户，补不补钱", "hiring", "2000元"),
        ("152221", "单位招建档立卡户给什么补", "hiring", "社会保险补贴"),
        ("431126", "招了20个脱贫户县里奖多少", "hiring", "没有定"),
        ("530326", "矿上不裁人有什么好处", "stable-posts", "稳岗补贴"),
        ("530626", "办就业扶贫车间至少收几个人，合同签多长", "workshop", "6个月（含）以上"),
        ("530326", "搬迁来的我厂招了14个", "hiring", "3000元"),
        ("530326", "我带了25个普通农户去福建，半年了都还在，能领多少", "placement-other", "1250元"),
        # Graduates who start something.
        ("530326", "我弟大专毕业两年，想回来办个农家乐", "graduate-startup", "毕业3年内"),
        ("530326", "姑娘大学毕业了想开公司，有没得扶持钱", "graduate-startup", "毕业3年内"),
        # Cadres: when, who, by which paper.
        ("530326", "名册好久更新一次", "status-update", "3个工作日"),
        ("152221", "我们旗几号往盟里报材料", "quarterly-report", "每月_按月"),
        ("530602", "乡长这级干部包什么", "duty-chain", "科级"),
        ("530602", "全省2017年培训计划", "yunnan-plan", "60.00万人次（60万）"),
        ("431126", "务工人数掉了要怎么办", "income-monitoring", "通报"),
        # Papers, certificates and agreements.
        ("530326", "路费要什么纸", "transport", "收入证明"),
        ("110118", "务农的核实后给办啥证", "bj-transfer-card", "农村劳动力转移就业登记证"),
        ("110109", "公益性就业组织要我了，签合同吗", "bj-post-org", "劳动合同"),
        ("431222", "村里以工代赈要不要跟我们签字据", "work-relief", "劳务协议"),
        ("110109", "社保所来问，我不愿上班，怎么记", "no-wish-record", "书面记录"),
        # Two texts that differ, and a text that has ended, told as a story.
        ("530326", "100块那档一份写县内一份写市内，听哪份", "transport", "300元"),
        ("152223", "那个三年扶贫方案还好使不，旗里人家说不认", "document", "2020年12月31日"),
        ("152223", "小子在家待着，招工的只发来一条，按规定给几条", "push-standard", "3个以上"),
        ("152221", "旗里主要搞哪些产业", "local-industries", "家庭农牧场"),
        ("530326", "不是卡户，换了两个省还能报两次路费吗", "transport", "领不到"),
        ("431126", "人社部门在这个行动里负责什么", "office-duties", "统筹"),
        ("431126", "311包括哪些人", "standard-311", "意愿"),
    ],
)
def test_the_fact_asked_for_is_told(
    policy: PolicyService, county: str, question: str, topic: str, shown: str
) -> None:
    answer = policy.ask(question, county=county, on=ON)
    assert answer.topic == topic, answer.text
    assert any(each in answer.text for each in shown.split("_")), answer.text


@pytest.mark.parametrize("question", ["公司不给我开工资证明", "厂里不给开收入证明"])
def test_a_slip_that_is_refused_is_no_pay_held_back(policy: PolicyService, question: str) -> None:
    answer = policy.ask(question, county="530326", on=ON)
    assert answer.topic == "income-proof"
    assert not answer.urgent


@pytest.mark.parametrize(
    ("question", "party"),
    [
        ("带了8个卡户和三个一般户去广东", Party(8, 3)),
        ("12个人里5个是建档立卡，7个不是", Party(5, 7)),
        ("有建档立卡的也有不是的", Party(None, None)),
        ("我带了20个人去省外打工,其中8个是脱贫户", Party(8, None)),
        ("我组织30个人去广东打工,一半是脱贫户", Party(None, None)),
        ("带25人去浙江,5个建档立卡,其余不是", Party(5, None)),
        ("带了26个不是建档立卡的老乡", None),
        ("送了6个贫困户去福建", None),
        ("不是卡户，路费给不给", None),
    ],
)
def test_a_party_of_both_kinds_is_counted(question: str, party: Party | None) -> None:
    assert party_in(question) == party


def test_sums_are_told_only_where_both_are_sure(parameters: Parameters) -> None:
    registered = parameters.in_force("placement", "530326", ON)
    others = parameters.in_force("placement-other", "530326", ON)

    def paid(question: str, distance: Distance | None) -> str:
        return paid_for_both(question, distance, registered, others) or ""

    counted = "2个卡户和3个一般户"
    assert "合计630元" in paid(counted, Distance.OUT_OF_PROVINCE)
    assert "合计" not in paid(counted, None)
    assert "合计" not in paid("2个卡户和30个一般户", Distance.OUT_OF_PROVINCE)
    assert "没有写" in (paid_for_both(counted, None, registered, ()) or "")
    assert paid_for_both(counted, None, (), others) is None
