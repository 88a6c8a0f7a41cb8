"""Colours that can be read: contrast as WCAG 2.2 defines it."""

_CONTRAST = 4.5
"""WCAG AA for body text; on white it holds for white on the same colour too."""
_STEP = 0.94
_BREAK = 0.04045
"""Where sRGB's curve turns from a line into a power (IEC 61966-2-1)."""


def legible(colour: str) -> str:
    """The colour (`#rrggbb`), darkened until it can be read on white."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    while 1.05 / (_luminance(red, green, blue) + 0.05) < _CONTRAST:
        red, green, blue = int(red * _STEP), int(green * _STEP), int(blue * _STEP)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _luminance(red: int, green: int, blue: int) -> float:
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= _BREAK else ((share + 0.055) / 1.055) ** 2.4
