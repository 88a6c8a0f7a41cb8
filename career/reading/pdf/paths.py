"""Drawn paths: which of them are panels that text may stand on, and what their clip leaves of them."""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
Point = tuple[float, float]
Rgb = tuple[int, int, int]

MAX_SEGMENTS = 80
"""A box has five, one with round corners up to sixty; beyond it a path is letters or a drawing."""
FULL = 0.8
"""A panel fills this share of its bounds."""
_MIN_ALPHA = 128


def fill_of(handle: Any) -> Rgb | None:
    """The colour that the path is filled with, `None` for none or a mostly transparent one."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(handle, mode, stroke) or mode.value == pdfium.FPDF_FILLMODE_NONE:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha) or alpha.value < _MIN_ALPHA:
        return None
    return (red.value, green.value, blue.value)


def is_panel(handle: Any) -> bool:
    """Whether its closed curves take up their bounds; a frame, one box inside another, does not."""
    count = pdfium.FPDFPath_CountSegments(handle)
    if not 0 < count <= MAX_SEGMENTS:
        return False
    curves = _curves(handle, count, pdfium.FPDFPath_GetPathSegment)
    boxes = [_bounds(curve) for curve in curves]
    if any(_holds(one, other) for one in boxes for other in boxes if one is not other):
        return False
    area = sum(_area(curve) for curve in curves)
    return area >= FULL * _extent(_bounds([point for curve in curves for point in curve]))


def clip_of(handle: Any) -> Box | None:
    """The bounds of what the path is clipped to, in the space of the page or form it stands in."""
    clip = pdfium.FPDFPageObj_GetClipPath(handle)
    box: Box | None = None
    for number in range(max(0, pdfium.FPDFClipPath_CountPaths(clip)) if clip else 0):
        count = pdfium.FPDFClipPath_CountPathSegments(clip, number)
        if not 0 < count <= MAX_SEGMENTS:
            continue
        points = [
            point
            for curve in _curves(
                clip, count, lambda path, at, n=number: pdfium.FPDFClipPath_GetPathSegment(path, n, at)
            )
            for point in curve
        ]
        if points:
            box = _bounds(points) if box is None else common(box, _bounds(points))
    return box


def common(one: Box, other: Box) -> Box:
    """What two boxes share; an empty box where they do not meet."""
    x0, y0 = max(one[0], other[0]), max(one[1], other[1])
    return (x0, y0, max(x0, min(one[2], other[2])), max(y0, min(one[3], other[3])))


def _curves(path: Any, count: int, get: Any) -> list[list[Point]]:
    curves: list[list[Point]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = get(path, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not curves:
            curves.append([])
        curves[-1].append((x.value, y.value))
    return [curve for curve in curves if len(curve) > 1]


def _bounds(points: list[Point]) -> Box:
    if not points:
        return (0.0, 0.0, 0.0, 0.0)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _area(points: list[Point]) -> float:
    around = zip(points, [*points[1:], *points[:1]], strict=True)
    return abs(sum(a * d - b * c for (a, b), (c, d) in around)) / 2


def _extent(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
