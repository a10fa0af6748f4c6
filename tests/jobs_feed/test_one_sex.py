"""What the law or decency leaves to one sex, whether or not a posting asks for it."""

from __future__ import annotations

import pytest

from jobs_feed.screening.lawful_sex import lawful_ground
from jobs_feed.screening.one_sex import only_for
from labourers.tables import Sex


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("皮带巡检工。工作面在负三百米水平,随罐笼下去,清浮煤", ""),
        ("充电工。每班坐猴车下到井底车场,给电机车换电瓶", ""),
        ("矿山普工。跟班进坑道,清渣、铺轨", ""),
        ("测量跟尺。进平硐拉尺,下午升井", ""),
        ("锚杆工。迎头打锚杆、挂网", "大河煤业"),
        ("轨道工。大巷里换枕木", "兴盛煤矿"),
        ("矿山杂工。跟着师傅下洞子,装渣推车", "某铅锌矿"),
        ("食堂帮厨。把班中餐送到井下", ""),
        ("机电维修。维修井下水泵、皮带", ""),
        ("煤矿技术员。每月下井不少于十五次", ""),
        ("皮带机司机。在四百中段看皮带", "金矿"),
        ("瓦斯检查员。跟采煤班测瓦斯", ""),
    ],
)
def test_no_woman_works_underground_in_a_mine(text: str, employer: str) -> None:
    assert only_for(text, employer) is Sex.MALE


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("食堂帮厨。给下井工人做班中餐", "兴盛煤矿"),
        ("矿灯房管理员。收发矿灯,给下井的师傅登记", ""),
        ("捡矸工。地面皮带旁捡矸石", "煤业公司"),
        ("磅房司磅员。矿上过磅开票", ""),
        ("资料员。整理下井记录、巷道图纸", "矿业公司"),
        ("检身员。井口房坐着,检查入井人员", ""),
        ("选矿工。看泵,矿石是别人从井下运上来的", "铜矿"),
        ("市政养护工。补路面,井下作业由专业队伍承担,本岗不涉及", ""),
        ("清淤工。下井清污水管网", "市政公司"),
        ("讲解员。古矿洞旅游景区带游客参观", ""),
        ("村庄保洁。清扫巷道、沟渠", ""),
        ("厨房帮工。擦工作面、洗锅", ""),
        ("矿泉水灌装。水从地下三百米抽上来", ""),
        ("绞车司机。在地面绞车房,不下井", "煤矿"),
    ],
)
def test_what_a_mine_has_above_ground_is_for_both(text: str, employer: str) -> None:
    assert only_for(text, employer) is None


