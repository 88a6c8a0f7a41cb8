"""The fields of a posting in plain text, each with its quote: what is not said stays empty."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from career.reading import salary
from career.reading.days import read_day
from career.reading.draft import Draft, Found
from career.reading.job_terms import employment_types, remote_mention
from career.reading.job_titles import Title, is_title, tidy
from career.reading.locations import country_code, is_place, several
from career.reading.passages import heading, introduction
from career.reading.phrases import alternatives, finder, vocabulary
from career.schema.posting import EmploymentType, PostingLocation, Remote, Salary

_HEAD_LINES: Final = 40
_LONGEST_LABELLED: Final = 14
_ARTICLE: Final = r"(?:an?|our|eine?n?|une?|una?|um|uma|un|een|the|als)"
_GENDERED: Final = re.compile(
    rf"\b{_ARTICLE}\s+(?P<title>[^\n.,;()]{{3,60}}?\s*\((?:[mwfdhx]|gn)\s?[/|][^()\n]{{1,8}}\))",
    re.IGNORECASE,
)
"""`suchen wir einen Koch (m/w/d)`."""
_OBJECT: Final = re.compile(r"\s(?:to|who|with|for|zur|mit|für|pour|para|per|voor)\s")
_INTRODUCTION: Final = 3_000
"""Characters in which a posting says who is hiring; later names are of customers and tools."""
_TOP_LINES: Final = 8
"""Company and place stand under the title, in the first lines."""
_NAME: Final = (
    r"(?:[A-ZÀ-Þ]|\d(?=[A-ZÀ-Þ]))[\w&'’.+-]*"
    r"(?:[ \t]+(?:[A-ZÀ-Þ0-9&][\w&'’.+-]*|of|and|de|du|und|der|the|for|e|y)){0,5}"
)
_AGO: Final = re.compile(r"(?:^|(?<=[·•|]))[ \t]*\d{1,2}\+? (?:day|week|month)s? ago\b", re.MULTILINE)
"""Alone on a line, or between the dots of a line of facts."""
_REMOTE_IN: Final = re.compile(
    r"(?i:remote(?:ly)?|anywhere)[ \t]*[(,–-]?[ \t]*(?i:(?:with)?in|from|based in)?[ \t]*(?i:the[ \t]+)?"
    r"(?P<name>[A-ZÀ-Þ][\w.]*(?:[ \t]+[A-ZÀ-Þ]\w+){0,2})"
)
_SPLIT: Final = re.compile(r"\s+[|•·–—-]\s+|\s*[|•·]\s*|\t+")


def read(text: str, today: date, language: str | None) -> Draft:
    lines = [line.strip(" \t#*_>") for line in text.split("\n") if line.strip(" \t#*_>")][:_HEAD_LINES]
    title = _title(lines, text)
    told = title.value if title else Title("")
    company = _company(lines, text) or _from_title(told.company, title, 0.7)
    return Draft(
        title=Found(told.text, title.quote, title.confidence) if title else None,
        company=company,
        locations=_locations(lines, told, title),
        remote=_remote(text, told, title),
        remote_countries=_remote_countries(text),
        employment_types=_employment(lines, text, told, title),
        salary=_salary(text),
        posted_on=_day("posted", text, today, language),
        valid_through=_day("until", text, today, language),
    )


def _title(lines: list[str], text: str) -> Found[Title] | None:
    """A labelled line, else the first line that is a title, else what a sentence says is looked for."""
    for line in _labelled(lines, vocabulary("posting_words")["titles"]["labels"]):
        if len(line.split()) <= _LONGEST_LABELLED:
            return Found(tidy(line), line, 0.9)
    opening = introduction(text)
    for at, line in enumerate(_plain_lines(opening)):
        if is_title(line):
            return Found(tidy(line), line, 0.9 if at == 0 else 0.8 if at < 3 else 0.6)
    for pattern in (_sought(), _GENDERED):
        for match in pattern.finditer(text):
            words = _OBJECT.split(match["title"])[0].strip(" ,.*")
            if is_title(words):
                return Found(tidy(words), match[0].strip(), 0.6)
    later = (line for line in _plain_lines(text[len(opening) :]) if is_title(line))
    return next((Found(tidy(line), line, 0.4) for line in later), None)


def _plain_lines(text: str) -> list[str]:
    """Lines that are no bullets."""
    lines = [line for line in text.split("\n")[:_HEAD_LINES] if not re.match(r"\s*[-•*●▪◦‣·–]\s", line)]
    return [line.strip(" \t#*_>") for line in lines if line.strip(" \t#*_>")]


def _sought() -> re.Pattern[str]:
    words = vocabulary("posting_words")
    hiring = alternatives([*words["company"]["hiring"], *words["signals"]["hiring"]])
    object_ = rf"(?:{_ARTICLE}\s+|[^\n.!?]{{0,40}}?\s{_ARTICLE}\s+)?(?P<title>[^\n.!?:;]{{3,90}})"
    return re.compile(rf"(?:{hiring})\s+{object_}", re.IGNORECASE)


def _labelled(lines: list[str], labels: tuple[str, ...]) -> Iterator[str]:
    """`Location: Berlin`, or the label alone on the line before."""
    for at, line in enumerate(lines):
        before, colon, after = line.partition(":")
        if before.strip(" *_").casefold() not in labels:
            continue
        value = after.strip(" *_") if colon else ""
        if value:
            yield value
        elif colon and at + 1 < len(lines):
            yield lines[at + 1]


def _company(lines: list[str], text: str) -> Found[str] | None:
    words = vocabulary("posting_words")["company"]
    for value in _labelled(lines, words["labels"]):
        if len(value.split()) <= 8:
            return Found(value, value, 0.9)
    for line in lines[:_TOP_LINES]:
        for part in _SPLIT.split(line):
            if (
                1 < len(part.split()) <= 6
                and part.split()[-1].casefold() in words["suffixes"]
                and part[0].isupper()
            ):
                return Found(part, line, 0.8)
    # "at B2 level" and "at Northwind" look alike, so a name under the title goes before a bare "at".
    said = _company_said(text)
    below = _below_title(lines)
    return below if below and (said is None or said.confidence < below.confidence) else said


def _company_said(text: str) -> Found[str] | None:
    """The company in a sentence, by the surest pattern that finds one."""
    for pattern, confidence in _company_patterns():
        for match in pattern.finditer(text[:_INTRODUCTION]):
            name = match["name"].strip(" .,'’-")
            if _is_name(name):
                return Found(name, match[0].strip(), confidence)
    return None


def _below_title(lines: list[str]) -> Found[str] | None:
    """The line under the title, when it is a short name in capitals and nothing else that we know."""
    at = next((at for at, line in enumerate(lines[:_TOP_LINES]) if is_title(line)), None)
    if at is None or at + 1 >= len(lines):
        return None
    line = lines[at + 1]
    name = _SPLIT.split(line)[0].strip(" *_")
    signals = vocabulary("posting_words")["signals"]
    known = any(finder(signals[key]).search(name) for key in ("hiring", "applying", "terms"))
    is_short = len(name.split()) <= 6 and re.fullmatch(rf"{_NAME}", name) is not None
    return (
        Found(name, line, 0.6)
        if is_short and not known and heading(name) is None and _is_name(name)
        else None
    )


def _company_patterns() -> list[tuple[re.Pattern[str], float]]:
    words = vocabulary("posting_words")["company"]
    hiring, about, joining = (alternatives(words[key]) for key in ("hiring", "about", "joining"))
    legal = "|".join(re.escape(form) for form in words["legal"])
    return [
        (re.compile(rf"(?P<name>{_NAME}[ \t]+(?:{legal}))(?!\w)"), 0.8),
        (re.compile(rf"(?P<name>{_NAME})[ \t]+(?i:{hiring})"), 0.8),
        (re.compile(rf"^[ \t#*]*(?i:{about})[ \t]+(?P<name>{_NAME})[ \t*:?]*$", re.MULTILINE), 0.8),
        (re.compile(rf"(?<!\w)(?i:{joining})[ \t]+(?P<name>{_NAME})"), 0.5),
    ]


def _is_name(name: str) -> bool:
    words = name.casefold().replace("’", "'").split()
    ours = vocabulary("posting_words")
    if not words or words[0] in ours["company"]["no_names"] or not any(char.isalpha() for char in name):
        return False
    return not (is_place(name) or is_title(name) or employment_types(name))


def _from_title(value: str | None, title: Found[Title] | None, confidence: float) -> Found[str] | None:
    return Found(value, title.quote, confidence) if value and title else None


def _locations(
    lines: list[str], told: Title, title: Found[Title] | None
) -> Found[tuple[PostingLocation, ...]] | None:
    for value in _labelled(lines, vocabulary("posting_words")["location"]["labels"]):
        places = tuple(place for place in several(value) if place.city is None or not _is_term(place.city))
        if places and len(value.split()) <= 14:
            return Found(places, value, 0.9)
    shown = list(_places_shown(lines[:_TOP_LINES]))
    if told.locations and title:
        # "Nurse - Leeds" above "Leeds, United Kingdom": the line that says more.
        city = told.locations[0].city
        fuller = [one for one in shown if one.value[0].city == city and one.value[0].country]
        return fuller[0] if fuller else Found(told.locations, title.quote, 0.8)
    return shown[0] if shown else None


def _places_shown(lines: list[str]) -> Iterator[Found[tuple[PostingLocation, ...]]]:
    for line in lines:
        for part in _SPLIT.split(line):
            bare = re.sub(r"\([^()]*\)", "", part).strip()
            if is_place(bare) and not _is_term(bare) and (places := several(bare)):
                yield Found(places, line, 0.7)


def _is_term(text: str) -> bool:
    return remote_mention(text) is not None or bool(employment_types(text))


def _remote(text: str, told: Title, title: Found[Title] | None) -> Found[Remote] | None:
    if told.remote and title:
        return Found(told.remote, title.quote, 0.9)
    found = remote_mention(text)
    return Found(found[0], _line_at(text, found[1]), 0.7) if found else None


def _remote_countries(text: str) -> Found[tuple[str, ...]] | None:
    """`Remote (US)`, `work remotely from Portugal`, `remote within the EU` only where it is a country."""
    for match in _REMOTE_IN.finditer(text):
        code = country_code(match["name"])
        if code:
            return Found((code,), match[0], 0.7)
    return None


def _employment(
    lines: list[str], text: str, told: Title, title: Found[Title] | None
) -> Found[tuple[EmploymentType, ...]] | None:
    for value in _labelled(lines, vocabulary("posting_words")["employment"]["labels"]):
        if kinds := employment_types(value):
            return Found(kinds, value, 0.9)
    if told.employment_types and title:
        return Found(told.employment_types, title.quote, 0.9)
    for line in lines[:_TOP_LINES]:
        if len(line.split()) <= 14 and (kinds := employment_types(line)):
            return Found(kinds, line, 0.7)
    certain = vocabulary("posting_words")["employment"]
    match = finder(certain["full_time"] + certain["part_time"]).search(text)
    return Found(employment_types(match[0]), _line_at(text, match.start()), 0.6) if match else None


def _salary(text: str) -> Found[Salary] | None:
    found = salary.find(text)
    return Found(found, found.quote, 0.6 if found.period_guessed else 0.8) if found else None


def _day(key: str, text: str, today: date, language: str | None) -> Found[str] | None:
    """What stands right behind a word such as "posted" or "apply by", or "2 weeks ago" at the top."""
    for match in list(finder(vocabulary("posting_words")["dates"][key]).finditer(text))[:5]:
        after = _first_line(text[match.end() : match.end() + 40]).lstrip(" :*")
        written = _written_day(after)
        day = read_day(written, today, language) if written else None
        if day:
            return Found(day, _first_line(text[match.start() : match.end() + 40]), 0.8)
    ago = _AGO.search(text[:_INTRODUCTION]) if key == "posted" else None
    day = read_day(ago[0].strip(), today, language) if ago else None
    return Found(day, ago[0].strip(), 0.6) if ago and day else None


def _written_day(text: str) -> str | None:
    """The leading words that can be a day; dateparser finds days in almost anything else."""
    match = re.match(
        r"(?:on |am |le |el |em |il |op |:)?"
        r"(\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\+? [^\W\d]+ ago"
        r"|(?:vor|il y a|hace|há) \d{1,2}\+? [^\W\d]+|\d{1,2}\+? [^\W\d]+ (?:fa|geleden|atrás)"
        r"|\d{1,2}(?:st|nd|rd|th|\.|er)? (?:de )?[^\W\d]+,?(?: (?:de )?\d{4})?"
        r"|[^\W\d]+ \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4})?"
        r"|today|yesterday|heute|gestern|hier|ayer|hoy|ontem|ieri|oggi)",
        text,
        re.IGNORECASE,
    )
    return match[1] if match else None


def _first_line(text: str) -> str:
    return text.partition("\n")[0]


def _line_at(text: str, at: int) -> str:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return text[start : end if end >= 0 else len(text)].strip()
