"""JobPosting items written as microdata, in the shape that JSON-LD gives them."""

from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from career.reading.jsonld import JsonObject, is_posting

_MOST_ITEMS: Final = 20
_MOST_NODES: Final = 20_000
_DEEPEST: Final = 8
_ATTRIBUTES: Final = {"time": "datetime", "data": "value", "a": "href", "link": "href", "img": "src"}
_TEXTS: Final = frozenset({"description", "responsibilities", "qualifications", "jobBenefits"})


def job_postings(page: LexborHTMLParser) -> list[JsonObject]:
    typed = page.css("[itemscope][itemtype]")
    found = [node for node in typed if is_posting(node.attributes["itemtype"])]
    return [_item(node, 0) for node in found[:_MOST_ITEMS]]


def _item(root: LexborNode, depth: int) -> JsonObject:
    """The item's own properties; the first of a name wins. A nested item is an object of its own."""
    item: JsonObject = {"@type": root.attributes.get("itemtype") or ""}
    for node in _own(root):
        attributes = node.attributes
        for name in (attributes.get("itemprop") or "").split():
            if "itemscope" in attributes and depth < _DEEPEST:
                item.setdefault(name, _item(node, depth + 1))
            else:
                item.setdefault(name, _value(node))
    return item


def _own(root: LexborNode) -> Iterator[LexborNode]:
    """The elements with a property that belong to this item and to none inside it."""
    waiting, seen = [root.first_child], 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop()
        if node is None:
            continue
        seen += 1
        waiting.append(node.next)
        if "itemprop" in node.attributes:
            yield node
        if "itemscope" not in node.attributes:
            waiting.append(node.first_child)


def _value(node: LexborNode) -> str:
    attributes = node.attributes
    if attributes.get("content") is not None:
        return attributes["content"] or ""
    written = attributes.get(_ATTRIBUTES.get(node.tag or "", ""))
    if written is not None:
        return written
    return (node.html or "") if attributes["itemprop"] in _TEXTS else node.text(separator=" ", strip=True)
