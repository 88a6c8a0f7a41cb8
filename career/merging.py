"""Taking what a person accepted of a reading into their profile: pure, and nothing that was not accepted."""

from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import JsonValue, ValidationError

from career import paths
from career.errors import Invalid
from career.schema.resume import Resume

SECTIONS: Final = (
    "work",
    "volunteer",
    "education",
    "projects",
    "certificates",
    "awards",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
    "sections",
)
_TWINS: Final = {
    "work": ("name", "position", "start_date"),
    "volunteer": ("organization", "position", "start_date"),
    "education": ("institution", "area", "study_type"),
    "projects": ("name",),
    "certificates": ("name",),
    "awards": ("title",),
    "publications": ("name",),
    "skills": ("name",),
    "languages": ("language",),
    "interests": ("name",),
    "references": ("name",),
    "sections": ("title",),
}
"""What makes two items the same thing said twice, by section."""

Document = dict[str, JsonValue]


def edited(reading: Resume, edits: Mapping[str, str]) -> Resume:
    """The reading as the person corrected it; raises `Invalid` where an edit does not fit."""
    document = reading.model_dump(mode="json")
    for path, value in edits.items():
        paths.set_text(document, path, value.strip() or None)
    try:
        return Resume.model_validate(document)
    except ValidationError as error:
        at = "/" + "/".join(str(part) for part in error.errors()[0]["loc"])
        raise Invalid(
            "This correction does not fit here; dates are YYYY, YYYY-MM or YYYY-MM-DD.", at=at
        ) from None


def merge(profile: Resume, reading: Resume, accepted: Iterable[str]) -> Resume:
    """The profile with the accepted members of the reading; an item said twice replaces the older one."""
    document, source = profile.model_dump(mode="json"), reading.model_dump(mode="json")
    for path in accepted:
        section, *rest = paths.parts(path)
        if section == "basics" and len(rest) == 1 and rest[0] in source["basics"]:
            document["basics"][rest[0]] = source["basics"][rest[0]]
        elif section in SECTIONS and len(rest) == 1:
            _take(document[section], _item(source[section], rest[0], path), _TWINS[section])
        else:
            raise Invalid("There is nothing to accept at this path.", at=path[:200])
    document["language"] = document["language"] or source["language"]
    document["work"].sort(key=_newest_first)
    return Resume.model_validate(document)


def _item(items: list[Document], item_id: str, path: str) -> Document:
    for item in items:
        if item["id"] == item_id:
            return item
    raise Invalid("There is nothing to accept at this path.", at=path[:200])


def _take(items: list[Document], new: Document, keys: tuple[str, ...]) -> None:
    for place, old in enumerate(items):
        same = old["id"] == new["id"] or (_identity(old, keys) == _identity(new, keys) != _nothing(keys))
        if same:
            items[place] = new | {"id": old["id"]}
            return
    items.append(new)


def _identity(item: Document, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(item.get(key) or "").casefold().strip() for key in keys)


def _nothing(keys: tuple[str, ...]) -> tuple[str, ...]:
    return ("",) * len(keys)


def _newest_first(work: Document) -> tuple[bool, str, str]:
    """Sorts descending by turning dates around: current roles first, then by end, then by start."""
    return (
        not work["current"],
        _turned(str(work["end_date"] or work["start_date"] or "")),
        _turned(str(work["start_date"] or "")),
    )


def _turned(date: str) -> str:
    padded = (date + "-00-00")[:10] if date else "0000-00-00"
    return "".join(chr(ord("9") - ord(digit) + ord("0")) if digit.isdigit() else digit for digit in padded)
