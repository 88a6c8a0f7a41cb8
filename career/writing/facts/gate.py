"""The gate: a text passes whole or is refused with every reason."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from career.writing.facts import (
    credentials,
    dates,
    disguise,
    form,
    names,
    ownership,
    polarity,
    quantities,
    scope,
    skills,
    titles,
    verbatim,
    wording,
)
from career.writing.facts.book import Addressee, FactBook
from career.writing.facts.evidence import Draft, Evidence
from career.writing.facts.items import ADDRESSEE, Item
from career.writing.facts.lexicon import Lexicon, load
from career.writing.facts.shapes import Kind, Passed, Refusal, Refused, Rule
from career.writing.facts.text import Text, sentences

_RULES = (
    scope.judge,
    quantities.judge,
    dates.judge,
    names.judge,
    titles.judge,
    skills.judge,
    credentials.judge,
    ownership.judge,
    wording.judge_levels,
    wording.judge_novelty,
    wording.judge_identity,
    polarity.judge,
)
_NEAR = 8
"""Words before a place that say whether it is the posting's."""
_LISTED = frozenset({"keyword", "group", "interest"})
_QUOTATION = re.compile(r"[“\"]([^“”\"]+)[”\"]")


def check(  # noqa: PLR0913 - the gate's whole question
    text: str,
    *,
    kind: Kind,
    evidence_ids: Sequence[str],
    book: FactBook,
    language: str,
    similarity: float | None = None,
) -> Passed | Refused:
    """Judge a text by its evidence alone. Pure: equal arguments give equal answers.

    `similarity` is the calibrated meaning (0 to 1) between a bullet and its original, where it was measured.
    """
    lexicon = load(language)
    if lexicon is None:
        return _refused(Rule.FORM, text, f"Nobody has reviewed a lexicon for the language {language!r} yet.")
    unknown = [evidence_id for evidence_id in evidence_ids if evidence_id not in book.items]
    if unknown or not evidence_ids:
        return _refused(Rule.SCOPE, text, "It names no line of your profile that it rests on.")
    cited = [book.items[evidence_id] for evidence_id in dict.fromkeys(evidence_ids)]
    blocking = [*disguise.judge(text, cited), *form.judge(text, kind, cited, lexicon, similarity)]
    if blocking:
        return Refused(refusals=tuple(blocking))
    refusals = list(_Case(kind, cited, book, lexicon).judged(text))
    if refusals:
        return Refused(refusals=tuple(refusals))
    return Passed(claims=tuple(verbatim.claims(book.text(text, lexicon), cited, book)))


def _refused(rule: Rule, text: str, reason: str) -> Refused:
    return Refused(refusals=(Refusal(rule=rule, span=(0, len(text)), text=text, reason=reason),))


@dataclass(frozen=True)
class _Case:
    """The text's kind and everything cited for it."""

    kind: Kind
    cited: Sequence[Item]
    book: FactBook
    lexicon: Lexicon

    def judged(self, text: str) -> Iterator[Refusal]:
        if self.kind == "skill":
            yield from skills.judge_spelling(self.book.text(text, self.lexicon), self.cited, self.book)
            return
        for offset, sentence in sentences(text):
            for refusal in self._judged_sentence(self.book.text(sentence, self.lexicon)):
                start, end = refusal.span
                yield refusal.model_copy(update={"span": (start + offset, end + offset)})

    def _judged_sentence(self, text: Text) -> list[Refusal]:
        """The refusals under the kindest reading of the evidence."""
        best: list[Refusal] | None = None
        for evidence in self._readings(text):
            draft = self._draft(text, evidence)
            refusals = [refusal for rule in _RULES for refusal in rule(draft)]
            if not refusals:
                return []
            if best is None or len(refusals) < len(best):
                best = refusals
        return best or []

    def _readings(self, text: Text) -> Iterator[Evidence]:
        """The ways to read the evidence of one sentence: one owner at a time, then everything together.

        A deed or an amount told of an owner rests on that owner alone: what the person lists elsewhere, in
        the skills or the summary, says nothing about that place.
        """
        owner_ids = list(dict.fromkeys(item.owner_id for item in self.cited if item.owner_id))
        if self.kind == "bullet" or not owner_ids:
            yield self._evidence(self.cited, owner_ids[0] if owner_ids else None)
            return
        strict = scope.is_strict(text, self.book)
        for owner_id in owner_ids:
            yield self._evidence(self._beside(owner_id, strict=strict), owner_id)
        free = [item for item in self.cited if item.owner_id is None]
        if strict and free:
            yield self._evidence(free, None)
        elif len(owner_ids) > 1:
            yield self._evidence(self.cited, None)

    def _beside(self, owner_id: str, *, strict: bool) -> list[Item]:
        """The owner's cited lines, and what may stand beside them."""
        lines = self.book.of_owner(owner_id)
        shown = frozenset(hit.skill_id for item in lines for hit in item.text.skills)
        return [
            item
            for item in self.cited
            if item.owner_id == owner_id or (item.owner_id is None and (not strict or _is_apart(item, shown)))
        ]

    def _evidence(self, items: Sequence[Item], owner_id: str | None) -> Evidence:
        owner = self.book.owners[owner_id] if owner_id else None
        frame = self.book.frames[owner_id] if owner_id else self.book.text("", self.lexicon)
        return Evidence(tuple(items), owner, frame)

    def _draft(self, text: Text, evidence: Evidence) -> Draft:
        granted: list[tuple[int, int]] = []
        quoted: list[tuple[int, int]] = []
        addressee = self.book.addressee
        cites_posting = any(item.id == ADDRESSEE for item in evidence.cited)
        if self.kind in {"sentence", "letter"} and addressee and cites_posting:
            granted = list(self._granted(text.raw, addressee))
            quoted += [
                match.span(1)
                for match in _QUOTATION.finditer(text.raw)
                if verbatim.stands_in(match[1].rstrip(".,;"), addressee.text)
            ]
        return Draft(text, self.kind, evidence, self.book, self.lexicon, tuple(granted), tuple(quoted))

    def _granted(self, raw: str, addressee: Addressee) -> Iterator[tuple[int, int]]:
        """Where the posting is named; its place only beside its position, since people live somewhere too."""
        for name in addressee.names:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", raw):
                near = set(raw[: match.start()].casefold().split()[-_NEAR:])
                if name not in addressee.places or near & self.lexicon.words["addressee_context"]:
                    yield match.span()


def _is_apart(item: Item, shown: frozenset[str]) -> bool:
    """Certificates, languages and the posting stand beside any role; a listed skill where it is shown."""
    if item.kind in _LISTED:
        held = {hit.skill_id for hit in item.text.skills}
        return bool(held) and held <= shown
    return item.kind not in {"summary", "label"}
