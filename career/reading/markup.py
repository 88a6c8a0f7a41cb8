"""HTML from strangers to Markdown: headings, bullets and paragraphs stay, everything else goes."""

import html
import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNESCAPES: Final = 3
"""Feeds escape HTML once or twice; more is somebody playing."""
_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_DROPPED: Final = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "head", "title"}
    | {"nav", "footer", "aside", "form", "button", "select", "option", "textarea", "input", "dialog"}
    | {"canvas", "video", "audio"}
)
_BLOCKS: Final = frozenset(
    {"address", "article", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset", "figure", "header"}
    | {"hr", "html", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_HEADINGS: Final = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_BOLD: Final = "\ue000"
"""Stands for the start or end of bold text until the line is known."""
_EMPTY_BULLET: Final = re.compile(r"^-[ ]*\n+(?![-\n#])", re.MULTILINE)
_LOOSE_BULLET: Final = re.compile(r"^(- .*)\n\n(?=- )", re.MULTILINE)
_CONTROLS: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
"""Control, zero-width and direction characters: they change what a person sees and never what is meant."""
_SURROGATES: Final = re.compile(r"[\ud800-\udfff]")
_UNREADABLE: Final = re.compile(r"[\ud800-\udfff\x00]")
_ELEMENT: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_SELF_CLOSING: Final = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
    | {"dd", "dt", "li", "option", "p", "td", "th", "tr"}
)
_DEEPEST: Final = 5_000
"""The parser's time grows with the square of the depth: 40,000 open elements take four seconds."""


def parsed(text: str) -> LexborHTMLParser:
    """A page from a stranger; one nested deeper than any page is taken as empty."""
    return LexborHTMLParser("" if _depth(text) > _DEEPEST else _UNREADABLE.sub("", text))


def _depth(text: str) -> int:
    """How deep its elements can nest at most, counting those that no other element closes."""
    depth = deepest = 0
    for match in _ELEMENT.finditer(text):
        if match[2].lower() not in _SELF_CLOSING:
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def unescaped(text: str) -> str:
    """Character references resolved until nothing changes any more."""
    for _ in range(_UNESCAPES):
        once = html.unescape(text)
        if once == text:
            break
        text = once
    return text


def to_markdown(text: str) -> str:
    """A description as feeds send it: escaped or plain HTML, or no HTML at all."""
    text = unescaped(text)
    if not _TAG.search(text):
        return clean(text)
    body = parsed(text).body
    return markdown_of(body) if body is not None else ""


def markdown_of(node: LexborNode) -> str:
    text = clean("".join(_pieces(node)))
    text = "\n".join(_with_bold(line) for line in text.split("\n"))
    text = _EMPTY_BULLET.sub("- ", text)
    return clean(_LOOSE_BULLET.sub(r"\1\n", text))


def _with_bold(line: str) -> str:
    """Bold stays where a whole line is bold, because that is a heading; elsewhere it would only be noise."""
    inner = line.replace(_BOLD, "").strip()
    stripped = line.strip()
    is_whole = len(stripped) > 2 and stripped[0] == stripped[-1] == _BOLD and _BOLD not in stripped[1:-1]
    return f"**{inner}**" if is_whole and inner else line.replace(_BOLD, "").rstrip()


def plain(text: str) -> str:
    """One line without tags: titles, names."""
    text = unescaped(text)
    return " ".join((to_markdown(text) if _TAG.search(text) else clean(text)).split())


def clean(text: str) -> str:
    """One kind of line end, no controls, no trailing blanks, at most one empty line in a row."""
    text = re.sub(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]", "\n", text)
    text = _SURROGATES.sub("", _CONTROLS.sub("", text))
    lines = [line.rstrip() for line in text.replace("\u00a0", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _pieces(root: LexborNode) -> Iterator[str]:
    """An iterative walk: pages from strangers nest deeper than Python's stack."""
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            yield re.sub(r"\s+", " ", (node.text_content or "").replace(_BOLD, " "))
        elif tag not in _DROPPED:
            yield _opening(tag)
            if node.first_child is not None:
                node = node.first_child
                continue
            yield _closing(tag)
        while node is not None and node.next is None:
            node = node.parent
            if node is None or node.mem_id == root.mem_id:
                return
            yield _closing(node.tag or "")
        if node is None or node.mem_id == root.mem_id:
            return
        node = node.next


def _opening(tag: str) -> str:
    if tag == "li":
        return "\n- "
    if tag in _HEADINGS:
        return "\n\n" + _HEADINGS[tag]
    if tag == "br":
        return "\n"
    if tag in {"strong", "b"}:
        return _BOLD
    return "\n\n" if tag == "p" else "\n" if tag in _BLOCKS else ""


def _closing(tag: str) -> str:
    if tag in {"strong", "b"}:
        return _BOLD
    return "\n" if tag in _BLOCKS or tag in _HEADINGS or tag == "li" else ""
