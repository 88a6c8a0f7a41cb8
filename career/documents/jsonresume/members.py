"""The members that the public JSON Resume 1.0.0 schema knows, and how each becomes one of ours.

The tables are the schema: a member that is not in them, or whose value has another type than it says, is
kept in `extra` under its own name. So is an empty list or object, because our shapes do not tell it from an
absent one.
"""

from collections.abc import Mapping
from enum import Enum, auto

from pydantic import JsonValue, TypeAdapter, ValidationError

from career.schema import resume as shapes
from career.schema.base import PartialDate, Shape
from career.schema.ids import IdMaker

Json = dict[str, JsonValue]


class Leaf(Enum):
    TEXT = auto()
    DATE = auto()
    TEXTS = auto()
    BULLETS = auto()
    KEYWORDS = auto()


Kind = Leaf | type[Shape]
"""A leaf, or the shape of the object or of each object in the list."""

TEXT, DATE, TEXTS, BULLETS, KEYWORDS = Leaf.TEXT, Leaf.DATE, Leaf.TEXTS, Leaf.BULLETS, Leaf.KEYWORDS

# Camel case alone leads from our names to the schema's.
MEMBERS: Mapping[type[Shape], Mapping[str, Kind]] = {
    shapes.Location: {
        "address": TEXT, "postal_code": TEXT, "city": TEXT, "country_code": TEXT, "region": TEXT,
    },
    shapes.NetworkProfile: {"network": TEXT, "username": TEXT, "url": TEXT},
    shapes.Basics: {
        "name": TEXT, "label": TEXT, "image": TEXT, "email": TEXT, "phone": TEXT, "url": TEXT,
        "summary": TEXT, "location": shapes.Location, "profiles": shapes.NetworkProfile,
    },
    shapes.Work: {
        "name": TEXT, "position": TEXT, "location": TEXT, "description": TEXT, "url": TEXT,
        "start_date": DATE, "end_date": DATE, "summary": TEXT, "highlights": BULLETS,
    },
    shapes.Volunteer: {
        "organization": TEXT, "position": TEXT, "location": TEXT, "description": TEXT, "url": TEXT,
        "start_date": DATE, "end_date": DATE, "summary": TEXT, "highlights": BULLETS,
    },
    # The schema's education has no location and highlights, but its objects are open and resumes do.
    shapes.Education: {
        "institution": TEXT, "url": TEXT, "area": TEXT, "study_type": TEXT, "start_date": DATE,
        "end_date": DATE, "score": TEXT, "courses": TEXTS, "location": TEXT, "highlights": BULLETS,
    },
    shapes.Project: {
        "name": TEXT, "description": TEXT, "highlights": BULLETS, "keywords": TEXTS, "start_date": DATE,
        "end_date": DATE, "url": TEXT, "roles": TEXTS, "entity": TEXT, "type": TEXT,
    },
    shapes.Certificate: {"name": TEXT, "date": DATE, "url": TEXT, "issuer": TEXT},
    shapes.Award: {"title": TEXT, "date": DATE, "awarder": TEXT, "summary": TEXT},
    shapes.Publication: {
        "name": TEXT, "publisher": TEXT, "release_date": DATE, "url": TEXT, "summary": TEXT,
    },
    shapes.SkillGroup: {"name": TEXT, "level": TEXT, "keywords": KEYWORDS},
    shapes.LanguageSkill: {"language": TEXT, "fluency": TEXT},
    shapes.Interest: {"name": TEXT, "keywords": TEXTS},
    shapes.Reference: {"name": TEXT, "reference": TEXT},
    shapes.Resume: {
        "basics": shapes.Basics, "work": shapes.Work, "volunteer": shapes.Volunteer,
        "education": shapes.Education, "projects": shapes.Project, "certificates": shapes.Certificate,
        "awards": shapes.Award, "publications": shapes.Publication, "skills": shapes.SkillGroup,
        "languages": shapes.LanguageSkill, "interests": shapes.Interest, "references": shapes.Reference,
    },
}  # fmt: skip

_SINGLE = frozenset({shapes.Basics, shapes.Location})
"""Shapes that stand alone; all others come in lists."""

