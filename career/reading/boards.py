"""Answers of the job boards' public APIs (Greenhouse, Lever, Ashby) as drafts."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from pydantic import JsonValue

from career.reading.days import read_day
from career.reading.draft import Draft, Found
from career.reading.job_terms import employment_types, remote
from career.reading.job_titles import tidy
from career.reading.jsonld import JsonObject
from career.reading.locations import several
from career.reading.markup import plain, to_markdown
from career.reading.salary import currency_code, find, minor_units, written_period
from career.schema.posting import PostingLocation, Remote, Salary

if TYPE_CHECKING:
    from collections.abc import Callable

_SURE: Final = 0.95
_LARGEST_PAY: Final = 1e9
Told = tuple[Draft, str]
"""The fields, and the text as Markdown."""


def draft_of(data: JsonValue, url: str, today: date) -> Told | None:
    """The posting in an answer of the board that the host names; `None` when there is none in it."""
    parts = urlsplit(url)
    readers: dict[str, Callable[[JsonObject, str, date], Told]] = {
        "greenhouse.io": _greenhouse,
        "lever.co": _lever,
        "ashbyhq.com": _ashby,
    }
    read = next((read for host, read in readers.items() if (parts.hostname or "").endswith(host)), None)
    wanted = parse_qs(parts.query).get("jobId", [""])[0] or parts.fragment
    item = _item(data, wanted)
    path = [part for part in parts.path.split("/") if part]
    return read(item, path[2] if len(path) > 2 else "", today) if read and item else None


def _item(data: JsonValue, wanted: str) -> JsonObject | None:
    """A board's list is read when it holds one posting or the one asked for."""
    jobs = data.get("jobs", data) if isinstance(data, dict) else data
    if isinstance(jobs, dict):
        return jobs
    items = [job for job in jobs if isinstance(job, dict)] if isinstance(jobs, list) else []
    named = [job for job in items if wanted and str(job.get("id")) == wanted]
    return named[0] if named else items[0] if len(items) == 1 else None


def _greenhouse(item: JsonObject, board: str, today: date) -> Told:
    place = _text(_inside(item, "location", "name"))
    pay = item.get("pay_input_ranges")
    company = _text(item.get("company_name")) or board.replace("-", " ").title()
    draft = Draft(
        title=_title(item.get("title"), company),
        company=Found(company, company, _SURE if item.get("company_name") else 0.5) if company else None,
        locations=_places(place),
        remote=_remote(place),
        salary=_cents(pay[0]) if isinstance(pay, list) and pay and isinstance(pay[0], dict) else None,
        posted_on=_day(item.get("first_published") or item.get("updated_at"), today),
        valid_through=_day(item.get("application_deadline"), today),
    )
    return draft, to_markdown(_text(item.get("content")))


def _lever(item: JsonObject, board: str, today: date) -> Told:
    company = board.replace("-", " ").title()
    place = _text(_inside(item, "categories", "location"))
    kinds = employment_types(_text(_inside(item, "categories", "commitment")))
    draft = Draft(
        title=_title(item.get("text"), company),
        company=Found(company, board, 0.5) if company else None,
        locations=_places(place),
        remote=_remote(_text(item.get("workplaceType"))) or _remote(place),
        employment_types=Found(kinds, _text(_inside(item, "categories", "commitment")), _SURE)
        if kinds
        else None,
        salary=_range(item.get("salaryRange")),
        posted_on=_day(item.get("createdAt"), today),
    )
    text = to_markdown(_text(item.get("description")) or _text(item.get("descriptionPlain")))
    lists = item.get("lists")
    for part in lists if isinstance(lists, list) else []:
        if isinstance(part, dict):
            text += f"\n\n## {plain(_text(part.get('text')))}\n{to_markdown(_text(part.get('content')))}"
    return draft, f"{text}\n\n{to_markdown(_text(item.get('additional')))}".strip()


def _ashby(item: JsonObject, board: str, today: date) -> Told:
    company = board.replace("-", " ").title()
    place = _text(item.get("location"))
    written = _text(item.get("employmentType"))
    kinds = employment_types(written.replace("Time", "-time"))
    pay = find(f"Salary: {_text(_inside(item, 'compensation', 'compensationTierSummary'))}")
    draft = Draft(
        title=_title(item.get("title"), company),
        company=Found(company, board, 0.5) if company else None,
        locations=_places(place),
        remote=Found(Remote.YES, "isRemote", _SURE) if item.get("isRemote") is True else _remote(place),
        employment_types=Found(kinds, written, _SURE) if kinds else None,
        salary=Found(pay, pay.quote, _SURE) if pay else None,
        posted_on=_day(item.get("publishedAt"), today),
    )
    return draft, to_markdown(_text(item.get("descriptionHtml")) or _text(item.get("descriptionPlain")))


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _inside(item: JsonObject, outer: str, inner: str) -> JsonValue:
    value = item.get(outer)
    return value.get(inner) if isinstance(value, dict) else None


def _title(value: JsonValue, company: str) -> Found[str] | None:
    written = plain(_text(value))
    return Found(tidy(written, company).text, written, _SURE) if written else None


def _places(text: str) -> Found[tuple[PostingLocation, ...]] | None:
    places = tuple(
        place for place in several(plain(text)) if place.city is None or remote(place.city) is None
    )
    return Found(places, text, _SURE) if places else None


def _remote(text: str) -> Found[Remote] | None:
    found = remote(text)
    return Found(found, text, _SURE) if found else None


def _day(value: JsonValue, today: date) -> Found[str] | None:
    """ISO, or Lever's milliseconds since 1970."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 4_000_000_000_000:
        value = datetime.fromtimestamp(value / 1000, UTC).isoformat()
    day = read_day(_text(value), today) if value else None
    return Found(day, _text(value), _SURE) if day else None


def _cents(pay: JsonObject) -> Found[Salary] | None:
    """Greenhouse counts in cents already."""
    low, high = pay.get("min_cents"), pay.get("max_cents")
    if not isinstance(low, int) or not isinstance(high, int):
        return None
    currency, interval = pay.get("currency_type"), pay.get("title")
    return _range({"min": low / 100, "max": high / 100, "currency": currency, "interval": interval})


def _range(value: JsonValue) -> Found[Salary] | None:
    if not isinstance(value, dict):
        return None
    low, high, currency = value.get("min"), value.get("max"), currency_code(_text(value.get("currency")))
    if not isinstance(low, int | float) or not isinstance(high, int | float) or currency is None:
        return None
    if not 0 < low <= high < _LARGEST_PAY:
        return None
    interval = _text(value.get("interval"))
    salary = Salary(
        min=minor_units(Decimal(str(low)), currency),
        max=minor_units(Decimal(str(high)), currency),
        currency=currency,
        period=written_period(interval.replace("-", " ")) or "year",
        period_guessed=written_period(interval.replace("-", " ")) is None,
        quote=f"{low:g}–{high:g} {currency} {interval}".strip(),
    )
    return Found(salary, salary.quote, _SURE)
