"""Sections that are lists: skills, languages, certificates, awards, publications, interests, references."""

import re
from collections.abc import Sequence
from datetime import date

from career.reading.data import words as listed
from career.reading.fields.bullets import Item, is_dated, is_marked, items_of, unmarked
from career.reading.fields.dates import single_range, without_dates
from career.reading.fields.entries import entries_of
from career.reading.fields.evidence import Evidence
from career.reading.fields.segments import pieces_of
from career.reading.lines import Line, split_at_gaps
from career.schema.ids import IdMaker
from career.schema.resume import (
    Award,
    Bullet,
    Certificate,
    Interest,
    Keyword,
    LanguageSkill,
    OtherSection,
    Publication,
    Reference,
    SkillGroup,
)

MAX_SKILL_WORDS = 6
MAX_GROUP_WORDS = 5
CHIP_GAP = 0.6
"""Of the line's height; a space is a quarter of it."""
_GROUP = re.compile(r"^([^:：]{2,45})[:：]\s+(.+)$")
_SEPARATOR = re.compile(r"\s*[,;|•·●▪、，；،؛]\s*(?![^()]*\))|\s+/\s+(?![^()]*\))")
_LEVEL = re.compile(r"(?:\s*[(\[]|\s+[–—-]\s)\s*([^()\[\]]+?)\s*[)\]]?$")
_FLUENCY = re.compile(r"^([^\W\d_][\w .]*?)\s*(?:[:(–—,/-]|\s\|)\s*(.+?)\)?$")


def skills_of(lines: Sequence[Line], ids: IdMaker, evidence: Evidence) -> tuple[SkillGroup, ...]:
    """Groups as the file has them: "Group: a, b", a bold line over a list, or one list without a name."""
    groups: list[tuple[str | None, str | None, list[tuple[str, Line]]]] = []
    for line in _joined(lines):
        text = unmarked(line.text)
        if match := _GROUP.match(text):
            groups.append(
                (match.group(1).strip(), None, [(part, line) for part in split_skills(match.group(2))])
            )
        elif _names_group(line, text):
            groups.append((text, None, []))
        elif groups and groups[-1][0] and not groups[-1][2] and is_level(text):
            groups[-1] = (groups[-1][0], text, [])
        else:
            if not groups or (groups[-1][0] and is_marked(line)):
                groups.append((None, None, []))
            groups[-1][2].extend((part, line) for part in split_skills(_words_apart(line)))
    return tuple(_group(name, level, found, ids, evidence) for name, level, found in groups if name or found)


def _group(
    name: str | None, level: str | None, found: list[tuple[str, Line]], ids: IdMaker, evidence: Evidence
) -> SkillGroup:
    group_id = ids.make("s", name, *(text for text, _ in found))
    keywords = []
    for written, line in found:
        text, own = _level_of(written)
        keyword = Keyword(id=ids.make("k", name, text), text=text, level=own)
        evidence.note(f"/skills/{group_id}/keywords/{keyword.id}/text", [line], "list", 0.9)
        keywords.append(keyword)
    return SkillGroup(id=group_id, name=name, level=level, keywords=tuple(keywords))


def _joined(lines: Sequence[Line]) -> list[Line]:
    """A list that goes on after a comma, or under its group's name at the same indent, is one line."""
    result: list[Line] = []
    for line in lines:
        last = result[-1] if result else None
        if (
            last is not None
            and last.block == line.block
            and not is_marked(line)
            and not _GROUP.match(line.text)
        ):
            open_end = last.text.rstrip().endswith((",", "/", "(", "&", "|", "·", "•"))
            indented = (
                bool(_GROUP.match(last.text)) and line.x0 > last.x0 + line.height and not line.words[0].bold
            )
            if open_end or indented:
                result[-1] = last.with_words([*last.words, *line.words])
                continue
        result.append(line)
    return result


def _names_group(line: Line, text: str) -> bool:
    short = len(text.split()) <= MAX_GROUP_WORDS and not _SEPARATOR.search(text) and len(line.segments) == 1
    return short and not is_marked(line) and line.bold_share > 0.9


def _words_apart(line: Line) -> str:
    """Chips and columns stand apart by white alone, chips by less than columns."""
    if _SEPARATOR.search(line.text):
        return unmarked(" | ".join(segment.text for segment in line.segments))
    parts = split_at_gaps(line.words, CHIP_GAP)
    return unmarked(" | ".join(" ".join(word.text for word in part) for part in parts))


def split_skills(text: str) -> list[str]:
    parts = [part.strip(" .;,•·") for part in _SEPARATOR.split(text)]
    return [part for part in parts if part and len(part.split()) <= MAX_SKILL_WORDS + 2]


def _level_of(text: str) -> tuple[str, str | None]:
    match = _LEVEL.search(text)
    if match and is_level(match.group(1)) and match.start():
        return text[: match.start()].strip(), match.group(1)
    return text, None


def is_level(text: str) -> bool:
    lowered = text.casefold().strip(" .()")
    return lowered in listed("levels", "levels") or lowered.split(" ")[0] in listed("levels", "levels")


