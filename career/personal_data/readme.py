"""What explains a copy to its person."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from career.personal_data.outside import FILES, KEYS
from career.personal_data.tables import TABLES

_WIDTH: Final = 96

_INTRODUCTION: Final = """
This is a copy of everything that Shortlist keeps about you, made on {day} at {time} (UTC). It is yours: \
keep it, read it, or take it to another service.
"""
_FORM: Final = """
The .json files are UTF-8. A list has one row a line; `null` means that nothing is kept. Times are those of \
RFC 3339, in UTC. An `id` is the one by which the interface knows the same thing. json_resume.json is your \
profile in the public JSON Resume format, which other services read. Files that you uploaded, and files \
made for you, lie under files/; the `file` of a row names its own. A .yjs file is an update of a text that \
you write with others (Yjs, version 1): all of a folder together make the text.
"""
_LEFT_OUT: Final = """
{count} of the things that are kept are not in this copy. left_out.json names them and says why.
"""
_OTHERS: Final = """
The mail server that carries our mails gets your address, your name and the mails. Where a language model \
is configured, it gets lines of your profile and the posting that you chose, without your name and your \
contact details. Employers see what you send them. Nobody else gets anything.
"""
_RIGHTS: Final = """
You can correct everything here in the application, and erase all of it under Account, Data: within a \
quarter of an hour nothing is left that names you. Texts that you wrote together with others stay with \
them, and so do the postings of a company that goes on.
"""


def readme(made_at: datetime, *, left_out: int) -> str:
    day, time = f"{made_at:%Y-%m-%d}", f"{made_at:%H:%M}"
    parts = [_paragraph(_INTRODUCTION.format(day=day, time=time))]
    if left_out:
        parts += _section("LEFT OUT", [_paragraph(_LEFT_OUT.format(count=left_out))])
    parts += _section("HOW TO READ IT", [_paragraph(_FORM)])
    parts += _section("WHAT IS KEPT, AND HOW LONG", _tables())
    parts += _section("HELD, BUT NOT GIVEN OUT", _withheld())
    parts += _section("KEPT OUTSIDE THE DATABASE", _outside())
    parts += _section("WHO ELSE GETS IT", [_paragraph(_OTHERS)])
    parts += _section("WHAT YOU CAN DO", [_paragraph(_RIGHTS)])
    return "\n\n".join(parts) + "\n"


def _section(title: str, parts: Iterable[str]) -> list[str]:
    return [title, *parts]


def _tables() -> Iterator[str]:
    for table in TABLES:
        yield _item(table.file, f"{table.holds}. Kept: {table.kept}. Erased: {table.erased}.")


def _withheld() -> Iterator[str]:
    for table in TABLES:
        for column, reason in table.withheld.items():
            yield _item(f"{table.file}, {column}", reason)


def _outside() -> Iterator[str]:
    for files in FILES:
        yield _item(f"{files.folder}/", f"{files.holds}. In this copy: {files.given}. Kept: {files.kept}.")
    for keys in KEYS:
        if keys.holds:
            yield _item(keys.name, f"{keys.holds}. In this copy: {keys.given}. Kept: {keys.kept}.")


def _paragraph(text: str) -> str:
    return textwrap.fill(text.strip(), _WIDTH, break_long_words=False)


def _item(name: str, text: str) -> str:
    lines = textwrap.fill(text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
    return f"{name}\n{lines}"
