"""The quantities that a line of a resume states, as written."""

import re
from typing import Final

_QUANTITY: Final = re.compile(
    r"""(?<![\w.,/-])                                     # not inside a name such as S3 or H.264
        [~<>+±-]?(?:[$€£¥₹]|(?:US|A|C|R)\$|(?:USD|EUR|GBP|CHF)\s?)?
        \d+(?:[.,'’\u202f\u00a0]\d+)*
        (?:\s?(?:%|percent\b|[kKmMbB](?!\w)|bn\b|[xX×](?!\w)|million\b|billion\b|thousand\b|€|£|ms\b|TB\b|GB\b))?
        \+?(?![\w/])""",
    re.VERBOSE,
)
_YEAR: Final = re.compile(r"(?:19[5-9]|20\d)\d")


def numbers(text: str) -> tuple[str, ...]:
    """Amounts, shares and counts in `text`, in order; a bare year is a date and not a quantity."""
    return tuple(
        quantity.strip() for quantity in _QUANTITY.findall(text) if not _YEAR.fullmatch(quantity.strip())
    )
