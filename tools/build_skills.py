"""Build career/skills/skills.json.gz from ESCO, O*NET and modern terms: `python tools/build_skills.py`.

Run by hand when a source or a rule here changes; its output is committed. The same sources give the same
bytes: everything is sorted and the gzip time is 0.
"""

import argparse
import ast
import gzip
import hashlib
import json
import re
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from career.skills.labels import normalise, squeezed
from tools import skill_sources

OUTPUT = Path(__file__).parents[1] / "career" / "skills" / "skills.json.gz"
RULES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
LONGEST = 60
COMMON = 3
"""A word in this many O*NET task statements is common: a product is not called by it alone."""
SQUEEZABLE = 5
"""Characters from which spelling without blanks and dots still tells two names apart."""


@dataclass
class Skill:
    id: str
    label: str
    kind: str
    group: str = ""
    terms: set[str] = field(default_factory=set)
    broader: set[str] = field(default_factory=set)


class Catalogue:
    """Skills by id and by term; the first source that names a term keeps it."""

    def __init__(self) -> None:
        self.skills: dict[str, Skill] = {}
        self.by_term: dict[str, str] = {}
        self.by_squeezed: dict[str, str] = {}

    def find(self, label: str) -> Skill | None:
        tight = squeezed(label)
        found = self.by_term.get(normalise(label))
        if found is None and len(tight) >= SQUEEZABLE:
            found = self.by_squeezed.get(tight)
        return self.skills[found] if found else None

    def add(self, skill: Skill) -> Skill:
        self.skills[skill.id] = skill
        return skill

    def call(self, skill: Skill, label: str) -> None:
        term = normalise(label)
        if 1 <= len(term) <= LONGEST and any(char.isalnum() for char in term):
            if self.by_term.setdefault(term, skill.id) == skill.id:
                skill.terms.add(term)
            self.by_squeezed.setdefault(squeezed(label), skill.id)

    def fresh_id(self, source: str, label: str) -> str:
        spelled = normalise(label).replace("+", " plus ").replace("#", " sharp ").replace(".", " dot ")
        slug = (
            re.sub(r"[^a-z0-9]+", "-", spelled).strip("-") or hashlib.blake2b(label.encode()).hexdigest()[:8]
        )
        candidates = (f"{source}:{slug}{tail}" for tail in ("", *(f"-{n}" for n in range(2, 99))))
        return next(candidate for candidate in candidates if candidate not in self.skills)


def add_esco(catalogue: Catalogue, folder: Path) -> None:
    """Preferred labels before alternative ones, so that a name belongs to the skill that is called so."""
    rows = sorted(skill_sources.esco_labels(folder), key=lambda row: (row["id"], row["description"]))
    merged: dict[str, Skill] = {}
    for row in rows:
        if row["type"] == "preferredLabel":
            label = re.sub(r"\s*\([^)]*\)$", "", row["description"])
            paths = ast.literal_eval(row["hierarchy_levels"] or "[]")
            skill = catalogue.find(label) or catalogue.add(
                Skill(f"esco:{row['id']}", label, esco_kind(paths), esco_group(paths))
            )
            merged[row["id"]] = skill
            catalogue.call(skill, label)
            catalogue.call(skill, row["description"])
    for row in rows:
        if row["type"] == "altLabels":
            catalogue.call(merged[row["id"]], row["description"])
            catalogue.call(merged[row["id"]], re.sub(r"\s*\([^)]*\)$", "", row["description"]))


def esco_kind(paths: list[list[str | None]]) -> str:
    """Attitudes, personal and transversal skills are soft, but for T1: languages, numbers, computers."""
    codes = {code for path in paths for code in path if code}
    if "L" in codes:
        return "l"
    transversal = bool(paths) and all(path[0] == "T" for path in paths) and "T1" not in codes
    return "s" if transversal or codes & {"A", "K0031"} else "h"


def esco_group(paths: list[list[str | None]]) -> str:
    """The finest code; what one knows (K) says more about kinship than what one does (S)."""
    leaves = sorted(
        ([code for code in path if code][-1] for path in paths), key=lambda code: (code[0] != "K", code)
    )
    return f"esco:{leaves[0]}" if leaves else ""


def add_onet(catalogue: Catalogue, folder: Path) -> None:
    common = common_words(folder)
    for name, category in sorted(skill_sources.onet_technologies(folder)):
        names = list(onet_names(name, common))
        # "Accounting software" is a kind of software, and the ability is not a tool.
        kind = "t" if is_telling(onet_label(name), common) else "h"
        skill = next(filter(None, map(catalogue.find, names)), None) or catalogue.add(
            Skill(catalogue.fresh_id("onet", name), onet_label(name), kind)
        )
        if skill.kind == "h":
            skill.kind = kind
        skill.group = skill.group or f"onet:{category}"
        for called in names:
            catalogue.call(skill, called)


def onet_label(name: str) -> str:
    return re.sub(r" software$", "", name)


def onet_names(name: str, common: set[str]) -> Iterator[str]:
    """The full name, without "software", without its maker, and the two halves of "Name Of It NOI"."""
    yield name
    short = onet_label(name)
    yield short
    for maker in RULES["makers"]:
        if short.startswith(f"{maker} ") and is_telling(rest := short.removeprefix(f"{maker} "), common):
            yield rest
    if match := re.fullmatch(r"(.+) ([A-Z]{2,6})", short):
        words = re.findall(r"[A-Za-z]+", match[1])
        if "".join(word[0] for word in words).upper() == match[2]:
            yield match[1]
            yield match[2]


