"""What a person sees when a worker, Redis or the process that took their click dies."""

import asyncio
import contextlib
import time
from dataclasses import replace

import httpx2
import pytest

from career.writing.llm.port import WrittenItem
from tests.career.writing.llm.server import ChatServer
from tests.chaos.cable import laid
from tests.chaos.people import Document, ask_for_a_letter, move
from tests.chaos.property import Heard, Verdict, judge
from tests.chaos.publisher import Said
from tests.chaos.record import Record
from tests.chaos.scene import Scene, assert_whole, staged
from tests.chaos.town import Node, Town, until

OUTAGE = 10.0
CRASHING = "tests.chaos.crashing"
RUNS_AGAIN_WITHIN = 30.0
FOUND_WITHIN = 21.0
"""Seconds: asked every 15, and waited for the answer for five."""
SWEPT_WITHIN = 16.0
"""Seconds: the sweeper comes every ten and takes what is older than five."""


@pytest.mark.usefixtures("messages")
async def test_a_worker_killed_in_the_middle_of_a_letter_and_a_node_between_commit_and_telling(
    town: Town, record: Record
) -> None:
    """Both leave something behind, and the next worker finishes it."""
    async with staged(town) as scene:
        await scene.arrive(3)
        letter = await half_written(scene)
        killed = time.monotonic()
        async with town.worker():
            crashed = await moved_by_a_node_that_dies(scene, "applied")
            await until(lambda: all(moves(scene, name) for name in scene.names), SWEPT_WITHIN)
            record.add(late(scene, crashed), "a node killed between commit and telling")
            await until(lambda: "generation.finished" in kinds(scene, letter), RUNS_AGAIN_WITHIN)
            assert time.monotonic() - killed < RUNS_AGAIN_WITHIN
        assert all(stages(scene, name) == ["applied"] for name in scene.names), "told late, and once"
        row = (await scene.http.get(letter.path)).json()
        verdict = judged_by_the_journal(scene, letter, await scene.publisher.told(letter.channel))
        record.add([verdict], "a worker killed in the middle of a letter")
    assert_whole([verdict])
    assert (row["status"], row["attempt"]) == ("completed", 2)
    assert put_together(read(scene, letter)) == row["text"]
    assert "Brightwater Utilities" in row["text"]


async def test_redis_gone_for_ten_seconds(town: Town, messages: int, record: Record) -> None:
    """HTTP goes on, the socket says what it cannot hear, and everything durable comes after."""
    async with staged(town) as scene, town.worker():
        names = await scene.arrive(3)
        async with scene.publishing(messages):
            await asyncio.sleep(0.5)
            await asyncio.to_thread(town.redis.kill)
            await asyncio.gather(asyncio.sleep(OUTAGE), seen_without_redis(scene))
            await asyncio.to_thread(town.redis.start)
            wanted = ["screening", "interviewing"]
            await until(lambda: all(stages(scene, name) == wanted for name in names), SWEPT_WITHIN)
        assert all(said(scene, name) == ["journal.lost", "journal.restored"] for name in names)
        await until(lambda: scene.crowd.ledgers["late", scene.document.channel].subscribed)
        assert not scene.crowd.said("late", "disconnected"), "whoever came meanwhile was asked to wait"
        verdicts = await scene.judged()
        record.add(verdicts)
    assert_whole(verdicts)


@pytest.mark.chaos_long
async def test_a_connection_to_redis_that_looks_alive_and_says_nothing(town: Town, record: Record) -> None:
    """Silence is nothing to wonder at, so the node asks itself every 15 seconds."""
    async with (
        staged(town) as scene,
        laid(town.redis.socket) as cable,
        town.only(REDIS_URL=cable.url) as node,
    ):
        await scene.arrive(3)
        async with scene.publishing(1):
            await scene.until_heard(50)
            assert cable.break_off() == 1
            await until(lambda: lives(node, 2), FOUND_WITHIN)
        verdicts = await scene.judged()
        record.add(verdicts)
    assert_whole(verdicts)
    assert all(verdict.worst_pause > 1 for verdict in verdicts), "nobody heard anything meanwhile"


