"""Skills: the gazetteer, the matcher that finds them in text, and what a resume shows of them."""

from functools import lru_cache

from career.skills.enrichment import enrich
from career.skills.gazetteer import read_gazetteer
from career.skills.matcher import Matcher, Relation

__all__ = ["Matcher", "Relation", "enrich", "load"]


@lru_cache(maxsize=1)
def load() -> Matcher:
    """The matcher of this process; the first call takes about a second."""
    return Matcher(read_gazetteer())
