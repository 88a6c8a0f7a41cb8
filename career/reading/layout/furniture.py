"""What is printed on every page and belongs to none: running heads, page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence

from career.reading.lines import Line

OUTER = 0.08
"""Of the page's height: furniture stands in this strip at its top or bottom."""
DRIFT = 4.0
_PAGE_NUMBER = re.compile(
    r"^(?:page|seite|página|pagina|strona|sida)?\s*#+\s*(?:(?:/|of|von|de|di|z|av)\s*#+)?$", re.IGNORECASE
)


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The copy at the top of the first page stays: it may be the name."""
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for line in lines:
            if _in_margin(line, height):
                places[_pattern(line)].append((number, line.y0))
    running = {
        pattern
        for pattern, found in places.items()
        if len(pages) > 1
        and len({number for number, _ in found}) * 2 >= max(len(pages), 3)
        and max(y for _, y in found) - min(y for _, y in found) <= DRIFT
    }
    return [
        [line for line in lines if not _dropped(line, number, height, running)]
        for number, (lines, height) in enumerate(zip(pages, heights, strict=True))
    ]


def _dropped(line: Line, number: int, height: float, running: set[str]) -> bool:
    if not _in_margin(line, height):
        return False
    pattern = _pattern(line)
    if _PAGE_NUMBER.match(pattern) and line.y0 > height / 2:
        return True
    return pattern in running and (number > 0 or line.y0 > height / 2)


def _in_margin(line: Line, height: float) -> bool:
    return line.y1 < OUTER * height or line.y0 > (1 - OUTER) * height


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())
