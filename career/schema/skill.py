"""Skills as the gazetteer knows them, and where a text mentions them."""

from typing import Literal

from career.schema.base import Shape


class Skill(Shape):
    id: str
    """`esco:<uuid>`, `onet:<slug>` or `sl:<slug>`."""
    label: str
    kind: Literal["hard", "soft", "tool", "certificate", "language"] = "hard"
    broader: tuple[str, ...] = ()
    group: str | None = None


class SkillHit(Shape):
    """`start` and `end` are offsets in the text given; a weak hit is a suggestion and never counts."""

    skill_id: str
    start: int
    end: int
    text: str
    strength: Literal["firm", "weak"]
