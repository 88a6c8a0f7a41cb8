"""What a person sees when a worker, Redis or the process that took their click dies."""

import asyncio
import contextlib
import time
from collections.abc import Callable

import httpx2

from career.writing.llm.port import WrittenItem
from tests.career.writing.llm.server import ChatServer
from tests.chaos.publisher import Said
from tests.chaos.record import Record
from tests.chaos.scene import Scene, staged
from tests.chaos.town import Town, until

OUTAGE = 10.0
CRASHING = "tests.chaos.crashing"
RUNS_AGAIN_WITHIN = 30.0
SWEPT_WITHIN = 20.0
"""Seconds: the sweeper comes every ten and takes what is older than five."""


async def test_a_worker_killed_in_the_middle_of_a_letter(town: Town) -> None:
    """The first one waits for the rest of a model's answer for ever; the second one has no model."""
    item = WrittenItem(key="s0", text="Hello.", evidence_ids=())
    async with staged(town) as scene, ChatServer([item], ending="hanging") as silent:
        model = {"OPENAI_API_KEY": "x", "OPENAI_BASE_URL": silent.url}
        async with town.worker(**model) as doomed:
            letter = await asked_for_a_letter(scene)
            told = followed(scene, letter["channel"])
            await until(lambda: any(event["type"] == "generation.grew" for event in told()), 20)
            doomed.kill()
            killed = time.monotonic()
        async with town.worker():
            await until(lambda: any(event["type"] == "generation.finished" for event in told()), 45)
            assert time.monotonic() - killed < RUNS_AGAIN_WITHIN
        row = (await scene.person.http.get(f"/api/v1/generations/{letter['id']}")).json()
    assert row["status"] == "completed"
    assert row["attempt"] == 2
    assert put_together(told()) == row["text"]
    assert "Brightwater Utilities" in row["text"]


async def test_redis_gone_for_ten_seconds(town: Town, messages: int, record: Record) -> None:
    """HTTP goes on, the socket says what it cannot hear, and everything durable comes after."""
    async with staged(town) as scene:
        names = await scene.arrive(3)
        async with scene.publishing(messages):
            await asyncio.sleep(0.5)
            began = time.monotonic()
            await asyncio.to_thread(town.redis.kill)
            await moved(scene.person.http, scene.person.application, "applied")
            assert (await scene.person.http.get("/api/v1/jobs")).status_code == 200
            await until(lambda: all(said(scene, name) == ["journal.lost"] for name in names), OUTAGE)
            await moved(scene.person.http, scene.person.application, "screening")
            assert not stages(scene, names[0])
            await asyncio.sleep(began + OUTAGE - time.monotonic())
            await asyncio.to_thread(town.redis.start)
            async with town.worker():
                await until(
                    lambda: all(stages(scene, name) == ["applied", "screening"] for name in names),
                    SWEPT_WITHIN,
                )
        assert all(said(scene, name) == ["journal.lost", "journal.restored"] for name in names)
        verdicts = await scene.judged()
        record.add(verdicts)
    for verdict in verdicts:
        assert verdict.holds, verdict
        assert verdict.whole, verdict


async def test_a_crash_between_the_commit_and_its_telling(town: Town) -> None:
    async with staged(town) as scene:
        names = await scene.arrive(3)
        headers = scene.person.http.headers
        async with (
            town.only(CRASHING) as doomed,
            httpx2.AsyncClient(base_url=doomed.address, headers=headers, timeout=30) as http,
        ):
            with contextlib.suppress(httpx2.TransportError):
                await moved(http, scene.person.application, "applied")
            await doomed.process.running.wait()
        assert not doomed.alive, "it died with the move committed and nothing told"
        async with town.worker():
            await until(lambda: all(stages(scene, name) for name in names), SWEPT_WITHIN)
        await asyncio.sleep(1)
        assert all(stages(scene, name) == ["applied"] for name in names), "told late, and once"


async def asked_for_a_letter(scene: Scene) -> dict:
    body = {"kind": "cover_letter", "job_id": scene.person.job}
    asked = await scene.person.http.post("/api/v1/generations", json=body)
    assert asked.status_code == 202, asked.text
    return asked.json()


def followed(scene: Scene, channel: str) -> Callable[[], list[Said]]:
    """What one browser has heard of a channel so far."""
    scene.crowd.open("reader", scene.town.address, scene.person)
    scene.crowd.do("follow", "reader", channel=channel)
    return lambda: scene.crowd.ledgers["reader", channel].data


def put_together(told: list[Said]) -> str:
    """As a browser does it, but without its mercy: no piece may overlap another or leave a hole."""
    text, attempt = "", 0
    for event in told:
        if int(str(event["attempt"])) > attempt:
            text, attempt = "", int(str(event["attempt"]))
        if event["type"] == "generation.grew":
            assert event["attempt"] == attempt, "a piece of a run that was given up"
            assert event["at"] == len(text.encode("utf-16-le")) // 2, "a piece told twice, or one missing"
            text += str(event["text"])
    return text


async def moved(http: httpx2.AsyncClient, application: str, stage: str) -> None:
    answer = await http.post(f"/api/v1/applications/{application}/moves", json={"stage": stage})
    assert answer.is_success, answer.text


def said(scene: Scene, name: str) -> list[str]:
    """What the server said on no channel."""
    return [str(message["data"]["type"]) for message in scene.crowd.said(name, "message")]  # type: ignore[index]


def stages(scene: Scene, name: str) -> list[str]:
    told = scene.crowd.ledgers[name, scene.person.own].data
    return [str(event["stage"]) for event in told if event["type"] == "application.moved"]