def is_telling(name: str, common: set[str]) -> bool:
    return name in RULES["telling"] or any(word not in common for word in name.lower().split())


def common_words(folder: Path) -> set[str]:
    counts = Counter(
        word
        for _, task in skill_sources.onet_tasks(folder)
        for word in set(re.findall(r"[a-z]+", task.lower()))
    )
    return {word for word, count in counts.items() if count >= COMMON}


def add_modern(catalogue: Catalogue, folder: Path) -> None:
    """Shorter terms first, so that "python programming" becomes another name of Python."""
    for term in sorted(skill_sources.modern_terms(folder), key=lambda term: (len(term), term)):
        name = normalise(term)
        if not 2 <= len(name) <= LONGEST and name not in {"c", "r"}:
            continue
        skill = catalogue.find(name) or plain_head(catalogue, name)
        if skill is None:
            kind = "c" if re.search(RULES["certificate"], name) else "h"
            skill = catalogue.add(Skill(catalogue.fresh_id("sl", name), term, kind))
        catalogue.call(skill, name)


def plain_head(catalogue: Catalogue, name: str) -> Skill | None:
    """The tool in a name that only adds what kind of thing it is: "react" of "react framework"."""
    head, _, tail = name.rpartition(" ")
    if tail not in RULES["plain"] or not head:
        return None
    found = catalogue.by_term.get(head)
    if found is None or head in RULES["too_plain"]:
        return None
    skill = catalogue.skills[found]
    is_tool = skill.kind == "t" or skill.group in RULES["tool_groups"]
    return skill if is_tool else None


def add_own(catalogue: Catalogue, own: dict[str, dict[str, list[str]]]) -> None:
    """Names, families and kinds that the sources do not tell; they win over theirs."""
    for group, labels in own["skills"].items():
        kind = "h" if group in RULES["abilities"] else "t"
        for label in labels:
            skill = own_skill(catalogue, label)
            skill.label, skill.kind, skill.group = label, kind, f"own:{group}"
    for kind, labels in own["kinds"].items():
        for label in labels:
            own_skill(catalogue, label).kind = kind[0]


def own_skill(catalogue: Catalogue, label: str) -> Skill:
    """The skill of this name; one that ESCO only also calls so is another, and loses the name."""
    found = catalogue.find(label)
    if found and not (found.id.startswith("esco:") and squeezed(found.label) != squeezed(label)):
        catalogue.call(found, label)
        return found
    if found:
        found.terms.discard(normalise(label))
        catalogue.by_term.pop(normalise(label), None)
        catalogue.by_squeezed.pop(squeezed(label), None)
    skill = catalogue.add(Skill(catalogue.fresh_id("sl", label), label, "h"))
    catalogue.call(skill, label)
    return skill


def link_wider(catalogue: Catalogue) -> None:
    """A modern term that contains the name of a tool is a narrower skill than that tool."""
    for skill in catalogue.skills.values():
        if skill.id.startswith("sl:"):
            words = normalise(skill.label).split()
            parts = (
                " ".join(words[at : at + length])
                for length in range(len(words) - 1, 0, -1)
                for at in range(len(words) - length + 1)
            )
            for part in parts:
                wider = catalogue.by_term.get(part)
                if wider and wider != skill.id and part not in RULES["too_plain"]:
                    skill.broader.add(wider)
                    break


def packed(catalogue: Catalogue) -> bytes:
    skills = sorted(catalogue.skills.values(), key=lambda skill: skill.id)
    rows = {skill.id: row for row, skill in enumerate(skills)}
    groups = sorted({skill.group for skill in skills if skill.group})
    places = {group: place for place, group in enumerate(groups)}
    table = {
        "ids": "\n".join(skill.id for skill in skills),
        "labels": "\n".join(skill.label for skill in skills),
        "kinds": "".join(skill.kind for skill in skills),
        "group_names": groups,
        "groups": [places.get(skill.group, -1) for skill in skills],
        "broader": {
            str(rows[skill.id]): sorted(rows[wider] for wider in skill.broader)
            for skill in skills
            if skill.broader
        },
        "terms": "\n".join("\t".join(sorted(skill.terms)) for skill in skills),
    }
    raw = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    return gzip.compress(raw, compresslevel=9, mtime=0)


def build(folder: Path) -> bytes:
    catalogue = Catalogue()
    add_esco(catalogue, folder)
    add_onet(catalogue, folder)
    add_modern(catalogue, folder)
    add_own(catalogue, RULES["own"])
    link_wider(catalogue)
    report(catalogue)
    return packed(catalogue)


def report(catalogue: Catalogue) -> None:
    sources = Counter(skill.id.split(":")[0] for skill in catalogue.skills.values())
    terms: defaultdict[str, int] = defaultdict(int)
    for skill in catalogue.skills.values():
        terms[skill.id.split(":")[0]] += len(skill.terms)
    for source, count in sorted(sources.items()):
        print(f"{source}: {count} skills, {terms[source]} labels")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, help="a folder to fetch the sources to, and to use again")
    folder = parser.parse_args().wheels or Path(tempfile.mkdtemp(prefix="skill-sources-"))
    skill_sources.fetch(folder)
    data = build(folder)
    OUTPUT.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    OUTPUT.with_suffix(".gz.sha256").write_text(f"{digest}  {OUTPUT.name}\n")
    print(f"{OUTPUT.name}: {len(data):,} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
