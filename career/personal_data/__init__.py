"""What is kept about a person: the inventory of it, a copy of it, and erasing it."""

from career.personal_data.copies import CopyExpired, download, request
from career.personal_data.erasing import erase

__all__ = [
    "CopyExpired",
    "download",
    "erase",
    "request",
]
