"""One person's resume in the page layouts that resume builders make, as PDF."""

from dataclasses import dataclass

from tests.career.reading.files import pdf_of


@dataclass(frozen=True)
class Role:
    company: str
    position: str
    place: str
    dates: str
    start: str
    end: str | None
    bullets: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    name: str
    headline: str
    email: str
    phone: str
    e164: str
    place: str
    summary: str
    roles: tuple[Role, ...]
    school: str
    degree: str
    area: str
    school_dates: str
    groups: tuple[tuple[str, str], ...]
    titles: tuple[str, str, str, str]
    """The headings of summary, work, education and skills."""


AMELIE = Person(
    name="Amélie Okonkwo-Larsen",
    headline="Operations Lead turned Data Analyst",
    email="amelie.okonkwo@posteo.example",
    phone="+351 912 345 678",
    e164="+351912345678",
    place="Porto, Portugal",
    summary="Operations lead turned data analyst, with nine years in port logistics and food retail. "
    "Known for forecasts that planners trust and for dashboards that people on night shifts really open.",
    roles=(
        Role(
            "Mercado Azul",
            "Head of Supply Planning",
            "Porto, Portugal",
            "March 2021 – Present",
            "2021-03",
            None,
            (
                "Cut the waste of fresh goods by 18% across 42 stores with a weekly forecast of demand.",
                (
                    "Negotiated contracts worth 3.2 million with eleven growers, which kept prices flat "
                    "through two winters of shortage and made the shelf plan reliable."
                ),
                "Hired and trained six planners in two countries.",
            ),
        ),
        Role(
            "Blue Anchor Shipping Ltd.",
            "Data Analyst",
            "Rotterdam, Netherlands",
            "September 2018 – February 2021",
            "2018-09",
            "2021-02",
            (
                "Built berth dashboards that seventy dispatchers use on every shift of the day.",
                "Wrote the nightly jobs in Python and Airflow behind them, with tests and alerts.",
            ),
        ),
        Role(
            "Konditori Lind",
            "Shift Lead",
            "Malmö, Sweden",
            "June 2016 – August 2018",
            "2016-06",
            "2018-08",
            ("Ran a shop of nine people, from stock to cash.",),
        ),
    ),
    school="Lund University",
    degree="MSc",
    area="Industrial Engineering",
    school_dates="September 2013 – June 2016",
    groups=(("Data", "SQL, Python, Power BI"), ("Planning", "SAP, Forecasting, S&OP")),
    titles=("Summary", "Experience", "Education", "Skills"),
)

JONAS = Person(
    name="Jonas Wettstein",
    headline="Pflegefachmann",
    email="jonas.wettstein@bluewin.example",
    phone="+41 44 668 18 00",
    e164="+41446681800",
    place="Winterthur, Schweiz",
    summary="Pflegefachmann mit zwölf Jahren Erfahrung auf der Intensivstation und in der Ausbildung von "
    "Lernenden. Arbeitet ruhig, genau und gern im Team, auch nachts und an Feiertagen.",
    roles=(
        Role(
            "Kantonsspital Winterthur",
            "Stationsleiter Intensivpflege",
            "Winterthur, Schweiz",
            "März 2019 – heute",
            "2019-03",
            None,
            (
                "Leitet ein Team von 24 Pflegenden in drei Schichten und plant deren Einsätze.",
                (
                    "Senkte die Zahl der Infektionen durch Katheter innerhalb eines Jahres um 31 Prozent, "
                    "indem er die Abläufe am Bett neu ordnete."
                ),
            ),
        ),
        Role(
            "Klinik Hirslanden AG",
            "Pflegefachmann",
            "Zürich, Schweiz",
            "August 2013 – Februar 2019",
            "2013-08",
            "2019-02",
            (
                "Betreute Patientinnen und Patienten nach Eingriffen am Herzen.",
                "Bildete vierzehn Lernende aus.",
            ),
        ),
    ),
    school="Zürcher Hochschule für Angewandte Wissenschaften",
    degree="BSc",
    area="Pflege",
    school_dates="September 2010 – Juli 2013",
    groups=(("Fachlich", "Beatmung, Wundpflege, Hygiene"), ("Sonst", "Dienstplanung, Kinaesthetics")),
    titles=("Profil", "Berufserfahrung", "Ausbildung", "Kenntnisse"),
)