def languages_of(lines: Sequence[Line], ids: IdMaker, evidence: Evidence) -> tuple[LanguageSkill, ...]:
    found: list[tuple[str, str | None, Line]] = []
    for line in lines:
        for part in split_skills(_words_apart(line)):
            match = _FLUENCY.match(part)
            if match and is_level(match.group(2)):
                found.append((match.group(1).strip(), match.group(2).strip(), line))
            elif is_level(part) and found and found[-1][1] is None:
                found[-1] = (found[-1][0], part, found[-1][2])
            else:
                name, _, level = part.partition(" ")
                known = is_level(level) if level else False
                found.append((name if known else part.rstrip(":"), level if known else None, line))
    result = []
    for language, fluency, line in found:
        item = LanguageSkill(id=ids.make("l", language), language=language, fluency=fluency)
        evidence.note(f"/languages/{item.id}/language", [line], "list", 0.9)
        result.append(item)
    return tuple(result)


def certificates_of(
    lines: Sequence[Line], ids: IdMaker, evidence: Evidence, today: date
) -> tuple[Certificate, ...]:
    result = []
    for name, other, when, line, link in _short_entries(lines, today):
        item = Certificate(id=ids.make("c", name, other), name=name, issuer=other, date=when, url=link)
        evidence.note(f"/certificates/{item.id}/name", [line], "entry", 0.8)
        result.append(item)
    return tuple(result)


def awards_of(lines: Sequence[Line], ids: IdMaker, evidence: Evidence, today: date) -> tuple[Award, ...]:
    result = []
    for name, other, when, line, _ in _short_entries(lines, today):
        item = Award(id=ids.make("a", name, other), title=name, awarder=other, date=when)
        evidence.note(f"/awards/{item.id}/title", [line], "entry", 0.8)
        result.append(item)
    return tuple(result)


def publications_of(
    lines: Sequence[Line], ids: IdMaker, evidence: Evidence, today: date
) -> tuple[Publication, ...]:
    result = []
    for name, other, when, line, link in _short_entries(lines, today):
        item = Publication(id=ids.make("u", name), name=name, publisher=other, release_date=when, url=link)
        evidence.note(f"/publications/{item.id}/name", [line], "entry", 0.7)
        result.append(item)
    return tuple(result)


_Short = tuple[str, str | None, str | None, Line, str | None]


def _short_entries(lines: Sequence[Line], today: date) -> list[_Short]:
    """Name, what stands with it, date, line and link of each item."""
    if all(is_marked(line) or not is_dated(line, today) for line in lines) and any(map(is_marked, lines)):
        return [_short_item(item, today) for item in items_of(lines)]
    result: list[_Short] = []
    for entry in entries_of(lines, today):
        head = [*entry.head, *entry.text]
        names = [line for line in head if not line.margin] or head
        if not names:
            result += [_short_item(item, today) for item in items_of(entry.body)]
            continue
        name = without_dates(names[0].segments[0].text, today) or names[0].text
        pieces = [piece.text for piece in pieces_of(head, today, 0.0)]
        rest = [text for text in pieces if text not in name]
        span = next((found for line in head if (found := single_range(line.text, today))), None)
        link = next((word.link for line in head for word in line.words if word.link), None)
        result.append(
            (name, rest[0] if rest else None, span.end or span.start if span else None, names[0], link)
        )
    return result


def _short_item(item: Item, today: date) -> _Short:
    span = single_range(item.text, today)
    name = without_dates(item.text, today) if span else item.text
    name, _, other = re.sub(r"\s+[–—|]\s+", "\x00", name, count=1).partition("\x00")
    link = next((word.link for line in item.lines for word in line.words if word.link), None)
    return (
        name.strip(),
        other.strip() or None,
        (span.end or span.start) if span else None,
        item.lines[0],
        link,
    )


def interests_of(lines: Sequence[Line], ids: IdMaker, evidence: Evidence) -> tuple[Interest, ...]:
    result = []
    for line in lines:
        for part in split_skills(_words_apart(line)) or [unmarked(line.text)]:
            item = Interest(id=ids.make("i", part), name=part)
            evidence.note(f"/interests/{item.id}/name", [line], "list", 0.8)
            result.append(item)
    return tuple(result)


def references_of(lines: Sequence[Line], ids: IdMaker, evidence: Evidence) -> tuple[Reference, ...]:
    text = "\n".join(line.text for line in lines)
    if not text:
        return ()
    item = Reference(id=ids.make("r", text), reference=text)
    evidence.note(f"/references/{item.id}/reference", lines, "section", 0.7)
    return (item,)


def other_of(title: str, lines: Sequence[Line], ids: IdMaker, evidence: Evidence) -> OtherSection:
    section_id = ids.make("o", title, *(line.text for line in lines[:1]))
    found = []
    for item in items_of(lines):
        bullet = Bullet(id=ids.make("b", title, item.text), text=item.text)
        evidence.note(f"/sections/{section_id}/bullets/{bullet.id}/text", item.lines, "section", 0.9)
        found.append(bullet)
    return OtherSection(id=section_id, title=title, bullets=tuple(found))
