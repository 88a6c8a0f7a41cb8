"""What is kept about a person: the inventory of it, a copy of it, and erasing it."""

from career.personal_data.copies import CopyExpired, download, request
from career.personal_data.erasing import CodeRequired, CodeWrong, Proof, SignInAgain, erase

__all__ = [
    "CodeRequired",
    "CodeWrong",
    "CopyExpired",
    "Proof",
    "SignInAgain",
    "download",
    "erase",
    "request",
]
