"""Three people who do not exist, and postings for them."""

from datetime import date

from career.schema.posting import (
    Completeness,
    Must,
    Posting,
    PostingLocation,
    Requirement,
    RequirementKind,
    Source,
)
from career.schema.resume import (
    Basics,
    Bullet,
    Certificate,
    Education,
    Keyword,
    LanguageSkill,
    Location,
    Project,
    Resume,
    SkillGroup,
    Work,
)
from career.skills import load

TODAY = date(2026, 11, 1)


def bullets(**texts: str) -> tuple[Bullet, ...]:
    return tuple(Bullet(id=key, text=text) for key, text in texts.items())


def keywords(prefix: str, *texts: str) -> tuple[Keyword, ...]:
    matcher = load()
    made = []
    for number, text in enumerate(texts):
        hit = next(iter(matcher.find(text, listed=True)), None)
        made.append(Keyword(id=f"{prefix}_{number}", text=text, skill_id=hit.skill_id if hit else None))
    return tuple(made)


MARA = Resume(
    language="en",
    basics=Basics(
        name="Mara Lindqvist",
        label="Backend Engineer",
        email="mara@lindqvist.example",
        phone="+46 70 123 45 67",
        location=Location(city="Malmö", country_code="SE", address="Storgatan 1"),
        summary="Backend engineer who likes boring technology.",
        summary_id="mara_summary",
    ),
    work=(
        Work(
            id="w_tide",
            name="Tidewater Freight",
            position="Senior Backend Engineer",
            location="Malmö, Sweden",
            start_date="2021-03",
            current=True,
            highlights=bullets(
                b_tide_api="Built a booking API in Python and PostgreSQL that serves 1.2M requests a day",
                b_tide_latency="Reduced p95 latency of the rating service by 40% "
                "by moving hot queries to Redis",
                b_tide_mentor="Mentored 4 engineers and reviewed their designs",
                b_tide_kafka="Helped build an event pipeline with Apache Kafka for 12 warehouses",
                b_tide_deploy="Automated deployments with Docker and GitHub Actions, "
                "cutting release time from 3 hours to 20 minutes",
                b_tide_pager="Wrote runbooks for the on-call rotation",
            ),
        ),
        Work(
            id="w_north",
            name="Northlight Media",
            position="Software Developer",
            location="Lund, Sweden",
            start_date="2017-08",
            end_date="2021-02",
            highlights=bullets(
                b_north_cms="Developed a content service in Django used by 3 newsrooms",
                b_north_search="Migrated article search from Solr to Elasticsearch without downtime",
                b_north_cost="Cut hosting cost by €18,000 a year by resizing AWS instances",
                b_north_test="Raised test coverage from 35% to 80%",
                b_north_team="We redesigned the subscription checkout together with the payments team",
            ),
        ),
    ),
    projects=(
        Project(
            id="p_ferry",
            name="Ferrywatch",
            start_date="2019-05",
            highlights=bullets(b_ferry="Created a Flask site that shows ferry delays for 900 commuters"),
        ),
    ),
    education=(
        Education(
            id="e_lund",
            institution="Lund University",
            study_type="BSc",
            area="Computer Science",
            start_date="2014-09",
            end_date="2017-06",
            level=4,
        ),
    ),
    certificates=(
        Certificate(
            id="c_aws",
            name="AWS Certified Developer – Associate",
            issuer="Amazon Web Services",
            date="2020-05",
        ),
    ),
    skills=(
        SkillGroup(
            id="s_back",
            name="Backend",
            keywords=keywords(
                "k_back", "Python", "Django", "Flask", "Postgres", "Redis", "Kafka", "Docker", "Elasticsearch"
            ),
        ),
        SkillGroup(id="s_other", name="Other", keywords=keywords("k_other", "Git", "AWS", "GraphQL")),
    ),
    languages=(
        LanguageSkill(id="l_sv", language="Swedish", fluency="Native"),
        LanguageSkill(id="l_en", language="English", fluency="Fluent"),
        LanguageSkill(id="l_de", language="German", fluency="B1"),
    ),
)

OTIS = Resume(
    language="en",
    basics=Basics(
        name="Otis Farrow",
        label="Registered Nurse",
        email="otis.farrow@mail.example",
        summary_id="otis_summary",
    ),
    work=(
        Work(
            id="w_mercy",
            name="Mercy Hill Hospital",
            position="Charge Nurse",
            location="Leeds",
            start_date="2020-01",
            current=True,
            highlights=bullets(
                b_mercy_ward="Lead a team of 9 nurses on a 28-bed cardiac ward",
                b_mercy_falls="Reduced patient falls by 22% in 2023 with hourly rounding",
                b_mercy_train="Trained 15 new nurses in telemetry monitoring",
                b_mercy_epic="Supported the move of patient records to Epic",
                b_mercy_audit="Audited medication charts every week",
            ),
        ),
        Work(
            id="w_dale",
            name="Dale Care Home",
            position="Staff Nurse",
            location="York",
            start_date="2015-09",
            end_date="2019-12",
            highlights=bullets(
                b_dale_care="Cared for 24 residents with dementia",
                b_dale_family="Explained care plans to residents and their families",
                b_dale_stock="Ordered medical supplies within a budget of £60,000",
            ),
        ),
    ),
    education=(
        Education(
            id="e_leeds",
            institution="Leeds Beckett University",
            study_type="BSc (Hons)",
            area="Adult Nursing",
            end_date="2015",
            level=4,
        ),
    ),
    certificates=(
        Certificate(id="c_als", name="Advanced Life Support", issuer="Resuscitation Council UK", date="2022"),
    ),
    skills=(
        SkillGroup(
            id="s_nurse",
            name="Clinical",
            keywords=keywords("k_nurse", "Patient care", "Telemetry", "Phlebotomy"),
        ),
    ),
    languages=(LanguageSkill(id="l_otis_en", language="English", fluency="Native"),),
)

