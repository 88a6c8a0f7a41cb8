"""Markdown (CommonMark): headings, lists and links, with people's own signs escaped."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from career.documents.language import Language
from career.documents.model import SEPARATOR, Block, Document, Entry, Group, Paragraph, Role, Run, Skills

_SIGNS = re.compile(r"([\\`*_\[\]<>&~|#!])")
_AT_START = re.compile(r"^([-+=]|\d+[.)])")
"""Signs that mean something only where a line begins: lists and underlines."""


def render_markdown(document: Document) -> bytes:
    return ("\n\n".join(_parts(document)) + "\n").encode()


def _parts(document: Document) -> Iterator[str]:
    person = document.person
    if person.name:
        yield f"# {_escaped(person.name)}"
    if person.label:
        yield _escaped(person.label)
    if rows := document.rows():
        yield _broken(_escaped(SEPARATOR).join(_run(run) for run in row) for row in rows)
    panel, main = document.parts()
    for section in (*panel, *main):
        if section.title:
            yield f"## {_escaped(section.title)}"
        for is_address, blocks in groupby(section.blocks, _is_address):
            parts = [part for block in blocks for part in _block(block, document.words)]
            yield from [_broken(parts)] if is_address else parts


def _block(block: Block, words: Language) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _paragraph(block)
    elif isinstance(block, Skills):
        yield _broken(_group(group, words) for group in block.groups)
    else:
        yield from _entry(block)


def _is_address(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.ADDRESS


def _entry(entry: Entry) -> Iterator[str]:
    if entry.title:
        link = "" if entry.shown_link else entry.link or ""
        yield f"### {_linked(entry.title, link)}"
    shown = _linked(entry.shown_link, entry.link or "")
    parts = (_escaped(entry.organisation), _escaped(entry.place), shown if entry.shown_link else "")
    where = _escaped(SEPARATOR).join(part for part in parts if part)
    if head := _broken(part for part in (_escaped(entry.dates), where) if part):
        yield head
    for paragraph in entry.paragraphs:
        yield _paragraph(paragraph)
    if entry.bullets:
        yield "\n".join(f"- {_escaped(bullet)}" for bullet in entry.bullets)


def _group(group: Group, words: Language) -> str:
    items = _escaped(words.listed(group.items))
    if not group.name:
        return items
    return f"**{_escaped(group.name)}**{words.colon if group.items else ''}{items}"


def _paragraph(paragraph: Paragraph) -> str:
    return "".join(_run(run) for run in paragraph.runs)


def _run(run: Run) -> str:
    text = _linked(run.text, run.link or "")
    mark = "**" if run.bold else "*" if run.italic else ""
    return f"{mark}{text}{mark}"


def _linked(text: str, link: str) -> str:
    address = link.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    return f"[{_escaped(text)}](<{address}>)" if link else _escaped(text)


def _broken(lines: Iterable[str]) -> str:
    """Lines of one paragraph that stay lines."""
    return "\\\n".join(lines)


def _escaped(text: str) -> str:
    escaped = _SIGNS.sub(r"\\\1", " ".join(text.split()) if text != SEPARATOR else text)
    return _AT_START.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", escaped)
