"""Error answers: a page in the usual look that says what to do, or problem+json for the API.

Nothing of the request or of the exception's text is shown or logged: both may hold personal data.
"""

from __future__ import annotations

from traceback import extract_tb
from typing import TypeAlias

import structlog
from apiflask import HTTPError
from flask import Flask, Response, json, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from storage.vault import VaultError
from web.i18n import gettext as _
from web.i18n import marked

_log = structlog.get_logger(__name__)

_Texts: TypeAlias = tuple[str, str, tuple[str, ...]]
_TEXTS: dict[int, _Texts] = {
    400: (
        marked("没看懂这次提交"),
        marked("提交的内容不完整，或者页面放得太久了。"),
        (marked("返回上一页，刷新后再试一次。"),),
    ),
    401: (
        marked("请先登录"),
        marked("登录可能已经过期。"),
        (marked("重新登录后再做一次。"),),
    ),
    403: (
        marked("这里您进不去"),
        marked("当前账号不能用这一页。"),
        (
            marked("看看是不是用错了账号：工作人员和用人单位的页面是分开的。"),
            marked("确实需要用的，请找本单位的系统管理员开通。"),
        ),
    ),
    404: (
        marked("没有这一页"),
        marked("地址可能写错了，或者内容不在您的管辖范围里。"),
        (marked("检查地址，或者从首页重新找。"),),
    ),
    405: (
        marked("这个地址不能这样打开"),
        marked("它只接受页面上的按钮提交。"),
        (marked("回到上一页，用页面上的按钮操作。"),),
    ),
    413: (
        marked("文件太大了"),
        marked("一次最多上传 16 MB。"),
        (marked("把表格拆成几个小文件分开上传。"), marked("删掉表格里的图片和空白行再试。")),
    ),
    429: (
        marked("试得太快了"),
        marked("为了安全，先停一会儿。"),
        (
            marked("15 分钟后再试。"),
            marked("忘了密码的，请找本单位的系统管理员重设。"),
        ),
    ),
    500: (
        marked("系统出错了"),
        marked("问题已经记下来，您提交的内容可能没有保存。"),
        (marked("过几分钟再试一次。"), marked("还不行，请告诉系统管理员出错的时间。")),
    ),
    503: (
        marked("系统正在维护"),
        marked("很快就好。"),
        (marked("过几分钟再试一次。"),),
    ),
}
_UNREADABLE = (
    marked("有一条个人信息打不开"),
    marked("密钥不是这个数据库的，或者这一条坏了。您提交的内容没有保存。"),
    (
        marked("请马上告诉系统管理员：检查密钥设置，或者从备份恢复。"),
        marked("别的人和别的页面还能照常用。"),
    ),
)
_OTHER = (marked("做不了"), marked("这次请求没有办成。"), (marked("返回上一页再试一次。"),))


def init_errors(app: Flask) -> None:
    """Give ``app`` its error answers."""
    app.register_error_handler(HTTPError, _api_error)
    app.register_error_handler(CSRFError, lambda _error: _answer(400))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _fault)


def problem(status: int, title: str, detail: str, **more: object) -> Response:
    """Return an error in the form of RFC 9457 (``application/problem+json``)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return Response(
        json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json"
    )


def _api_error(error: HTTPError) -> ResponseReturnValue:
    """Answer what the API's input checks found; ``errors`` maps a field to what is wrong."""
    errors: dict[str, list[str]] = {}
    if isinstance(error.detail, dict):
        for fields in error.detail.values():
            errors |= fields if isinstance(fields, dict) else {}
    title, text, _steps = _TEXTS.get(error.status_code, _OTHER)
    if error.status_code == 422:
        title, text = marked("参数不对"), marked("请按 errors 里的说明改正后重试。")
    if errors:
        return problem(error.status_code, _(title), _(text), errors=errors)
    return problem(error.status_code, _(title), error.message or _(text))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    answer = _answer(error.code or 500)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            answer.headers[name] = value
    return answer


def _fault(error: Exception) -> ResponseReturnValue:
    _log.error(
        "request_failed",
        endpoint=request.endpoint,
        fault=type(error).__name__,
        where=[f"{frame.name}:{frame.lineno}" for frame in extract_tb(error.__traceback__)],
    )
    return _answer(500, _UNREADABLE if isinstance(error, VaultError) else None)


def _answer(status: int, texts: _Texts | None = None) -> Response:
    title, text, steps = texts or _TEXTS.get(status, _OTHER)
    if request.path.startswith("/api/"):
        return problem(status, _(title), _(text))
    page = render_template(
        "errors/page.html",
        status=status,
        title=_(title),
        text=_(text),
        steps=[_(step) for step in steps],
    )
    return Response(page, status, content_type="text/html; charset=utf-8")