INES = Resume(
    language="en",
    basics=Basics(
        name="Inês Carvalho",
        label="Marketing Manager",
        email="ines@carvalho.example",
        summary_id="ines_summary",
    ),
    work=(
        Work(
            id="w_brew",
            name="Brightwater Brewing",
            position="Marketing Manager",
            location="Porto",
            start_date="2022-05",
            current=True,
            highlights=bullets(
                b_brew_launch="Launched 3 seasonal beers in 14 supermarkets",
                b_brew_news="Grew the newsletter from 2,000 to 11,500 subscribers",
                b_brew_budget="Managed an annual budget of €250,000",
                b_brew_ads="Ran Google Ads campaigns with a return of 3.4x",
                b_brew_agency="Worked with an outside agency on the new brand design",
            ),
        ),
        Work(
            id="w_olive",
            name="Olivar Foods",
            position="Assistant Marketing Manager",
            location="Lisbon",
            start_date="2018-02",
            end_date="2022-04",
            highlights=bullets(
                b_olive_events="Organised 6 trade fair stands a year in Spain and Portugal",
                b_olive_social="Wrote social media posts for Instagram and LinkedIn",
                b_olive_seo="Improved organic traffic of the shop by 35% through SEO",
                b_olive_crm="Assisted with the introduction of HubSpot",
            ),
        ),
    ),
    education=(
        Education(
            id="e_porto",
            institution="University of Porto",
            study_type="Master",
            area="Marketing",
            start_date="2015-09",
            end_date="2017-07",
            level=5,
        ),
    ),
    skills=(
        SkillGroup(
            id="s_mkt",
            name="Marketing",
            keywords=keywords("k_mkt", "SEO", "Google Ads", "HubSpot", "Copywriting"),
        ),
    ),
    languages=(
        LanguageSkill(id="l_pt", language="Portuguese", fluency="Native"),
        LanguageSkill(id="l_ines_en", language="English", fluency="C1"),
    ),
)


def posting(
    posting_id: str, title: str, company: str, city: str, *lines: tuple[RequirementKind, Must, str]
) -> Posting:
    matcher = load()
    text, requirements = f"{title} at {company}\n", []
    for number, (kind, must, line) in enumerate(lines):
        start = len(text) + 2
        text += f"- {line}\n"
        skills = tuple(dict.fromkeys(hit.skill_id for hit in matcher.find(line) if hit.strength == "firm"))
        groups = [(skill,) for skill in skills] if kind is RequirementKind.SKILL else [()]
        requirements += [
            Requirement(
                id=f"{posting_id}_r{number}_{part}",
                kind=kind,
                text=line,
                quote=line,
                start=start,
                end=start + len(line),
                must=must,
                any_of=any_of,
            )
            for part, any_of in enumerate(groups)
        ]
    return Posting(
        id=posting_id,
        source=Source(kind="text"),
        title=title,
        company=company,
        locations=(PostingLocation(city=city),),
        language="en",
        text=text,
        requirements=tuple(requirements),
        completeness=Completeness.FULL,
    )


_DUTY, _SKILL = RequirementKind.DUTY, RequirementKind.SKILL

PLATFORM = posting(
    "j_platform",
    "Staff Platform Engineer",
    "Harbourline",
    "Rotterdam",
    (_DUTY, Must.UNMARKED, "Build APIs in Python and PostgreSQL"),
    (_DUTY, Must.UNMARKED, "Operate event pipelines with Kafka and Kubernetes"),
    (_SKILL, Must.REQUIRED, "Python, PostgreSQL and Redis"),
    (_SKILL, Must.REQUIRED, "Rust and Kubernetes in production"),
    (_SKILL, Must.PREFERRED, "Terraform, GraphQL and Elasticsearch"),
    (_DUTY, Must.UNMARKED, "Mentor engineers"),
)
WARD = posting(
    "j_ward",
    "Ward Manager",
    "St Brigid Clinic",
    "Sheffield",
    (_DUTY, Must.UNMARKED, "Lead a team of nurses"),
    (_SKILL, Must.REQUIRED, "Telemetry and patient care"),
    (_SKILL, Must.REQUIRED, "Ventilator management and Cerner"),
    (_DUTY, Must.UNMARKED, "Reduce patient falls"),
)
GROWTH = posting(
    "j_growth",
    "Head of Growth",
    "Salt & Sail",
    "Faro",
    (_DUTY, Must.UNMARKED, "Run Google Ads campaigns"),
    (_SKILL, Must.REQUIRED, "SEO and HubSpot"),
    (_SKILL, Must.REQUIRED, "Salesforce and TikTok"),
    (_DUTY, Must.UNMARKED, "Grow our newsletter"),
)

PEOPLE = {"mara": MARA, "otis": OTIS, "ines": INES}
POSTINGS = {"platform": PLATFORM, "ward": WARD, "growth": GROWTH}
FOR = {"mara": "platform", "otis": "ward", "ines": "growth"}
