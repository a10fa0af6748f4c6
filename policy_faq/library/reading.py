"""Reads an official document from a file somebody handed in: .txt, .docx, .pdf or .html.

The content decides, not the name. Everything is read in a process with little time and memory.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from storage.limited import Bounds, Fault, LimitedError, check_archive, run_limited

MIB = 1024 * 1024
_CHILD = Path(__file__).with_name("document_child.py")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_WEB_PAGE = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:<!doctype\s+html|<html|<\?xml[^>]*>\s*<(?:!doctype|html))", re.I
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a]")
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后再导入。"
_MESSAGES = {
    "empty": "文件里没有文字，没有可以导入的内容。",
    "encoding": "看不懂这个文本文件的编码。请用记事本打开，另存为 UTF-8 后再导入。",
    "password": "文件有密码，打不开。请去掉密码后再导入。",
    "scan": "这份 PDF 是扫描的图片，里面没有文字。请找有文字的版本，或先做文字识别（OCR）再导入。",
    "memory": "文件太大或压缩得太紧，读不下。请只留正文后再导入。",
    "slow": "读这个文件用了太长时间。请另存为 .docx 或 .txt 后再导入。",
    "long": "文件文字太多，不像一份政策文件。请只留正文后再导入。",
    "pages": "PDF 页数太多，不像一份政策文件。请只留正文后再导入。",
    "broken": "文件打不开，可能已损坏。请换一份，或另存为 .docx 后再导入。",
}
_OF_FAULT = {
    Fault.TOO_SLOW: "slow",
    Fault.TOO_LARGE: "memory",
    Fault.PASSWORD: "password",
    Fault.BROKEN: "broken",
}


class DocumentError(Exception):
    """A document that cannot be taken in; the message is Chinese and says what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one document may ask for."""

    file_bytes: int = 20 * MIB
    unpacked_bytes: int = 200 * MIB
    characters: int = 1_000_000
    pages: int = 1000
    seconds: int = 60
    memory_bytes: int = 1024 * MIB


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Source:
    """What was read from a file: its text, a paragraph a line, and the SHA-256 of the file."""

    text: str
    sha256: str
    file_name: str


def read_source(path: Path, limits: Limits = DEFAULT_LIMITS) -> Source:
    """Return the text of a document.

    Raises DocumentError, with a message for the person who handed it in, when the file is missing,
    too large, empty, protected, scanned, broken, or of another kind.
    """
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise DocumentError(
                f"文件太大（{size / MIB:.1f} MB），最多 {limits.file_bytes // MIB} MB。"
                "请只留正文后再导入。"
            )
        raw = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"找不到文件“{path.name}”，或者没有权限打开。") from error
    if not raw:
        raise DocumentError("文件是空的，里面没有内容。")
    text = _text_of(path, _kind_of(path, raw, limits), limits)
    if not any(char.isalnum() for char in text):
        raise DocumentError(_MESSAGES["empty"])
    return Source(text, hashlib.sha256(raw).hexdigest(), path.name)


def _kind_of(path: Path, raw: bytes, limits: Limits) -> str:
    suffix = path.suffix.lower()
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return _packed_kind(path, limits)
    if raw.startswith(_OLE):
        if _ENCRYPTED in raw:
            raise DocumentError(_MESSAGES["password"])
        raise DocumentError(f"这是旧版 .doc 或 .wps 文件，读不了。{_SAVE_AS}")
    if raw.startswith(b"{\\rtf"):
        raise DocumentError(f"这是 RTF 文件，读不了。{_SAVE_AS}")
    if raw.startswith(_PICTURES) and _BINARY.search(raw[:4096]):
        raise DocumentError(
            "这是图片，里面没有文字。请找有文字的版本，或先做文字识别（OCR）再导入。"
        )
    if suffix in {".docx", ".pdf"}:
        raise DocumentError(
            f"“{path.name}”不是真正的 {suffix} 文件，可能已损坏。请另存一次再导入。"
        )
    if raw.startswith(_UTF16):
        return "text"
    if _BINARY.search(raw[:65536]):
        raise DocumentError("这不是文字文件。请导入 .txt、.docx、.pdf 或 .html 文件。")
    return "html" if suffix in {".html", ".htm"} or _WEB_PAGE.match(raw) else "text"


def _packed_kind(path: Path, limits: Limits) -> str:
    try:
        check_archive(path, limits.unpacked_bytes)
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except LimitedError as error:
        raise DocumentError(_MESSAGES[_OF_FAULT[error.fault]]) from error
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DocumentError(_MESSAGES["broken"]) from error
    if "word/document.xml" in names:
        return "docx"
    if "OFD.xml" in names:
        raise DocumentError("这是 OFD 版式文件，读不了。请转成 .docx 或 .pdf 后再导入。")
    if any(name.startswith("xl/") for name in names):
        raise DocumentError(
            "这是 Excel 表格，不是政策文件。请导入 .txt、.docx、.pdf 或 .html 文件。"
        )
    raise DocumentError("这个压缩文件不是 Word 文档。请导入 .txt、.docx、.pdf 或 .html 文件。")


def _text_of(path: Path, kind: str, limits: Limits) -> str:
    bounds = Bounds(limits.memory_bytes, limits.seconds, limits.unpacked_bytes)
    arguments = [kind, str(path.resolve()), str(limits.pages), str(limits.characters)]
    with tempfile.TemporaryFile() as out:
        try:
            run_limited(_CHILD, arguments, bounds, out)
        except LimitedError as error:
            raise DocumentError(_MESSAGES[_OF_FAULT[error.fault]]) from error
        out.seek(0)
        found = json.load(out)
    if "error" in found:
        raise DocumentError(_MESSAGES[found["error"]])
    return str(found["text"])
