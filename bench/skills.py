"""How well skills are found in job advertisements (SkillSpan dev), and how fast: `python -m bench.skills`."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from career import skills
from career.skills import Matcher

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "skillspan" / "dev.json"
WORDS = 500
"""Words of a text in the speed figure: about one page."""
SECONDS = 2

Span = tuple[int, int]


@dataclass(frozen=True)
class Figures:
    """Precision is the share of hits that overlap a marked span, recall the share of spans overlapped."""

    sentences: int
    spans: int
    precision: float
    recall: float

    @property
    def f(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def measure(matcher: Matcher, path: Path = DATA) -> Figures:
    hits = right = spans = found = sentences = 0
    for text, marked in read_sentences(path):
        named = [(hit.start, hit.end) for hit in matcher.find(text) if hit.strength == "firm"]
        sentences += 1
        hits += len(named)
        spans += len(marked)
        right += sum(any(overlap(hit, span) for span in marked) for hit in named)
        found += sum(any(overlap(hit, span) for hit in named) for span in marked)
    return Figures(sentences, spans, right / hits, found / spans)


def read_sentences(path: Path) -> Iterator[tuple[str, list[Span]]]:
    """Each sentence with blanks between its tokens, and the character spans of skills and knowledge."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        offsets = list(token_offsets(row["tokens"]))
        spans = [*tagged(row["tags_skill"], offsets), *tagged(row["tags_knowledge"], offsets)]
        yield " ".join(row["tokens"]), spans


def token_offsets(tokens: list[str]) -> Iterator[Span]:
    start = 0
    for token in tokens:
        yield start, start + len(token)
        start += len(token) + 1


def tagged(tags: list[str], offsets: list[Span]) -> Iterator[Span]:
    """Spans of a BIO tagging."""
    opened: int | None = None
    for at, tag in enumerate([*tags, "O"]):
        if opened is not None and tag != "I":
            yield offsets[opened][0], offsets[at - 1][1]
            opened = None
        if tag == "B" or (tag == "I" and opened is None):
            opened = at


def overlap(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def texts_per_second(matcher: Matcher, text: str) -> float:
    started, done = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - started) < SECONDS:
        matcher.find(text)
        done += 1
    return done / elapsed


def main() -> None:
    started = time.perf_counter()
    matcher = skills.load()
    print(f"load        {time.perf_counter() - started:8.2f} s")
    if not DATA.exists():
        print(f"quality     skipped: {DATA} is absent")
        return
    figures = measure(matcher)
    print(f"sentences   {figures.sentences:8}\nspans       {figures.spans:8}")
    print(f"precision   {figures.precision:8.3f}\nrecall      {figures.recall:8.3f}")
    print(f"F           {figures.f:8.3f}")
    words = " ".join(text for text, _ in read_sentences(DATA)).split()
    print(f"texts/s     {texts_per_second(matcher, ' '.join(words[:WORDS])):8.0f}  of {WORDS} words")


if __name__ == "__main__":
    main()
