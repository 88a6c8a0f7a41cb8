"""One document before it has a format: every format gives the lines of `Document.lines()`, in that order."""

import math
from collections.abc import Iterable, Iterator
from enum import Enum, StrEnum, auto
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from career.documents.colour import legible
from career.documents.language import Direction, Language, language_of
from career.schema.base import Shape

SEPARATOR = " | "
"""Between things that share a line: real text, so that every reader of a file can part them again."""

_ROW_WIDTH = 960
"""Letters of contact text that fit one line in every template, times the text size in points."""
_PANEL_WIDTH = 270
"""Letters that fit one line of the panel, times the text size in points."""
_PANEL_HEIGHT = 500
"""Lines of text that the panel has on page 1, times the text size in points."""
_PANEL_GAP = 0.4
_FIRST_WIDE = 0x1100
"""From here on (Hangul, Kana, Han) nearly every character is a full em wide."""

Text = Annotated[str, StringConstraints(min_length=1)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class Kind(StrEnum):
    RESUME = "resume"
    LETTER = "letter"


class Template(StrEnum):
    MODERN = "modern"
    CLASSIC = "classic"
    CREATIVE = "creative"
    ATS_OPTIMIZED = "ats_optimized"


class Paper(StrEnum):
    A4 = "A4"
    LETTER = "Letter"


class Density(StrEnum):
    COMPACT = "compact"
    NORMAL = "normal"
    AIRY = "airy"


class Options(Shape):
    """`size` is the body text in points; without one, or without an accent, the template's own is taken."""

    accent: Colour | None = None
    size: float | None = Field(default=None, ge=9, le=12)
    density: Density = Density.NORMAL
    one_page: bool = False


_SIZE = 10.0
_SIZES = {Template.ATS_OPTIMIZED: 10.5}
_BLACK = "#000000"
_ACCENTS = {
    Template.MODERN: "#1f5a8c", Template.CLASSIC: _BLACK,
    Template.CREATIVE: "#1f4e4d", Template.ATS_OPTIMIZED: _BLACK,
}  # fmt: skip


class Run(Shape):
    text: Text
    bold: bool = False
    italic: bool = False
    link: str | None = None


class Role(StrEnum):
    """What a paragraph is in its document; only a letter has others than the body."""

    BODY = "body"
    DATE = "date"
    ADDRESS = "address"
    SUBJECT = "subject"
    SALUTATION = "salutation"
    CLOSING = "closing"
    SIGNATURE = "signature"


class Paragraph(Shape):
    block: Literal["paragraph"] = "paragraph"
    runs: tuple[Run, ...] = Field(min_length=1)
    role: Role = Role.BODY

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class Person(Shape):
    """`contacts` are shown as written and link to what they are."""

    block: Literal["person"] = "person"
    name: str
    label: str = ""
    contacts: tuple[Run, ...] = ()

    def rows(self, width: float) -> tuple[tuple[Run, ...], ...]:
        """The contacts in as few lines as they need, each about equally long."""
        total = sum(_width(run.text) + len(SEPARATOR) for run in self.contacts)
        lines = math.ceil(total / width)
        rows: list[list[Run]] = []
        room = 0.0
        for run in self.contacts:
            if room <= 0 and len(rows) < lines:
                rows.append([])
                room += total / lines
            rows[-1].append(run)
            room -= _width(run.text) + len(SEPARATOR)
        return tuple(tuple(row) for row in rows)


class Entry(Shape):
    """A head of at most three lines, then text. `link` is where the title leads, `shown_link` its words."""

    block: Literal["entry"] = "entry"
    title: str = ""
    organisation: str = ""
    place: str = ""
    dates: str = ""
    link: str | None = None
    shown_link: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    bullets: tuple[Text, ...] = ()

    @property
    def where(self) -> str:
        """Parted by more than a comma, which a name or a place may have itself."""
        return SEPARATOR.join(part for part in (self.organisation, self.place, self.shown_link) if part)


class Group(Shape):
    name: str = ""
    items: tuple[Text, ...] = ()

    def head(self, language: Language) -> str:
        return self.name + (language.colon if self.items else "") if self.name else ""


class Skills(Shape):
    block: Literal["skills"] = "skills"
    groups: tuple[Group, ...] = Field(min_length=1)


class Mark(Enum):
    """What a line of the plain text is."""

    NAME = auto()
    LABEL = auto()
    CONTACTS = auto()
    ADDRESS = auto()
    HEADING = auto()
    TITLE = auto()
    DATES = auto()
    WHERE = auto()
    PARAGRAPH = auto()
    BULLET = auto()


Block = Annotated[Paragraph | Entry | Skills, Field(discriminator="block")]


class Section(Shape):
    """`kind` is the member of the resume that it shows, or `other`; a letter has one without title."""

    block: Literal["section"] = "section"
    kind: str
    title: str = ""
    blocks: tuple[Block, ...] = Field(min_length=1)


class Document(Shape):
    """`language` is a BCP 47 tag and `title` what a viewer shows in its window."""

    kind: Kind
    language: str
    direction: Direction
    page: Paper
    template: Template
    options: Options = Field(default_factory=Options)
    title: str
    person: Person
    sections: tuple[Section, ...] = ()

    @property
    def words(self) -> Language:
        return language_of(self.language)

    @property
    def size(self) -> float:
        """Body text in points."""
        return self.options.size or _SIZES.get(self.template, _SIZE)

    @property
    def accent(self) -> str:
        """The colour of headings, dark enough to read; plain templates stay black whatever was asked for."""
        own = _ACCENTS[self.template]
        return own if own == _BLACK else legible(self.options.accent or own)

    def rows(self) -> tuple[tuple[Run, ...], ...]:
        """The contacts as lines: side by side, or one below the other where they stand in a panel."""
        if self.template is Template.CREATIVE and self.kind is Kind.RESUME:
            return tuple((run,) for run in self.person.contacts)
        return self.person.rows(_ROW_WIDTH / self.size)

    def parts(self) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
        """The sections of the panel, which come first, and those of the main column.

        What the panel has no room for on page 1 stands in the main column.
        """
        if self.template is not Template.CREATIVE or self.kind is not Kind.RESUME:
            return (), self.sections
        width, room = _PANEL_WIDTH / self.size, _PANEL_HEIGHT / self.size
        room -= _height((self.person.label, *(run.text for run in self.person.contacts)), width)
        panel: list[Section] = []
        for section in self.sections:
            lines = (text for block in section.blocks for _, text in _block_lines(block, self.words))
            if section.kind in PANEL and (room := room - _height((section.title, *lines), width)) >= 0:
                panel.append(section)
        return tuple(panel), tuple(section for section in self.sections if section not in panel)

    def lines(self) -> list[str]:
        """The plain text, with single spaces; what stands side by side gives a line each."""
        return [text for _, text in self.marked_lines()]

    def marked_lines(self) -> Iterator[tuple[Mark, str]]:
        """The lines, each with what it is."""
        for mark, line in self._marked():
            if text := " ".join(line.split()):
                yield mark, text

    def _marked(self) -> Iterator[tuple[Mark, str]]:
        yield Mark.NAME, self.person.name
        yield Mark.LABEL, self.person.label
        for row in self.rows():
            yield Mark.CONTACTS, SEPARATOR.join(run.text for run in row)
        panel, main = self.parts()
        for section in (*panel, *main):
            yield Mark.HEADING, section.title
            for block in section.blocks:
                yield from _block_lines(block, self.words)


PANEL = frozenset({"skills", "languages", "certificates", "interests"})
"""Sections short enough for a third of the page's width."""


def _block_lines(block: Block, language: Language) -> Iterator[tuple[Mark, str]]:
    if isinstance(block, Paragraph):
        yield (Mark.ADDRESS if block.role is Role.ADDRESS else Mark.PARAGRAPH), block.text
    elif isinstance(block, Skills):
        for group in block.groups:
            yield Mark.PARAGRAPH, group.head(language) + language.listed(group.items)
    else:
        yield Mark.TITLE, block.title
        yield Mark.DATES, block.dates
        yield Mark.WHERE, block.where
        for paragraph in block.paragraphs:
            yield Mark.PARAGRAPH, paragraph.text
        for bullet in block.bullets:
            yield Mark.BULLET, bullet


def _height(lines: Iterable[str], width: float) -> float:
    """Lines of body text that these take, with the space between them."""
    return sum(math.ceil(_width(line) / width) + _PANEL_GAP for line in lines)


def _width(text: str) -> int:
    return sum(2 if ord(letter) >= _FIRST_WIDE else 1 for letter in text)
