"""Which skills a resume shows, which it only lists, and where; the ground that every part stands on."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from career.schema.resume import Resume
from career.schema.skill import SkillHit
from career.scoring.blind import Passage, passages
from career.scoring.weights import EvidenceLimits
from career.skills import Matcher
from career.skills.enrichment import meant

_LIST_MARK: Final = re.compile(r"[,;|•/]")


@dataclass(frozen=True)
class Mention:
    """One place where a resume names a skill; `listed` when it names it without showing it."""

    skill_id: str
    resume_id: str
    text: str
    quote: str
    span: tuple[int, int]
    listed: bool
    role: int | None = None


@dataclass(frozen=True)
class Evidence:
    """What `resume` says of work, read blind."""

    resume: Resume
    matcher: Matcher
    shown: tuple[Passage, ...]
    lists: tuple[Passage, ...]
    mentions: Mapping[str, tuple[Mention, ...]]
    repeated: Mapping[str, int]
    """Skills that are named more often than is counted, with how often."""

    @cached_property
    def narrative(self) -> str:
        """Experience, projects and summary as one text to compare; lists are not part of it."""
        kinds = {"summary", "experience", "project"}
        return "\n".join(piece.told for piece in self.shown if piece.kind in kinds)

    @property
    def words(self) -> int:
        return sum(len(piece.blind.split()) for piece in (*self.shown, *self.lists))

    def named_in(self, piece: Passage) -> int:
        """How many skills a passage names."""
        return sum(
            any(mention.resume_id == piece.resume_id for mention in found) for found in self.mentions.values()
        )

    def shown_in(self, role: int) -> frozenset[str]:
        return frozenset(
            skill_id
            for skill_id, found in self.mentions.items()
            if any(mention.role == role and not mention.listed for mention in found)
        )


def gather(resume: Resume, matcher: Matcher, limits: EvidenceLimits) -> Evidence:
    shown: list[Passage] = []
    lists: list[Passage] = []
    mentions: defaultdict[str, list[Mention]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for piece in passages(resume):
        hits = [hit for hit in matcher.find(piece.blind) if hit.strength == "firm"]
        listed = _is_list(piece, hits, limits)
        (lists if listed else shown).append(piece)
        for hit in hits:
            counts[hit.skill_id] += 1
            if counts[hit.skill_id] <= limits.most_mentions:
                mentions[hit.skill_id].append(_mention(piece, hit, listed=listed))
    for mention in _listed(resume, matcher):
        mentions[mention.skill_id].append(mention)
    return Evidence(
        resume=resume,
        matcher=matcher,
        shown=tuple(shown),
        lists=tuple(lists),
        mentions={skill_id: tuple(found) for skill_id, found in mentions.items()},
        repeated={skill: count for skill, count in counts.items() if count > limits.most_mentions},
    )


def _is_list(piece: Passage, hits: list[SkillHit], limits: EvidenceLimits) -> bool:
    """A line full of names is a list in disguise; a certificate or study is a name by nature."""
    words = len(piece.blind.split())
    told = words >= limits.told_words and not _LIST_MARK.search(piece.blind)
    crowded = len(hits) > words * (limits.told_hits_a_word if told else limits.most_hits_a_word)
    by_nature = piece.kind in {"certificate", "education"}
    return len(hits) > limits.most_hits or (crowded and not by_nature)


def _mention(piece: Passage, hit: SkillHit, *, listed: bool) -> Mention:
    return Mention(
        skill_id=hit.skill_id,
        resume_id=piece.resume_id,
        text=piece.text[hit.start : hit.end],
        quote=piece.text,
        span=(hit.start, hit.end),
        listed=listed,
        role=piece.role,
    )


def _listed(resume: Resume, matcher: Matcher) -> Iterator[Mention]:
    for group in resume.skills:
        words = [(word.id, word.text, word.skill_id) for word in group.keywords]
        for resume_id, text, given in words or [(group.id, group.name or "", None)]:
            skill_id = given or meant(text, matcher)
            if skill_id:
                yield Mention(skill_id, resume_id, text, text, (0, len(text)), listed=True)
