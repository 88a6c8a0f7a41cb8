"""Words taken over as they are, and what each part of a passed text rests on."""

from collections.abc import Iterator, Sequence

from career.writing.facts.book import FactBook
from career.writing.facts.items import Item
from career.writing.facts.shapes import Claim
from career.writing.facts.text import Text


def stands_in(quotation: str, source: str) -> bool:
    """Whether the quotation is in the source word for word; Markdown's line breaks do not count."""
    return len(quotation.split()) > 1 and _plain(quotation) in _plain(source)


def claims(text: Text, cited: Sequence[Item], book: FactBook) -> Iterator[Claim]:
    """Numbers, skills and names of the text with the facts of the evidence that say the same."""
    ids = {item.id for item in cited} | {item.owner_id for item in cited if item.owner_id}
    by_value: dict[str, list[str]] = {}
    for fact in book.facts:
        if fact.item_id in ids:
            by_value.setdefault(fact.value, []).append(fact.id)
    spans = [(hit.start, hit.end) for hit in text.skills]
    spans += [(number.start, number.end) for number in text.numbers]
    spans += [(token.start, token.end) for token in text.tokens if token.named]
    for start, end in sorted(set(spans)):
        fact_ids = by_value.get(" ".join(text.raw[start:end].casefold().split()))
        if fact_ids:
            yield Claim(text=text.raw[start:end], start=start, end=end, fact_ids=tuple(fact_ids))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
