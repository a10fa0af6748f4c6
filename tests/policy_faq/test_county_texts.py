"""Single facts of the county's and the province's texts, asked for directly and briefly."""

from __future__ import annotations

import pytest

from tests.policy_faq.conftest import HUIZE, ZHAOYANG, Ask


@pytest.mark.parametrize(
    ("question", "county", "topic", "told"),
    [
        ("我当村支书,村里管劳务输出的哪些事", HUIZE, "levels-duties", "召集"),
        ("跟踪反馈归谁做", HUIZE, "levels-duties", "跟踪反馈"),
        ("车费的补助从什么资金列支", HUIZE, "funds", "就业补助资金"),
        ("三千的用工补贴由哪级财政出", HUIZE, "hiring", "县级财政"),
        ("开个小饭馆补贴几多", HUIZE, "startup-subsidy", "3000元"),
        ("技能补分几档", HUIZE, "skill-upgrade", "1500元"),
        ("会泽的小额贷款要放几个亿", HUIZE, "goals", "7亿元"),
        ("贫困家里的劳力至少学会几门技术", HUIZE, "skill-per-family", "1门"),
        ("用地指标朝哪种乡镇倾斜", HUIZE, "transfer-towns", "吸纳农业转移人口多"),
        ("人力资源市场有没有诚信档案这个制度", HUIZE, "labour-market", "诚信档案"),
        ("政府整建制买培训行不行", HUIZE, "training-pay", "整班"),
        ("骗工的一般用啥名目要钱", HUIZE, "fraud-prevention", "介绍费"),
        ("劳务输出这摊,我们乡要做哪些", HUIZE, "levels-duties", "后面的帮扶"),
        ("小微企业政策由哪个部门牵头", HUIZE, "office-duties", "工信部门"),
        ("登记找活收费不", HUIZE, "job-info", "不收费"),
        ("职介所要挂哪种证", HUIZE, "fraud-prevention", "许可证"),
        ("考证领钱要缴多少个月失业险", HUIZE, "skill-upgrade", "36个月"),
        ("清扫岗一月补好多", HUIZE, "village-post", "500元"),
        ("入伍的助学贷款代偿不", HUIZE, "grassroots", "助学贷款代偿"),
        ("省里驻外的机构帮不帮打工的维权", ZHAOYANG, "labour-station", "维权"),
        ("到2020年全省要训好多贫困劳力", ZHAOYANG, "goals", "300万"),
        ("在外面失业了回来先办哪样", ZHAOYANG, "return-unemployed", "失业登记"),
        ("领着失业金想办个小厂再雇俩下岗的,另给多少", HUIZE, "unemployed-startup", "3000元"),
        ("送人外省几百", HUIZE, "placement", "300元"),
        ("没就业的由哪边核", ZHAOYANG, "status-update", "户籍地"),
        ("到2020年要训几万", ZHAOYANG, "goals", "300万"),
        ("红河转几万", ZHAOYANG, "yunnan-plan", "1.80"),
        ("想学养蜂,哪里培训技术", ZHAOYANG, "farm-training", "1到2项"),
        ("曲靖2017年训多少人次", ZHAOYANG, "yunnan-plan", "8.35"),
        ("保山要训几万", ZHAOYANG, "yunnan-plan", "2.83"),
        ("2017普洱新增转移任务", ZHAOYANG, "yunnan-plan", "1.77"),
        ("省里文件的联系人传真几号", ZHAOYANG, "quarterly-report", "0871-63630711"),
        ("厂里收的卡户多,优先给什么贷款", ZHAOYANG, "firm-loans", "扶贫再贷款"),
        ("三区三州的县资金多给不", ZHAOYANG, "funds", "三区三州"),
        ("信息表填好谁来审", ZHAOYANG, "roster", "专人审核"),
    ],
)
def test_single_facts(ask: Ask, question: str, county: str, topic: str, told: str) -> None:
    answer = ask(question, county)
    assert answer.topic == topic
    assert told in answer.text


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("省里有哪些培训计划", "training-programmes"),
        ("去昭通培训几天", "training"),
        ("饭馆老板不给工资", "wages"),
    ],
)
def test_a_short_cut_takes_no_more_than_its_own(ask: Ask, question: str, topic: str) -> None:
    assert ask(question, ZHAOYANG).topic == topic


@pytest.mark.parametrize("question", ["三区三州哪里好玩", "昭通一共多少万人口", "卖烟要什么许可证"])
def test_words_of_the_texts_are_not_enough(ask: Ask, question: str) -> None:
    assert ask(question, HUIZE).topic is None
