"""JSON Resume in and out without loss, in both directions.

`from_json_resume(to_json_resume(r)) == r` for every resume, and `to_json_resume(from_json_resume(j)) == j`
for every document of the public schema. What that schema cannot say (ids, hidden bullets, groups …) travels
under `meta.shortlist`, and only when plain reading would not give it anyway.
"""

from pydantic import JsonValue, ValidationError

from career.documents.jsonresume import additions, members
from career.schema.resume import Resume

Json = dict[str, JsonValue]

_FORM = 1
"""The form of `meta.shortlist`; another number there is somebody else's and is kept as it is."""


def from_json_resume(data: Json) -> Resume:
    """Read any JSON object; what has not the schema's type stays, unread, in the `extra` of its object.

    If the document was edited elsewhere, our additions find their items again by equal text, then by an
    edit ratio of at least 90 within the same list; any other item is a new one.
    """
    items = _additions_in(data)
    if items is None:
        return members.read_resume(data)
    base = members.read_resume(_without_additions(data))
    try:
        return additions.attach(base, items)
    except (ValidationError, ValueError, TypeError, KeyError):
        return members.read_resume(data)


def to_json_resume(resume: Resume) -> Json:
    """Write the resume; `meta.shortlist` appears only when the plain members do not say everything."""
    plain = members.write_resume(resume)
    if _additions_in(plain) is None and members.read_resume(plain) == resume:
        return plain
    base = members.read_resume(_without_additions(_with_additions(plain, {})))
    return _with_additions(plain, additions.between(base, resume))


def _additions_in(data: Json) -> Json | None:
    meta = data.get("meta")
    ours = meta.get("shortlist") if isinstance(meta, dict) else None
    if not isinstance(ours, dict) or ours.keys() != {"form", "items"} or ours["form"] != _FORM:
        return None
    items = ours["items"]
    return items if isinstance(items, dict) else None


def _with_additions(data: Json, items: Json) -> Json:
    meta = data.get("meta")
    kept = meta if isinstance(meta, dict) else {}
    return {**data, "meta": {**kept, "shortlist": {"form": _FORM, "items": items}}}


def _without_additions(data: Json) -> Json:
    meta = data["meta"]
    kept = (
        {name: value for name, value in meta.items() if name != "shortlist"} if isinstance(meta, dict) else {}
    )
    rest = {name: value for name, value in data.items() if name != "meta"}
    return {**rest, "meta": kept} if kept else rest
