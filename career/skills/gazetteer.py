"""The committed table of skills, unpacked into columns: 13 MB of text must not become 200,000 objects."""

import gzip
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Final

import orjson

from career.schema.skill import Skill
from career.skills.labels import normalise

_HERE: Final = files("career.skills")
_OWN: Final = "own:"
_KINDS: Final = {
    "h": "hard",
    "s": "soft",
    "t": "tool",
    "c": "certificate",
    "l": "language",
}


@dataclass(frozen=True)
class Gazetteer:
    """Columns of equal length, one row a skill; `owners` maps each term to the row of its skill.

    `broader` names rows of skills that are wider; `groups` the field that siblings share.
    """

    ids: list[str]
    labels: list[str]
    kinds: str
    group_names: list[str]
    groups: list[int]
    broader: dict[str, list[int]]
    owners: dict[str, int]
    aliases: frozenset[str]

    @cached_property
    def rows(self) -> dict[str, int]:
        return {skill_id: row for row, skill_id in enumerate(self.ids)}

    def is_soft(self, row: int) -> bool:
        return _KINDS[self.kinds[row]] == "soft"

    def is_own(self, row: int) -> bool:
        """Whether the project itself names the skill (`tools/build_skills.toml`)."""
        return self.groups[row] >= 0 and self.group_names[self.groups[row]].startswith(_OWN)

    def skill(self, row: int) -> Skill:
        group = self.groups[row]
        return Skill.model_validate(
            {
                "id": self.ids[row],
                "label": self.labels[row],
                "kind": _KINDS[self.kinds[row]],
                "broader": tuple(self.ids[wider] for wider in self.broader.get(str(row), ())),
                "group": self.group_names[group] if group >= 0 else None,
            }
        )


def read_gazetteer() -> Gazetteer:
    """Read what `tools/build_skills.py` wrote, with the project's own aliases on top."""
    raw = orjson.loads(gzip.decompress(_HERE.joinpath("skills.json.gz").read_bytes()))
    owners = _owners(raw["terms"])
    resolved = _resolved(owners)
    return Gazetteer(
        ids=raw["ids"].split("\n"),
        labels=raw["labels"].split("\n"),
        kinds=raw["kinds"],
        group_names=raw["group_names"],
        groups=raw["groups"],
        broader=raw["broader"],
        owners=owners | resolved,
        aliases=frozenset(resolved),
    )


def aliases() -> Iterator[tuple[str, str]]:
    """Pairs of alias and the label that it stands for, both as looked up."""
    table = tomllib.loads(_HERE.joinpath("aliases.toml").read_text("utf-8"))
    for section in table["aliases"].values():
        for alias, label in section.items():
            yield normalise(alias), normalise(label)


def words(name: str) -> frozenset[str]:
    """The lines of one of the lists beside this module, as written."""
    return frozenset(_HERE.joinpath(name).read_text("utf-8").split("\n")) - {""}


def _owners(terms: str) -> dict[str, int]:
    """`terms` has one line a skill, with tabs between its names."""
    return {term: row for row, line in enumerate(terms.split("\n")) for term in line.split("\t") if term}


def _resolved(owners: dict[str, int]) -> dict[str, int]:
    """The project's aliases, which win over what a source calls by the same name."""
    resolved = {}
    for alias, label in aliases():
        if label not in owners:
            raise LookupError(f"aliases.toml: {alias!r} stands for {label!r}, which no skill is called")
        resolved[alias] = owners[label]
    return resolved
