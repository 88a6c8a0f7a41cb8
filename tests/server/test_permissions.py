"""Every operation and every rpc method, tried as each role, as a stranger and with keys that do not fit.

All of it is made from the routes themselves: what is added tomorrow is tried tomorrow. Nobody is signed in
in `tests/architecture/test_contracts.py`.
"""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from career.errors import Denied, NotFound
from career.permissions import ACTIONS, Right, Scope, companies_where
from career.permissions.companies import RIGHTS
from career.services import Services
from models.companies import Company, Member, MemberRole
from models.identities import Identity
from models.sessions import Session
from models.users import Role, User
from realtime.access import Visitor
from realtime.rpc import METHODS
from server.app import api_routes
from server.cli.permissions import page
from server.contract import Operation
from server.openapi import described, example
from tests.server.test_journey import fill_profile, keep_posting
from tests.support.accounts import user_of, verify
from tests.support.house import run_jobs
from tests.support.texts import POSTING, RESUME

OPERATIONS = described(api_routes)
PRIVATE = [found for found in OPERATIONS if not found[2].may.public]
DOCUMENT = Path(__file__).parents[2] / "docs" / "permissions.md"
UPLOAD = {"file": ("resume.txt", RESUME.encode(), "text/plain")}


async def ask(
    person: httpx2.AsyncClient, path: str, method: str, operation: Operation, **ids: str
) -> httpx2.Response:
    """Call it with what its reference shows, on these objects; one that is not named is nobody's."""
    filled = path.format_map({name: ids.get(name, str(uuid4())) for name in operation.path})
    if operation.form is not None:
        return await person.request(method.upper(), filled, files=UPLOAD)
    body = fitting(example(operation.body), ids) if operation.body else None
    return await person.request(method.upper(), filled, json=body)


def fitting(shown: Any, ids: dict[str, str]) -> Any:
    """The example of a body, with ids that exist where it names any."""
    return {name: ids.get(name, value) for name, value in shown.items()}


async def owned(person: httpx2.AsyncClient, services: Services) -> dict[str, str]:
    """One of everything that has an id, by the name that paths and bodies give it."""
    await verify(person)
    await fill_profile(person, services)
    job = await keep_posting(person)
    draft = {"kind": "cover_letter", "job_id": job["id"]}
    generation = (await person.post("/api/v1/generations", json=draft)).json()
    await run_jobs(services)
    documents = [{"generation_id": generation["id"]}]
    export = (await person.post("/api/v1/exports", json={"documents": documents, "format": "txt"})).json()
    await run_jobs(services)
    resume = (await person.get("/api/v1/resumes")).json()["items"][0]
    key = (await person.post("/api/v1/api-keys", json={"name": "Mine", "scopes": ["jobs:read"]})).json()
    session = (await person.get("/api/v1/auth/sessions")).json()["items"][0]
    copy = (await person.post("/api/v1/me/exports")).json()
    user = await user_of(person)
    identity = await Identity.create(user=user, provider="example", subject=str(uuid4()))
    await run_jobs(services)
    return {
        "job_id": job["id"],
        "application_id": generation["application_id"],
        "generation_id": generation["id"],
        "export_id": export["id"],
        "resume_id": resume["id"],
        "import_id": resume["latest_import"]["id"],
        "key_id": key["id"],
        "session_id": session["id"],
        "copy_id": copy["id"],
        "identity_id": str(identity.id),
        "provider": "nowhere",
    }


async def made_admin(person: httpx2.AsyncClient, services: Services) -> None:
    user = await user_of(person)
    await User.filter(id=user.id).update(role=Role.ADMIN)
    for session in await Session.of(user):
        services.people.forget(session.id)


