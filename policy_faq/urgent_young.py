"""Who is of age though a message has the words of child labour: "他20岁，初中，想进电子厂"; pure.

A child that is spoken of at all keeps the alarm, whoever else's age is told beside.
"""

from __future__ import annotations

import re
from typing import Final

from policy_faq.urgent_words import SIXTEEN

_OF_AGE: Final = re.compile(
    r"(?<![\d.])(?:1[89]|[2-7]\d)(?:(?:多|来|几)?(?:周?岁)|(?<=[我他她男女年人的妈爸哥弟姐妹子娃,，\s]\d\d)"
    r"(?:多|来岁|几)?(?=[男女了,，。;；\s)]|$))|"
    r"(?<![一二三四五六七八九十几])(?:十[八九]|[二三四五六七]十[一二三四五六七八九]?)"
    r"(?:(?:多|来|几|好几)?(?:周?岁)|(?:多|好?几|出头)?(?=[男女了,，。;；\s]|$))"
)
_NOT_YET: Final = re.compile(r"(?:(?:不|未|没)(?:有)?(?:到|满|够|足)?|差|离|低于|小于|少于)$")
_KIN: Final = (
    r"(?:弟弟?|妹妹?|儿子|女儿|姑娘|闺女|丫头|孙[子女]?|侄[子女儿]?|外甥女?|娃儿?|孩子|小孩|崽|伢)"
)
_A_CHILD: Final = re.compile(
    r"童工|(?:未|没|不(?:到|满)?)成年|辍学|(?:没|未|不|差)[^,，。]{0,4}(?:满|到|够|足)?[^,，。]{0,2}"
    + SIXTEEN
    + r"|"
    r"(?<![\d.])(?:[6-9]|1[0-7])周?岁|(?<=[我他她弟妹娃才有满年子女孙侄])1[0-7](?=[,，了就在的能想去也\s]|$)|"
    r"(?<![一二三四五六七八九十两几])(?:[六七八九]|十[一二三四五六七]?)周?岁|"
    r"(?<![一二三四五六七八九两几])(?<=[我他她弟妹娃才有满年子女孙侄])十[一二三四五六七]?(?=[,，了就在能想去也\s]|$)|"
    r"(?<![正大年历])初[一二三](?![中号])|(?:招|带|骗|拉|用|让|叫|逼)[^,，。]{0,8}(?:小孩|孩子|学生|娃|初中生|小学生)"
)
_MY_AGE: Final = re.compile(r"(?:我|俺)(?:今年|都|已经|也|自己|快)*\(?$")
_KIN_AT_SCHOOL_AGE: Final = re.compile(rf"{_KIN}[^,，。]{{0,6}}(?:初中|小学)")
_LEARNS: Final = re.compile(
    rf"{_KIN}[^,，。]{{0,6}}(?<!不)(?<!没)(?:还|都|正|刚|才)*(?:在|读|上)(?:读|上)?(?:小学|初[一二三中]|幼儿园|[一二三四五六]年级)"
)
_I_WORK: Final = re.compile(
    r"我(?:只|就)?(?:想|要|得|打算|准备)[^,，。]{0,12}(?:找|打工|上班|厂|做|干)"
)
_I_KEEP_THEM: Final = re.compile(
    r"(?:[两三四五几2345]|一双|一堆)个?(?:娃|孩子|小孩|细崽|崽|学生).*"
    r"[,，。\s](?:我)?(?:只|就)?(?:想|打算)[^,，。]{0,14}(?:找|打工|上班)"
)
"""Children in the plural, and somebody who looks for one place of work."""
_LEFT_SCHOOL: Final = re.compile(
    r"不(?:想)?读|没(?:有)?(?:再)?读|辍学|退学|不上学|跟我|一起|也想|也要|让他|让她|带他|带她"
)


def is_of_age(text: str) -> bool:
    """Tell whether nobody too young is meant to work in a message with words of child labour.

    Either an age from eighteen on is told and no child, or the child goes to school and it is the
    speaker who looks for work ("我娃在读小学，我想在县城上班").
    """
    works = _I_WORK.search(text) or _I_KEEP_THEM.search(text)
    if _LEARNS.search(text) and works and not _LEFT_SCHOOL.search(text):
        return True
    if _A_CHILD.search(text):
        return False
    told = [each.start() for each in _OF_AGE.finditer(text)]
    told = [at for at in told if not _NOT_YET.search(text[:at])]
    if _KIN_AT_SCHOOL_AGE.search(text):
        told = [at for at in told if not _MY_AGE.search(text[:at])]
    return bool(told)
