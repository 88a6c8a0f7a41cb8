"""Stopping needs no id of the client: whoever stops twice changes nothing, and nothing is told twice."""

import asyncio
import json
from contextlib import AsyncExitStack

import httpx2

from career.services import Services
from models.generations import Generation
from models.status import Status
from tests.realtime.rpc.test_applications import socket
from tests.realtime.test_app import asked_for_a_letter
from tests.support.house import House, run_jobs
from tests.support.sockets import served


async def test_many_stops_at_once_by_both_ways_are_one(
    app: House, alice: httpx2.AsyncClient, services: Services
) -> None:
    generation, channel = await asked_for_a_letter(alice, services)
    stop = {"method": "generation.cancel", "data": {"generation": generation}}
    path = f"/api/v1/generations/{generation}/cancellation"
    async with served(app) as port, AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(socket(port, alice)) for _ in range(4)]
        answers = await asyncio.gather(
            *(client.ask(rpc=stop) for client in clients), *(alice.post(path) for _ in range(4))
        )
        assert [answer["rpc"] for answer in answers[:4]] == [{"data": {}}] * 4
        assert {answer.status_code for answer in answers[4:]} == {202}
        await run_jobs(services)
        assert (await clients[0].ask(rpc=stop))["rpc"] == {"data": {}}
    assert (await Generation.get()).status is Status.CANCELLED
    history = await services.feed.history(channel, 0, -1)
    events = [json.loads(publication.body)["data"]["type"] for publication in history.publications]
    assert events == ["generation.cancelled"]
