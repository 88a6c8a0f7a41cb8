"""Every route has a contract, lets no stranger in, and answers errors in one shape."""

import json
import re
import uuid
from pathlib import Path

import httpx2
import pytest
from openapi_spec_validator import validate
from starlette.routing import Route

from server.app import api_routes, openapi
from server.contract import Operation, Resource
from server.openapi import described
from server.problems import Problem
from tests.support.house import House

ROOT = Path(__file__).parents[2]
OPERATIONS = described(api_routes)
PRIVATE = [(path, method) for path, method, operation in OPERATIONS if not operation.may.public]


def names(operations: list[tuple[str, str, Operation]]) -> list[str]:
    return [operation.name for _, _, operation in operations]


def filled(path: str) -> str:
    """The path with ids that belong to nobody."""
    return re.sub(r"\{\w+\}", str(uuid.uuid4()), path)


def test_every_route_has_a_contract() -> None:
    assert all(isinstance(route, Route) and isinstance(route.app, Resource) for route in api_routes)


def test_every_operation_has_a_name_of_its_own() -> None:
    assert len(set(names(OPERATIONS))) == len(OPERATIONS)


def test_the_description_is_valid() -> None:
    validate(openapi())


def test_the_browser_application_is_typed_from_this_very_interface() -> None:
    """`python -m server openapi > web/openapi.json` renews it."""
    assert json.loads((ROOT / "web" / "openapi.json").read_text()) == json.loads(json.dumps(openapi()))


def test_every_member_of_a_body_is_shown_by_example_or_by_its_type() -> None:
    """A reader of the reference sees what to send without guessing."""
    spec = openapi()
    for path, method, operation in OPERATIONS:
        if operation.body is None:
            continue
        body = spec["paths"][path][method]["requestBody"]["content"]["application/json"]
        assert "example" in body, f"{operation.name} has no example"


@pytest.mark.parametrize(("path", "method"), PRIVATE)
async def test_a_stranger_is_refused(client: httpx2.AsyncClient, path: str, method: str) -> None:
    answer = await client.request(method.upper(), filled(path), json={})
    assert answer.status_code == 401
    problem = Problem.model_validate(answer.json())
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem.request_id == answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing-here", 404),
        ("POST", "/health", 405),
        ("POST", "/api/v1/auth/login", 415),
        ("GET", "/health?colour=red", 422),
    ],
)
async def test_there_is_one_error_shape(
    client: httpx2.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await client.request(method, path, content=b"not json")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert Problem.model_validate(answer.json()).status == status


async def test_a_crash_has_the_same_shape_and_tells_nothing(
    app: House, client: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the secret is 1234")

    monkeypatch.setattr(app.services.tokens, "read_access", broken)
    answer = await client.get("/api/v1/me", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 500
    assert Problem.model_validate(answer.json()).type == "internal"
    assert "1234" not in answer.text
