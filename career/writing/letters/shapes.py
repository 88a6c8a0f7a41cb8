"""A letter, and what is told while it is written."""

from typing import Literal

from career.schema.base import Shape
from career.writing.drafting import Source
from career.writing.facts import Refusal
from career.writing.phrases import Tone
from career.writing.progress import Step

Length = Literal["short", "standard"]


class Sentence(Shape):
    """`refusals` tell what a language model tried here and the gate refused."""

    text: str
    evidence_ids: tuple[str, ...]
    source: Source
    refusals: tuple[Refusal, ...] = ()


class Paragraph(Shape):
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


class Letter(Shape):
    """Salutation and valediction stand outside `paragraphs`: no name of the addressee is guessed.

    `note` says why a letter is shorter than asked; `model` and `prompt_version` are empty without a model.
    """

    language: str
    addressee: str
    subject: str
    salutation: str
    valediction: str
    paragraphs: tuple[Paragraph, ...]
    tone: Tone
    style_hash: str
    note: str | None = None
    model: str | None = None
    prompt_version: str | None = None

    @property
    def text(self) -> str:
        """The body alone, paragraphs parted by an empty line."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def words(self) -> int:
        return len(self.text.split())


class LetterProgress(Shape):
    """`percent` never falls."""

    kind: Literal["progress"] = "progress"
    step: Step
    percent: int


class LetterSentence(Shape):
    """One sentence that passed the gate; `paragraph` and `index` (within it) count from 0 and only rise."""

    kind: Literal["sentence"] = "sentence"
    paragraph: int
    index: int
    text: str
    evidence_ids: tuple[str, ...]
    source: Source
    refusals: tuple[Refusal, ...] = ()


class LetterDone(Shape):
    kind: Literal["done"] = "done"
    letter: Letter


LetterEvent = LetterProgress | LetterSentence | LetterDone
