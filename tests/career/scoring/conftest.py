"""One person and one posting that the tests of both scores vary."""

from datetime import date

import pytest

from career import embedding, scoring, skills
from career.schema.posting import Completeness, Must, Posting, Requirement, RequirementKind, Source
from career.schema.reading import Stats
from career.schema.resume import (
    Basics,
    Bullet,
    Education,
    Keyword,
    Location,
    NetworkProfile,
    Resume,
    SkillGroup,
    Work,
)

TODAY = date(2026, 3, 1)
SHOP = (
    "Ran PostgreSQL for an online shop with nine warehouses in four countries",
    "Wrote monthly reports on stock, returns and late parcels for the managers of the warehouses",
    "Taught new colleagues at the counter how orders, invoices and refunds are handled",
)


@pytest.fixture(scope="session")
def matcher():
    return skills.load()


@pytest.fixture(scope="session")
def scored(matcher):
    """Match a resume against a posting, on one day."""

    def score(resume, posting):
        return scoring.match(resume, posting, matcher=matcher, embedder=embedding.load(), today=TODAY)

    return score


@pytest.fixture(scope="session")
def judged(matcher):
    """Judge the quality of a resume, on one day."""

    def judge(resume, findings=(), stats=None):
        stats = stats or Stats(pages=1, words=400)
        return scoring.quality(resume, findings=findings, stats=stats, today=TODAY, matcher=matcher)

    return judge


@pytest.fixture(scope="session")
def asking(matcher):
    """One requirement, by the names of the skills of which one is enough."""

    def ask(text, *names, kind=RequirementKind.SKILL, must=Must.REQUIRED, **facts):
        return Requirement(
            id=f"r_{text}",
            kind=kind,
            text=text,
            quote=text,
            start=0,
            end=len(text),
            must=must,
            any_of=tuple(matcher.named(name).id for name in names),
            **facts,
        )

    return ask


@pytest.fixture(scope="session")
def posting(asking):
    requirements = (
        asking("Strong Python", "Python"),
        asking("PostgreSQL or MySQL", "PostgreSQL", "MySQL"),
        asking("Kubernetes is a plus", "Kubernetes", must=Must.PREFERRED),
        asking("Terraform", "Terraform", must=Must.UNMARKED),
        asking("5+ years of building web services", kind=RequirementKind.YEARS, years=5),
        asking("Bachelor degree or equivalent experience", kind=RequirementKind.DEGREE, level="4"),
        asking("Good communication", "communication", kind=RequirementKind.SOFT),
        asking("Build and run APIs for payments", kind=RequirementKind.DUTY),
        asking("Fluent German", kind=RequirementKind.LANGUAGE),
    )
    return Posting(
        id="j_1",
        source=Source(kind="text"),
        title="Senior Python Developer",
        text="\n".join(one.text for one in requirements),
        requirements=requirements,
        completeness=Completeness.FULL,
    )


@pytest.fixture(scope="session")
def resume():
    return Resume(
        language="en",
        basics=Basics(
            name="Jane Doe",
            email="jane@example.org",
            phone="+1 202 555 0143",
            summary="Jane Doe builds web services. She is known for clear communication.",
            location=Location(city="Chicago", country_code="US"),
            profiles=(NetworkProfile(network="GitHub", url="https://github.com/jane"),),
        ),
        work=(
            role(
                "w_1",
                "Python Engineer",
                "2022-03",
                None,
                "Built payment APIs in Python for 3 million calls a day",
            ),
            role(
                "w_2",
                "Web Developer",
                "2018-01",
                "2022-02",
                *SHOP,
            ),
        ),
        education=(Education(id="e_1", institution="State University", study_type="BSc", area="Physics"),),
        skills=(SkillGroup(id="s_1", name="Tools", keywords=(Keyword(id="k_1", text="Docker"),)),),
    )


def role(role_id, position, start, end, *lines):
    return Work(
        id=role_id,
        name="Acme",
        position=position,
        start_date=start,
        end_date=end,
        current=end is None,
        highlights=tuple(Bullet(id=f"{role_id}_{at}", text=line) for at, line in enumerate(lines)),
    )