async def seen_without_redis(scene: Scene) -> None:
    await move(scene.http, scene.document, "screening")
    for path in ("/health", "/api/v1/jobs"):
        assert (await scene.http.get(path)).status_code == 200
    await until(lambda: all(said(scene, name) == ["journal.lost"] for name in scene.names), OUTAGE)
    scene.open("late")
    await move(scene.http, scene.document, "interviewing")
    assert not any(stages(scene, name) for name in scene.names), "there is nothing to hear it through"


async def lives(node: Node, number: int) -> bool:
    """Whether it is connected to Redis for the second time, or however often."""
    return await node.metric("realtime_backend_lives_total") == number


async def half_written(scene: Scene) -> Document:
    """A letter whose reader has heard its beginning, and whose worker is dead.

    The worker waits for the rest of a model's answer for ever; the next one has no model.
    """
    beginning = WrittenItem(key="s0", text="Hello.", evidence_ids=())
    letter = await ask_for_a_letter(scene.http, scene.person)
    scene.open("reader")
    scene.crowd.do("follow", "reader", channel=letter.channel)
    await until(lambda: scene.crowd.ledgers["reader", letter.channel].subscribed)
    async with (
        ChatServer([beginning], ending="hanging") as silent,
        scene.town.worker(OPENAI_API_KEY="x", OPENAI_BASE_URL=silent.url) as doomed,
    ):
        await until(lambda: "generation.grew" in kinds(scene, letter))
        doomed.kill()
    return letter


async def moved_by_a_node_that_dies(scene: Scene, stage: str) -> float:
    """Return when it died."""
    async with (
        scene.town.only(CRASHING) as doomed,
        httpx2.AsyncClient(base_url=doomed.address, headers=scene.http.headers, timeout=30) as http,
    ):
        with contextlib.suppress(httpx2.TransportError):
            await move(http, scene.document, stage)
        async with asyncio.timeout(5):
            await doomed.process.running.wait()
    crashed = time.time()
    row = (await scene.http.get(f"/api/v1/applications/{scene.document.application}")).json()
    assert row["stage"] == stage, "it died with the move committed"
    assert not any(stages(scene, name) for name in scene.names), "… and nothing told"
    return crashed


def late(scene: Scene, since: float) -> list[Verdict]:
    """Of everybody, about one move; the pause is that between the crash and its telling."""
    heard = [Heard(0, float(str(moves(scene, name)[0]["at"]))) for name in scene.names]
    return [replace(judge([one], 1), worst_pause=one.at - since) for one in heard]


def judged_by_the_journal(scene: Scene, document: Document, journal: list[Said]) -> Verdict:
    """Of the reader, who must have heard all that the journal has, where no event is like another."""
    heard = scene.crowd.said("reader", "publication", channel=document.channel)
    return judge([Heard(journal.index(said["data"]), float(str(said["at"]))) for said in heard], len(journal))


def put_together(events: list[Said]) -> str:
    """As a browser does it, but without its mercy: no piece may overlap another or leave a hole."""
    text, attempt = "", 0
    for event in events:
        if int(str(event["attempt"])) > attempt:
            text, attempt = "", int(str(event["attempt"]))
        if event["type"] == "generation.grew":
            assert event["attempt"] == attempt, "a piece of a run that was given up"
            assert event["at"] == len(text.encode("utf-16-le")) // 2, "a piece told twice, or one missing"
            text += str(event["text"])
    return text


def read(scene: Scene, document: Document) -> list[Said]:
    """What the reader has heard so far."""
    return scene.crowd.ledgers["reader", document.channel].data


def kinds(scene: Scene, document: Document) -> set[str]:
    return {str(event["type"]) for event in read(scene, document)}


def said(scene: Scene, name: str) -> list[str]:
    """What the server said on no channel."""
    return [str(message["data"]["type"]) for message in scene.crowd.said(name, "message")]  # type: ignore[index]


def moves(scene: Scene, name: str) -> list[Said]:
    heard = scene.crowd.said(name, "publication", channel=scene.person.own)
    return [one for one in heard if one["data"]["type"] == "application.moved"]  # type: ignore[index]


def stages(scene: Scene, name: str) -> list[str]:
    return [str(one["data"]["stage"]) for one in moves(scene, name)]  # type: ignore[index]
