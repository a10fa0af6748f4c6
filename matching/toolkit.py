"""Everything matching reads from its data files, built once by the composition root."""

from __future__ import annotations

from dataclasses import dataclass

from matching.catalogue import Catalogue
from matching.reading.cutting import JiebaCutter
from matching.reading.features import Features
from matching.reading.in_letters import words_in_letters
from matching.reading.occupations import Lexicon
from matching.reading.query_text import Reader
from matching.reasons import Reasons
from matching.score import Scorer
from matching.weights import Weights
from policy_faq.spelled import Spelled
from storage.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Toolkit:
    """The readers of texts and of pinyin, the score, the reasons, the weights and the places."""

    gazetteer: Gazetteer
    reader: Reader
    scorer: Scorer
    reasons: Reasons
    weights: Weights
    in_letters: Spelled

    @classmethod
    def load(cls, gazetteer: Gazetteer) -> Toolkit:
        """Return the toolkit of the package; jieba's dictionary loads with the first text."""
        catalogue, features, weights = Catalogue.load(), Features.load(), Weights.load()
        lexicon = Lexicon(catalogue, JiebaCutter(catalogue.words))
        return cls(
            gazetteer=gazetteer,
            reader=Reader(lexicon, features, gazetteer),
            scorer=Scorer(catalogue, features, weights),
            reasons=Reasons(catalogue, features),
            weights=weights,
            in_letters=words_in_letters(catalogue, gazetteer),
        )
