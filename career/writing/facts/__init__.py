"""The fact gate: nothing is shown that the person did not state."""

from career.writing.facts.book import FactBook
from career.writing.facts.gate import check
from career.writing.facts.items import ADDRESSEE
from career.writing.facts.shapes import Claim, Fact, FactKind, Kind, Passed, Refusal, Refused, Rule
from career.writing.facts.text import SkillFinder

__all__ = [
    "ADDRESSEE",
    "Claim",
    "Fact",
    "FactBook",
    "FactKind",
    "Kind",
    "Passed",
    "Refusal",
    "Refused",
    "Rule",
    "SkillFinder",
    "check",
]
