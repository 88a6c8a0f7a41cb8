"""JSON-LD and microdata as real pages write them: broken, nested, escaped, several at once."""

import html
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from career.reading import jsonld, microdata, structured
from career.reading.posting import NOT_A_POSTING, SEVERAL_POSTINGS, read_page
from career.schema.posting import EmploymentType, Posting, PostingLocation, Remote, Salary
from tests.career.reading.named_skills import NamedSkills

FETCHED = datetime(2026, 11, 21, 12, tzinfo=UTC)
JOB = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "title": "Harbour Pilot",
    "hiringOrganization": {
        "@type": "Organization",
        "name": "Port of Aldmouth",
        "sameAs": "https://aldmouth.example",
    },
    "description": "<p>Bring ships in.</p><ul><li>Python</li></ul>",
}
PLAIN = json.dumps(JOB)


def read(body: str) -> Posting:
    return read_page(
        f"<html><head>{body}</head><body></body></html>",
        url="https://a.example/1",
        fetched_at=FETCHED,
        matcher=NamedSkills(),
    )


def script(text: str, kind: str = "application/ld+json") -> str:
    safe = text.replace("</", "<\\/")
    return f'<script type="{kind}">{safe}</script>'


def job(**changes: object) -> Posting:
    return read(script(json.dumps(JOB | changes)))


VARIANTS = {
    "plain": script(PLAIN),
    "in a list": script(f"[{PLAIN}]"),
    "in a graph": script(
        json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, JOB]})
    ),
    "as the main entity": script(json.dumps({"@type": "WebPage", "mainEntity": JOB})),
    "deep inside": script(json.dumps({"a": {"b": [{"c": {"d": JOB}}]}})),
    "type in a list": script(json.dumps(JOB | {"@type": ["Thing", "JobPosting"]})),
    "type with prefix": script(json.dumps(JOB | {"@type": "http://schema.org/JobPosting"})),
    "in an HTML comment": script(f"<!-- {PLAIN} -->"),
    "in CDATA": script(f"//<![CDATA[\n{PLAIN}\n//]]>"),
    "with trailing commas": script(PLAIN[:-1] + ",}"),
    "with a semicolon": script(PLAIN + ";"),
    "HTML-escaped": script(PLAIN.replace('"', "&quot;")),
    "two values": script(PLAIN + "\n" + json.dumps({"@type": "WebSite"})),
    "with comments": script(f'/* "job" */ {PLAIN} // end'),
    "with line breaks in strings": script(PLAIN.replace("Bring ships", "Bring\nships")),
    "type with a charset": script(PLAIN, "application/ld+json; charset=utf-8"),
    "shouting": script(PLAIN, "APPLICATION/LD+JSON"),
    "after broken ones": script("{") + script("") + script("[" * 60_000) + script("null") + script(PLAIN),
}


@pytest.mark.parametrize("body", VARIANTS.values(), ids=VARIANTS.keys())
def test_every_variant_gives_the_same_posting(body: str) -> None:
    posting = read(body)
    assert (posting.title, posting.company) == ("Harbour Pilot", "Port of Aldmouth")
    assert "Python" in posting.text
    assert posting.company_url == "https://aldmouth.example"
    assert posting.source.kind == "url"


def test_there_are_enough_variants() -> None:
    assert len(VARIANTS) >= 13


@pytest.mark.parametrize(
    "body",
    [
        "",
        script(json.dumps({"@type": "WebSite", "name": "Jobs"})),
        script('{"@type": "JobPosting"'),
        script(json.dumps({"@type": "JobPosting"})),
        script(json.dumps({"@type": "JobPosting", "title": ""})),
        script(json.dumps({"@type": "JobPosting", "title": None, "description": 7})),
        script(json.dumps({"@type": "NoJobPostings", "title": "Nurse"})),
        script(PLAIN, "text/plain"),
    ],
)
def test_what_has_none_is_empty(body: str) -> None:
    posting = read(body)
    assert posting.warnings == (NOT_A_POSTING,)
    assert posting.title is None
    assert posting.requirements == ()


def test_a_repair_leaves_strings_alone() -> None:
    assert jsonld.parse('{"a": "http://x/*y*/,}", /* c */ "b": 1,}') == {"a": "http://x/*y*/,}", "b": 1}


