"""Every operation under random and hostile input, on a real process: no crash, nothing undescribed."""

from collections.abc import AsyncIterator

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
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
from tests.support.processes import Site, site

_EXAMPLES = 12
"""Of each operation; the nightly run takes a hundred times as many."""


@pytest.fixture(scope="module")
async def fuzzed(
    postgres: Postgres, template: str, redis_server: Redis, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Site]:
    folder = tmp_path_factory.mktemp("fuzz")
    async with cloned(postgres, template) as url, site(url, redis_server.url, folder) as running:
        yield running


@pytest.fixture(scope="module")
async def token(fuzzed: Site) -> str:
    async with httpx2.AsyncClient(base_url=fuzzed.address) as person:
        body = {"email": "fuzz@example.org", "password": PASSWORD, "name": "Fuzz", "role": "candidate"}
        answer = await person.post("/api/v1/auth/register", json=body)
        return answer.json()["access_token"]


schema = schemathesis.openapi.from_dict(openapi())

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
