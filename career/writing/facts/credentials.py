"""G8: degrees, certificates, languages and clearances are those held, at the level held."""

from collections.abc import Iterator

from career.writing.facts.evidence import Draft
from career.writing.facts.refusing import at, of
from career.writing.facts.shapes import Refusal, Rule


def judge(draft: Draft) -> Iterator[Refusal]:
    yield from _degrees(draft)
    yield from _certificates(draft)
    yield from _languages(draft)
    lowered = draft.text.raw.casefold()
    for phrase in draft.lexicon.phrases["claims"]:
        position = lowered.find(phrase)
        if position >= 0 and phrase not in draft.evidence.raw.casefold():
            yield at(
                Rule.CREDENTIALS,
                draft.text,
                position,
                position + len(phrase),
                "{} claims more than your profile.",
            )


def _degrees(draft: Draft) -> Iterator[Refusal]:
    lexicon = draft.lexicon
    generic = lexicon.words["degree_generic"]
    held = {lexicon.degrees[word] for word in draft.evidence.words if word in lexicon.degrees}
    held |= {
        lexicon.degrees[word]
        for word in (w.replace(".", "") for w in draft.evidence.words)
        if word in lexicon.degrees
    }
    for token in draft.text.tokens:
        word = token.folded.replace(".", "")
        level = lexicon.degrees.get(word)
        if level is None or draft.is_granted(token.start, token.end):
            continue
        if word in draft.lexicon.words["degree_noise"] and token.raw.islower() and word != "masters":
            continue
        same = level in held or (level == "any" and bool(held))
        if token.folded not in draft.evidence.words and not (same and word in generic):
            yield of(
                Rule.CREDENTIALS,
                draft.text,
                token,
                "{} is not among your degrees.",
                "Which degree do you hold?",
            )


def _certificates(draft: Draft) -> Iterator[Refusal]:
    """Certified for what the certificate is for, not for another skill of the same person."""
    words = draft.lexicon.words["certificates"]
    marks = [token for token in draft.text.tokens if token.folded in words]
    if not marks:
        return
    sources = [
        item.text for item in draft.evidence.cited if item.kind == "certificate" or item.text.words & words
    ]
    held = any(item.kind == "certificate" for item in draft.evidence.cited)
    for mark in marks:
        if mark.folded not in draft.evidence.words and not (held and mark.folded.startswith("certif")):
            reason = "{} is not in your profile."
            yield of(Rule.CREDENTIALS, draft.text, mark, reason, "Which certificate is it?")
    certified = {hit.skill_id for text in sources for hit in text.skills}
    for hit in draft.text.skills:
        near = any(abs(hit.start - mark.end) < 40 or abs(mark.start - hit.end) < 40 for mark in marks)
        spoken = any(hit.text.casefold() in text.raw.casefold() for text in sources)
        if near and hit.skill_id not in certified and not spoken:
            yield at(Rule.CREDENTIALS, draft.text, hit.start, hit.end, "You have no certificate for {}.")


def _languages(draft: Draft) -> Iterator[Refusal]:
    """A language and its level come from one line of the profile."""
    levels = [t for t in draft.text.tokens if draft.lexicon.has("fluency", t.folded)]
    spoken = [item.text for item in draft.evidence.cited if item.kind == "language"]
    for token in draft.text.tokens:
        if not draft.lexicon.has("languages", token.folded) or not token.raw[0].isupper():
            continue
        if token.folded not in draft.evidence.words and not draft.is_granted(token.start, token.end):
            yield of(
                Rule.CREDENTIALS,
                draft.text,
                token,
                "{} is not among your languages.",
                "How well do you speak it?",
            )
            continue
        lines = [text for text in spoken if token.folded in text.words]
        for level in levels:
            named = [t for t in draft.text.tokens if draft.lexicon.has("languages", t.folded)]
            nearest = min((abs(t.start - level.start), t.start) for t in named)[1]
            if nearest == token.start and lines and not any(level.folded in text.words for text in lines):
                yield of(Rule.CREDENTIALS, draft.text, level, "{} is not your level of that language.")
