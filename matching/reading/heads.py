"""Which wordings of a sentence are the work it wants, and which only describe one. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from matching.catalogue import Term, TermKind
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


def refused_in(
    sentence: str, hits: tuple[Hit, ...], negated: Sequence[bool]
) -> tuple[list[Term], list[bool]]:
    """Return what the sentence refuses, and which hits belong to a refusal.

    Who refuses the hands of a place of work ("鞋厂的普工不要") refuses that place, and no hand
    elsewhere.
    """
    whole, hands = list(negated), set[int]()
    for at, (place, hand) in enumerate(pairwise(hits)):
        if place.terms[0].kind is TermKind.JOB or not _is_hand(hand):
            continue
        if any(whole[at : at + 2]) and _DESCRIBES.fullmatch(sentence[place.end : hand.start]):
            whole[at] = whole[at + 1] = True
            hands.add(at + 1)
    terms = [
        term for at, hit in enumerate(hits) if whole[at] and at not in hands for term in hit.terms
    ]
    return terms, whole


def _is_hand(hit: Hit) -> bool:
    """Tell whether a wording is only the general name of who works there (普工, 操作工)."""
    term = hit.terms[0]
    return term.kind is TermKind.JOB and term.key == "general_worker" and len(hit.terms) == 1


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
