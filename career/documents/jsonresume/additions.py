"""Our additions to a JSON Resume document: the difference between a resume and its plain reading.

They are a map from the path in our shapes (`/work/0/highlights/2`) to the members that differ there. Items
of lists also carry `id` and `of`, the text that names them in the plain reading, by which they are found
again after the document was edited elsewhere.
"""

from collections.abc import Iterator

from pydantic import JsonValue
from rapidfuzz import fuzz

from career.documents.jsonresume.members import IDENTITY
from career.schema.base import Shape
from career.schema.resume import Bullet, Keyword, Resume

Json = dict[str, JsonValue]

_SAME_ITEM = 90.0
"""Edit ratio from which a changed text is still the same item: one word of a usual bullet."""
_COMPUTED = frozenset({"skills", "numbers", "skill_id", "evidence_ids"})
"""Members that were computed from a text, and so do not outlive its change."""
_SEPARATOR = "\x1f"


def between(base: Shape, resume: Shape, path: str = "") -> Json:
    """What `base` lacks to be `resume`; both are of one shape."""
    found: Json = {}
    here: Json = {}
    for field in type(resume).model_fields:
        before, after = getattr(base, field), getattr(resume, field)
        pairs = list(_pairs(before, after, field))
        for step, old, new in pairs:
            found |= between(old, new, f"{path}/{step}")
        if not pairs and before != after:
            here[field] = _dumped(resume, field)
    if "id" in type(resume).model_fields:
        here |= {"id": _dumped(resume, "id"), "of": _name(base)}
    return {path: here, **found} if here else found


def attach(base: Resume, items: Json) -> Resume:
    """Give the plain reading its additions; raises if they do not make a resume."""
    tree: Json = base.model_dump(mode="json")
    _attach(base, tree, "", items)
    own = items.get("")
    if isinstance(own, dict):
        tree.update(own)
    return Resume.model_validate(tree)


def _pairs(before: object, after: object, field: str) -> Iterator[tuple[str, Shape, Shape]]:
    if isinstance(before, Shape) and isinstance(after, Shape):
        yield field, before, after
    elif isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            if isinstance(old, Shape) and isinstance(new, Shape):
                yield f"{field}/{index}", old, new


def _dumped(shape: Shape, field: str) -> JsonValue:
    dumped: Json = shape.model_dump(mode="json", include={field})
    return dumped[field]


def _attach(shape: Shape, tree: Json, path: str, items: Json) -> None:
    """Walk shape and tree together and lay each addition onto the tree; `path` is where it was written."""
    for field in type(shape).model_fields:
        value, branch = getattr(shape, field), tree[field]
        if isinstance(value, Shape) and isinstance(branch, dict):
            _lay(value, branch, f"{path}/{field}", items)
        elif isinstance(value, tuple) and isinstance(branch, list):
            shapes = [item for item in value if isinstance(item, Shape)]
            found = _found_again(shapes, f"{path}/{field}", items)
            for item, twig, index in zip(shapes, branch, found, strict=False):
                if index is not None and isinstance(twig, dict):
                    _lay(item, twig, f"{path}/{field}/{index}", items)


def _lay(shape: Shape, tree: Json, path: str, items: Json) -> None:
    _attach(shape, tree, path, items)
    addition = items.get(path)
    if not isinstance(addition, dict):
        return
    changed = "of" in addition and addition["of"] != _name(shape)
    for field, value in addition.items():
        if field != "of" and not (changed and field in _COMPUTED):
            tree[field] = value


def _found_again(shapes: list[Shape], path: str, items: Json) -> list[int | None]:
    """For each item of a list, the index it was written at, or `None` for a new one."""
    written = _written_names(path, items)
    if not written:
        return list(range(len(shapes)))
    names = [_name(shape) for shape in shapes]
    found: list[int | None] = [
        index if written.get(index) == name else None for index, name in enumerate(names)
    ]
    left = {index: text for index, text in written.items() if index not in found}
    for threshold in (100.0, _SAME_ITEM):
        for position, name in enumerate(names):
            if found[position] is not None or not left:
                continue
            best = max(left, key=lambda index: (_likeness(name, left[index]), -index))
            if _likeness(name, left[best]) >= threshold:
                found[position] = best
                del left[best]
    return found


def _written_names(path: str, items: Json) -> dict[int, str]:
    names: dict[int, str] = {}
    for key, addition in items.items():
        parent, _, index = key.rpartition("/")
        of = addition.get("of") if isinstance(addition, dict) else None
        if parent == path and index.isdecimal() and isinstance(of, str):
            names[int(index)] = of
    return names


def _likeness(one: str, other: str) -> float:
    return 100.0 if one == other else min(fuzz.ratio(one, other), 99.9)


def _name(shape: Shape) -> str:
    if isinstance(shape, (Bullet, Keyword)):
        return shape.text
    _, identifying = IDENTITY.get(type(shape), ("", ()))
    return _SEPARATOR.join(getattr(shape, field) or "" for field in identifying)
