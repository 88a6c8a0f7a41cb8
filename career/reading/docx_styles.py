"""How paragraphs and runs of a DOCX look: their own properties over those of their style."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from career.reading.typeset import HEIGHT

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HEADING = re.compile(
    r"heading\s*(\d)|überschrift\s*(\d)|titre\s*(\d)|título\s*(\d)|titolo\s*(\d)|kop\s*(\d)", re.IGNORECASE
)
_MAX_DEPTH = 12
"""Styles that a style may rest on; a circle ends there."""


@dataclass(frozen=True)
class ParagraphLook:
    """`indent` and `before` in twips."""

    bullet: bool
    level: int | None
    indent: float
    before: float
    ruled: bool


@dataclass(frozen=True)
class RunLook:
    bold: bool
    italic: bool
    size: float
    color: int


class Styles:
    """The styles, numbering and links of one document."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def paragraph(self, paragraph: Any) -> ParagraphLook:
        chain = [paragraph.find(f"{_W}pPr"), *self._chain(paragraph, "pPr")]
        name = self._name(paragraph)
        heading = _HEADING.search(name)
        numbered = next((found for pr in chain if (found := _child(pr, "numPr")) is not None), None)
        bullet = (
            numbered is not None and value_of(_child(numbered, "numId")) != "0"
        ) or "list" in name.casefold()
        level = next((int(digit) for digit in heading.groups() if digit), None) if heading else None
        spacing = next((found for pr in chain if (found := _child(pr, "spacing")) is not None), None)
        indent = next((found for pr in chain if (found := _child(pr, "ind")) is not None), None)
        return ParagraphLook(
            bullet=bullet and level is None,
            level=level,
            indent=_number(indent, "left") or _number(indent, "start"),
            before=_number(spacing, "before"),
            ruled=any(_child(_child(pr, "pBdr"), "bottom") is not None for pr in chain),
        )

    def run(self, run: Any) -> RunLook:
        paragraph = next((up for up in run.iterancestors(f"{_W}p")), None)
        chain = [run.find(f"{_W}rPr"), *self._chain(run, "rPr")]
        chain += self._chain(paragraph, "rPr") if paragraph is not None else []
        chain.append(self._defaults)
        size = next((_number(found, "val") for pr in chain if (found := _child(pr, "sz")) is not None), 0.0)
        color = next((value_of(found) for pr in chain if (found := _child(pr, "color")) is not None), None)
        return RunLook(
            bold=_first_on(chain, "b"),
            italic=_first_on(chain, "i"),
            size=size / 2 if size else HEIGHT,
            color=int(color, 16) if color and re.fullmatch(r"[0-9A-Fa-f]{6}", color) else 0,
        )

    def target(self, hyperlink: Any) -> str | None:
        """The address of a link, which stands among the relations of its part."""
        relation = hyperlink.get(f"{_R}id")
        for part in self._parts:
            if relation in part.rels and part.rels[relation].is_external:
                return str(part.rels[relation].target_ref)
        return None

    @cached_property
    def _parts(self) -> list[Any]:
        sections = self._document.sections
        parts = [part.part for section in sections for part in (section.header, section.footer)]
        return [self._document.part, *parts]

    @cached_property
    def _defaults(self) -> Any:
        return self._document.styles.element.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")

    @cached_property
    def _by_id(self) -> dict[str, Any]:
        styles = self._document.styles.element.iterchildren(f"{_W}style")
        return {style.get(f"{_W}styleId") or "": style for style in styles}

    @cached_property
    def _normal(self) -> str:
        styles = self._by_id.items()
        default = (n for n, s in styles if s.get(f"{_W}default") == "1" and s.get(f"{_W}type") == "paragraph")
        return next(default, "")

    def _name(self, paragraph: Any) -> str:
        style = self._by_id.get(self._style_id(paragraph))
        return (value_of(_child(style, "name")) or "") if style is not None else ""

    def _style_id(self, element: Any) -> str:
        run = element.tag == f"{_W}r"
        own = _child(element.find(f"{_W}{'rPr' if run else 'pPr'}"), "rStyle" if run else "pStyle")
        return value_of(own) or ("" if run else self._normal)

    def _chain(self, element: Any, properties: str) -> list[Any]:
        """The properties of the element's style and of those it rests on, nearest first."""
        result: list[Any] = []
        name: str | None = self._style_id(element)
        for _ in range(_MAX_DEPTH):
            style = self._by_id.get(name or "")
            if style is None:
                break
            result.append(style.find(f"{_W}{properties}"))
            name = value_of(_child(style, "basedOn"))
        return result


def is_on(properties: Any, name: str) -> bool:
    """A switch such as bold: there and not "0"."""
    found = _child(properties, name)
    return found is not None and value_of(found) not in {"0", "false", "off", "none"}


def value_of(element: Any, name: str = "val") -> str | None:
    value = element.get(f"{_W}{name}") if element is not None else None
    return str(value) if value is not None else None


def _first_on(chain: list[Any], name: str) -> bool:
    return next((is_on(pr, name) for pr in chain if _child(pr, name) is not None), False)


def _child(element: Any, name: str) -> Any:
    return element.find(f"{_W}{name}") if element is not None else None


def _number(element: Any, name: str) -> float:
    value = value_of(element, name)
    return float(value) if value and re.fullmatch(r"-?\d{1,6}(?:\.\d{1,4})?", value) else 0.0
