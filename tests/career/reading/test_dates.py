"""Dates as resumes write them."""

from datetime import date

import pytest

from career.reading.fields.dates import Span, is_only_dates, single_range, spans, without_dates

TODAY = date(2026, 6, 1)


def _parts(span: Span | None) -> tuple[str | None, str | None, bool]:
    assert span is not None
    return (span.start, span.end, span.current)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("January 2019 to March 2020", "2019-01", "2020-03"),
        ("Sept 2018 – May 2023", "2018-09", "2023-05"),
        ("06/2016 - 12/2018", "2016-06", "2018-12"),
        ("2016-06 — 2018-12", "2016-06", "2018-12"),
        ("01.03.2019 - 30.06.2020", "2019-03", "2020-06"),
        ("03.2019 – 06.2020", "2019-03", "2020-06"),
        ("2019.03 – 2020.05", "2019-03", "2020-05"),
        ("2019-21", "2019", "2021"),
        ("2019-2021", "2019", "2021"),
        ("'19 – '21", "2019", "2021"),
        ("Jan '19 - Feb '20", "2019-01", "2020-02"),
        ("Jan – Mar 2020", "2020-01", "2020-03"),
        ("May 15, 2019 - June 1, 2020", "2019-05", "2020-06"),
        ("Aug. 2012 – Dec. 2015 (3 years 4 months)", "2012-08", "2015-12"),
        ("Summer 2020 - Fall 2020", "2020-06", "2020-09"),
        ("März 2019 – Oktober 2020", "2019-03", "2020-10"),
        ("de janvier 2019 à août 2020", "2019-01", "2020-08"),
        ("enero de 2019 - marzo de 2020", "2019-01", "2020-03"),
        ("março de 2019 a maio de 2020", "2019-03", "2020-05"),
        ("gennaio 2019 – maggio 2020", "2019-01", "2020-05"),
        ("styczeń 2019 – maj 2020", "2019-01", "2020-05"),
        ("март 2019 - апрель 2020", "2019-03", "2020-04"),
        ("Μάρτιος 2019 - Απρίλιος 2020", "2019-03", "2020-04"),
        ("2018年4月 ～ 2020年3月", "2018-04", "2020-03"),
        ("2018년 4월 - 2020년 3월", "2018-04", "2020-03"),
        ("يناير 2019 - مارس 2020", "2019-01", "2020-03"),
        ("ינואר 2019 - מרץ 2020", "2019-01", "2020-03"),
    ],
)
def test_a_range_has_both_ends(text, start, end):
    assert _parts(single_range(text, TODAY)) == (start, end, False)
    assert is_only_dates(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "2019-03 - Present",
        "03/2019 – now",
        "März 2019 bis heute",
        "mars 2019 – aujourd'hui",
        "2019年3月 - 至今",
        "с марта 2019 по настоящее время",
        "since March 2019",
    ],
)
def test_the_present_has_no_end(text):
    assert _parts(single_range(text, TODAY)) == ("2019-03", None, True)


@pytest.mark.parametrize(
    "text",
    [
        "500 2019% of",
        "$2019",
        "12,2019,000",
        "room 20190",
        "version 3.2019.1x",
        "1899",
        "2 years 3 months",
        "2076",
    ],
)
def test_other_numbers_are_no_dates(text):
    assert spans(text, TODAY) == []


def test_offsets_are_those_of_the_text():
    text = "Acme — Jan 2019 – Mar 2020, Berlin"
    span = single_range(text, TODAY)
    assert span is not None
    assert text[span.begin : span.finish] == "Jan 2019 – Mar 2020"
    assert without_dates(text, TODAY) == "Acme — , Berlin"


def test_a_year_in_a_sentence_is_a_single_date():
    assert _parts(single_range("Winner of NeurIPS 2022 challenge", TODAY)) == (None, "2022", False)
    assert not is_only_dates("Winner of NeurIPS 2022 challenge", TODAY)
