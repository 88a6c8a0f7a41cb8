"""The places of a resume that tailoring may touch; there is no way to any other."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from career.schema.base import Shape
from career.schema.resume import Bullet, Keyword, Resume, SkillGroup
from career.writing.tailoring.shapes import Value

_ENTRIES = frozenset({"work", "volunteer", "projects", "education"})


class Unreachable(Exception):
    """The path names nothing that may be changed, or something that is gone."""


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_HasId)


def value_at(resume: Resume, path: str) -> Value:
    found: list[Value] = []

    def look(value: Value) -> Value:
        found.append(value)
        return value

    _edited(resume, path, look)
    return found[0]


def put(resume: Resume, path: str, value: Value) -> Resume:
    """The resume with `value` at `path`; raises `Unreachable`."""
    return _edited(resume, path, lambda _: value)


def _edited(resume: Resume, path: str, edit: Callable[[Value], Value]) -> Resume:
    match path.strip("/").split("/"):
        case ["basics", "summary"]:
            basics = resume.basics.model_copy(update={"summary": edit(resume.basics.summary)})
            return resume.model_copy(update={"basics": basics})
        case ["skills"]:
            return resume.model_copy(update={"skills": _ordered(resume.skills, edit)})
        case ["skills", group_id, "keywords", *rest]:
            groups = _within(resume.skills, group_id, lambda group: _keywords(group, rest, edit))
            return resume.model_copy(update={"skills": groups})
        case [section, entry_id, "highlights", *rest] if section in _ENTRIES:
            entries = _within(
                getattr(resume, section), entry_id, lambda entry: _highlights(entry, rest, edit)
            )
            return resume.model_copy(update={section: entries})
        case _:
            raise Unreachable(path)


def _keywords(group: SkillGroup, rest: Sequence[str], edit: Callable[[Value], Value]) -> SkillGroup:
    match rest:
        case []:
            return group.model_copy(update={"keywords": _ordered(group.keywords, edit)})
        case [keyword_id, "text"]:
            respelled = _within(group.keywords, keyword_id, lambda keyword: _text(keyword, edit))
            return group.model_copy(update={"keywords": respelled})
        case _:
            raise Unreachable("/".join(rest))


def _highlights(entry: Shape, rest: Sequence[str], edit: Callable[[Value], Value]) -> Shape:
    changed: tuple[object, ...]
    bullets: tuple[Bullet, ...] = getattr(entry, "highlights")  # noqa: B009 - four kinds of entry have it
    match rest:
        case []:
            changed = _ordered(bullets, edit)
        case [bullet_id, "text"]:
            changed = _within(bullets, bullet_id, lambda bullet: _text(bullet, edit))
        case [bullet_id, "hidden"]:
            changed = _within(
                bullets,
                bullet_id,
                lambda bullet: bullet.model_copy(update={"hidden": bool(edit(bullet.hidden))}),
            )
        case _:
            raise Unreachable("/".join(rest))
    return entry.model_copy(update={"highlights": changed})


def _text(item: Bullet | Keyword, edit: Callable[[Value], Value]) -> Bullet | Keyword:
    text = edit(item.text)
    if not isinstance(text, str):
        raise Unreachable("a text")
    return item.model_copy(update={"text": text})


def _within(items: tuple[_Item, ...], item_id: str, change: Callable[[_Item], object]) -> tuple[object, ...]:
    if not any(item.id == item_id for item in items):
        raise Unreachable(item_id)
    return tuple(change(item) if item.id == item_id else item for item in items)


def _ordered(items: tuple[_Item, ...], edit: Callable[[Value], Value]) -> tuple[_Item, ...]:
    """Another order of the same items: none is lost, none is added."""
    by_id = {item.id: item for item in items}
    order = edit(tuple(by_id))
    if not isinstance(order, tuple) or sorted(order) != sorted(by_id):
        raise Unreachable("an order of the same items")
    return tuple(by_id[item_id] for item_id in order)
