"""What a start prints: where the pages are and how to sign in to the demo."""

from __future__ import annotations

from app.context import AppContext
from app.signins import kept_sign_ins


def welcome(context: AppContext) -> str:
    """Return the lines that tell a newcomer where to go."""
    base = context.settings.base_url
    lines = [
        "",
        f"岗信已启动 (Gangxin is running): {base}",
        f"  劳动者 (labourers)      {base}/chat",
    ]
    if context.is_demo:
        lines.append(f"  演示手机 (demo phones)  {base}/demo/phone")
    lines += [
        f"  工作人员 (caseworkers)  {base}/console",
        f"  用人单位 (employers)    {base}/employer",
    ]
    sign_ins = kept_sign_ins(context.sign_ins) if context.is_demo else []
    if sign_ins:
        lines += ["", "演示账号 (demo sign-ins):"]
        lines += [
            f"  {one.page:<10} {one.user_name:<14} {one.password}   {one.who}" for one in sign_ins
        ]
    lines += ["", "按 Ctrl+C 停止 (Ctrl+C stops)."]
    return "\n".join(lines)
