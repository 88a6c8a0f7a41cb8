"""Nodes and Redis die under load: nothing is lost, or its loss is announced; nothing comes twice."""

import asyncio
from pathlib import Path

from tests.chaos.property import Verdict
from tests.chaos.publisher import own_numbered
from tests.chaos.record import Record
from tests.chaos.scene import Scene, staged
from tests.chaos.town import Town, until

BLIND = "tests.chaos.blind"


async def kill_and_leave(scene: Scene) -> None:
    """One node dies, the other one leaves as in a deploy; new ones take their places."""
    town = scene.town
    first, second = town.nodes
    await asyncio.sleep(1)
    await town.kill(first)
    await town.open()
    town.drain(second)
    await town.open()
    await asyncio.sleep(1)


async def test_node_killed_node_drained_redis_killed_with_its_data(
    town: Town, messages: int, record: Record
) -> None:
    async with staged(town) as scene:
        await scene.arrive(4)
        async with scene.publishing(messages):
            await kill_and_leave(scene)
            await town.redis.restart()
            await until(town.all_hear)
        verdicts = await scene.judged()
        record.add(verdicts)
    for verdict in verdicts:
        assert verdict.holds, verdict
        assert verdict.whole, verdict
        assert not verdict.failed_recoveries, verdict
    assert not town.complaints()


async def test_the_same_with_redis_started_again_empty(town: Town, messages: int, record: Record) -> None:
    async with staged(town) as scene:
        await scene.arrive(2)
        await scene.arrive(2, loads_state=True)
        async with scene.publishing(messages):
            await kill_and_leave(scene)
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
            await asyncio.sleep(0.5)
            await scene.publisher.burst(scene.person.channel, 2_100)
            for _ in range(350):
                await scene.publisher.say(scene.person.own, own_numbered)
            await asyncio.sleep(1)
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
    await town.heal()
    async with town.only(BLIND) as blind:
        assert blind.alive
        async with staged(town, heal=False) as scene:
            await scene.arrive(4)
            verdicts = await rolled_back(scene, messages, tmp_path)
            record.add(verdicts)
    assert any(verdict.gaps for verdict in verdicts), verdicts
    assert not all(verdict.holds for verdict in verdicts)


async def rolled_back(scene: Scene, number: int, folder: Path) -> list[Verdict]:
    """A third is told, a snapshot taken, another third told, and then the snapshot is all there is."""
    redis = scene.town.redis
    async with scene.publishing(number):
        await scene.until_heard(number // 3)
        await asyncio.to_thread(redis.snapshot, folder / "backup")
        await scene.until_heard(2 * number // 3)
        await redis.roll_back(folder / "backup")
        await until(scene.town.all_hear)
    return await scene.judged()


def assert_announced(verdicts: list[Verdict]) -> None:
    """Something was lost, and whoever lost it was told."""
    assert all(verdict.holds for verdict in verdicts), [one for one in verdicts if not one.holds]
    assert sum(verdict.failed_recoveries for verdict in verdicts) >= 1