def test_an_endless_comment_takes_no_time() -> None:
    assert jsonld.parse("/* " * 300_000) is None


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (
            {"address": {"addressLocality": "Bergen", "addressCountry": "NO"}},
            [PostingLocation(city="Bergen", country="NO")],
        ),
        (
            {
                "address": {
                    "addressLocality": "Austin",
                    "addressRegion": "TX",
                    "addressCountry": {"name": "United States"},
                }
            },
            [PostingLocation(city="Austin", region="TX", country="US")],
        ),
        ({"address": "Lyon, France"}, [PostingLocation(city="Lyon", country="FR")]),
        ("Ghent, Belgium", [PostingLocation(city="Ghent", country="BE")]),
        (
            [{"address": {"addressLocality": "Ghent"}}, {"address": {"addressLocality": "Bruges"}}],
            [PostingLocation(city="Ghent"), PostingLocation(city="Bruges")],
        ),
        ({"address": None}, []),
        (7, []),
        ([], []),
    ],
)
def test_places(place: object, expected: list[PostingLocation]) -> None:
    assert list(job(jobLocation=place).locations) == expected


@pytest.mark.parametrize(
    ("pay", "expected"),
    [
        (
            {"currency": "USD", "value": {"minValue": 50000, "maxValue": 60000, "unitText": "YEAR"}},
            (5_000_000, 6_000_000, "USD", "year"),
        ),
        ({"currency": "EUR", "value": {"value": "17,50", "unitText": "HOUR"}}, None),
        ({"currency": "EUR", "value": {"value": 17.5, "unitText": "HOUR"}}, (1_750, 1_750, "EUR", "hour")),
        (
            {"currency": "JPY", "value": {"value": 250000, "unitText": "MONTH"}},
            (250_000, 250_000, "JPY", "month"),
        ),
        ({"currency": "GBP", "value": "40,000"}, (4_000_000, 4_000_000, "GBP", "year")),
        (
            {"currency": "GBP", "minValue": 30000, "maxValue": 40000, "unitText": "YEAR"},
            (3_000_000, 4_000_000, "GBP", "year"),
        ),
        ("$50,000 - $60,000 a year", (5_000_000, 6_000_000, "USD", "year")),
        ({"currency": "USD", "value": {"minValue": 60000, "maxValue": 50000}}, None),
        ({"currency": "USD", "value": {"minValue": 0, "maxValue": 0}}, None),
        ({"currency": "USD", "value": {"value": 1e300}}, None),
        ({"currency": "USD", "value": {"value": "NaN"}}, None),
        ({"currency": "?", "value": {"value": 50000}}, None),
        ({"value": {"value": True}}, None),
        (50_000, None),
    ],
)
def test_pay(pay: object, expected: tuple[int, int, str, str] | None) -> None:
    salary = job(baseSalary=pay).salary
    assert (salary and (salary.min, salary.max, salary.currency, salary.period)) == expected


def test_pay_as_a_number_with_its_currency_beside() -> None:
    assert job(baseSalary=50_000, salaryCurrency="USD").salary == Salary(
        min=5_000_000, max=5_000_000, currency="USD", period="year", period_guessed=True, quote="50000 USD"
    )


def test_terms() -> None:
    posting = job(
        employmentType=["FULL_TIME", "CONTRACTOR"],
        jobLocationType="TELECOMMUTE",
        applicantLocationRequirements=[{"@type": "Country", "name": "Portugal"}, {"name": "ES"}],
        datePosted="2026-11-01T09:00:00Z",
        validThrough="2026-12-31",
    )
    assert posting.employment_types == (EmploymentType.FULL_TIME, EmploymentType.CONTRACT)
    assert posting.remote is Remote.YES
    assert posting.remote_countries == ("PT", "ES")
    assert (posting.posted_on, posting.valid_through) == ("2026-11-01", "2026-12-31")
    assert set(posting.evidence) == set(posting.confidence)
    assert posting.confidence["title"] == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-01", "2026-11-01"),
        ("30+ days ago", "2026-10-22"),
        ("3 days ago", "2026-11-18"),
        ("vor 2 Tagen", "2026-11-19"),
        ("1. Oktober 2026", "2026-10-01"),
        ("2026-02-31", None),
        ("1926-11-01", None),
        ("soon", None),
        ("", None),
        (20261101, None),
    ],
)
def test_days(written: object, day: str | None) -> None:
    assert job(datePosted=written).posted_on == day