class TestRoles:
    async def test_each_role_is_refused_what_it_may_never_do(
        self, bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
    ) -> None:
        await made_admin(charlie, services)
        for role, person in ((Role.RECRUITER, bob), (Role.ADMIN, charlie)):
            for path, method, operation in PRIVATE:
                if role not in operation.may.roles:
                    answer = await ask(person, path, method, operation)
                    assert (answer.status_code, answer.json()["type"]) == (403, "denied"), operation.name

    async def test_each_role_comes_in_where_it_may(
        self,
        alice: httpx2.AsyncClient,
        bob: httpx2.AsyncClient,
        charlie: httpx2.AsyncClient,
        services: Services,
    ) -> None:
        await made_admin(charlie, services)
        for role, person in ((Role.CANDIDATE, alice), (Role.RECRUITER, bob), (Role.ADMIN, charlie)):
            for path, method, operation in PRIVATE:
                if role in operation.may.roles and method == "get" and not operation.path:
                    assert (await ask(person, path, method, operation)).status_code == 200, operation.name

    async def test_methods_of_the_socket_are_refused_alike(
        self, bob: httpx2.AsyncClient, services: Services
    ) -> None:
        visitor = await visiting(bob)
        for name, method in METHODS.items():
            assert Role.RECRUITER not in method.may.roles, "say what a recruiter may do with it"
            with pytest.raises(Denied):
                await method.perform(services, visitor, data_of(name, {}))


class TestStrangers:
    async def test_nothing_of_somebody_else_exists(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
    ) -> None:
        ids = await owned(alice, services)
        await fill_profile(charlie, services)
        for path, method, operation in PRIVATE:
            if operation.path:
                missing = set(operation.path) - set(ids)
                assert not missing, f"{operation.name} takes {missing}: make one in `owned`"
                answer = await ask(charlie, path, method, operation, **ids)
                assert (answer.status_code, answer.json()["type"]) == (404, "not_found"), operation.name
        for path, method, operation in PRIVATE:
            if operation.path and method == "get":
                assert (await ask(alice, path, method, operation, **ids)).status_code == 200, operation.name

    async def test_no_body_reaches_somebody_elses_thing(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
    ) -> None:
        ids = await owned(alice, services)
        await fill_profile(charlie, services)
        for path, method, operation in PRIVATE:
            shown = example(operation.body) if operation.body else {}
            if not operation.path and set(shown) & set(ids):
                answer = await ask(charlie, path, method, operation, **ids)
                assert answer.status_code == 404, operation.name

    async def test_no_list_shows_somebody_elses_thing(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
    ) -> None:
        ids = await owned(alice, services)
        for path, method, operation in PRIVATE:
            if method == "get" and not operation.path:
                told = (await ask(charlie, path, method, operation)).text
                assert not [name for name, value in ids.items() if value in told], operation.name
                assert "alice" not in told.lower(), operation.name

    async def test_methods_of_the_socket_find_nothing_either(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
    ) -> None:
        ids = await owned(alice, services)
        visitor = await visiting(charlie)
        for name, method in METHODS.items():
            with pytest.raises(NotFound):
                await method.perform(services, visitor, data_of(name, ids))


