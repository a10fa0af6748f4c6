"""What cadres, employers and brokers ask: duties, records, ledgers, forms, subsidies of theirs."""

from __future__ import annotations

import pytest

from tests.policy_faq.conftest import CHANGSHA, FUZHOU, HORQIN, HUAIROU, HUIZE, ZHAOYANG, Ask


@pytest.mark.parametrize(
    ("question", "county", "topic", "told"),
    [
        ("搞劳务输出乡里头这级负责哪些", HUIZE, "levels-duties", "组织输出"),
        ("村头的务工台账要不要实名", HUIZE, "labour-ledger", "实名动态统计"),
        ("人没上班的信息由哪边来核", ZHAOYANG, "status-update", "户籍地"),
        ("几时从平台取名单", ZHAOYANG, "status-update", "3个工作日"),
        ("附件三那张表分几大块", ZHAOYANG, "quarterly-form", "五块"),
        ("附件二里没就业的人填哪几格", ZHAOYANG, "roster-form", "就业意向"),
        ("公司收贫困户做经纪人社保补几年", ZHAOYANG, "insurance-subsidy", "3年"),
        ("雨露毕业的伢子台账么样建", CHANGSHA, "yulu-plus", "一人一档"),
        ("监测系统里增设的是哪个指标项", CHANGSHA, "income-monitoring", "务工收入"),
        ("护林的还能兼职做点别的活不", CHANGSHA, "public-post", "兼职"),
        ("稳岗补贴怎么个快办法", CHANGSHA, "stable-posts", "即申即享"),
        ("三支一扶里头扶贫的占几成", HORQIN, "grassroots", "40%"),
        ("有组织出旗务工给求职钱不", HORQIN, "job-seeking-subsidy", "旗县以外"),
        ("他家说不想上班，记录让谁签", HUAIROU, "no-wish-record", "签字"),
        ("求职补贴发给哪些人", HUAIROU, "job-seeking-subsidy", "高校毕业生"),
        ("一年里头你们要管监测户几回", CHANGSHA, "standard-311", "3次岗位信息"),
        ("扶贫资金被人截留了", FUZHOU, "funds-misuse", "12333"),
    ],
)
def test_matters_of_the_office(ask: Ask, question: str, county: str, topic: str, told: str) -> None:
    answer = ask(question, county)
    assert answer.topic == topic
    assert told in answer.text