@pytest.mark.parametrize(
    ("text", "forbidden"),
    [
        ("卸车工。五十公斤一袋的水泥从车上扛到库里", True),
        ("饲料装卸。一包八十斤,肩扛上车", True),
        ("仓库搬运。每小时搬七八次,每件22公斤左右", True),
        ("粮站。麻袋一百八十斤,扛上垛,无传送带", True),
        ("背夫。背物资上山,每趟七八十斤", True),
        ("搬石工。一块石板六十多公斤,抬上架", True),
        ("炉前工。第四级体力劳动强度", True),
        ("条石搬运。青石条一块一百四五十斤,两人抬", True),
        ("搬运。空柜子一个四十斤,两人抬", False),
        ("水泥销售。50公斤一袋的水泥,打电话联系,搬运有装卸队", False),
        ("包装工。50公斤一袋过缝口机,传送带走", False),
        ("送水工。一桶三十八斤,扛上二楼", False),
        ("理货。每件5公斤左右,一小时搬十几次", False),
        ("采茶。一天采六十斤,提到收购点", False),
        ("挑拣工。挑选花椒,每天80斤", False),
        ("称重员。每袋50公斤,看秤打标", False),
        ("送气工。满罐六十多斤,扛上楼", True),
        ("装车。原木一根百把斤,肩扛", True),
        ("送水。每小时搬十来桶,一桶四十五斤", True),
        ("搬肉。半扇猪一百二十斤,上肩", True),
        ("气站开票。满罐六十斤,由师傅扛", False),
        ("司磅员。猪一头两百斤,赶上秤记数", False),
    ],
)
def test_what_no_woman_may_be_given_to_carry(text: str, *, forbidden: bool) -> None:
    assert (only_for(text) is Sex.MALE) is forbidden


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("宿管。管女生寝室楼,夜里要进房间点人头、查铺,跟学生同住", Sex.FEMALE),
        ("生活老师。住女生宿舍里,带低年级洗漱睡觉", Sex.FEMALE),
        ("宿舍管理员。管女生楼,夜里要进寝室查铺", Sex.FEMALE),
        ("女寝管理员。住值班室", Sex.FEMALE),
        ("浴池服务。女浴室里打扫、看柜子", Sex.FEMALE),
        ("服务员。女宾区递浴巾、引导入池", Sex.FEMALE),
        ("生活老师。与男生宿舍的学生同住,夜里进寝室查铺", Sex.MALE),
        ("搓澡工。男宾部搓背", Sex.MALE),
        ("保安。校门口值守,女生宿舍楼外巡逻", None),
        ("水电工。女生公寓白天修灯,有宿管陪", None),
        ("保洁。男女生宿舍楼道打扫", None),
        ("导购。整理女更衣室试衣间外的衣架", None),
        ("浴场保洁。打烊后刷女浴池", None),
        ("宿管。男女生宿舍共用大门,坐门房登记,不进寝室", None),
        ("食堂。女生多,打饭勤快些,包住职工宿舍", None),
    ],
)
def test_who_is_among_sleepers_and_bathers_is_of_their_sex(text: str, sex: Sex | None) -> None:
    assert only_for(text) is sex


def test_what_is_left_to_one_sex_may_be_asked_of_it() -> None:
    ground = lawful_ground(Sex.MALE, "皮带工\n随罐笼下去,清浮煤")
    assert ground is not None
    assert "井下" in ground
    assert lawful_ground(Sex.FEMALE, "宿舍管理员\n管女生楼,夜里要进寝室查铺")
    assert lawful_ground(Sex.MALE, "宿舍管理员\n管女生楼,夜里要进寝室查铺") is None
    assert lawful_ground(Sex.FEMALE, "宿舍保洁\n打扫楼道") is None


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("护工。给女病人擦身、换尿垫", Sex.FEMALE),
        ("护理员。帮老奶奶洗澡,端屎端尿", Sex.FEMALE),
        ("助浴师。上门给失能老太太助浴", Sex.FEMALE),
        ("门卫。下班对女工搜身", Sex.FEMALE),
        ("安检员。女通道贴身检查", Sex.FEMALE),
        ("催乳师。手法通乳", Sex.FEMALE),
        ("净身工。给女逝者擦身穿衣", Sex.FEMALE),
        ("协管员。女子戒毒所里查房点名", Sex.FEMALE),
        ("导购。进试衣间给女顾客试穿内衣", Sex.FEMALE),
        ("护工。给男病人导尿、擦身", Sex.MALE),
        ("安检员。对男旅客摸身检查", Sex.MALE),
        ("保姆。给老太太买菜做饭", None),
        ("护工。男女病人都有,擦身由同性护工做", None),
        ("安检员。看屏幕,女旅客手检由女同事负责", None),
        ("护理员。老爷爷腿脚不便,帮洗澡穿衣", None),
        ("保安。女子监狱大门登记车辆", None),
        ("食堂帮厨。给产妇煮月子餐", None),
        ("包装工。装搓澡巾、女士内衣", None),
    ],
)
def test_who_handles_bodies_is_of_their_sex(text: str, sex: Sex | None) -> None:
    assert only_for(text) is sex


def test_what_is_too_heavy_or_too_intimate_may_be_asked_of_one_sex() -> None:
    assert lawful_ground(Sex.MALE, "送气工\n满罐六十多斤,扛上楼")
    assert lawful_ground(Sex.FEMALE, "护理员\n给女老人脱衣洗澡")
    assert lawful_ground(Sex.MALE, "护理员\n给女老人脱衣洗澡") is None
