"""Approved SMS templates: which words a provider lets us send, and how a message fits into them.

Chinese SMS clouds send no free text. They send a template they have approved, with a signature they
have approved and values for its variables. A template is data; these are its rules, without any
database. A template fits a message when it says all of it: every value the message offers stands in
it, or the whole text does, and no variable stays empty.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from messaging import sms_text
from messaging.contract import Fault, Templated
from messaging.tables import MessageKind

TEXT = "text"
"""The value that every message offers: its whole text."""
LONGEST_TEXT = 500
"""Characters of a template, and of a message filled into it, signature included (both clouds)."""
NO_TEMPLATE = "no_template"


class Purpose(StrEnum):
    """What templates are asked for beyond the kinds of messages (``MessageKind``)."""

    OPT_OUT_DONE = "opt_out_done"
    HANDOFF_ANSWER = "handoff_answer"


class TemplateState(StrEnum):
    """What the provider says of a template."""

    APPROVED = "approved"
    PENDING = "pending"
    REJECTED = "rejected"


PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        MessageKind.JOB_PUSH: "岗位推送",
        MessageKind.TRAINING: "培训信息",
        MessageKind.GUIDANCE: "职业指导",
        MessageKind.REMINDER: "提醒",
        MessageKind.NOTICE: "通知",
        MessageKind.REPLY: "回复",
        Purpose.OPT_OUT_DONE: "退订确认",
        Purpose.HANDOFF_ANSWER: "人工答复",
    }
)
"""Every purpose with its Chinese name."""

_INSTEAD = {Purpose.OPT_OUT_DONE: MessageKind.REPLY, Purpose.HANDOFF_ANSWER: MessageKind.REPLY}
_OFFERS: Mapping[str, re.Pattern[str]] = {MessageKind.JOB_PUSH: re.compile(r"text|name|job[1-9]")}
_ANSWERS = frozenset({MessageKind.REPLY, *Purpose})
"""Purposes a person has asked for; everything else has to say how to stop it."""
_HOW_TO_STOP = re.compile(r"拒收|退订")
_SAYS_IT_ITSELF = frozenset({Purpose.OPT_OUT_DONE})
"""Purposes whose message is always the same, so that a template without variables says it all."""


@dataclass(frozen=True, slots=True)
class Provider:
    """How a provider writes variables, and the longest value it takes in one (in characters).

    Aliyun: ``${name}``, 1 to 35 characters. Tencent: ``{1}``, ``{2}``… in order, without a limit
    for enterprises (12 for private persons, who are no offices).
    """

    name: str
    variable: re.Pattern[str]
    longest_value: int


PROVIDERS: Mapping[str, Provider] = MappingProxyType(
    {
        "aliyun": Provider("阿里云", re.compile(r"\$\{([A-Za-z]\w{0,24})\}", re.ASCII), 35),
        "tencent": Provider("腾讯云", re.compile(r"\{([1-9]\d?)\}", re.ASCII), LONGEST_TEXT),
    }
)

_LINK = re.compile(r"https?:|www\.|[\w-]+\.(?:com|cn|net|org|gov|top|vip|cc|io)\b", re.I | re.ASCII)
_SIGNATURE = re.compile(r"[^\s【】]{2,16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One template of one provider.

    ``scope`` is the adcode of the county, prefecture or province it is for, empty for everywhere.
    ``wording`` is what the provider approved, with its variables. ``parameters`` names for each
    variable the value of ours that fills it; ``limits`` its longest value in characters where it is
    shorter than the provider's; ``may_shorten`` the variables whose value may be cut to fit.
    ``suffix`` is what the provider adds at the end by itself (拒收请回复R): it is billed too.
    """

    provider: str
    purpose: str
    code: str
    signature: str
    wording: str
    scope: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)
    may_shorten: frozenset[str] = frozenset()
    suffix: str = ""
    state: TemplateState = TemplateState.PENDING

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in the order in which they stand in the wording."""
        return tuple(PROVIDERS[self.provider].variable.findall(self.wording))

    def value_of(self, variable: str) -> str:
        """Return the name of our value that fills ``variable``: by default the same name."""
        return self.parameters.get(variable, variable)

    def limit_of(self, variable: str) -> int:
        """Return how many characters the variable takes."""
        return self.limits.get(variable, PROVIDERS[self.provider].longest_value)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message filled into a template: what the person will read, and what the provider needs."""

    text: str = field(repr=False)
    templated: Templated


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a message cannot go by template; ``code`` is a short word and a name, never content."""

    fault: Fault
    code: str


def prepare(
    templates: Iterable[Template], purpose: str, params: Mapping[str, str], text: str
) -> Prepared | Refusal:
    """Fill the first template that says the whole message; says why when none does.

    ``templates`` are the approved ones, the preferred first. Without any the fault is CONFIG, as
    nothing of this purpose can go before somebody acts; where only this message does not fit it is
    PERMANENT.
    """
    refused: Refusal | None = None
    for template in templates:
        found = _fill(template, params, text)
        if isinstance(found, Prepared):
            return found
        refused = refused or found
    return refused or Refusal(Fault.CONFIG, f"{NO_TEMPLATE}:{purpose}")


def asked_for(purpose: str) -> tuple[str, ...]:
    """Return the purposes whose templates may be used for ``purpose``, the best first."""
    other = _INSTEAD.get(Purpose(purpose)) if purpose in list(Purpose) else None
    return (purpose,) if other is None else (purpose, other)


def problems(template: Template) -> list[str]:
    """Return in Chinese what is wrong with a template, as sentences an office can act on."""
    provider = PROVIDERS.get(template.provider)
    if provider is None:
        return [f"没有这家短信服务商：{template.provider}，可写 {'、'.join(PROVIDERS)}"]
    found = []
    if template.purpose not in PURPOSES:
        found.append(f"没有这种用途：{template.purpose}，可写 {'、'.join(PURPOSES)}")
    if not template.code.strip():
        found.append("缺少模板编号")
    if not _SIGNATURE.fullmatch(template.signature):
        found.append("签名要写 2 到 16 个字，不带【】")
    if template.scope and not re.fullmatch(r"\d{6}", template.scope):
        found.append("地区要写 6 位代码，全部地区就不写")
    found += _wording_problems(template, provider)
    return found


def explained(code: str) -> str | None:
    """Return in Chinese what a refusal's code means and what to do, for staff; None for others."""
    word, _, name = code.partition(":")
    match word:
        case "no_template":
            kind = PURPOSES.get(name, name)
            return (
                f"“{kind}”没有审核通过的短信模板，这类短信发不出去。"
                "请在短信服务商控制台申请模板，通过后用 gangxin templates import 导入"
            )
        case "value_missing":
            return f"短信模板要用“{name}”，这条消息里没有。请换一个模板"
        case "value_left_out":
            return f"短信模板里没有“{name}”的位置，发出去会少内容。请换一个模板"
        case "value_link":
            return f"“{name}”里有网址，服务商不许放在模板变量里。请把网址写进模板"
        case "value_too_long":
            return f"“{name}”比模板变量能放的字数多。请写短一点，或换一个模板"
        case "text_too_long":
            return "填好的短信超过 500 字，请写短一点"
        case _:
            return None


