"""Paths into a resume's document: `/work/w_…/highlights/b_…/text`, by ids and not by positions."""

from pydantic import JsonValue

from career.errors import Invalid


def parts(path: str) -> list[str]:
    """The steps of a path; raises `Invalid` for one that is not absolute."""
    if not path.startswith("/") or path.endswith("/"):
        raise Invalid("A path begins with a slash and names a member.", at=path[:200])
    return path[1:].split("/")


def set_text(document: dict[str, JsonValue], path: str, value: str | None) -> None:
    """Write a text in place; raises `Invalid` where the path leads nowhere or to something else."""
    *way, last = parts(path)
    place: JsonValue = document
    for step in way:
        place = _step(place, step, path)
    if not isinstance(place, dict) or last not in place or isinstance(place[last], dict | list):
        raise Invalid("There is no text at this path.", at=path[:200])
    place[last] = value


def _step(place: JsonValue, step: str, path: str) -> JsonValue:
    if isinstance(place, dict) and step in place:
        return place[step]
    if isinstance(place, list):
        for item in place:
            if isinstance(item, dict) and item.get("id") == step:
                return item
    raise Invalid("This path leads nowhere.", at=path[:200])
