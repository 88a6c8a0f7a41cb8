"""The names of sections in sixteen languages."""

import re
import unicodedata
from functools import cache

from career.reading.data import table

MAX_PARTS = 3
_JOINT = re.compile(r"\s+(?:and|und|et|y|e|en|i|och)\s+|\s*[/,|+]\s*")
_EDGE = re.compile(r"^[\W\d_]+(?=\w)|[\W_]+$")


def heading_kind(text: str) -> str | None:
    """The section that a heading opens (of "Skills & Awards" the first), `None` when the table lacks it."""
    name = normalised(text)
    if name in _known():
        return _known()[name]
    parts = [_known().get(normalised(part)) for part in _JOINT.split(name)]
    return parts[0] if 1 < len(parts) <= MAX_PARTS and all(parts) else None


def normalised(text: str) -> str:
    """One spelling for "▪ WORK  EXPERIENCE:" and "Work experience"."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    stripped = _EDGE.sub("", plain).strip()
    return stripped.replace("’", "'").replace(" & ", " and ")


@cache
def _known() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, names in table("headings").items():
        for name in names:
            found.setdefault(normalised(name), kind)
    return found
