"""What the resumes of ../shared/data really say, and how much of it a reading found."""

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from career.reading.fields.dates import single_range
from career.schema.reading import Reading
from career.schema.resume import Bullet

RESUMES = Path(__file__).parents[1].parent / "shared" / "data" / "resumes"
TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Role:
    company: str
    position: str
    start: str
    end: str
    location: str
    bullets: tuple[str, ...]


@dataclass(frozen=True)
class Study:
    institution: str
    degree: str
    start: str
    end: str


@dataclass(frozen=True)
class Truth:
    """`end` is "present" for what goes on; texts are compared after `same`."""

    name: str
    email: str
    phone: str
    location: str
    work: tuple[Role, ...]
    education: tuple[Study, ...]
    columns: int = 1


@dataclass
class Marks:
    """Right and asked for, by field."""

    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    extra_work: int = 0

    def add(self, name: str, right: bool) -> None:  # noqa: FBT001 - the mark itself
        self.asked[name] = self.asked.get(name, 0) + 1
        self.right[name] = self.right.get(name, 0) + right

    def merged(self, other: "Marks") -> "Marks":
        names = {*self.asked, *other.asked}
        return Marks(
            {name: self.right.get(name, 0) + other.right.get(name, 0) for name in names},
            {name: self.asked.get(name, 0) + other.asked.get(name, 0) for name in names},
            self.extra_work + other.extra_work,
        )

    def share(self, name: str) -> float:
        return self.right.get(name, 0) / max(self.asked.get(name, 0), 1)


def documents() -> list[tuple[Path, Truth]]:
    """Every PDF that has a truth file beside it; empty where the data is absent."""
    found = []
    for path in sorted(RESUMES.glob("*/*.pdf")):
        if path.with_suffix(".json").exists():
            found.append((path, _from_json(json.loads(path.with_suffix(".json").read_text("utf-8")))))
        elif path.with_suffix(".yaml").exists():
            found.append((path, _from_yaml(yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8")))))
    return found


def marks(reading: Reading, truth: Truth) -> Marks:
    resume, result = reading.resume, Marks()
    basics = resume.basics
    result.add("name", same(basics.name) == same(truth.name))
    result.add("email", same(basics.email) == same(truth.email))
    if truth.phone:
        result.add("phone", _digits(basics.phone).endswith(_digits(truth.phone)))
    address = basics.location.address if basics.location else None
    result.add("location", same(address) == same(truth.location))
    for role in truth.work:
        read = next(
            (
                work
                for work in resume.work
                if same(work.name) == same(role.company) and (work.start_date or "")[:7] == role.start
            ),
            None,
        )
        end = "present" if read and read.current else (read.end_date or "")[:7] if read else ""
        right = read is not None and same(read.position) == same(role.position) and end == role.end
        result.add("work", right)
        result.add("work place", read is not None and same(read.location) == same(role.location))
        for bullet in role.bullets:
            result.add("bullets", read is not None and _has(read.highlights, bullet))
    result.extra_work = max(0, len(resume.work) - len(truth.work))
    for study in truth.education:
        result.add(
            "education",
            any(
                same(read.institution) == same(study.institution)
                and same(" in ".join(part for part in (read.study_type, read.area) if part))
                == same(study.degree)
                and ((read.start_date or "")[:7], (read.end_date or "")[:7]) == (study.start, study.end)
                for read in resume.education
            ),
        )
    return result


def same(text: str | None) -> str:
    """NFKC, one case, one kind of dash and quote, single spaces."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    folded = re.sub("[‐‑‒–—−]", "-", folded)
    folded = re.sub("[‘’`´]", "'", re.sub("[“”„]", '"', folded))
    return " ".join(folded.split())


def _has(bullets: tuple[Bullet, ...], text: str) -> bool:
    return any(same(bullet.text) == same(text) for bullet in bullets)


def _digits(text: str | None) -> str:
    return re.sub(r"\D", "", text or "") or "none"


def _from_json(data: dict[str, Any]) -> Truth:
    basics, sections = data["basics"], data["sections"]
    narrow = {side for page in data["metadata"]["layout"] for side in map(str, page)}
    return Truth(
        name=basics["name"],
        email=basics["email"],
        phone=basics["phone"],
        location=basics["location"],
        work=tuple(_json_role(item) for item in _visible(sections["experience"])),
        education=tuple(
            Study(item["institution"], item["studyType"], *_ends(item["date"]))
            for item in _visible(sections["education"])
        ),
        columns=2 if len(narrow) > 1 else 1,
    )


def _visible(section: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (item for item in section["items"] if item["visible"]) if section["visible"] else iter(())


def _json_role(item: dict[str, Any]) -> Role:
    bullets = re.findall(r"<li>(.*?)</li>", item["summary"], re.DOTALL)
    texts = tuple(html.unescape(re.sub(r"<[^>]+>", "", bullet)) for bullet in bullets)
    return Role(item["company"], item["position"], *_ends(item["date"]), item["location"], texts)


def _ends(text: str) -> tuple[str, str]:
    span = single_range(text, TODAY)
    assert span is not None, f"a truth file has the date {text!r}"
    return span.start or "", "present" if span.current else span.end or ""


def _from_yaml(data: dict[str, Any]) -> Truth:
    cv = data["cv"]
    return Truth(
        name=cv["name"],
        email=cv["email"],
        phone=cv.get("phone") or "",
        location=cv["location"],
        work=tuple(_yaml_role(item) for item in cv["sections"]["experience"]),
        education=tuple(
            Study(
                item["institution"],
                f"{item['degree']} in {item['area']}",
                str(item["start_date"]),
                str(item["end_date"]),
            )
            for item in cv["sections"]["education"]
        ),
    )


def _yaml_role(item: dict[str, Any]) -> Role:
    bullets = tuple(bare for text in item["highlights"] for bare in _lines(text))
    return Role(
        item["company"],
        item["position"],
        str(item["start_date"]),
        str(item["end_date"]),
        item["location"],
        bullets,
    )


def _lines(text: str) -> list[str]:
    """A YAML highlight may hold a list of its own, which wrapped into one line."""
    return [_stripped(part) for part in re.split(r"\s+-\s+(?=[A-Z])", text)]


def _stripped(markdown: str) -> str:
    return re.sub(r"[*_]{1,2}([^*_]+)[*_]{1,2}", r"\1", re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", markdown))
