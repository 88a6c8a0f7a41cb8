"""G6: a title is one that was held, or the posting's where it is named as the posting's."""

from collections.abc import Iterator, Sequence

from career.writing.facts.evidence import Draft
from career.writing.facts.items import HEADS
from career.writing.facts.refusing import at
from career.writing.facts.shapes import Refusal, Rule
from career.writing.facts.tokens import Token, tokens_of


def judge(draft: Draft) -> Iterator[Refusal]:
    tokens = draft.text.tokens
    for index, token in enumerate(tokens):
        if not _is_head(tokens, index, draft):
            continue
        first = _first_of(tokens, index, draft)
        last = _last_of(tokens, index)
        phrase = tuple(t.folded for t in tokens[first : last + 1])
        claimed = _is_claimed(tokens, first, draft)
        start, end = tokens[first].start, tokens[last].end
        if _held(phrase, draft) or _granted(draft, tokens, first, last, claimed=claimed):
            continue
        before = tokens[first - 1].folded if first else ""
        spoken = " ".join(phrase)
        if _told(f"{before} {spoken}" if claimed and before else spoken, draft):
            continue
        yield at(
            Rule.TITLES,
            draft.text,
            start,
            end,
            "{} is no title that you held there.",
            "Which title did you hold?",
        )
        del token


def _is_head(tokens: Sequence[Token], index: int, draft: Draft) -> bool:
    token = tokens[index]
    if not draft.lexicon.has("title_heads", token.folded):
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following and following.joined and draft.lexicon.has("title_heads", following.folded):
        return False
    if token.folded not in draft.lexicon.words["title_ambiguous"]:
        return True
    before = tokens[index - 1] if index else None
    if before is None or token.opens:
        return False
    modified = before.joined or token.joined
    return (
        (token.raw[0].isupper() and not token.opens)
        or before.folded in draft.lexicon.words["articles"] | draft.lexicon.words["claiming"]
        or (modified and draft.lexicon.has("title_modifiers", before.folded))
    )


def _first_of(tokens: Sequence[Token], index: int, draft: Draft) -> int:
    held = {word for title in draft.book.held_titles() for word in title.casefold().split()}
    first = index
    while first > 0 and tokens[first].joined:
        before = tokens[first - 1]
        modifier = draft.lexicon.has("title_modifiers", before.folded) or before.folded in held
        if draft.lexicon.has("title_heads", before.folded):
            modifier = True
        if before.named and before.folded != "i" and before.folded not in draft.lexicon.verbs:
            modifier = True
        if (
            not modifier
            or before.folded
            in draft.lexicon.words["title_away"]
            | draft.lexicon.words["articles"]
            | draft.lexicon.words["claiming"]
        ):
            break
        first -= 1
    return first


def _last_of(tokens: Sequence[Token], index: int) -> int:
    """Titles such as "Head of Data" and "VP of Sales" go on after the head noun."""
    last = index
    if index + 2 < len(tokens) and tokens[index + 1].folded == "of" and tokens[index + 2].named:
        last = index + 2
        while last + 1 < len(tokens) and tokens[last + 1].joined and tokens[last + 1].named:
            last += 1
    return last


def _is_claimed(tokens: Sequence[Token], first: int, draft: Draft) -> bool:
    before = [token.folded for token in tokens[max(0, first - 3) : first]]
    mine = False
    while before and before[-1] in draft.lexicon.words["articles"]:
        mine = before.pop() in draft.lexicon.words["mine"] or mine
    return mine or tokens[first].opens or (bool(before) and before[-1] in draft.lexicon.words["claiming"])


def _held(phrase: tuple[str, ...], draft: Draft) -> bool:
    owner = draft.evidence.owner
    titles = (
        [owner.title] if owner else [o.title for o in draft.book.owners.values() if o.id in _cited(draft)]
    )
    titles += [item.text.raw for item in draft.evidence.cited if item.kind == "label"]
    lowering = draft.lexicon.words["title_lowering"]
    for title in titles:
        words = tuple(token.folded for token in tokens_of(title, draft.lexicon))
        for start in range(len(words) - len(phrase) + 1):
            if words[start : start + len(phrase)] != phrase:
                continue
            left, right = set(words[:start]), set(words[start + len(phrase) :])
            if not (left & lowering or right & lowering or left & draft.lexicon.words["title_away"]):
                return True
    return False


def _told(phrase: str, draft: Draft) -> bool:
    """A title that a line speaks of, such as a colleague's; a held title is judged as held."""
    lines = (item.text for item in draft.evidence.cited if item.kind not in HEADS)
    return any(text.says(phrase) for text in lines)


def _cited(draft: Draft) -> set[str]:
    return {item.owner_id for item in draft.evidence.cited if item.owner_id}


def _granted(draft: Draft, tokens: Sequence[Token], first: int, last: int, *, claimed: bool) -> bool:
    """The posting's title, named as its position; as a claim about the person it must be held."""
    if claimed or not draft.is_granted(tokens[first].start, tokens[last].end):
        return False
    near = {token.folded for token in tokens[max(0, first - 4) : first]}
    near |= {token.folded for token in tokens[last + 1 : last + 3]}
    return bool(near & draft.lexicon.words["addressee_context"])
