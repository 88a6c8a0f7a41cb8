"""The lines of a section become entries: a head with dates, what it says of itself, its bullets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from career.reading.fields.bullets import is_dated, is_indented, is_marked, is_sentence, is_url_line
from career.reading.fields.dates import spans
from career.reading.lines import Line, start_of

MAX_HEAD = 4
PARAGRAPH = 4
"""Words; a shorter line that goes on below is a title that wrapped."""
INSET = 0.3
"""Of the height: the least indent of a line that goes on under a bullet."""
CENTRED = 2.0
"""Points: lines whose middles differ by less are centred, and their indents mean nothing."""
CENTRED_SHARE = 0.8
NEW_GAP = 1.3
"""Line pitches of white; entries are set apart by more than the lines inside one."""


@dataclass
class Entry:
    head: list[Line] = field(default_factory=list)
    text: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    urls: list[Line] = field(default_factory=list)
    dated: bool = False
    section: Sequence[Line] = ()

    @property
    def lines(self) -> list[Line]:
        return [*self.head, *self.text, *self.body]


def entries_of(lines: Sequence[Line], today: date) -> list[Entry]:
    """Entries in order; a section without dates is cut where bold lines begin after white or bullets."""
    return _Reader(lines, today).read()


class _Reader:
    """Walks the lines once, keeping the entry that is being filled."""

    def __init__(self, lines: Sequence[Line], today: date) -> None:
        self.lines = lines
        self.today = today
        self.entries: list[Entry] = []
        self.notes: list[Line] = []
        self.rtl = sum(line.rtl for line in lines) * 2 > len(lines)
        self.edges = _edges(lines, today, rtl=self.rtl)
        self.ranged = any(self._dates(line) for line in lines)

    def read(self) -> list[Entry]:
        for at, line in enumerate(self.lines):
            if line.margin:
                self._note(at, line)
            elif is_url_line(line) and self.entries:
                self.entries[-1].urls.append(line)
            elif self._is_body(line):
                self._current().body.append(line)
            else:
                self._plain(at, line)
        for note in self.notes:
            self._add_head(self._current(), note)
        return self.entries

    def _is_body(self, line: Line) -> bool:
        if is_marked(line):
            return True
        current = self.entries[-1] if self.entries else None
        if current is None or not current.head:
            return False
        if current.body and self._continues_bullet(current.body[-1], line):
            return True
        return is_indented(line, self._start(line), self.edges[line.block], self.today)

    def _continues_bullet(self, last: Line, line: Line) -> bool:
        if line.block != last.block:
            return line.text[:1].islower() and not last.text.rstrip().endswith(".")
        mark = next((body for body in reversed(self.entries[-1].body) if is_marked(body)), last)
        if mark.block == line.block and self._start(line) < self._start(mark) - 1:
            return False
        if line.paragraph or line.gap >= NEW_GAP or line.bold_share > 0.5:
            return False
        inset = self._start(line) > self.edges[line.block] + INSET * line.height
        return inset or line.text[:1].islower()

    def _start(self, line: Line) -> float:
        return start_of(line, rtl=self.rtl)

    def _plain(self, at: int, line: Line) -> None:
        current = self.entries[-1] if self.entries else None
        if current is None or self._opens(at, line, current):
            self._open(line, current)
        elif current.body:
            current.body.append(line)
        elif current.text or is_sentence(line) or self._runs_on(at) or len(current.head) >= MAX_HEAD:
            current.text.append(line)
        else:
            self._add_head(current, line)

    def _runs_on(self, at: int) -> bool:
        """The first line of a paragraph: the next one goes on in lower case."""
        line = self.lines[at]
        following = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if following is None or following.block != line.block or len(line.text.split()) < PARAGRAPH:
            return False
        return following.text[:1].islower() and not is_marked(following) and not is_url_line(following)

    def _opens(self, at: int, line: Line, current: Entry) -> bool:
        first = self._first_head()
        if first is None or not current.head:
            return True
        if self._notes_dated() and current.dated:
            return True
        if current.body or current.urls:
            return self._looks_head(at, line)
        if current.dated and self._dates(line) and not is_sentence(line):
            return not (first.words[0].bold and not line.words[0].bold and line.gap < NEW_GAP)
        if line.gap < NEW_GAP and line.block == current.head[0].block:
            return current.dated and not current.text and self._repeats(at, line, current)
        return (current.dated or not self.ranged) and self._looks_head(at, line)

    def _first_head(self) -> Line | None:
        """The line that the entries of this section begin like."""
        return next((entry.head[0] for entry in self.entries if entry.head), None)

    def _repeats(self, at: int, line: Line, current: Entry) -> bool:
        """Without white between entries, the next one looks like the first line of this one."""
        first = current.head[0]
        alike = _look(first) == _look(line) != _look(current.head[-1]) and first.bold_share > 0.5
        return alike and (not self.ranged or self._dated_soon(at))

    def _looks_head(self, at: int, line: Line) -> bool:
        if is_sentence(line):
            return False
        first = self._first_head()
        alike = first is not None and _look(first) == _look(line)
        if not self.ranged:
            return line.bold_share > 0.5 or alike or line.words[0].bold
        return self._dated_soon(at) or (alike and first is not None and first.bold_share > 0.5)

    def _dated_soon(self, at: int) -> bool:
        """A date in this line or in the few that follow before the bullets."""
        for line in self.lines[at : at + MAX_HEAD]:
            if self._dates(line):
                return True
            if is_marked(line) or is_sentence(line):
                return False
        return False

    def _open(self, line: Line, current: Entry | None) -> None:
        entry = Entry(section=self.lines)
        if current is not None and not self._notes_dated():
            self._take_back(line, current, entry)
        for note in self.notes:
            self._add_head(entry, note)
        self.notes = []
        self._add_head(entry, line)
        self.entries.append(entry)

    def _take_back(self, line: Line, current: Entry, entry: Entry) -> None:
        """A date that ends its head: the lines before it, as many as the first entry has, come along."""
        if not self._dates(line) or not current.dated or current.body or current.urls:
            return
        offset = _date_offset(self.entries[0], self.today)
        spare = current.text or current.head
        after = [n for n, head in enumerate(current.head) if is_dated(head, self.today)]
        keep = 0 if current.text else (after[-1] + 1 if after else len(current.head))
        count = min(offset, len(spare) - keep)
        if count > 0:
            for taken in spare[-count:]:
                self._add_head(entry, taken)
            del spare[-count:]

    def _note(self, at: int, line: Line) -> None:
        """A note beside the text: it belongs to the entry whose line it stands on."""
        following = next((other for other in self.lines[at + 1 :] if not other.margin), None)
        current = self.entries[-1] if self.entries else None
        inside = following is not None and current is not None and self._is_body(following)
        if current is not None and (inside or following is None or not current.dated):
            self._add_head(current, line)
        else:
            self.notes.append(line)

    def _notes_dated(self) -> bool:
        return any(self._dates(note) for note in self.notes)

    def _add_head(self, entry: Entry, line: Line) -> None:
        entry.head.append(line)
        entry.dated = entry.dated or self._dates(line)

    def _current(self) -> Entry:
        if not self.entries:
            self.entries.append(Entry(section=self.lines))
        return self.entries[-1]

    def _dates(self, line: Line) -> bool:
        return is_dated(line, self.today)


def _date_offset(entry: Entry, today: date) -> int:
    return next((at for at, line in enumerate(entry.head) if is_dated(line, today)), 0)


def _edges(lines: Sequence[Line], today: date, *, rtl: bool) -> dict[int, float]:
    """The left edge of the section's text in each block; dates set left of it do not count."""
    edges: dict[int, float] = {}
    for line in lines:
        begin = None if line.margin else start_of(line, rtl=True) if rtl else _text_x0(line, today)
        if begin is not None:
            edges[line.block] = min(edges.get(line.block, begin), begin)
    for line in lines:
        edges.setdefault(line.block, start_of(line, rtl=rtl))
    for block in edges:
        if _is_centred([line for line in lines if line.block == block and not line.margin]):
            edges[block] = max(line.x1 for line in lines if line.block == block)
    return edges


def _text_x0(line: Line, today: date) -> float | None:
    """Where the words after an opening date begin; `None` for a line of dates alone."""
    found = spans(line.text, today)
    if not found or line.text[: found[0].begin].strip() or not found[0].is_range:
        return line.x0
    at = found[0].finish
    rest = line.text[at:].split()
    return line.words[-len(rest)].x0 if rest else None


def _is_centred(lines: Sequence[Line]) -> bool:
    middles = sorted((line.x0 + line.x1) / 2 for line in lines)
    usual = middles[len(middles) // 2]
    near = sum(abs(middle - usual) < CENTRED for middle in middles)
    spread = max(line.x0 for line in lines) - min(line.x0 for line in lines)
    return len(lines) > 2 and near >= CENTRED_SHARE * len(lines) and spread > lines[0].height


def _look(line: Line) -> tuple[float, bool, bool, int]:
    first = line.words[0]
    return (round(first.size * 2) / 2, first.bold, first.italic, first.color)
