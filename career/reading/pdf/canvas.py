"""What lies on a PDF page besides text: filled shapes, images, rules, links; and where a point is."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from career.reading.pdf.paths import Box, Rgb, clip_of, common, fill_of, is_panel

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MAX_OBJECTS = 20_000
"""Page objects looked at: a resume has hundreds, a drawing of ten thousand specks must not cost seconds."""
MAX_SHAPES = 400
MAX_DEPTH = 4
MIN_CONTRAST = 1.25
"""WCAG contrast ratio; below it nobody reads the text."""
IMAGE_SHARE = 0.5
_RULE_HEIGHT = 2.5
_URI_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Shape:
    """`fill` is `None` for an image: what it shows is unknown."""

    order: int
    box: Box
    fill: Rgb | None


@dataclass
class Canvas:
    """Points from the top left corner of the page as it is shown, whatever its crop box and rotation."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int
    shapes: list[Shape] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    outlines: list[tuple[Box, Rgb]] = field(default_factory=list)
    links: list[tuple[Box, str]] = field(default_factory=list)
    order: dict[int, int] = field(default_factory=dict)

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation % 2 else (width, height)

    @property
    def turn(self) -> float:
        """What the page's own rotation adds to the angle of its characters, in radians."""
        return self.rotation * math.pi / 2

    def place(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        points = [self._point(x0, y0), self._point(x1, y1)]
        xs, ys = sorted(point[0] for point in points), sorted(point[1] for point in points)
        return (xs[0], ys[0], xs[1], ys[1])

    def _point(self, x: float, y: float) -> tuple[float, float]:
        match self.rotation % 4:
            case 1:
                return (y - self.bottom, x - self.left)
            case 2:
                return (self.right - x, y - self.bottom)
            case 3:
                return (self.top - y, self.right - x)
            case _:
                return (x - self.left, self.top - y)

    def image_share(self) -> float:
        """The share of the page that its largest image covers."""
        width, height = self.size
        areas = [_area(shape.box) for shape in self.shapes if shape.fill is None]
        return max(areas, default=0.0) / max(width * height, 1.0)

    def holds(self, box: Box) -> bool:
        width, height = self.size
        return box[2] > 0 and box[3] > 0 and box[0] < width and box[1] < height

    def outline(self, box: Box) -> Rgb | None:
        """The colour of letters drawn as a shape where the text itself is transparent.

        Browsers print bold text of a font without a bold cut that way.
        """
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return next((fill for shape, fill in self.outlines if _within(x, y, shape)), None)

    def hides(self, handle: Any, color: Rgb, box: Box) -> bool:
        """Whether text of this colour melts into the top-most shape below it."""
        position = self.order.get(_address(handle), MAX_OBJECTS)
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for shape in reversed(self.shapes):
            if shape.order < position and _within(x, y, shape.box):
                return shape.fill is not None and contrast(color, shape.fill) < MIN_CONTRAST
        return contrast(color, (255, 255, 255)) < MIN_CONTRAST


def canvas_of(page: Any) -> Canvas:
    """`page` is a pypdfium2 page."""
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    canvas = Canvas(left, bottom, right, top, pdfium.FPDFPage_GetRotation(page.raw))
    for order, (handle, kind, box) in enumerate(_objects(page.raw, IDENTITY, 0)):
        if order >= MAX_OBJECTS:
            break
        canvas.order[_address(handle)] = order
        _add(canvas, order, handle, kind, canvas.place(*box))
    largest = sorted(canvas.shapes, key=lambda shape: -_area(shape.box))[:MAX_SHAPES]
    canvas.shapes = sorted(largest, key=lambda shape: shape.order)
    canvas.links = [(canvas.place(*box), uri) for box, uri in _links(page)]
    return canvas


def _add(canvas: Canvas, order: int, handle: Any, kind: int, box: Box) -> None:
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        canvas.shapes.append(Shape(order, box, None))
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        if box[3] - box[1] <= _RULE_HEIGHT < box[2] - box[0]:
            canvas.rules.append(box)
        fill = fill_of(handle)
        if fill is not None and not is_panel(handle):
            canvas.outlines.append((box, fill))
        elif fill is not None:
            canvas.shapes.append(Shape(order, box, fill))


def _objects(container: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Box]]:
    """Objects in painting order with boxes in the page's own space; forms are entered."""
    count, get = (
        (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
        if depth == 0
        else (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
    )
    for index in range(max(0, count(container))):
        handle = get(container, index)
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            yield from _objects(handle, _product(_matrix(handle), matrix), depth + 1)
        else:
            yield handle, kind, _bounds(handle, kind, matrix)


def _bounds(handle: Any, kind: int, matrix: Matrix) -> Box:
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        return (0.0, 0.0, 0.0, 0.0)
    values = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(handle, *values)
    x0, y0, x1, y1 = (value.value for value in values)
    clip = clip_of(handle)
    if clip is not None:
        x0, y0, x1, y1 = common((x0, y0, x1, y1), clip)
    if matrix == IDENTITY:
        return (x0, y0, x1, y1)
    corners = [_apply(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _matrix(handle: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    e2, f2 = _apply(then, e, f)
    ta, tb, tc, td, _, _ = then
    return (a * ta + b * tc, a * tb + b * td, c * ta + d * tc, c * tb + d * td, e2, f2)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _links(page: Any) -> Iterator[tuple[Box, str]]:
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page.raw, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        buffer = ctypes.create_string_buffer(_URI_BYTES)
        length = pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, buffer, _URI_BYTES)
        if 1 < length <= _URI_BYTES:
            uri = buffer.raw[: length - 1].decode("utf-8", "replace")
            yield (rect.left, rect.bottom, rect.right, rect.top), uri


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(color: Rgb) -> float:
    linear = [
        value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in color
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _within(x: float, y: float, box: Box) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
