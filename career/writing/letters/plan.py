"""What a letter says, sentence by sentence, in words that claim nothing beyond the evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from career.writing import style as styles
from career.writing.facts import ADDRESSEE, FactBook, Passed, check
from career.writing.facts.items import Item, Owner
from career.writing.facts.lexicon import Lexicon
from career.writing.letters.ranking import Asked, Ranked
from career.writing.letters.shapes import Length
from career.writing.phrases import Tone, pick
from career.writing.plain import deed_of, first_sentence, listed, with_article
from career.writing.style import Style

WORDS: dict[Length, tuple[int, int]] = {"short": (120, 200), "standard": (250, 400)}
"""The least and the most words of the body."""
_FIT_SKILLS = 3
_MOST_LINES = 6
_MOST_ROLES = 5


@dataclass(frozen=True)
class Planned:
    """One sentence that passed the gate, and the paragraph that it stands in."""

    paragraph: int
    text: str
    evidence_ids: tuple[str, ...]


@dataclass(frozen=True)
class Matter:
    """All that the plan is made of."""

    book: FactBook
    lexicon: Lexicon
    phrases: dict[str, Any]
    asked: tuple[Asked, ...]
    skills: dict[str, float]
    roles: tuple[Ranked, ...]
    newest: Owner | None
    tone: Tone
    style: Style
    seed: int


def plan(matter: Matter, length: Length) -> tuple[Planned, ...]:
    """As many of the person's lines as the length asks for and the profile has; nothing to fill it up."""
    least, most = WORDS[length]
    counts = _first_counts(matter.roles, length)
    best = _compose(matter, counts, length)
    for _ in range(_MOST_LINES * _MOST_ROLES):
        if _words(best) >= least or not _one_more(matter.roles, counts):
            break
        longer = _compose(matter, counts, length)
        if _words(longer) > most:
            break
        best = longer
    while _words(best) > most and _one_less(counts):
        best = _compose(matter, counts, length)
    return best


def _first_counts(roles: Sequence[Ranked], length: Length) -> list[int]:
    most = 1 if length == "short" else 2
    return [min(most, len(role.lines)) for role in roles[:2]] + [0] * len(roles[2:_MOST_ROLES])


def _one_more(roles: Sequence[Ranked], counts: list[int]) -> bool:
    for index, count in sorted(enumerate(counts), key=lambda pair: pair[1]):
        if count < min(_MOST_LINES, len(roles[index].lines)):
            counts[index] += 1
            return True
    return False


def _one_less(counts: list[int]) -> bool:
    for index in sorted(range(len(counts)), key=lambda i: (-counts[i], -i)):
        if counts[index]:
            counts[index] -= 1
            return True
    return False


def _words(sentences: Iterable[Planned]) -> int:
    return sum(len(sentence.text.split()) for sentence in sentences)


def _compose(matter: Matter, counts: Sequence[int], length: Length) -> tuple[Planned, ...]:
    page = _Page(matter)
    _opening(page)
    told: set[str] = set()
    for index, (role, count) in enumerate(zip(matter.roles, counts, strict=False)):
        if count:
            page.turn()
            _role(page, role, count, index, told)
    page.turn()
    _fit(page, told, length)
    page.turn()
    page.say([(text, (ADDRESSEE,)) for text in page.nearest(matter.phrases["closings"][matter.tone])])
    page.say([(text, (ADDRESSEE,)) for text in page.variants(matter.phrases["thanks"])])
    return tuple(page.sentences)


@dataclass
class _Page:
    """The letter so far; a sentence that the gate refuses never gets onto it."""

    matter: Matter
    sentences: list[Planned] = field(default_factory=list)
    paragraph: int = 0

    def turn(self) -> None:
        if self.sentences and self.sentences[-1].paragraph == self.paragraph:
            self.paragraph += 1

    def variants(self, templates: list[str], turn: int = 0, **parts: str) -> list[str]:
        """The templates filled in, the one that the seed picks first."""
        seed = self.matter.seed
        ordered = [pick(templates, seed, turn + offset) for offset in range(len(templates))]
        return list(dict.fromkeys(text.format(**parts).replace("..", ".") for text in ordered))

    def nearest(self, templates: list[str], **parts: str) -> list[str]:
        """Like `variants`, those nearest to the person's style first."""
        filled = self.variants(templates, 0, **parts)
        return sorted(filled, key=lambda text: round(styles.distance(text, self.matter.style), 1))

    def say(self, candidates: Iterable[tuple[str, tuple[str, ...]]]) -> bool:
        """The first candidate that passes; whether there was one."""
        for text, evidence_ids in candidates:
            spoken = text[0].upper() + text[1:]
            book, language = self.matter.book, self.matter.lexicon.language
            verdict = check(spoken, kind="sentence", evidence_ids=evidence_ids, book=book, language=language)
            if isinstance(verdict, Passed):
                self.sentences.append(Planned(self.paragraph, spoken, evidence_ids))
                return True
        return False


