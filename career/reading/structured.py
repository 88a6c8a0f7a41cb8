"""A schema.org JobPosting, from JSON-LD or microdata, as a draft."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from pydantic import JsonValue

from career.reading.days import read_day
from career.reading.draft import Draft, Found
from career.reading.job_terms import employment_types
from career.reading.job_titles import tidy
from career.reading.jsonld import JsonObject
from career.reading.locations import country_code, location
from career.reading.markup import plain, to_markdown
from career.reading.salary import (
    currency_code,
    find,
    guessed_period,
    is_plausible,
    minor_units,
    written_period,
)
from career.schema.posting import EmploymentType, PostingLocation, Remote, Salary

_SURE: Final = 0.95
_PARTS: Final = {
    "responsibilities": "Responsibilities",
    "qualifications": "Qualifications",
    "experienceRequirements": "Requirements",
    "educationRequirements": "Requirements",
    "skills": "Skills",
    "jobBenefits": "Benefits",
}
"""Properties that belong to the text, and the heading that they get."""
_MOST: Final = 20


def draft_of(item: JsonObject, today: date) -> Draft:
    company = _name(item.get("hiringOrganization"))
    written = _text(item.get("title")) or _text(item.get("name"))
    title = tidy(written, company) if written else None
    places = tuple(_places(item.get("jobLocation")))
    countries = tuple(_countries(item.get("applicantLocationRequirements")))
    remote = "TELECOMMUTE" in str(item.get("jobLocationType")).upper()
    kinds = _kinds(item.get("employmentType"))
    return Draft(
        title=Found(title.text, written, _SURE) if title and title.text else None,
        company=Found(company, company, _SURE) if company else None,
        company_url=_url(item.get("hiringOrganization")),
        locations=Found(places, "; ".join(map(_shown, places)), _SURE) if places else None,
        remote=Found(Remote.YES, "TELECOMMUTE", _SURE) if remote else None,
        remote_countries=Found(countries, ", ".join(countries), _SURE) if countries else None,
        employment_types=Found(kinds, ", ".join(_strings(item.get("employmentType"))), _SURE)
        if kinds
        else None,
        salary=_salary(item),
        posted_on=_day(item.get("datePosted"), today),
        valid_through=_day(item.get("validThrough"), today),
    )


def text_of(item: JsonObject) -> str:
    """The description as Markdown, with the properties that say more under headings of their own."""
    text = to_markdown(_text(item.get("description"), lines=True))
    squeezed = "".join(text.split())
    for name, heading in _PARTS.items():
        part = to_markdown("\n".join(f"{line}" for line in _strings(item.get(name))))
        if part and "".join(part.split()) not in squeezed:
            text += f"\n\n## {heading}\n{part}"
    return text.strip()


def _strings(value: JsonValue) -> list[str]:
    """Texts of a property that may be one, several, or objects with a name or description."""
    found = []
    for one in (value if isinstance(value, list) else [value])[:_MOST]:
        said = one
        if isinstance(one, dict):
            said = one.get("name") or one.get("description") or one.get("credentialCategory")
        if isinstance(said, str | int | float) and not isinstance(said, bool) and str(said).strip():
            found.append(str(said))
    return found


def _text(value: JsonValue, *, lines: bool = False) -> str:
    found = next(iter(_strings(value)), "")
    return found if lines else plain(found)


def _name(value: JsonValue) -> str | None:
    one = value[0] if isinstance(value, list) and value else value
    if isinstance(one, dict):
        return plain(_text(one.get("name")) or _text(one.get("legalName"))) or None
    return plain(one) or None if isinstance(one, str) and not one.startswith(("http:", "https:")) else None


def _url(value: JsonValue) -> Found[str] | None:
    one = value[0] if isinstance(value, list) and value else value
    if not isinstance(one, dict):
        return None
    named = (_text(one.get("sameAs")), _text(one.get("url")))
    url = next((url for url in named if url.startswith(("http://", "https://"))), None)
    return Found(url, url, _SURE) if url else None


def _places(value: JsonValue) -> Iterator[PostingLocation]:
    for one in (value if isinstance(value, list) else [value])[:_MOST]:
        inner = one.get("address") or one.get("name") if isinstance(one, dict) else one
        for address in inner if isinstance(inner, list) else [inner]:
            written = plain(address) if isinstance(address, str) else ""
            place = _address(address) if isinstance(address, dict) else location(written)
            if place is not None:
                yield place


def _address(address: JsonObject) -> PostingLocation | None:
    country = _text(address.get("addressCountry")) or None
    place = PostingLocation(
        city=_text(address.get("addressLocality")) or None,
        region=_text(address.get("addressRegion")) or None,
        country=(country_code(country) or country) if country else None,
    )
    if place == PostingLocation():
        return location(_text(address.get("name")) or _text(address.get("streetAddress")))
    return place


def _shown(place: PostingLocation) -> str:
    return ", ".join(filter(None, (place.city, place.region, place.country)))


def _countries(value: JsonValue) -> Iterator[str]:
    for name in _strings(value):
        yield country_code(plain(name)) or plain(name)


def _kinds(value: JsonValue) -> tuple[EmploymentType, ...]:
    return employment_types(" ; ".join(_strings(value)).replace("CONTRACTOR", "contractor"))


def _day(value: JsonValue, today: date) -> Found[str] | None:
    text = _text(value)
    day = read_day(text, today) if text else None
    return Found(day, text, _SURE) if day else None


def _salary(item: JsonObject) -> Found[Salary] | None:
    """A number, a sentence, a MonetaryAmount, or one with a QuantitativeValue inside."""
    base = item.get("baseSalary")
    base = base[0] if isinstance(base, list) and base else base
    amount = base if isinstance(base, dict) else {"value": base}
    value = amount.get("value")
    spread = value if isinstance(value, dict) else amount
    name = _text(amount.get("currency")) or _text(item.get("salaryCurrency")) or _text(spread.get("currency"))
    low, high = _number(spread.get("minValue")), _number(spread.get("maxValue"))
    exact = _number(spread.get("value"))
    low, high = (low, high) if low is not None or high is not None else (exact, exact)
    currency = currency_code(name) if name else None
    if currency is None or (low is None and high is None):
        return _in_words(_text(value) or _text(base))
    return _stated(low, high, currency, _text(spread.get("unitText")) or _text(amount.get("unitText")))


def _in_words(text: str) -> Found[Salary] | None:
    salary = find(f"Salary: {text}") if text else None
    return Found(salary, salary.quote, _SURE) if salary else None


def _stated(low: Decimal | None, high: Decimal | None, currency: str, unit: str) -> Found[Salary] | None:
    low, high = low or None, high or None
    largest = high or low
    if largest is None or (low and high and low > high):
        return None
    period = written_period(unit) if unit else None
    if not is_plausible(largest, currency, period or guessed_period(largest, currency)):
        return None
    amounts = f"{low:f}" if low == high or not high else f"{low or 0:f}–{high:f}"
    quote = " ".join(filter(None, (amounts, currency, unit)))
    salary = Salary(
        min=None if low is None else minor_units(low, currency),
        max=None if high is None else minor_units(high, currency),
        currency=currency,
        period=period or guessed_period(largest, currency),
        period_guessed=period is None,
        quote=quote,
    )
    return Found(salary, quote, _SURE)


def _number(value: JsonValue) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found < Decimal(10) ** 12 else None
