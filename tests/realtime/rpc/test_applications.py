"""A move by the client's id: done once, however often and by whichever way it is asked for."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import Context
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from tortoise.transactions import in_transaction
from websockets.asyncio.client import connect

from career.services import Services
from models.applications import Application, ApplicationEvent, EventKind, Stage
from models.outbox import OutboxEvent
from models.users import User
from tests.realtime.test_metrics import Client
from tests.server.test_journey import keep_posting
from tests.support.house import House
from tests.support.sockets import Browser, served

JsonObject = dict[str, Any]


@pytest.fixture
async def port(app: House) -> AsyncIterator[int]:
    async with served(app) as found:
        yield found


async def token(person: httpx2.AsyncClient) -> str:
    return str((await person.post("/api/v1/realtime/token")).json()["token"])


@asynccontextmanager
async def socket(port: int, person: httpx2.AsyncClient) -> AsyncIterator[Client]:
    async with connect(f"ws://127.0.0.1:{port}/connection/websocket", compression=None) as wire:
        client = Client(wire)
        await client.ask(connect={"token": await token(person)})
        yield client


async def tracked(person: httpx2.AsyncClient) -> str:
    """An application that is saved, and nothing more."""
    job = await keep_posting(person)
    answer = await person.post("/api/v1/applications", json={"job_id": job["id"]})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def command(application: str, stage: str = "applied", **more: str) -> JsonObject:
    return {"client_id": str(uuid4()), "application": application, "stage": stage, **more}


async def by_socket(client: Client, data: JsonObject) -> JsonObject:
    """The event, or the error."""
    said: JsonObject = await client.ask(rpc={"method": "application.move", "data": data})
    return said.get("error") or said["rpc"]["data"]


async def by_request(person: httpx2.AsyncClient, data: JsonObject) -> JsonObject:
    """The event, or the error in the words of the socket."""
    body = {name: value for name, value in data.items() if name != "application"}
    answer = await person.post(f"/api/v1/applications/{data['application']}/moves", json=body)
    said: JsonObject = answer.json()
    return {"code": answer.status_code, "message": said["type"]} if answer.is_error else said


async def told(services: Services) -> list[str]:
    """The stages of all moves that were told to the person, in their order."""
    user = await User.get()
    history = await services.feed.history(f"user:{user.id}", 0, -1)
    events = [json.loads(publication.body)["data"] for publication in history.publications]
    return [event["stage"] for event in events if event["type"] == "application.moved"]


async def moves() -> list[Stage]:
    return [event.stage for event in await ApplicationEvent.filter(kind=EventKind.MOVED).order_by("id")]


class TestStrangers:
    async def test_what_is_not_theirs_is_not_found(
        self, port: int, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient
    ) -> None:
        asked = command(await tracked(alice))
        async with socket(port, charlie) as client:
            refused = await by_socket(client, asked)
        assert refused == {"code": 404, "message": "not_found"} == await by_request(charlie, asked)

    async def test_another_kind_of_account_is_denied(
        self, port: int, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient
    ) -> None:
        asked = command(await tracked(alice))
        async with socket(port, bob) as client:
            refused = await by_socket(client, asked)
            stop = {"method": "generation.cancel", "data": {"generation": str(uuid4())}}
            assert (await client.ask(rpc=stop))["error"] == refused
        assert refused == {"code": 403, "message": "denied"} == await by_request(bob, asked)

    async def test_an_id_belongs_to_its_person(
        self, port: int, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient
    ) -> None:
        mine, theirs = command(await tracked(alice)), command(await tracked(charlie))
        theirs["client_id"] = mine["client_id"]
        assert (await by_request(alice, mine))["id"] != (await by_request(charlie, theirs))["id"]


class TestRepeats:
    async def test_it_moves_and_answers_with_the_event(self, port: int, alice: httpx2.AsyncClient) -> None:
        asked = command(await tracked(alice), note="  At their fair. ")
        async with socket(port, alice) as client:
            made = await by_socket(client, asked)
        path = f"/api/v1/applications/{asked['application']}/events"
        kept = (await alice.get(path)).json()["items"][0]
        assert {name: kept[name] for name in ("id", "stage", "previous", "note", "happened_at")} == {
            name: value for name, value in made.items() if name != "application"
        }
        assert (made["application"], made["previous"]) == (asked["application"], "saved")
        assert made["note"] == "At their fair."

    async def test_a_reply_that_was_lost_is_asked_for_again(
        self, port: int, tab: Browser, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        asked = command(await tracked(alice))
        async with connect(f"ws://127.0.0.1:{port}/connection/websocket", compression=None) as wire:
            await Client(wire).ask(connect={"token": await token(alice)})
            await wire.send(json.dumps({"id": 2, "rpc": {"method": "application.move", "data": asked}}))
            async with asyncio.timeout(5):
                while await told(services) != ["saved", "applied"]:  # noqa: ASYNC110 - any condition
                    await asyncio.sleep(0.01)
            wire.transport.abort()
        first = await ApplicationEvent.get(client_id=asked["client_id"])
        tab.connect(port, await token(alice))
        await tab.hear("connected")
        # Meanwhile it went on: what is repeated is the answer, not the move.
        await by_request(alice, command(asked["application"], "screening"))
        tab.do("rpc", method="application.move", data=asked, tag="again")
        said = await tab.hear("rpc", tag="again")
        assert isinstance(said["data"], dict)
        assert (said["data"]["id"], said["data"]["stage"]) == (str(first.id), "applied")
        assert (await Application.get()).stage is Stage.SCREENING
        assert await told(services) == ["saved", "applied", "screening"]
        assert await OutboxEvent.all().count() == 3

    async def test_one_way_repeats_what_came_by_the_other(
        self, port: int, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        application = await tracked(alice)
        async with socket(port, alice) as client:
            asked = command(application)
            first, again = await by_socket(client, asked), await by_request(alice, asked)
            assert (first["id"], first["happened_at"]) == (again["id"], again["happened_at"])
            asked = command(application, "offer", note="Yes!")
            first, again = await by_request(alice, asked), await by_socket(client, asked)
            assert (first["id"], first["happened_at"]) == (again["id"], again["happened_at"])
        assert await told(services) == ["saved", "applied", "offer"]

    async def test_without_an_id_a_second_move_is_a_conflict(self, alice: httpx2.AsyncClient) -> None:
        asked = command(await tracked(alice))
        del asked["client_id"]
        assert (await by_request(alice, asked))["stage"] == "applied"
        assert await by_request(alice, asked) == {"code": 409, "message": "already_there"}

    async def test_another_id_does_not_repeat(self, port: int, alice: httpx2.AsyncClient) -> None:
        application = await tracked(alice)
        async with socket(port, alice) as client:
            await by_socket(client, command(application))
            said = await by_socket(client, command(application))
        assert said == {"code": 409, "message": "already_there"}

    async def test_an_id_that_was_used_for_something_else(
        self, port: int, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        asked = command(await tracked(alice))
        others = [
            asked | {"application": await tracked(alice)},
            asked | {"stage": "offer"},
            asked | {"note": "Another one."},
        ]
        await by_request(alice, asked)
        async with socket(port, alice) as client:
            for other in others:
                refused = await by_socket(client, other)
                assert refused == {"code": 409, "message": "client_id_reused"}
                assert refused == await by_request(alice, other)
        assert await moves() == [Stage.APPLIED]
        assert await told(services) == ["saved", "saved", "applied"]


class TestRaces:
    async def test_many_at_once_by_both_ways_are_one_move(
        self, port: int, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        asked = command(await tracked(alice))
        async with AsyncExitStack() as stack:
            clients = [await stack.enter_async_context(socket(port, alice)) for _ in range(6)]
            answers = await asyncio.gather(
                *(by_socket(client, asked) for client in clients),
                *(by_request(alice, asked) for _ in range(6)),
            )
        assert len({answer["id"] for answer in answers}) == 1
        assert await moves() == [Stage.APPLIED]
        assert await told(services) == ["saved", "applied"]
        assert await OutboxEvent.all().count() == 2

    async def test_one_id_for_many_applications_at_once_moves_one(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        asked = command("")
        applications = [await tracked(alice) for _ in range(6)]
        answers = await asyncio.gather(
            *(by_request(alice, asked | {"application": application}) for application in applications)
        )
        assert Counter(answer.get("message") for answer in answers) == {None: 1, "client_id_reused": 5}
        assert await moves() == [Stage.APPLIED]
        assert await Application.filter(stage=Stage.APPLIED).count() == 1
        assert Counter(await told(services)) == {"saved": 6, "applied": 1}

    async def test_the_index_decides_between_two_that_do_not_see_each_other(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        first, second = command(await tracked(alice)), await tracked(alice)
        async with in_transaction():
            await ApplicationEvent.create(
                application_id=first["application"],
                kind=EventKind.MOVED,
                stage=Stage.APPLIED,
                by_user=await User.get(),
                client_id=first["client_id"],
            )
            # In a context of its own: in this one, it would ask within the transaction.
            other = by_request(alice, first | {"application": second})
            waiting = asyncio.create_task(other, context=Context())
            done, _ = await asyncio.wait({waiting}, timeout=0.3)
            assert not done
        assert await waiting == {"code": 409, "message": "client_id_reused"}
        assert (await Application.get(id=second)).stage is Stage.SAVED
        assert await told(services) == ["saved", "saved"]
