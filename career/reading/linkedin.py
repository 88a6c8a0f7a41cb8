"""A LinkedIn data export: tables mapped by the names of their columns."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date

from career.reading.fields.bullets import unmarked
from career.reading.fields.dates import single_range
from career.reading.loading import loaded
from career.schema.ids import IdMaker
from career.schema.reading import Reading
from career.schema.resume import (
    Basics,
    Bullet,
    Certificate,
    Education,
    Keyword,
    LanguageSkill,
    Location,
    NetworkProfile,
    Resume,
    SkillGroup,
    Work,
)

MAX_ROWS = 1_000
Row = Mapping[str, str]


def read_linkedin(entries: Mapping[str, bytes], today: date) -> Reading:
    """`entries` are the files of the archive; absent files and columns leave their fields empty."""
    ids = IdMaker()
    skills = [row["name"] for row in _rows(entries, "Skills.csv") if row.get("name")]
    keywords = tuple(Keyword(id=ids.make("k", text), text=text) for text in skills)
    resume = Resume(
        basics=_basics(entries, ids),
        work=tuple(_work(row, ids, today) for row in _rows(entries, "Positions.csv")),
        education=tuple(_education(row, ids, today) for row in _rows(entries, "Education.csv")),
        skills=(SkillGroup(id=ids.make("s", *skills), keywords=keywords),) if keywords else (),
        languages=tuple(
            LanguageSkill(id=ids.make("l", row["name"]), language=row["name"], fluency=row.get("proficiency"))
            for row in _rows(entries, "Languages.csv")
            if row.get("name")
        ),
        certificates=tuple(_certificate(row, ids, today) for row in _rows(entries, "Certifications.csv")),
    )
    return loaded(resume, today, "LinkedIn export")


def _rows(entries: Mapping[str, bytes], name: str) -> Iterator[Row]:
    data = next((content for path, content in entries.items() if path.rsplit("/", 1)[-1] == name), b"")
    text = data.decode("utf-8-sig", "replace").replace("\x00", "")
    try:
        for number, row in enumerate(csv.DictReader(io.StringIO(text))):
            if number >= MAX_ROWS:
                return
            yield {
                key.strip().casefold(): value.strip()
                for key, value in row.items()
                if isinstance(key, str) and isinstance(value, str) and value.strip()
            }
    except csv.Error:
        return


def _basics(entries: Mapping[str, bytes], ids: IdMaker) -> Basics:
    row: Row = next(_rows(entries, "Profile.csv"), {})
    emails = [found.get("email address") for found in _rows(entries, "Email Addresses.csv")]
    phones = [found.get("number") for found in _rows(entries, "PhoneNumbers.csv")]
    summary, place = row.get("summary"), row.get("geo location") or row.get("address")
    sites = [site for site in row.get("websites", "").strip("[]").split(",") if ":" in site]
    return Basics(
        name=" ".join(part for part in (row.get("first name"), row.get("last name")) if part) or None,
        label=row.get("headline"),
        email=next((email for email in emails if email), None),
        phone=next((phone for phone in phones if phone), None),
        url=sites[0].partition(":")[2] if sites else None,
        summary=summary,
        summary_id=ids.make("t", summary) if summary else None,
        location=Location(address=place, postal_code=row.get("zip code")) if place else None,
        profiles=tuple(
            NetworkProfile(network="Twitter", username=handle)
            for handle in [row.get("twitter handles", "").strip("[]")]
            if handle
        ),
    )


def _work(row: Row, ids: IdMaker, today: date) -> Work:
    name, position = row.get("company name"), row.get("title")
    start, end = _date(row.get("started on"), today), _date(row.get("finished on"), today)
    lines = [line.strip() for line in row.get("description", "").splitlines() if line.strip()]
    return Work(
        id=ids.make("w", name, position, row.get("started on")),
        name=name,
        position=position,
        location=row.get("location"),
        start_date=start,
        end_date=end,
        current=start is not None and end is None,
        highlights=tuple(
            Bullet(id=ids.make("b", name, position, line), text=unmarked(line)) for line in lines
        ),
    )


def _education(row: Row, ids: IdMaker, today: date) -> Education:
    school, degree = row.get("school name"), row.get("degree name")
    return Education(
        id=ids.make("e", school, degree, row.get("start date")),
        institution=school,
        study_type=degree,
        start_date=_date(row.get("start date"), today),
        end_date=_date(row.get("end date"), today),
    )


def _certificate(row: Row, ids: IdMaker, today: date) -> Certificate:
    return Certificate(
        id=ids.make("c", row.get("name"), row.get("authority")),
        name=row.get("name"),
        issuer=row.get("authority"),
        url=row.get("url"),
        date=_date(row.get("started on"), today),
    )


def _date(text: str | None, today: date) -> str | None:
    span = single_range(text, today) if text else None
    return (span.end or span.start) if span else None
