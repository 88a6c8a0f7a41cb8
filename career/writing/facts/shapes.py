"""What the gate says about a text."""

from enum import StrEnum
from typing import Literal

from career.schema.base import Shape

Kind = Literal["bullet", "summary", "skill", "sentence", "letter"]
"""`sentence` is one sentence of a letter, shown alone while the letter grows; `letter` the finished one."""


class Rule(StrEnum):
    DISGUISE = "G1"
    SCOPE = "G2"
    NUMBERS = "G3"
    DATES = "G4"
    NAMES = "G5"
    TITLES = "G6"
    SKILLS = "G7"
    CREDENTIALS = "G8"
    OWNERSHIP = "G9"
    LEVELS = "G10"
    NOVELTY = "G11"
    IDENTITY = "G12"
    POLARITY = "G13"
    FORM = "G14"
    MEANING = "G15"


class FactKind(StrEnum):
    EMPLOYER = "employer"
    INSTITUTION = "institution"
    TITLE = "title"
    DATE = "date"
    NUMBER = "number"
    SKILL = "skill"
    DEGREE = "degree"
    CERTIFICATE = "certificate"
    PLACE = "place"
    LANGUAGE = "language"
    NAME = "name"
    PRODUCT = "product"
    LEVEL = "level"
    URL = "url"


class Fact(Shape):
    """One thing that the person stated; `value` is folded for comparison, `display` as written."""

    id: str
    kind: FactKind
    value: str
    display: str
    item_id: str


class Claim(Shape):
    """A part of the passed text, `start` to `end`, and the facts that it rests on."""

    text: str
    start: int
    end: int
    fact_ids: tuple[str, ...]


class Refusal(Shape):
    """`text` is the offending part at `span`; `question` is what the person could answer to mend it."""

    rule: Rule
    span: tuple[int, int]
    text: str
    reason: str
    question: str | None = None


class Passed(Shape):
    claims: tuple[Claim, ...] = ()


class Refused(Shape):
    refusals: tuple[Refusal, ...]