class TestApiKeys:
    async def test_a_key_of_all_other_scopes_is_refused(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await verify(alice)
        for scope in Scope:
            lacking = await key_with(alice, *(other for other in Scope if other is not scope))
            for path, method, operation in PRIVATE:
                if operation.may.scope is scope:
                    client.headers["Authorization"] = f"Bearer {lacking}"
                    answer = await ask(client, path, method, operation)
                    told = answer.json()
                    assert (answer.status_code, told["type"]) == (403, "scope_missing"), operation.name
                    assert scope in told["detail"]

    async def test_a_key_of_every_scope_never_reaches_the_account(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await verify(alice)
        client.headers["Authorization"] = f"Bearer {await key_with(alice, *Scope)}"
        for path, method, operation in PRIVATE:
            if operation.may.scope is None:
                answer = await ask(client, path, method, operation)
                assert (answer.status_code, answer.json()["type"]) == (403, "key_refused"), operation.name

    async def test_a_key_of_the_scope_alone_is_enough(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await verify(alice)
        for scope in Scope:
            client.headers["Authorization"] = f"Bearer {await key_with(alice, scope)}"
            for path, method, operation in PRIVATE:
                if operation.may.scope is scope and method == "get" and not operation.path:
                    assert (await ask(client, path, method, operation)).status_code == 200, operation.name

    async def test_a_key_does_no_more_than_its_person(
        self, bob: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await verify(bob)
        client.headers["Authorization"] = f"Bearer {await key_with(bob, *Scope)}"
        assert (await client.get("/api/v1/profile")).json()["type"] == "denied"


class TestCompanies:
    @pytest.mark.parametrize("role", MemberRole)
    async def test_a_member_edits_postings_as_their_role_says(
        self, bob: httpx2.AsyncClient, role: MemberRole
    ) -> None:
        user = await user_of(bob)
        company = await Company.create(name="Fernweg", slug="fernweg")
        member = await Member.create(company=company, user=user, role=MemberRole.OWNER)
        job = await bob.post("/api/v1/jobs", json={"title": "Engineer", "text": POSTING})
        path = f"/api/v1/jobs/{job.json()['id']}"
        await Member.filter(id=member.id).update(role=role)
        may = Right.EDIT_POSTINGS in RIGHTS[role]
        assert (await bob.get(path)).status_code == 200
        assert (await bob.patch(path, json={"title": "Builder"})).status_code == (200 if may else 404)
        written = await bob.post("/api/v1/jobs", json={"title": "Engineer", "text": POSTING})
        assert written.status_code == (201 if may else 403)
        assert (await bob.delete(path)).status_code == (204 if may else 404)

    async def test_whoever_left_a_company_edits_nothing_of_it(self, bob: httpx2.AsyncClient) -> None:
        user = await user_of(bob)
        company = await Company.create(name="Fernweg", slug="fernweg")
        await Member.create(company=company, user=user, role=MemberRole.OWNER)
        job = await bob.post("/api/v1/jobs", json={"title": "Engineer", "text": POSTING})
        await Member.all().delete()
        assert (await bob.patch(f"/api/v1/jobs/{job.json()['id']}", json={"title": "X"})).status_code == 404
        assert await companies_where(user, Right.SEE_POSTINGS) == []


class TestTheTable:
    def test_the_document_is_current(self) -> None:
        """`python -m server permissions > docs/permissions.md` renews it."""
        assert DOCUMENT.read_text() == f"{page()}\n"

    def test_every_action_is_somebodys(self) -> None:
        used = {operation.may for _, _, operation in OPERATIONS} | {one.may for one in METHODS.values()}
        assert used == set(ACTIONS)

    def test_every_scope_opens_something_and_has_one_name(self) -> None:
        assert {action.scope for action in ACTIONS} - {None} == set(Scope)
        assert len({action.name for action in ACTIONS}) == len(ACTIONS)

    def test_every_member_role_has_its_rights(self) -> None:
        assert set(RIGHTS) == set(MemberRole)

    def test_reading_and_writing_need_scopes_of_their_own(self) -> None:
        for _, method, operation in PRIVATE:
            if operation.may.scope is not None:
                assert operation.may.scope.endswith(":read") is (method == "get"), operation.name


async def key_with(person: httpx2.AsyncClient, *scopes: Scope) -> str:
    made = await person.post("/api/v1/api-keys", json={"name": "Key", "scopes": list(scopes)})
    assert made.status_code == 201, made.text
    key: str = made.json()["key"]
    return key


async def visiting(person: httpx2.AsyncClient) -> Visitor:
    user = await user_of(person)
    session = await Session.of(user).first()
    assert session
    return Visitor(user.id, session.id, None)


def data_of(name: str, ids: dict[str, str]) -> dict[str, object]:
    """What a method needs, on objects of these ids."""
    known: dict[str, object] = {"stage": "applied", "client_id": str(uuid4())}
    return {
        member: known.get(member) or ids.get(f"{member}_id", str(UUID(int=1)))
        for member, field in METHODS[name].data.model_fields.items()
        if field.is_required()
    }