PEOPLE = {"english": AMELIE, "german": JONAS}
_STYLE = """
@page { size: A4; margin: 28pt }
h1 { font-size: 17pt; margin: 0 } h4 { margin: 10pt 0 4pt; font-size: 11pt }
p { margin: 3pt 0 } ul { margin: 3pt 0; padding-left: 18pt } li { margin: 2pt 0 }
.row { display: flex; justify-content: space-between } .right { text-align: right }
.center { text-align: center } .contact span, .contact a { margin-right: 12pt }
.two { display: grid; grid-template-columns: 1fr 1fr; column-gap: 18pt }
"""


def _contact(person: Person) -> str:
    mail = f"<a href='mailto:{person.email}'>{person.email}</a>"
    return f"<div class=contact><span>{person.place}</span><span>{person.phone}</span>{mail}</div>"


def _head(person: Person, kind: str = "") -> str:
    return f"<div class='{kind}'><h1>{person.name}</h1>{person.headline}{_contact(person)}</div>"


def _bullets(role: Role) -> str:
    return "<ul>" + "".join(f"<li>{bullet}</li>" for bullet in role.bullets) + "</ul>"


def _rows(role: Role) -> str:
    """Employer and title at the left, dates and place set right."""
    return (
        f"<div class=row><div><b>{role.company}</b><br>{role.position}</div>"
        f"<div class=right><b>{role.dates}</b><br>{role.place}</div></div>{_bullets(role)}"
    )


def _stack(role: Role) -> str:
    return f"<b>{role.company}</b><br>{role.position}<br>{role.place}<br><b>{role.dates}</b>{_bullets(role)}"


def _inline(role: Role) -> str:
    return (
        f"<div class=row><div><b>{role.position}</b>, {role.company} – {role.place}</div>"
        f"<div>{role.dates}</div></div>{_bullets(role)}"
    )


def _study(person: Person) -> str:
    return (
        f"<div class=row><div><b>{person.school}</b></div><div>{person.school_dates}</div></div>"
        f"<div>{person.degree} in {person.area}</div>"
    )


def _study_stack(person: Person) -> str:
    return f"<b>{person.school}</b><br>{person.degree} in {person.area}<br>{person.school_dates}"


def _skills(person: Person) -> str:
    return "".join(f"<div><b>{name}:</b> {items}</div>" for name, items in person.groups)


def _skill_blocks(person: Person) -> str:
    return "".join(f"<div><b>{name}</b><br><small>{items}</small></div>" for name, items in person.groups)


def _section(title: str, body: str) -> str:
    return f"<section><h4>{title}</h4><div>{body}</div></section>"


def _sections(person: Person, role: str = "rows") -> list[str]:
    form = {"rows": _rows, "stack": _stack, "inline": _inline}[role]
    work = "".join(f"<div style='margin-bottom: 9pt'>{form(one)}</div>" for one in person.roles)
    study = _study_stack(person) if role == "stack" else _study(person)
    bodies = (person.summary, work, study, _skills(person))
    return [_section(title, body) for title, body in zip(person.titles, bodies, strict=True)]


def one_column(person: Person) -> bytes:
    return pdf_of(_head(person, "center") + "".join(_sections(person)), _STYLE)


def inline_heads(person: Person) -> bytes:
    style = _STYLE + "h4 { border-bottom: 1px solid #333; text-transform: uppercase }"
    return pdf_of(_head(person) + "".join(_sections(person, "inline")), style)


