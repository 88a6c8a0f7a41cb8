"""Every operation under random and hostile input, on real processes: no crash, nothing undescribed.

Once each for itself, and once as walks: what one operation made is what the next one is asked about, along
the links that `/openapi.json` states or that schemathesis finds in it.
"""

import itertools
import os
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from server.app import openapi
from server.engines import Postgres, Redis
from tests.support.engines import cloned
from tests.support.house import PASSWORD
from tests.support.people import person
from tests.support.processes import Site, site, worker
from tests.support.texts import POSTING, RESUME

_TIMES = int(os.environ.get("FUZZ_TIMES", "1"))
"""`make fuzz` looks for longer."""
_EXAMPLES = 12 * _TIMES
"""Of each operation."""
_WALKS = 20 * _TIMES
_STEPS = 15
_FOUND = 8
"""How many operations upon a thing have to succeed in these walks; without links, none does."""


@pytest.fixture(scope="module")
async def fuzzed(
    postgres: Postgres, template: str, redis_server: Redis, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Site]:
    folder = tmp_path_factory.mktemp("fuzz")
    async with (
        cloned(postgres, template) as url,
        site(url, redis_server.url, folder) as running,
        worker(running, folder),
    ):
        yield running


@pytest.fixture(scope="module")
async def token(fuzzed: Site) -> str:
    return registered(fuzzed, "fuzz@example.org")


def registered(where: Site, email: str) -> str:
    """The access token of somebody new."""
    body = {"email": email, "password": PASSWORD, "name": "Fuzz", "role": "candidate"}
    answer = httpx2.post(f"{where.address}/api/v1/auth/register", json=body, timeout=20)
    token: str = answer.json()["access_token"]
    return token


schemathesis.openapi.format("binary", st.binary(max_size=500) | st.just(RESUME.encode()))


schema = schemathesis.openapi.from_dict(openapi())
# A text that is too long may come in a body that is.
schema.config.checks.negative_data_rejection.expected_statuses += ["413"]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@schema.exclude(operation_id=["logout"]).parametrize()
@settings(
    max_examples=_EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_input_breaks_an_operation(case: schemathesis.Case, fuzzed: Site, token: str) -> None:
    case.call_and_validate(
        base_url=fuzzed.address, headers={"Authorization": f"Bearer {token}"}, checks=CHECKS, timeout=20
    )


def test_no_walk_breaks_an_operation(fuzzed: Site) -> None:
    numbers = itertools.count()
    reached: set[str] = set()

    class Walk(schema.as_state_machine()):  # type: ignore[misc] - made at run time
        """Of somebody new, who has a letter and a file of it."""

        def setup(self) -> None:
            token = registered(fuzzed, f"walk-{next(numbers)}@example.org")
            self.headers = {"Authorization": f"Bearer {token}"}
            furnished(fuzzed, self.headers)

        def get_call_kwargs(self, case: schemathesis.Case) -> dict[str, Any]:
            return {"base_url": fuzzed.address, "headers": self.headers, "timeout": 20}

        def validate_response(
            self, response: schemathesis.Response, case: schemathesis.Case, *_: Any, **__: Any
        ) -> None:
            if response.status_code < 300:
                reached.add(case.operation.label)
            case.validate_response(response, checks=CHECKS)

    Walk.run(
        settings=settings(
            max_examples=_WALKS,
            stateful_step_count=_STEPS,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
    )
    found = {label for label in reached if "_id}" in label}
    assert len(found) >= _FOUND, f"the walks found next to nothing: {sorted(found)}"


def furnished(where: Site, headers: dict[str, str]) -> None:
    """Give them a profile, a posting, a tracked application, a letter and an export of it."""
    with httpx2.Client(base_url=f"{where.address}/api/v1", headers=headers, timeout=20) as they:

        def make(path: str, **body: Any) -> str:
            answer = they.post(path, json=body).raise_for_status()
            made: str = answer.json()["id"]
            return made

        profile = {"version": 1, "resume": person("latin").model_dump(mode="json")}
        they.put("/profile", json=profile).raise_for_status()
        job = make("/jobs", title="Data Engineer", company="Northwind Labs", text=POSTING)
        make("/applications", job_id=job)
        letter = make("/generations", kind="cover_letter", job_id=job)
        for _ in range(200):
            if they.get(f"/generations/{letter}").json()["status"] == "completed":
                break
            time.sleep(0.1)
        make("/exports", documents=[{"generation_id": letter}], format="pdf")