def clean_value(text: str) -> str:
    """Return ``text`` as a variable may hold it: one line, without emoji and without 【】."""
    lines = [line.strip() for line in sms_text.tidy(text).split("\n") if line.strip()]
    joined = " ".join(lines).replace("【", "“").replace("】", "”")
    return "".join(
        char for char in joined if ord(char) <= 0xFFFF and unicodedata.category(char) != "So"
    ).strip()


def _fill(template: Template, params: Mapping[str, str], text: str) -> Prepared | Refusal:
    offered = {name: clean_value(value) for name, value in params.items()}
    offered = {name: value for name, value in offered.items() if value}
    used = {template.value_of(variable) for variable in template.variables}
    if TEXT not in used and (left_out := sorted(offered.keys() - used)):
        return Refusal(Fault.PERMANENT, f"value_left_out:{left_out[0]}")
    if not used and template.purpose not in _SAYS_IT_ITSELF:
        return Refusal(Fault.PERMANENT, f"value_left_out:{TEXT}")
    offered[TEXT] = clean_value(text)
    values: dict[str, str] = {}
    for variable in template.variables:
        name = template.value_of(variable)
        value = offered.get(name, "")
        if not value:
            return Refusal(Fault.PERMANENT, f"value_missing:{name}")
        if _LINK.search(value):
            return Refusal(Fault.PERMANENT, f"value_link:{name}")
        if len(value) > template.limit_of(variable):
            if variable not in template.may_shorten:
                return Refusal(Fault.PERMANENT, f"value_too_long:{name}")
            value = sms_text.shorten(value, template.limit_of(variable) - 1) + sms_text.ELLIPSIS
        values[variable] = value
    body = PROVIDERS[template.provider].variable.sub(
        lambda found: values[found[1]], template.wording
    )
    whole = f"【{template.signature}】{body}{template.suffix}"
    if len(whole) > LONGEST_TEXT:
        return Refusal(Fault.PERMANENT, "text_too_long")
    return Prepared(whole, Templated(template.code, template.signature, tuple(values.items())))


def _wording_problems(template: Template, provider: Provider) -> list[str]:
    found = []
    wording, variables = template.wording, template.variables
    said = provider.variable.sub("\0", wording)
    if not re.search(r"\w", said.replace("\0", "")):
        found.append("模板不能全是变量，要有固定的文字")
    if "\0\0" in said:
        found.append("两个变量不能连在一起，中间要有文字")
    if "【" in wording or "】" in wording:
        found.append("模板内容不写【】，签名写在 signature 里")
    if len(wording) > LONGEST_TEXT:
        found.append(f"模板内容超过 {LONGEST_TEXT} 字")
    if template.purpose not in _ANSWERS and not _HOW_TO_STOP.search(wording + template.suffix):
        found.append("这类短信要写怎么退订，例如：拒收请回复R")
    if len(set(variables)) < len(variables):
        found.append("同一个变量只能出现一次")
    if template.provider == "tencent" and sorted(map(int, variables)) != [
        *range(1, len(variables) + 1)
    ]:
        found.append("腾讯云的变量要从 {1} 起连续编号")
    strangers = (template.parameters.keys() | template.limits.keys() | template.may_shorten) - set(
        variables
    )
    found += [f"模板内容里没有变量 {name}" for name in sorted(strangers)]
    offers = _OFFERS.get(template.purpose)
    for variable in variables:
        name = template.value_of(variable)
        if not (offers.fullmatch(name) if offers else name == TEXT):
            found.append(f"变量 {variable} 用的“{name}”，这种用途的短信没有这一项")
        if not 1 <= template.limit_of(variable) <= provider.longest_value:
            found.append(f"变量 {variable} 的字数要在 1 到 {provider.longest_value} 之间")
    if not variables and template.purpose not in _SAYS_IT_ITSELF:
        found.append("模板没有变量，放不进要说的话")
    return found
