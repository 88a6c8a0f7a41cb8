"""How a label and a text are made comparable without moving a single character."""

import re
import unicodedata

_SINGLE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("‘’ʼ", "'"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "),
    }
)
_GLUE = re.compile(r"[\s./'&_-]+")


def fold(text: str) -> str:
    """Lower case, one dash, one apostrophe, one kind of blank; offsets stay those of `text`."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.translate(_SINGLE)


def normalise(label: str) -> str:
    """The form in which a label is looked up: NFKC, folded, single blanks, no full stop at the end."""
    return " ".join(fold(unicodedata.normalize("NFKC", label)).split()).rstrip(".").rstrip()


def squeezed(label: str) -> str:
    """What stays the same in `node.js`, `Node JS` and `nodejs`."""
    return _GLUE.sub("", normalise(label))
