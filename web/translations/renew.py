"""Brings the English catalogue up to date with the words of the pages: ``make translations``.

New words are put in their alphabetical place without English, words no page uses are taken out, and
every other line stays as it is: neither the header nor the wrapping of a translation changes.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import escape, read_po

WEB = Path(__file__).parents[1]
CATALOGUE = Path(__file__).parent / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "_l": None, "marked": None}


def written() -> set[str]:
    """Return the words of the pages that are to be translated."""
    found = extract_from_dir(
        WEB,
        method_map=[("**.py", "python"), ("templates/**.html", "jinja2")],
        options_map={"templates/**.html": {"trimmed": "true"}},
        keywords=KEYWORDS,
    )
    return {str(message) for _file, _line, message, _comments, _context in found}


def renewed(catalogue: str, words: set[str]) -> str:
    """Return the text of a catalogue that holds exactly ``words``, besides its header."""
    head, *blocks = catalogue.strip("\n").split("\n\n")
    known = {_word(head, block): block for block in blocks}
    kept = {word: block for word, block in known.items() if word in words}
    fresh = {word: _empty(word) for word in words if word not in kept}
    return "\n\n".join((head, *_merged(kept, fresh))) + "\n"


def _merged(kept: dict[str, str], fresh: dict[str, str]) -> list[str]:
    """Put each new block before the first old one that sorts after it; the old keep their order."""
    blocks = list(kept.items())
    for word in sorted(fresh):
        place = next((at for at, (old, _) in enumerate(blocks) if old > word), len(blocks))
        blocks.insert(place, (word, fresh[word]))
    return [block for _, block in blocks]


def _word(head: str, block: str) -> str:
    read = read_po(BytesIO(f"{head}\n\n{block}\n".encode()), locale="en")
    return next(str(message.id) for message in read if message.id)


def _empty(word: str) -> str:
    flag = "#, python-format\n" if "%(" in word else ""
    return f'{flag}msgid {escape(word)}\nmsgstr ""'


if __name__ == "__main__":
    CATALOGUE.write_text(
        renewed(CATALOGUE.read_text(encoding="utf-8"), written()), encoding="utf-8"
    )
