"""Shared documents between two snapshots: what was written lately, kept until it is merged."""

from career.feed.documents.port import (
    BEGINNING,
    BELL,
    ENTRIES_A_READ,
    MOST_ENTRIES,
    Documents,
    Entry,
    EntryId,
    Log,
    LogFull,
    awareness_in,
    channel,
)

__all__ = [
    "BEGINNING",
    "BELL",
    "ENTRIES_A_READ",
    "MOST_ENTRIES",
    "Documents",
    "Entry",
    "EntryId",
    "Log",
    "LogFull",
    "awareness_in",
    "channel",
]
