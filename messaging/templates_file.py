"""Templates from a TOML file, as an office writes them down after the provider's approval."""

from __future__ import annotations

import tomllib
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from messaging.templates import Template, TemplateState, problems


class TemplateFileError(Exception):
    """The file cannot be taken; ``problems`` says why in Chinese, one sentence for each fault."""

    def __init__(self, found: list[str]) -> None:
        super().__init__("；".join(found))
        self.problems = found


class _Row(BaseModel):
    """One ``[[template]]`` of the file."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)

    provider: str
    purpose: str
    code: str
    signature: str
    wording: str
    county: str = ""
    state: str = TemplateState.PENDING
    suffix: str = ""
    note: str = Field("", max_length=400)
    parameters: dict[str, str] = Field(default_factory=dict)
    limits: dict[str, int] = Field(default_factory=dict)
    may_shorten: list[str] = Field(default_factory=list)


def read_templates(content: bytes) -> list[tuple[Template, str]]:
    """Return the templates of a file, each with its note; raises TemplateFileError."""
    try:
        rows = tomllib.loads(content.decode("utf-8-sig")).get("template", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateFileError([f"文件不是 TOML 格式：{error}"]) from None
    if not isinstance(rows, list) or not rows:
        raise TemplateFileError(["文件里没有 [[template]]"])
    taken: list[tuple[Template, str]] = []
    found: list[str] = []
    for number, row in enumerate(rows, start=1):
        template, note, wrong = _read(row)
        if template is not None:
            taken.append((template, note))
        found += [f"第 {number} 个模板：{problem}" for problem in wrong]
    keys = [(each.provider, each.purpose, each.scope, each.code) for each, _ in taken]
    found += [f"模板 {key[-1]} 写了两次" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if found:
        raise TemplateFileError(found)
    return taken


def _read(row: Any) -> tuple[Template | None, str, list[str]]:
    try:
        read = _Row.model_validate(row)
    except ValidationError as error:
        names = sorted({".".join(map(str, each["loc"])) for each in error.errors()})
        return None, "", [f"{name} 缺少、多余或写法不对" for name in names]
    if read.state not in list(TemplateState):
        states = "、".join(TemplateState)
        return None, read.note, [f"state 要写 {states} 之一"]
    template = Template(
        provider=read.provider,
        purpose=read.purpose,
        code=read.code,
        signature=read.signature,
        wording=read.wording,
        scope=read.county,
        parameters=read.parameters,
        limits=read.limits,
        may_shorten=frozenset(read.may_shorten),
        suffix=read.suffix,
        state=TemplateState(read.state),
    )
    return template, read.note, problems(template)