def _opening(page: _Page) -> None:
    matter = page.matter
    phrases, posted = matter.phrases, matter.book.addressee
    if posted is not None and posted.title:
        at_company = f" at {posted.company}" if posted.company else ""
        texts = page.nearest(phrases["openings"][matter.tone], title=posted.title, at_company=at_company)
    else:
        texts = page.variants(phrases["openings_untitled"])
    texts += phrases["openings_untitled"]
    page.say([(text, (ADDRESSEE,)) for text in texts])
    owner = matter.newest
    if owner is not None and owner.title and owner.name:
        held = phrases["held"]["current" if owner.current else "ended"]
        texts = page.variants(held, held=with_article(owner.title), employer=owner.name)
        page.say([(text, (owner.id,)) for text in texts])
    roles = tuple(o.id for o in matter.book.owners.values() if o.kind == "role")
    if matter.book.years >= 2 and roles:
        texts = page.variants(phrases["years"], years=str(matter.book.years))
        page.say([(text, (*roles, ADDRESSEE)) for text in texts])


def _role(page: _Page, role: Ranked, count: int, turn: int, told: set[str]) -> None:
    """The duty that the role answers, then the lines that answer it."""
    lines = role.lines[:count]
    _duty(page, lines, turn)
    named = False
    for position, line in enumerate(lines):
        ids = (line.id, role.owner.id)
        forms = list(_forms(page, line, role.owner, turn + position, named=named))
        if page.say([(text, ids) for text in forms]):
            named = True
            told.update(hit.skill_id for hit in line.text.skills)


def _forms(page: _Page, line: Item, owner: Owner, turn: int, *, named: bool) -> Iterable[str]:
    phrases = page.matter.phrases
    key = "again" if named else "named"
    kind = "project" if owner.kind == "project" else "deed"
    deed = deed_of(line.text.raw, page.matter.lexicon)
    if deed:
        yield from page.variants(phrases[kind][key], turn, employer=owner.name, deed=deed)
    yield from page.variants(
        phrases["line"][key], turn, employer=owner.name, line=first_sentence(line.text.raw)
    )


def _duty(page: _Page, lines: Sequence[Item], turn: int) -> None:
    """The posting's own words where every skill in them is held, else the skills that the lines show."""
    matter = page.matter
    shown = {hit.skill_id for line in lines for hit in line.text.skills}
    stems = {token.stem for line in lines for token in line.text.tokens}
    near = sorted(
        matter.asked,
        key=lambda one: (
            -len({hit.skill_id for hit in one.text.skills} & shown)
            - len({token.stem for token in one.text.tokens} & stems) / (1 + len(one.text.tokens))
        ),
    )
    ids = (*(line.id for line in lines), ADDRESSEE)
    for one in near[:2]:
        quote = one.text.raw.strip(" .;:-*•").strip()
        wanted = {hit.skill_id for hit in one.text.skills}
        if wanted and wanted <= shown and len(quote.split()) <= 25:
            texts = page.variants(matter.phrases["duties"], turn, quote=quote)
            if page.say([(text, ids) for text in texts]):
                return
    names = [name for skill_id in matter.skills if skill_id in shown and (name := _spelling(lines, skill_id))]
    if names:
        texts = page.variants(matter.phrases["skills_asked"], turn, skills=listed(names[:_FIT_SKILLS]))
        page.say([(text, ids) for text in texts])


def _spelling(lines: Sequence[Item], skill_id: str) -> str | None:
    hits = (hit for line in lines for hit in line.text.skills)
    return next((hit.text for hit in hits if hit.skill_id == skill_id), None)


def _fit(page: _Page, told: set[str], length: Length) -> None:
    """Asked skills that no paragraph has shown yet, where they were used; then study and the like."""
    matter = page.matter
    said = 0
    for skill_id in matter.skills:
        if said == _FIT_SKILLS:
            break
        if skill_id in told:
            continue
        for role in matter.roles:
            line = next((i for i in role.lines if _spelling([i], skill_id)), None)
            if line is None or role.owner.kind == "project":
                continue
            when = "current" if role.owner.current else "ended"
            texts = page.variants(
                matter.phrases["used"][when],
                skill=_spelling([line], skill_id) or "",
                employer=role.owner.name,
            )
            said += page.say([(text, (line.id, role.owner.id)) for text in texts])
            break
    _credentials(page, length)


def _credentials(page: _Page, length: Length) -> None:
    matter, phrases = page.matter, page.matter.phrases
    for owner in matter.book.owners.values():
        degree = owner.title
        if owner.kind == "study" and degree and owner.name:
            texts = page.variants(phrases["degree"], degree=degree, institution=owner.name)
            if page.say([(text, (owner.id,)) for text in texts]):
                break
    if length == "short":
        return
    for item in matter.book.items.values():
        if item.kind == "certificate":
            texts = page.variants(phrases["certificate"], name=item.text.raw.split("\n")[0])
            if page.say([(text, (item.id,)) for text in texts]):
                break
    for item in matter.book.items.values():
        parts = item.text.raw.split("\n")
        if item.kind == "language" and len(parts) == 2:
            texts = page.variants(phrases["language"], language=parts[0], fluency=parts[1])
            page.say([(text, (item.id,)) for text in texts])
