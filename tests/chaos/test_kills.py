"""Nodes and Redis die under load: nothing is lost, or its loss is announced; nothing comes twice."""

import asyncio
from pathlib import Path

from tests.chaos.property import Verdict
from tests.chaos.publisher import own_numbered
from tests.chaos.record import Record
from tests.chaos.scene import Scene, assert_announced, assert_whole, staged
from tests.chaos.town import Town, until

BLIND = "tests.chaos.blind"


async def kill_and_leave(town: Town) -> None:
    """One node dies, the other one leaves as in a deploy; new ones take their places."""
    first, second = town.nodes
    await asyncio.sleep(1)
    await town.kill(first)
    await asyncio.gather(town.open(), town.open())
    town.drain(second)
    assert await town.left(second)


async def test_node_killed_node_drained_redis_killed_with_its_data(
    town: Town, messages: int, record: Record
) -> None:
    async with staged(town) as scene:
        await scene.arrive(2)
        await scene.arrive(2, loads_state=True)
        async with scene.publishing(messages):
            await kill_and_leave(town)
            await town.redis.restart()
            await until(town.all_hear)
        verdicts = await scene.judged()
        record.add(verdicts)
        codes = scene.codes()
    assert_whole(verdicts)
    assert codes == {0, 1, 3001}, "they came; some were cut off, and some were sent away"
    assert not town.complaints()


async def test_the_same_with_redis_started_again_empty(town: Town, messages: int, record: Record) -> None:
    async with staged(town) as scene:
        await scene.arrive(2)
        await scene.arrive(2, loads_state=True)
        async with scene.publishing(messages):
            await kill_and_leave(town)
            await town.redis.restart(empty=True)
            await until(town.all_hear)
        verdicts = await scene.judged()
        record.add(verdicts)
    assert_announced(verdicts)


async def test_away_for_longer_than_the_history_reaches_back(
    town: Town, messages: int, record: Record
) -> None:
    """The document's channel replays 2,000 messages, the person's own 300."""
    async with staged(town) as scene:
        names = await scene.arrive(2)
        async with scene.publishing(messages // 2):
            await asyncio.sleep(0.5)
            for name in names:
                scene.crowd.do("leave", name)
            await asyncio.gather(asyncio.sleep(2.5), told_too_much(scene))
            for name in names:
                scene.crowd.do("come", name)
        verdicts = await scene.judged()
        record.add(verdicts)
    assert_announced(verdicts)
    assert all(verdict.failed_recoveries for verdict in verdicts), "each of them was away for too long"


async def test_redis_restored_from_an_older_snapshot(
    town: Town, messages: int, record: Record, tmp_path: Path
) -> None:
    async with staged(town) as scene:
        await scene.arrive(2)
        await scene.arrive(2, loads_state=True)
        verdicts = await rolled_back(scene, messages, tmp_path)
        record.add(verdicts)
    assert_announced(verdicts)


async def test_the_same_with_eyes_shut_proves_that_these_tests_can_see(
    town: Town, messages: int, record: Record, tmp_path: Path
) -> None:
    async with staged(town) as scene, town.only(BLIND) as blind:
        await scene.arrive(4)
        verdicts = await rolled_back(scene, messages, tmp_path)
        record.add(verdicts)
        assert blind.alive
    assert any(verdict.gaps for verdict in verdicts), verdicts
    assert not any(verdict.failed_recoveries for verdict in verdicts), "it told somebody after all"


async def told_too_much(scene: Scene) -> None:
    await scene.publisher.burst(scene.document.channel, 2_100)
    await scene.publisher.burst(scene.person.own, 350, own_numbered)


async def rolled_back(scene: Scene, number: int, folder: Path) -> list[Verdict]:
    """Half is told, a snapshot taken, more told, and then the snapshot is all there is.

    The rest is longer than what was lost, so that in the end the journal stands above its clients again.
    """
    redis = scene.town.redis
    async with scene.publishing(number):
        await scene.until_heard(number // 2)
        await asyncio.to_thread(redis.snapshot, folder / "backup")
        await scene.until_heard(2 * number // 3)
        await redis.roll_back(folder / "backup")
        await until(scene.town.all_hear)
    return await scene.judged()
