"""What is told of a document itself: its standing first, then its name, issuer, date, contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from policy_faq.answer import Answer, Citation, FollowUp, Gap
from policy_faq.compose import HOTLINE, Composer, fitted
from policy_faq.documents_asked import About, DocumentAsked, DocumentReader
from policy_faq.knowledge import Knowledge
from policy_faq.local_cards import day_in_words
from policy_faq.models import Audience, Card, Document, Standing, applies

TOPIC = "document"
"""Topic of an answer that is about documents and not about a matter."""
_PART_END = re.compile(r"[,，;；。]")
_MATTER = re.compile(
    r"多少|好多|几多|几[块百千天次年个]|补[贴助]?|报销|车票|路费|车费|贷款|培训|岗|工资|材料|证明|奖|招|电话|条件"
)
"""A message with one of these asks of a matter beside the document, and is searched for it."""
_MOST_OFFERED = 6
_MOST_LISTED = 12
_MOST_TOLD = 8
"""Cards of one clause that are told; of a whole part of a document the questions are offered."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and when.

    ``places`` are the place names in the question; ``ask_of`` gives the short question by which a
    topic is offered.
    """

    county: str
    place_name: str
    on: date
    places: Sequence[str]
    ask_of: Callable[[str], str]


class DocumentTeller:
    """Answers questions about documents; pure, one per knowledge."""

    def __init__(self, knowledge: Knowledge, composer: Composer) -> None:
        self._knowledge = knowledge
        self._composer = composer
        self.reader = DocumentReader(knowledge.documents)

    def answer(self, text: str, asker: Asker, card: str | None = None) -> Answer | None:
        """Answer a cleaned question about documents; None when it asks something else.

        ``card`` is the card told before: its document is meant by 这个政策到期没.
        """
        asked = self.reader.asked(text, asker.county, asker.places) or self._in_story(text, asker)
        if asked is not None:
            return self._told(asked, asker)
        if not self.reader.asks_for_all(text, asker.places):
            return None
        known = self._knowledge.cards_by_id.get(card or "")
        if known is None:
            return self._all(asker)
        document = self._knowledge.documents[known.document]
        return self._document(document, (), About.VALIDITY, asker)

    def _in_story(self, text: str, asker: Asker) -> DocumentAsked | None:
        """Return a question whether a document holds when the rest of the message is its story."""
        parts = _PART_END.split(text)
        if len(parts) < 2 or _MATTER.search(text):
            return None
        found = (self.reader.asked(part, asker.county, asker.places) for part in parts)
        return next((each for each in found if each and each.about is About.VALIDITY), None)

    def _told(self, asked: DocumentAsked, asker: Asker) -> Answer:
        if not asked.documents:
            return self._not_here(asked, asker)
        document, *others = asked.documents
        if asked.clause is not None:
            return self._clause(document, asked.clause.of(document), asker)
        return self._document(document, others, asked.about, asker)

    def _all(self, asker: Asker) -> Answer:
        """List the documents that speak to a county, with how each stands."""
        county, on = asker.county, asker.on
        documents = self.reader.speaking(county)[:_MOST_LISTED]
        ended = [each for each in documents if each.standing(on) is Standing.ENDED]
        open_ended = [each for each in documents if each.standing(on) is Standing.NO_END_STATED]
        lines = [f"管{asker.place_name}的文件我这里有{len(documents)}份："]
        lines += [
            f"· {self._named(each)}，{each.year}年：{_standing(each, on)}" for each in documents
        ]
        ask = self._composer.whom_to_ask(county)
        lines.append(f"没写到哪天为止的，办之前先打电话确认：{ask}。")
        short = "".join(f"{each.short}{_standing(each, on)}。" for each in ended)
        if open_ended:
            kept = "、".join(each.short for each in open_ended[:2])
            phone = self._composer.phone(county)
            short += f"{kept}等{len(open_ended)}份没写到哪天为止，先打{phone}确认。"
        return Answer(
            "\n".join(lines),
            fitted(short, ""),
            citations=tuple(_cited(each, on) for each in documents),
            confidence=1.0,
            topic=TOPIC,
        )

    # -- one document ----------------------------------------------------------------------------

    def _document(
        self,
        document: Document,
        others: Sequence[Document],
        about: About,
        asker: Asker,
        asks: Sequence[str] = (),
    ) -> Answer:
        county, on = asker.county, asker.on
        standing = document.standing(on)
        issued = f"{document.issuer}，{_issued(document)}"
        asks = asks or self._asks(document, asker)
        first = f"{document.short}：{_standing(document, on)}。"
        if standing is Standing.ENDED:
            first += f"现在怎么办，请打 {self._composer.whom_to_ask(county)}。"
        elif standing is Standing.NO_END_STATED:
            first += f"办之前先打电话确认：{self._composer.whom_to_ask(county)}。"
        number = "没有文号" if document.number == "无文号" else document.number
        what = f"《{document.title}》，{number}，{issued}。"
        lines = [first, what] if about is About.VALIDITY else [what, first]
        lines += [
            f"另外还有：{self._named(each)}，{each.year}年，{_standing(each, on)}。"
            for each in others
        ]
        if asks:
            lines.append("它管这些事，回复数字看：")
            lines += [f"{place} {ask}" for place, ask in enumerate(asks, start=1)]
        return Answer(
            "\n".join(lines),
            self._short(document, about, asks, county, on),
            citations=tuple(_cited(each, on) for each in (document, *others)),
            confidence=1.0,
            suggestions=tuple(asks),
            topic=TOPIC,
        )

    def _short(
        self, document: Document, about: About, asks: Sequence[str], county: str, on: date
    ) -> str:
        stands = f"{_standing(document, on)}。"
        phone = self._composer.phone(county)
        if document.standing(on) is Standing.ENDED:
            stands += f"现在请打{HOTLINE}。"
        elif document.standing(on) is Standing.NO_END_STATED:
            stands = f"{document.year}年的文件，没写到哪天为止，先打{phone}确认。"
        issued = f"{document.short}，{document.issuer}，{_issued(document)}。"
        match about:
            case About.VALIDITY:
                return fitted(stands + issued, "")
            case About.CONTENT if asks:
                offered = " ".join(f"{place}{ask}" for place, ask in enumerate(asks, start=1))
                return fitted(
                    f"{document.short}({document.year}年)：{offered} 回复数字。{stands}", ""
                )
            case _:
                return fitted(issued + stands, "")

    def _asks(self, document: Document, asker: Asker) -> list[str]:
        """Return the questions that the document answers, those of labourers first."""
        cards = sorted(
            (each for each in self._knowledge.cards if each.document == document.key),
            key=lambda card: (Audience.LABOURER not in card.audience, -card.weight),
        )
        topics = dict.fromkeys(card.topic for card in cards if self._speaks(card, asker))
        return [asker.ask_of(topic) for topic in topics][:_MOST_OFFERED]

    def _speaks(self, card: Card, asker: Asker) -> bool:
        told = applies(self._knowledge.place_of(card), asker.county)
        return told and self._knowledge.standing(card, asker.on) is not Standing.NOT_YET

    # -- one clause ------------------------------------------------------------------------------

    def _clause(self, document: Document, clauses: Sequence[str], asker: Asker) -> Answer:
        county, on = asker.county, asker.on
        cards = [
            card
            for card in self._knowledge.cards
            if card.document == document.key and card.clause in clauses
            if self._speaks(card, asker)
        ]
        if not cards:
            return self._no_card(document, clauses, asker)
        cards.sort(key=lambda card: -card.weight)
        first = cards[0]
        thread = FollowUp(first.topic, first.id)
        if len(cards) == 1:
            ended = self._knowledge.standing(first, on) is Standing.ENDED
            write = self._composer.ended if ended else self._composer.holding
            wording = write(first, county=county, on=on)
            text, sms, citations = wording.text, wording.sms, wording.citations
            asks: list[str] = []
        else:
            asks = [asker.ask_of(topic) for topic in dict.fromkeys(card.topic for card in cards)]
            where = "、".join(dict.fromkeys(card.clause for card in cards))
            if len(cards) > _MOST_TOLD:
                return self._document(document, (), About.CONTENT, asker, asks[:_MOST_OFFERED])
            lines = [f"{document.cited}{where}讲{len(cards)}件事。{_standing(document, on)}。"]
            lines += [f"· {card.title}：{card.answer}" for card in cards]
            lines.append(f"办之前先打电话问清：{self._composer.whom_to_ask(county)}。")
            text = "\n".join(lines)
            titles = "；".join(card.title for card in cards)
            stands = f"({_standing(document, on)})"
            sms = fitted(f"{where}讲：{titles}。{first.sms}", f"{stands}据{document.short}")
            citations = tuple(dict.fromkeys(self._composer.cite(card, on) for card in cards))
        return Answer(
            text,
            sms,
            citations=citations,
            card=first.id,
            confidence=1.0,
            suggestions=tuple(asks[:_MOST_OFFERED]) if len(asks) > 1 else (),
            topic=first.topic,
            follow_up=thread,
        )

    def _no_card(self, document: Document, clauses: Sequence[str], asker: Asker) -> Answer:
        ask, on = self._composer.whom_to_ask(asker.county), asker.on
        said = (
            "这一条是对部门工作的要求，没有给个人或企业的办事规定。"
            if clauses
            else "这份文件里我没有找到这一条。"
        )
        stands = f"{self._named(document)}，{document.year}年，{_standing(document, on)}"
        text = f"{said}\n{stands}。要看原文，请打 {ask}。"
        return Answer(
            text,
            fitted(f"{said}要看原文请打{HOTLINE}。", f"据{document.short}"),
            citations=(_cited(document, on),),
            confidence=1.0,
            topic=TOPIC,
        )

    def _not_here(self, asked: DocumentAsked, asker: Asker) -> Answer:
        text = f"管{asker.place_name}的文件里，我没有“{asked.said}”这一份；别处的文件在这里用不上。"
        ask = self._composer.whom_to_ask(asker.county)
        return Answer(
            f"{text}\n要问它，请打 {ask}；我也可以把问题转给工作人员。",
            fitted(f"{text}请打{HOTLINE}问。", ""),
            confidence=1.0,
            handoff=True,
            topic=TOPIC,
            gap=Gap.NOT_SET,
        )

    @staticmethod
    def _named(document: Document) -> str:
        number = "" if document.number == "无文号" else f"（{document.number}）"
        return f"《{document.title}》{number}"


def _issued(document: Document) -> str:
    """Return when a document was issued, as far as its text tells; of a law the wording cited."""
    if document.settled:
        return f"{day_in_words(document.valid_from)}起施行，现行文本是{document.year}年的"
    parts = document.issued.split("-")
    day = f"{int(parts[1])}月{int(parts[2])}日" if len(parts) == len(("y", "m", "d")) else ""
    return f"{parts[0]}年{day}发"


def _standing(document: Document, on: date) -> str:
    until = day_in_words(document.valid_until) if document.valid_until else ""
    match document.standing(on):
        case Standing.ENDED:
            return f"已于{until}到期，现在不能照它办"
        case Standing.IN_FORCE if until:
            return f"有效，到{until}为止"
        case Standing.IN_FORCE:
            return "现在有效"
        case Standing.NOT_YET:
            return f"还没生效，从{day_in_words(document.valid_from)}起"
        case Standing.NO_END_STATED:
            return "文件没写到哪天为止"


def _cited(document: Document, on: date) -> Citation:
    return Citation(
        document.number,
        document.title,
        "",
        document.place,
        document.valid_until,
        document.standing(on) is Standing.ENDED,
    )
