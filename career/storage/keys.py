"""What files are called in storage: a folder for each kind, and in it one for each person.

Every key is made here, so that all of a person's files are found without a row that names them.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NewType
from uuid import UUID

Key = NewType("Key", str)
"""The name of a file; `Storage.put` takes no other."""


class Folder(StrEnum):
    """Every kind of file; `career/personal_data` says of each what it holds and how long it stays."""

    RESUMES = "resumes"
    EXPORTS = "exports"
    COPIES = "copies"


def key(folder: Folder, user_id: UUID, *ids: UUID) -> Key:
    """`ids`: of the row, and of one of several files of it where there may be more."""
    return Key(folder_of(folder, user_id, *ids))


def folder_of(folder: Folder, user_id: UUID, *ids: UUID) -> str:
    """Where a person's files of one kind are, or those of one row."""
    return "/".join((folder, *map(str, (user_id, *ids))))


def folders_of(user_id: UUID) -> Iterator[str]:
    """Everywhere that a file of this person may be."""
    return (folder_of(folder, user_id) for folder in Folder)
