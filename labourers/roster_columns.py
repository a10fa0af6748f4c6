"""The columns of the roster form (云南省农村贫困劳动力就业信息表, YN100 Annex 2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from storage.sheets import Column

_EMPLOYED, _UNEMPLOYED = "已就业人员就业信息", "未就业人员就业信息"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name in the form, other names it is known by, and how it is written.

    ``group`` is the head over it; a field that is not ``exported`` is only compared with others.
    """

    title: str
    also: tuple[str, ...] = ()
    width: float = 10
    group: str = ""
    exported: bool = True


FIELDS: Mapping[str, Field] = {
    "external_id": Field("外部编号", ("人员编号", "系统编号", "编号"), 12),
    "town": Field("乡镇", ("乡镇街道", "所在乡镇", "镇", "乡镇名称"), 12),
    "village": Field("村", ("行政村", "村社区", "村委会", "所在村", "村名", "村居"), 12),
    "name": Field("姓名", ("人员姓名", "劳动力姓名", "名字")),
    "sex": Field("性别", width=6),
    "id_number": Field(
        "证件号码", ("身份证号码", "身份证号", "身份证", "公民身份号码", "证件号"), 22
    ),
    "birth_date": Field("出生日期", ("出生年月", "出生年月日", "生日"), exported=False),
    "age": Field("年龄", ("周岁", "年龄周岁"), exported=False),
    "ethnicity": Field("民族"),
    "political_status": Field("政治面貌", width=12),
    "education": Field("文化程度", ("学历", "受教育程度", "教育程度")),
    "health": Field("健康状况", ("身体状况",), 12),
    "work_ability": Field("劳动能力", ("劳动力类型", "有无劳动能力"), 12),
    "phone": Field("联系方式", ("联系电话", "手机号码", "手机号", "手机", "电话", "电话号码"), 24),
    "employed": Field("是否已就业", ("是否就业", "就业状态", "就业情况", "就业状况")),
    "place": Field("就业地点", ("就业地点省市县", "务工地点", "务工地"), 20, _EMPLOYED),
    "employer": Field("就业单位名称", ("就业单位", "务工单位", "务工企业"), 24, _EMPLOYED),
    "since": Field("就业时间", ("务工时间", "就业日期", "上岗时间"), 12, _EMPLOYED),
    "wish": Field("就业意向", ("就业意愿", "务工意愿", "意向就业地"), 16, _UNEMPLOYED),
    "services_wanted": Field("就业服务需求", ("服务需求", "就业需求"), 28, _UNEMPLOYED),
    "skills": Field("技能特长", ("技能", "特长", "掌握技能"), 16),
    "monitored": Field("监测对象", ("是否监测对象", "是否为监测对象")),
}
REQUIRED = ("name", "id_number")
EXPORTED = tuple(name for name, field in FIELDS.items() if field.exported)


def column_names() -> dict[str, Collection[str]]:
    """Return every name a column may have in a file, by field."""
    return {name: (field.title, *field.also) for name, field in FIELDS.items()}


def title_of(field: str) -> str:
    """Return the form's name of a column."""
    return FIELDS[field].title


def form_columns() -> list[Column]:
    """Return the columns of the form as they are written, heads over two rows."""
    chosen = (FIELDS[name] for name in EXPORTED)
    return [Column(field.title, field.width, field.group) for field in chosen]
