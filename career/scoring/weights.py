"""The chosen constants of both scores, read once from weights.toml."""

import hashlib
import tomllib
from functools import lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from career.embedding import Calibration
from career.schema.posting import Must
from career.schema.reading import Severity
from career.skills import Relation


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MatchWeights(_Section):
    parts: dict[str, float]
    must: dict[Must, float]
    relation: dict[Relation, float]
    emphasis: float
    listed: float
    list_cap: float
    older_title: float
    relevant_title: float
    relevant_skills: float
    fresh_years: int
    pairs: int
    least_posting_words: int
    least_resume_words: int


class EvidenceLimits(_Section):
    most_hits: int
    most_hits_a_word: float
    told_hits_a_word: float
    told_words: int
    most_mentions: int


class Bands(_Section):
    strong: float
    good: float
    partial: float


class QualityWeights(_Section):
    parts: dict[str, float]
    loss: dict[Severity, float]
    sections: dict[str, float]
    contact: dict[str, float]
    numbers_wanted: float
    words_low: int
    words_high: int
    words_most: int
    pages: int
    pages_senior: int
    senior_years: int
    shown: int
    no_text_cap: float


class Weights(_Section):
    """`version` names the bytes of the file, so that a changed weight never meets a cached score."""

    version: str
    match: MatchWeights
    evidence: EvidenceLimits
    bands: Bands
    quality: QualityWeights
    calibration: dict[str, Calibration]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    raw = files("career.scoring").joinpath("weights.toml").read_bytes()
    version = hashlib.blake2b(raw, digest_size=6).hexdigest()
    return Weights.model_validate({"version": version, **tomllib.loads(raw.decode())})