def stacked_heads(person: Person) -> bytes:
    return pdf_of(_head(person, "center") + "".join(_sections(person, "stack")), _STYLE)


def drawn_bullets(person: Person) -> bytes:
    """Bullets that are no letters: only the indent is left."""
    style = _STYLE + "ul { list-style: none } h4 { color: #b45309 }"
    return pdf_of(_head(person) + "".join(_sections(person)), style)


def sidebar(person: Person, columns: str = "1fr 2fr", side: int = 0) -> bytes:
    """A coloured side column with the name, contacts and skills; no heading but theirs in it."""
    style = _STYLE + f".c {{ display: grid; grid-template-columns: {columns}; column-gap: 18pt }}"
    style += " .s { background: #0f766e; color: white; padding: 8pt }"
    style += " .s span, .s a { display: block; color: white }"
    parts = _sections(person)
    left = f"<div class=s>{_head(person)}{_section(person.titles[3], _skill_blocks(person))}</div>"
    right = f"<div>{''.join(parts[:3])}</div>"
    return pdf_of(f"<div class=c>{left + right if side == 0 else right + left}</div>", style)


def sidebar_right(person: Person) -> bytes:
    return sidebar(person, "2fr 1fr", 1)


def band_and_columns(person: Person) -> bytes:
    """A coloured band with the name over two equal columns."""
    style = _STYLE + ".band { background: #1e3a8a; color: white; padding: 12pt } .band a { color: white }"
    parts = _sections(person, "stack")
    skills = _section(person.titles[3], _skill_blocks(person))
    body = f"<div class=two><div>{parts[1]}</div><div>{parts[0]}{parts[2]}{skills}</div></div>"
    return pdf_of(f"<div class=band>{_head(person)}</div>{body}", style)


def headings_at_the_left(person: Person) -> bytes:
    style = _STYLE + "section { display: grid; grid-template-columns: 1fr 4fr; border-top: 1px solid #666 }"
    style += " h4 { margin: 0; font-size: 10pt } section { padding-top: 6pt; margin-top: 6pt }"
    return pdf_of(_head(person, "center") + "".join(_sections(person)), style)


def dates_at_the_left(person: Person) -> bytes:
    style = _STYLE + ".d { display: grid; grid-template-columns: 130pt 1fr; margin-bottom: 8pt }"
    rows = "".join(
        f"<div class=d><div>{role.dates}</div><div><b>{role.position}</b><br>{role.company}, {role.place}"
        f"{_bullets(role)}</div></div>"
        for role in person.roles
    )
    study = (
        f"<div class=d><div>{person.school_dates}</div><div><b>{person.degree} in {person.area}</b><br>"
        f"{person.school}</div></div>"
    )
    bodies = (person.summary, rows, study, _skills(person))
    parts = [_section(title, body) for title, body in zip(person.titles, bodies, strict=True)]
    return pdf_of(_head(person) + "".join(parts), style)


def entries_side_by_side(person: Person) -> bytes:
    style = _STYLE + "h4 { text-align: center; border-bottom: 1px solid #444 }"
    parts = _sections(person, "stack")
    entries = "".join(f"<div>{_stack(role)}</div>" for role in person.roles[:2])
    rest = "".join(f"<div>{_stack(role)}</div>" for role in person.roles[2:])
    grids = f"<div class=two>{entries}</div>" + (f"<div class=two>{rest}</div>" if rest else "")
    parts[1] = _section(person.titles[1], grids)
    return pdf_of(_head(person, "center") + "".join(parts), style)


LAYOUTS = {
    layout.__name__: layout
    for layout in (
        one_column,
        inline_heads,
        stacked_heads,
        drawn_bullets,
        sidebar,
        sidebar_right,
        band_and_columns,
        headings_at_the_left,
        dates_at_the_left,
        entries_side_by_side,
    )
}
