"""Which wordings of a sentence are the work it wants, and which only describe one. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.catalogue import TermKind
from matching.reading.occupations import CALLED, Hit, Lexicon

_DESCRIBES = re.compile(r"(?:公司|厂|店)?(?:里面?|内|上|的|当|做|干|里的|找个?|当个|，){0,2}")


def heads(
    lexicon: Lexicon, sentence: str, hits: tuple[Hit, ...], negated: Sequence[bool]
) -> list[Hit]:
    """Return the wanted hits without trades that only describe the next one (酒店保安)."""
    kept: list[Hit] = []
    for at, hit in enumerate(hits):
        if negated[at]:
            continue
        if kept and _only_calls(sentence, kept[-1], hit):
            continue
        follows = hits[at + 1] if at + 1 < len(hits) else None
        if follows is not None and hit.terms[0].kind is not TermKind.JOB:
            between = sentence[hit.end : follows.start]
            if _DESCRIBES.fullmatch(between) and _names_work(lexicon, hit, follows):
                continue
        kept.append(hit)
    return kept


def _names_work(lexicon: Lexicon, trade: Hit, hit: Hit) -> bool:
    """Tell whether ``hit`` is work by itself beside a trade (仓库打包, but not 电子厂普工)."""
    term = hit.terms[0]
    if term.kind is not TermKind.JOB:
        return False
    catalogue = lexicon.catalogue
    if not catalogue.jobs[term.key].generic:
        return True
    place = trade.terms[0]
    family = catalogue.sectors[place.key].family if place.kind is TermKind.SECTOR else place.key
    return family != "factory" and term.key != "general_worker"


def _only_calls(sentence: str, before: Hit, hit: Hit) -> bool:
    """Tell whether a word only says who does the work named before it (打菜阿姨, 带孩子的阿姨)."""
    word = sentence[hit.start : hit.end]
    between = sentence[before.end : hit.start]
    return word in CALLED and between in ("", "的") and before.terms[0].kind is TermKind.JOB


def without(sentence: str, hits: tuple[Hit, ...]) -> str:
    """Return the sentence with the hits blanked, same length."""
    for hit in hits:
        sentence = sentence[: hit.start] + "，" * (hit.end - hit.start) + sentence[hit.end :]
    return sentence