IDENTITY: Mapping[type[Shape], tuple[str, tuple[str, ...]]] = {
    shapes.Work: ("w", ("name", "position")),
    shapes.Volunteer: ("v", ("organization", "position")),
    shapes.Education: ("e", ("institution", "study_type", "area")),
    shapes.Project: ("p", ("name",)),
    shapes.Certificate: ("c", ("name", "issuer")),
    shapes.Award: ("a", ("title", "awarder")),
    shapes.Publication: ("u", ("name", "publisher")),
    shapes.SkillGroup: ("s", ("name",)),
    shapes.LanguageSkill: ("l", ("language",)),
    shapes.Interest: ("i", ("name",)),
    shapes.Reference: ("r", ("name",)),
}
"""The kind letter of an item's id and the members that tell it from its neighbours."""

_ONGOING_SHAPES = (shapes.Work, shapes.Volunteer)
"""Entries that go on when no end is given, by the schema's custom; studies and projects just lack one."""
_ONGOING = frozenset({"", "present", "current", "now", "today"})
_DATE: TypeAdapter[str] = TypeAdapter(PartialDate)


def read_resume(data: Json) -> shapes.Resume:
    """Read the plain members; `meta` is kept whole. Ids depend on texts, not on the order of members."""
    meta = data.get("meta")
    kept = {"meta": meta} if isinstance(meta, dict) and meta else {}
    rest = {name: value for name, value in data.items() if name not in kept}
    return shapes.Resume.model_validate({**_read_members(shapes.Resume, rest, IdMaker()), **kept})


def write_resume(resume: shapes.Resume) -> Json:
    """Write the plain members alone."""
    return {**_write(resume), **({"meta": dict(resume.meta)} if resume.meta else {})}


def _read_members(shape: type[Shape], data: Json, ids: IdMaker) -> dict[str, object]:
    values: dict[str, object] = {}
    for field, kind in MEMBERS[shape].items():
        value = _read(kind, data.get(_camel(field)), ids)
        if value is not None:
            values[field] = value
    read = {_camel(field) for field in values}
    values["extra"] = {name: value for name, value in data.items() if name not in read}
    if shape in _ONGOING_SHAPES:
        values["current"] = _is_current(values, data)
    if shape in IDENTITY:
        letter, identifying = IDENTITY[shape]
        values["id"] = ids.make(letter, *(_text(values.get(field)) for field in identifying))
    return values


def _read(kind: Kind, value: JsonValue, ids: IdMaker) -> object | None:
    """Our value, or `None` if this one cannot be told apart from an absent one or has another type."""
    if isinstance(kind, Leaf):
        return _read_leaf(kind, value, ids)
    if kind in _SINGLE:
        empty_is_absent = kind is shapes.Basics
        if not isinstance(value, dict) or (empty_is_absent and not value):
            return None
        return _read_members(kind, value, ids)
    if not isinstance(value, list) or not value:
        return None
    objects = [item for item in value if isinstance(item, dict)]
    return [_read_members(kind, item, ids) for item in objects] if len(objects) == len(value) else None


def _read_leaf(kind: Leaf, value: JsonValue, ids: IdMaker) -> object | None:
    if kind is Leaf.TEXT:
        return value if isinstance(value, str) else None
    if kind is Leaf.DATE:
        return value if isinstance(value, str) and _is_date(value) else None
    if not isinstance(value, list) or not value:
        return None
    texts = [item for item in value if isinstance(item, str)]
    if len(texts) != len(value):
        return None
    if kind is Leaf.TEXTS:
        return texts
    letter = "b" if kind is Leaf.BULLETS else "k"
    return [{"id": ids.make(letter, text), "text": text} for text in texts]


def _is_date(text: str) -> bool:
    try:
        _DATE.validate_python(text)
    except ValidationError:
        return False
    return True


def _is_current(values: dict[str, object], data: Json) -> bool:
    if "start_date" not in values or "end_date" in values:
        return False
    end = data.get("endDate")
    return end is None or (isinstance(end, str) and end.strip().casefold() in _ONGOING)


def _write(shape: Shape) -> Json:
    extra = getattr(shape, "extra", {})
    written: Json = dict(extra)
    for field, kind in MEMBERS[type(shape)].items():
        value = _write_value(kind, getattr(shape, field))
        if value is not None:
            written[_camel(field)] = value
    return written


def _write_value(kind: Kind, value: object) -> JsonValue:
    if isinstance(value, str):
        return value
    if isinstance(value, Shape):
        written = _write(value)
        return written if written or kind is not shapes.Basics else None
    if not isinstance(value, tuple) or not value:
        return None
    if kind in {Leaf.BULLETS, Leaf.KEYWORDS}:
        return [item.text for item in value]
    return [item if isinstance(item, str) else _write(item) for item in value]


def _camel(field: str) -> str:
    first, *others = field.split("_")
    return first + "".join(word.capitalize() for word in others)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
