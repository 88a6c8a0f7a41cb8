"""Pay in free text. A wrong amount is worse than none: every string here is right or none."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career.reading.salary import currency_code, find, written_period
from career.schema.posting import Salary

# text, lowest and highest in major units, currency, period, and whether the period was guessed
STATED: list[tuple[str, Any, Any, str, str, bool]] = [
    # US dollars
    ("Salary: $120,000 - $150,000 per year", 120_000, 150_000, "USD", "year", False),
    ("$120,000–$150,000", 120_000, 150_000, "USD", "year", True),
    ("$120k-$150k a year plus equity", 120_000, 150_000, "USD", "year", False),
    ("Pay range: $50-60k", 50_000, 60_000, "USD", "year", True),
    ("between $50k and $60k annually", 50_000, 60_000, "USD", "year", False),
    ("The pay is $25.50/hr", "25.50", "25.50", "USD", "hour", False),
    ("$20.00 - $24.75 per hour", 20, "24.75", "USD", "hour", False),
    ("Hourly rate: $30", 30, 30, "USD", "hour", False),
    ("from $50,000 per year to $60,000 per year", 50_000, 60_000, "USD", "year", False),
    ("Base salary of USD 95,000", 95_000, 95_000, "USD", "year", True),
    ("95000 USD p.a.", 95_000, 95_000, "USD", "year", False),
    ("Compensation: up to $80,000", None, 80_000, "USD", "year", True),
    ("Starting at $18 an hour", 18, None, "USD", "hour", False),
    ("Pay: $65,000+ per year", 65_000, None, "USD", "year", False),
    ("US$ 1,800 a week", 1_800, 1_800, "USD", "week", False),
    ("$400 per day", 400, 400, "USD", "day", False),
    ("$60,000 + bonus", 60_000, 60_000, "USD", "year", True),
    ("The annual salary is $1 234 567", 1_234_567, 1_234_567, "USD", "year", False),
    ("Pay $18 to $22 hourly", 18, 22, "USD", "hour", False),
    ("$4,500 monthly", 4_500, 4_500, "USD", "month", False),
    # euro
    ("Gehalt: 60.000 € - 70.000 € pro Jahr", 60_000, 70_000, "EUR", "year", False),
    ("60.000 bis 70.000 € brutto im Jahr", 60_000, 70_000, "EUR", "year", False),
    ("60–70 T€ brutto/Jahr", 60_000, 70_000, "EUR", "year", False),
    ("Zwischen 55.000 und 65.000 Euro Jahresgehalt", 55_000, 65_000, "EUR", "year", False),
    ("Stundenlohn 18,50 €", "18.50", "18.50", "EUR", "hour", False),
    ("ab 3.200 € monatlich", 3_200, None, "EUR", "month", False),
    ("bis zu 4.800,50 EUR/Monat", None, "4800.50", "EUR", "month", False),
    ("€45k–€55k", 45_000, 55_000, "EUR", "year", True),
    ("45 à 55 k€ par an", 45_000, 55_000, "EUR", "year", False),
    ("Salaire : 2 300 € brut par mois", 2_300, 2_300, "EUR", "month", False),
    ("entre 40 000 et 48 000 € annuels", 40_000, 48_000, "EUR", "year", False),
    ("12,50 € de l'heure", "12.50", "12.50", "EUR", "hour", False),
    ("TJM 450 €", 450, 450, "EUR", "day", False),
    ("Salario: 30.000 - 36.000 € brutos anuales", 30_000, 36_000, "EUR", "year", False),
    ("entre 1.800 y 2.100 € al mes", 1_800, 2_100, "EUR", "month", False),
    ("RAL 32.000 - 38.000 €", 32_000, 38_000, "EUR", "year", False),
    ("1.600 € al mese", 1_600, 1_600, "EUR", "month", False),
    ("Salaris € 3.100 tot € 4.250 per maand", 3_100, 4_250, "EUR", "month", False),
    ("€ 15,75 per uur", "15.75", "15.75", "EUR", "hour", False),
    ("1.200 € por mês", 1_200, 1_200, "EUR", "month", False),
    # pounds
    ("£45,000 to £52,500 per annum", 45_000, 52_500, "GBP", "year", False),
    ("£28k", 28_000, 28_000, "GBP", "year", True),
    ("£11.44 per hour", "11.44", "11.44", "GBP", "hour", False),
    ("Salary £30,000 - £35,000 pa", 30_000, 35_000, "GBP", "year", False),
    ("Day rate: £350-£425", 350, 425, "GBP", "day", False),
    ("GBP 60000-75000", 60_000, 75_000, "GBP", "year", True),
    # Swiss francs
    ("CHF 90'000 – 110'000", 90_000, 110_000, "CHF", "year", True),
    ("CHF 6’500 pro Monat", 6_500, 6_500, "CHF", "month", False),
    ("110'000 CHF brut annuel", 110_000, 110_000, "CHF", "year", False),
    ("Fr. 32.50 pro Stunde", "32.50", "32.50", "CHF", "hour", False),
    # rupees
    ("₹6-8 LPA", 600_000, 800_000, "INR", "year", False),
    ("CTC: 18-25 LPA", 1_800_000, 2_500_000, "INR", "year", False),
    ("₹ 12,00,000 per annum", 1_200_000, 1_200_000, "INR", "year", False),
    ("Rs. 50,000/month", 50_000, 50_000, "INR", "month", False),
    ("CTC: INR 15 lakhs", 1_500_000, 1_500_000, "INR", "year", False),
    ("₹8,00,000 - ₹12,00,000 a year", 800_000, 1_200_000, "INR", "year", False),
    ("Salary ₹25k per month", 25_000, 25_000, "INR", "month", False),
    # yen, won, yuan
    ("年収500万円〜800万円", 5_000_000, 8_000_000, "JPY", "year", False),
    ("月給250,000円", 250_000, 250_000, "JPY", "month", False),
    ("時給1,200円", 1_200, 1_200, "JPY", "hour", False),
    ("¥5,000,000 - ¥7,000,000 per year", 5_000_000, 7_000_000, "JPY", "year", False),
    ("연봉 4,500만원", 45_000_000, 45_000_000, "KRW", "year", False),
    ("RMB 25,000 per month", 25_000, 25_000, "CNY", "month", False),
    # złoty
    ("12 000 - 16 000 zł miesięcznie", 12_000, 16_000, "PLN", "month", False),
    ("Wynagrodzenie: 35 zł/godz.", 35, 35, "PLN", "hour", False),
    ("PLN 180,000 rocznie", 180_000, 180_000, "PLN", "year", False),
    ("od 8 000 do 10 000 PLN / m-c", 8_000, 10_000, "PLN", "month", False),
    # crowns
    ("Lön: 35 000 kr per månad", 35_000, 35_000, "SEK", "month", False),
    ("38 000–42 000 SEK i månaden", 38_000, 42_000, "SEK", "month", False),
    ("Årslønn 650 000 kr", 650_000, 650_000, "NOK", "year", False),
    ("NOK 700 000 per år", 700_000, 700_000, "NOK", "year", False),
    ("Månedsløn: 38.000 kr.", 38_000, 38_000, "DKK", "month", False),
    ("DKK 45,000 per month", 45_000, 45_000, "DKK", "month", False),
    # real
    ("R$ 5.000,00 por mês", 5_000, 5_000, "BRL", "month", False),
    ("Salário: R$ 3.500 a R$ 4.200", 3_500, 4_200, "BRL", "month", True),
    ("R$ 120.000 por ano", 120_000, 120_000, "BRL", "year", False),
    # other dollars
    ("CAD 80,000 - 95,000 per year", 80_000, 95_000, "CAD", "year", False),
    ("$80,000 CAD per year", 80_000, 80_000, "CAD", "year", False),
    ("C$45/hour", 45, 45, "CAD", "hour", False),
    ("A$110,000 p.a. plus super", 110_000, 110_000, "AUD", "year", False),
    ("AUD 55 an hour", 55, 55, "AUD", "hour", False),
    ("S$6,000 - S$8,000 monthly", 6_000, 8_000, "SGD", "month", False),
    ("NZ$ 75,000 per annum", 75_000, 75_000, "NZD", "year", False),
    # others
    ("700 000 Ft / hó", 700_000, 700_000, "HUF", "month", False),
    ("60 000 Kč měsíčně", 60_000, 60_000, "CZK", "month", False),
    ("ZAR 45 000 per month", 45_000, 45_000, "ZAR", "month", False),
    # in running text
    ("Join us. We pay $70,000 - $80,000 and 401(k).", 70_000, 80_000, "USD", "year", True),
    ("We raised $20M in 2024. The salary is $90,000.", 90_000, 90_000, "USD", "year", True),
    ("Bonus of $5,000. Base pay: $85,000 a year", 85_000, 85_000, "USD", "year", False),
    ("10+ years, 25 days off, salary 40.000 €", 40_000, 40_000, "EUR", "year", True),
]

UNSTATED = [
    "",
    "We raised $20M from investors",
    "$20M raised",
    "A $20 million Series A",
    "revenue of $500,000 a year",
    "You will manage a budget of €250,000",
    "Manage a $2,000,000 portfolio",
    "$1.2B in assets",
    "ARR of $900k",
    "valuation: $300,000",
    "401(k) with $5,000 match",
    "$5,000 sign-on bonus",
    "€1.000 Weiterbildungsbudget im Jahr",
    "$500 learning stipend per year",
    "a $50 gift card",
    "60,000 - 70,000 per year",
    "Competitive salary",
    "Salary: DOE",
    "5 years of experience, 40 hours per week",
    "Call +1 415 555 0100",
    "Reference number 120,000",
    "Salary: $1.23.456",
    "Salary: €1,2345,6",
    "Salary: $60,000 - $600",
    "Salary: 50 - 60.000 €",
    "Salary: $50,000 - €60,000",
    "Salary: 35 000 kr",
    "Grew sales by 120% to $90M",
    "$7",
    "Salary: $90,000,000",
    "Umsatz von 5.000.000 € pro Jahr",
    "Levée de 300 000 €",
    "We donated $10,000 last year",
]


def minor(amount: Any, currency: str) -> int | None:
    if amount is None:
        return None
    return int(Decimal(str(amount)) * (1 if currency in {"JPY", "KRW"} else 100))


@pytest.mark.parametrize(("text", "low", "high", "currency", "period", "guessed"), STATED)
def test_stated_pay(text: str, low: Any, high: Any, currency: str, period: str, guessed: object) -> None:
    found = find(text)
    assert found is not None
    assert (found.min, found.max) == (minor(low, currency), minor(high, currency))
    assert (found.currency, found.period, found.period_guessed) == (currency, period, guessed)
    assert found.quote in text
    assert found.quote == found.quote.strip()


@pytest.mark.parametrize("text", UNSTATED)
def test_no_pay(text: str) -> None:
    assert find(text) is None


def test_the_table_is_as_wide_as_promised() -> None:
    assert len(STATED) >= 80
    assert len({row[3] for row in STATED}) >= 12


def test_of_several_the_one_nearest_to_a_word_of_pay() -> None:
    text = "Travel costs of $40,000 are usual here, as you will see below in detail. Your salary: $70,000."
    found = find(text)
    assert found is not None
    assert found.max == 7_000_000


def test_currencies_and_periods_by_name() -> None:
    assert currency_code("€") == "EUR"
    assert currency_code("usd") == "USD"
    assert currency_code("THB") == "THB"
    assert currency_code("kr") is None
    assert currency_code("nothing") is None
    assert written_period("HOUR") == "hour"
    assert written_period("per month") == "month"
    assert written_period("sometimes") is None


MARKS = {"$": "USD", "€": "EUR", "£": "GBP", "CHF ": "CHF", "₹": "INR", "R$": "BRL", "PLN ": "PLN"}


@given(
    low=st.integers(min_value=15_000, max_value=400_000),
    more=st.integers(min_value=0, max_value=200_000),
    mark=st.sampled_from(sorted(MARKS)),
    separator=st.sampled_from([",", ".", " ", "'", "\u202f", ""]),
    between=st.sampled_from([" - ", "–", " to ", " bis "]),
)
@settings(max_examples=300, deadline=None)
def test_what_is_printed_is_read(low: int, more: int, mark: str, separator: str, between: str) -> None:
    high = min(low + more, low * 4)

    def printed(amount: int) -> str:
        return mark + f"{amount:,}".replace(",", separator)

    found = find(f"Salary: {printed(low)}{between}{printed(high)} per year")
    assert found == Salary(
        min=low * 100,
        max=high * 100,
        currency=MARKS[mark],
        period="year",
        quote=f"{printed(low)}{between}{printed(high)} per year",
    )


@given(st.text(alphabet="0123456789.,' $€k-–toa\nperyM%", max_size=80))
@settings(max_examples=300, deadline=None)
def test_noise_never_raises(text: str) -> None:
    found = find(text)
    assert found is None or found.quote in text
