"""How a person writes, as numbers: nothing of the sample is kept but these and short phrases."""

import hashlib
import math
import re
from collections import Counter
from statistics import fmean, pstdev

from career.schema.base import Shape
from career.writing.facts.text import sentences
from career.writing.phrases import Tone

LEAST_WORDS = 150
"""A shorter sample says more about its subject than about its writer."""
_CONTRACTION = re.compile(r"\b\w+['’](?:m|re|ve|ll|d|t|s)\b", re.IGNORECASE)
_FIRST = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours"])
_PRONOUNS = _FIRST | frozenset(
    [
        "you",
        "your",
        "he",
        "she",
        "it",
        "they",
        "them",
        "his",
        "her",
        "its",
        "their",
        "this",
        "that",
        "these",
        "those",
        "who",
    ]
)
_ARTICLES = frozenset(["a", "an", "the"])
_PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "to",
        "into",
        "over",
        "under",
        "between",
        "through",
        "about",
        "after",
        "before",
    ]
)
_INTERJECTIONS = frozenset(["oh", "wow", "hey", "well", "ah", "hi", "hello", "yes", "no", "thanks"])
_HEDGES = frozenset(
    [
        "perhaps",
        "maybe",
        "possibly",
        "might",
        "could",
        "seem",
        "seems",
        "probably",
        "rather",
        "quite",
        "somewhat",
        "believe",
        "think",
    ]
)
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|get|got|gets)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|lt|ught)\b",
    re.IGNORECASE,
)
_CONNECTIVES = frozenset(
    [
        "however",
        "therefore",
        "moreover",
        "also",
        "besides",
        "then",
        "so",
        "because",
        "although",
        "while",
        "meanwhile",
        "still",
    ]
)


class Style(Shape):
    """Rates are per 100 words, shares of sentences; `formality` is 0 to 100."""

    sentence_mean: float
    sentence_sd: float
    contraction_rate: float
    first_person_rate: float
    passive_share: float
    hedge_rate: float
    exclamation_rate: float
    semicolon_rate: float
    formality: float
    openers: tuple[str, ...] = ()
    closers: tuple[str, ...] = ()
    connectives: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """Equal styles have equal hashes; stored with what was written in them."""
        return hashlib.blake2b(self.model_dump_json().encode(), digest_size=8).hexdigest()


_DEFAULTS: dict[Tone, tuple[float, float, float]] = {
    "plain": (15, 0.0, 55),
    "warm": (14, 1.0, 48),
    "formal": (19, 0.0, 65),
}
"""Sentence length, contractions and formality of each tone, by judgement."""


def default(tone: Tone) -> Style:
    mean, contractions, formality = _DEFAULTS[tone]
    return Style(
        sentence_mean=mean,
        sentence_sd=5,
        contraction_rate=contractions,
        first_person_rate=5,
        passive_share=0.05,
        hedge_rate=0,
        exclamation_rate=0,
        semicolon_rate=0,
        formality=formality,
    )


def read(text: str) -> Style | None:
    """The style of an English sample, or `None` when it is too short to tell."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text.casefold())
    if len(words) < LEAST_WORDS:
        return None
    pieces = [sentence for _, sentence in sentences(text)]
    lengths = [len(piece.split()) for piece in pieces]
    per = 100 / len(words)
    counts = Counter(words)
    contractions = len(_CONTRACTION.findall(text))
    return Style(
        sentence_mean=round(fmean(lengths), 1),
        sentence_sd=round(pstdev(lengths), 1),
        contraction_rate=round(contractions * per, 2),
        first_person_rate=round(_count(counts, _FIRST) * per, 2),
        passive_share=round(sum(bool(_PASSIVE.search(piece)) for piece in pieces) / len(pieces), 2),
        hedge_rate=round(_count(counts, _HEDGES) * per, 2),
        exclamation_rate=round(text.count("!") * per, 2),
        semicolon_rate=round(text.count(";") * per, 2),
        formality=_formality(counts, contractions),
        openers=_common_openers(pieces),
        closers=(),
        connectives=tuple(sorted(word for word in _CONNECTIVES if counts[word] > 1)),
    )


def distance(text: str, style: Style) -> float:
    """How far one candidate sentence is from the style, in standard deviations; ties keep their order."""
    length = len(text.split())
    contractions = len(_CONTRACTION.findall(text))
    spread = max(style.sentence_sd, 1.0)
    too_formal = 0.0 if bool(contractions) == (style.contraction_rate >= 1) else 0.5
    return math.hypot((length - style.sentence_mean) / spread, too_formal)


def instructions(style: Style) -> str:
    """The style in words for a language model."""
    low, high = round(style.sentence_mean * 0.7), round(style.sentence_mean * 1.3)
    said = [f"Sentences of {low} to {high} words."]
    said.append("Contractions are fine." if style.contraction_rate >= 1 else "No contractions.")
    said.append("Formal wording." if style.formality >= 60 else "Everyday wording.")
    if style.passive_share < 0.15:
        said.append("Active voice.")
    if style.exclamation_rate == 0:
        said.append("No exclamation marks.")
    return " ".join(said)


def _count(counts: Counter[str], words: frozenset[str]) -> int:
    return sum(counts[word] for word in words)


def _formality(counts: Counter[str], contractions: int) -> float:
    """Heylighen and Dewaele's F-score without adjectives and nouns, which need a tagger."""
    formal = _count(counts, _ARTICLES) + _count(counts, _PREPOSITIONS)
    informal = _count(counts, _PRONOUNS) + contractions + _count(counts, _INTERJECTIONS)
    total = formal + informal
    return round(50 + 50 * (formal - informal) / total, 1) if total else 50.0


def _common_openers(pieces: list[str]) -> tuple[str, ...]:
    """Two-word openings used more than once, unless they hold a name."""
    firsts = Counter(" ".join(piece.split()[:2]) for piece in pieces if len(piece.split()) > 3)
    kept = (opener for opener, count in firsts.most_common(5) if count > 1)
    return tuple(opener for opener in kept if opener.split()[1].islower())