@pytest.mark.parametrize(
    ("company", "name"),
    [
        ("Port of Aldmouth", "Port of Aldmouth"),
        ({"name": "Port &amp; Sons"}, "Port & Sons"),
        ([{"name": "First"}, {"name": "Second"}], "First"),
        ({"legalName": "Port plc"}, "Port plc"),
        ("https://aldmouth.example", None),
        ({}, None),
        (None, None),
    ],
)
def test_the_company(company: object, name: str | None) -> None:
    assert job(hiringOrganization=company, description="Ships.").company == name


def test_a_company_by_reference() -> None:
    graph = [
        {"@type": "Organization", "@id": "#org", "name": "Port of Aldmouth"},
        JOB | {"hiringOrganization": {"@id": "#org"}},
    ]
    assert read(script(json.dumps({"@graph": graph}))).company == "Port of Aldmouth"


@pytest.mark.parametrize(
    "description",
    [
        "<ul><li>Tow <b>boats</b></li><li>Keep watch</li></ul>",
        "&lt;ul&gt;&lt;li&gt;Tow boats&lt;/li&gt;&lt;li&gt;Keep watch&lt;/li&gt;&lt;/ul&gt;",
        html.escape(html.escape("<ul><li>Tow boats</li><li>Keep watch</li></ul>")),
        "<style>p{}</style><ul><li><p>Tow boats</p></li><script>alert(1)</script><li>Keep watch</li></ul>",
    ],
)
def test_descriptions_become_bullets(description: str) -> None:
    assert job(description=description).text == "- Tow boats\n- Keep watch"


def test_other_properties_join_the_text_under_their_names() -> None:
    posting = job(qualifications="Docker", responsibilities=["Tow boats"], description="Bring ships in.")
    assert posting.text == "Bring ships in.\n\n## Responsibilities\nTow boats\n\n## Qualifications\nDocker"
    assert [one.must for one in posting.requirements if one.any_of] == ["required"]


def test_of_two_postings_the_one_that_the_page_is_named_after() -> None:
    other = JOB | {"title": "Cook"}
    page = f"<title>Cook at sea</title>{script(PLAIN)}{script(json.dumps(other))}"
    posting = read(page)
    assert posting.title == "Cook"
    assert posting.warnings[-1] == SEVERAL_POSTINGS


def test_microdata() -> None:
    page = """<div itemscope itemtype="https://schema.org/JobPosting">
      <h1 itemprop="title">Harbour Pilot (m/f/d) - Bergen</h1>
      <span itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization">
        <span itemprop="name">Port of Aldmouth</span></span>
      <div itemprop="jobLocation" itemscope><div itemprop="address" itemscope>
        <span itemprop="addressLocality">Bergen</span>
        <meta itemprop="addressCountry" content="NO"></div></div>
      <time itemprop="datePosted" datetime="2026-11-01">yesterday</time>
      <div itemprop="description"><p>Bring ships in.</p><ul><li>Python</li></ul></div></div>"""
    posting = read(page)
    assert (posting.title, posting.company) == ("Harbour Pilot", "Port of Aldmouth")
    assert posting.locations == (PostingLocation(city="Bergen", country="NO"),)
    assert posting.posted_on == "2026-11-01"
    assert posting.text == "Bring ships in.\n\n- Python"
    assert microdata.job_postings(LexborHTMLParser("<p itemprop=title>x")) == []


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *JOB,
                    "name",
                    "address",
                    "value",
                    "currency",
                    "@id",
                    "minValue",
                    "baseSalary",
                    "jobLocation",
                    "employmentType",
                    "datePosted",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                *JOB,
                "baseSalary",
                "jobLocation",
                "employmentType",
                "datePosted",
                "validThrough",
                "qualifications",
            ]
        ),
        json_values,
    )
)
@settings(max_examples=80, deadline=None)
def test_any_values_are_read_without_an_exception(item: dict[str, object]) -> None:
    structured.draft_of(item, date(2026, 11, 21))  # type: ignore[arg-type]
    structured.text_of(item)  # type: ignore[arg-type]
    jsonld.job_postings(LexborHTMLParser(script(json.dumps(item | {"@type": "JobPosting"}))))


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_script_is_read_without_an_exception(text: str) -> None:
    jsonld.parse(text)
